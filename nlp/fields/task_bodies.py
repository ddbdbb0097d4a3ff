"""Bodies that are given work: "Chi hội Phụ nữ: cho các hộ ký cam kết", "Công đoàn trường tổ chức …" (notes, 9).

What a body is called goes on from its kind ("tổ", "ban", "đội") over words that names of bodies are made of; what comes
then is its work. Kinds and words are looked for with their marks: folded, "tổ" is also "tô" and "dân" also "dẫn".
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

import yaml

from nlp.draft import Span
from nlp.fields import task_words as w

__all__ = ["Body", "bodies_at", "body_in_brackets"]

_MASS = r"phụ nữ|nông dân|cựu chiến binh|ccb|người cao tuổi|khuyến học|chữ thập đỏ|cựu giáo chức|nct|pn|nd"
# Bodies whose kind names them: only where they belong may follow ("công đoàn trường", "Đoàn Thanh niên xã").
_WHOLE = (
    rf"(?:chi hội|hội)\s(?:{_MASS})|chi đoàn|đoàn thanh niên|đoàn trường|đoàn xã|đoàn tncs(?:\shcm)?|đoàn tn|công đoàn|"
    r"ban giám hiệu|ban giám đốc|ban thường vụ|ban chỉ huy|ban nhân dân|ban công tác mặt trận|mặt trận(?:\stổ quốc)?|"
    r"dân quân|chi ủy|chi uỷ|ban chi ủy|cấp ủy|bgh|bctmt|ubmt|htx|hợp tác xã|công an viên|thôn đội"
)
# Kinds that a name must follow.
_NAMED = (
    r"ban(?! (?:hành|đầu|ngày|đêm|bố|bạc))|tổ(?! (?:chức|quốc|tiên|ấm))|đội(?! (?:ngũ|hình|tuyển))|nhóm|tiểu ban|trạm|"
    r"khoa(?! học)|bộ phận|phân xưởng|chuyền|"
    r"phòng(?! (?:chống|ngừa|bệnh|cháy|trào|khi|dịch))|clb|câu lạc bộ|hội(?! (?:nghị|họp|thảo|ý|đồng))"
)
_DATA = yaml.safe_load(files("nlp").joinpath("data/bodies.yaml").read_text("utf-8"))
_PLACE_WORDS = frozenset(_DATA["places"].split())
_NAME_WORDS = _PLACE_WORDS | frozenset(_DATA["names"].split())
_WORD = re.compile(r"\s+(?P<word>[\w'’]+(?:-[\w'’]+)*|[-–](?=\s))")
_LEAD = re.compile(
    r"\W*(?:(?:giao|yêu cầu|đề nghị|phân công)\s+(?:cho\s+)?)?(?P<kind>(?:các\s)?(?:"
    + rf"(?P<whole>{_WHOLE})|{_NAMED}))(?!\w)",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*:\s*(?=\S)")
_STOPS = re.compile(
    r"\s*(?:đã|đều|nhất trí|thống nhất|đồng ý|kết luận|báo cáo kết quả|có mặt|dự|tham dự|còn|chưa|không|hoàn thành tốt|"
    r"được|có|là|của|ở|về|nêu|đề nghị|và|với|trong)(?!\w)"
)
_LONGEST = 8  # words of a body's name


class Body(NamedTuple):
    """A body (or several joined by "và") at ``who`` and where its work begins."""

    who: Span
    work: int


def bodies_at(flow: str, folded: str, start: int, end: int) -> Body | None:
    """The body that a clause begins with and the work behind it; None where it is no such clause."""
    lead = _LEAD.match(flow, start, end)
    if lead is None:
        return None
    allowed = _PLACE_WORDS if lead["whole"] else _NAME_WORDS
    ends = [lead.end("kind")]
    for _ in range(_LONGEST):
        word = _WORD.match(flow, ends[-1], end)
        if word is None or not _names(word["word"], allowed, flow[ends[-1] : end]):
            break
        if word["word"] in {"và", "với", "-", "–"}:
            allowed = _NAME_WORDS
        ends.append(word.end())
    for at in reversed(ends if lead["whole"] else ends[1:]):
        colon = _COLON.match(flow, at, end)
        if colon:
            return Body((lead.start("kind"), at), colon.end())
        works = re.match(r"\s+[a-zà-ỹđ]{2,}\s+\S", flow[at:end]) and not _STOPS.match(flow, at, end)
        if works and (at == ends[-1] or w.VERB.match(folded, at, end)):
            return Body((lead.start("kind"), at), at)
    return None


def _names(word: str, allowed: frozenset[str], rest: str) -> bool:
    """Whether ``word`` goes on with a body's name: a capital, a figure, a word of such names, a joining "và"."""
    if word in {"và", "với"}:
        return re.match(rf"\s+\w+\s+(?:các\s)?(?:{_WHOLE}|{_NAMED}|[A-ZĐÀ-Ỹ])", rest, re.IGNORECASE) is not None
    if word.lower() == "tổ":
        return allowed is _NAME_WORDS and re.match(r"\s+tổ\s+chức", rest) is None
    return word in {"-", "–"} or word[:1].isupper() or word[:1].isdigit() or word.lower() in allowed


def body_in_brackets(flow: str, start: int, end: int) -> Span | None:
    """ "(Chi hội Phụ nữ, phối hợp Trạm Y tế; hết tháng 11)": the body that the brackets open with."""
    match = re.compile(rf"\s*(?P<who>(?:{_WHOLE}|{_NAMED})(?!\w)[^,;()]*)", re.IGNORECASE).match(flow, start, end)
    return (match.start("who"), match.start("who") + len(match["who"].rstrip())) if match else None
