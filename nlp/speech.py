"""Who says what: speech acts in running text, lists and one-line forms.

"- Đ/c A (Chi hội trưởng): …", "đ/c A, B và C nhất trí: …", "Ý kiến 1: …", "đ/c A đề nghị …; đ/c B không đồng ý …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.draft import Span
from nlp.outline import Outline
from nlp.people import Person
from nlp.people.birth_order import BIRTH_ORDER_NAME
from nlp.sections import Piece

__all__ = ["Act", "Speaker", "find_acts"]

VERB = re.compile(
    r"\s*(?:cung\s+|da\s+|co\s+|xin\s+|con\s+|thi\s+|tiep\s+tuc\s+|tham\s+gia\s+)?(?:y\s*kien|"
    r"phat\s*bieu|de\s*nghi|neu|cho\s*rang|gop\s*y|nhat\s*tri|dong\s*[yt]|khong\s*(?:dong\s*y|"
    r"nhat\s*tri|dong\s*tinh|tan\s*thanh)|bo\s*sung|"
    r"phan\s*anh|phan\s*bien|kien\s*nghi|hoi|de\s*xuat|bao\s*cao|thac\s*mac|chat\s*van|"
    r"cam\s*on|nhan\b|tu\s*(?:phe\s*binh|nhan|kiem\s*diem|thay|soi|xet|lien\s*he)|phe\s*binh|nhac\s*nho|"
    r"lien\s*he|ban\s*khoan|lo\b|noi\b|ke\b|cho\s*biet|xin\b|doc\b|trinh\s*bay|"
    r"thao\s*luan|trao\s*doi|tan\s*thanh|tra\s*loi|giai\s*trinh|tiep\s*thu|ghi\s*nhan|"
    r"nhan\s*xet|danh\s*gia|yeu\s*cau|gop\b|chia\s*se|khang\s*dinh|luu\s*y|dat\s*van\s*de|"
    r"muon|mong|de\s*dat|hua|cam\s*ket|ung\s*ho|quan\s*tam|chua\s*(?:dong\s*y|nhat\s*tri|tan\s*thanh)|"
    r"khong\s*chiu|tan\s*dong|giai\s*(?:dap|thich)|bao\b|nhan\s*dinh|de\s*cap|goi\s*y|hien\s*ke|canh\s*bao|can\s*dan|"
    r"nhac\b|bao\s*luu|phan\s*(?:doi|van|nan|bac)|than\b|thua\s*nhan|xac\s*nhan|tuong\s*trinh|thong\s*nhat)"
)
# What an opinion is given with: enough to know a speaker in running prose, away from any heading for the discussion.
_OPINES = re.compile(
    r"\s*(?:(?:cung|da|co|thi|lai|van|rat|deu|con|chi|tiep\s*tuc|kien\s*quyet|xin)\s+)*(?:y\s*kien|phat\s*bieu|"
    r"de\s*nghi|"
    r"cho\s*(?:rang|la\b|biet)|gop\s*y|(?:khong|chua|ko)\s*(?:hoan\s*toan\s*)?(?:dong\s*(?:y|tinh)|nhat\s*tri|"
    r"tan\s*thanh|"
    r"chiu)|nhat\s*tri|dong\s*(?:y|tinh)\b|tan\s*(?:thanh|dong)|ung\s*ho|bo\s*sung|phan\s*(?:anh|bien|doi|bac|van|nan)|"
    r"kien\s*nghi|hoi\b|de\s*xuat|thac\s*mac|chat\s*van|ban\s*khoan|noi\b|ke\s|tra\s*loi|giai\s*(?:dap|thich|trinh)|"
    r"nhan\s*(?:xet|dinh)|luu\s*y|dat\s*(?:van\s*de|cau\s*hoi)|mong\b|muon\b|hien\s*ke|goi\s*y|canh\s*bao|can\s*dan|"
    r"tu\s*(?:nhan|kiem\s*diem|thay|lien\s*he)|thua\s*nhan|bao\s*luu|lo\s*(?:ngai|rang|la)|neu\s*(?:y\s*kien|"
    r"van\s*de|rang|kho|them)|de\s*cap|khang\s*dinh|thong\s*nhat\s*voi|"
    r"hoan\s*nghenh|nhan\s*manh|phe\b|nhac\s*nho|tu\s*phe\s*binh|nhan\s*(?:loi|khuyet|thieu|trach\s*nhiem|sai))"
)
# Verbs that without their marks would be others: "thay" (in place of), "bao" (sack), "nghi" (rest).
_OPINES_MARKED = re.compile(
    r"\s*(?:(?:thì|cũng|lại|vẫn|có|đã)\s+)*(?:thấy|bảo|đòi|nghĩ|báo|bàn|can|giục|khuyên|nhắc|than)(?!\w)"
)
_INTRO = re.compile(
    r"\W*(?:ve|ban|den|sang|o|tai|trong|khi|sau|tiep|cuoi|rieng|doi\s*voi|voi|theo|thao\s*luan|phan|buoc|truoc|"
    r"lien\s*quan|noi|"
    r"qua|xung\s*quanh|gop\s*y|phe\s*binh|nhan\s*xet|trao\s*doi|tra\s*loi|giai|dap|thay\s*mat|duoc|mo\s*dau|ket\s*thuc|"
    r"cung|dong\s*tinh|bo\s*sung|nguoc|trai|lan\s*luot|phat\s*bieu|tham\s*gia|y\s*kien|nhat\s*tri|tu\s*phe|"
    r"dai\s*dien|ngoai|"
    r"vao)\b[^.;:!?]{0,90},\s*$"
)
_LINK = re.compile(
    r"(?:^|(?<=[.;,:!?]\s))\s*(?P<link>(?:con|rieng|va|nhung|sau\s*(?:do|cung)|tiep(?:\s*(?:theo|do|tuc|den|"
    r"sau))?|ke\s*(?:do|den|tiep)|"
    r"ngay\s*sau\s*do|luc\s*(?:nay|do)|cuoi\s*cung|dau\s*tien|truoc\s*(?:tien|het)|den\s*luot|toi\s*luot|cung|"
    r"dong\s*thoi|nguoc\s*lai|trong\s*khi\s*do|theo(?:\s*y\s*kien)?(?:\s*cua)?|y\s*(?:kien\s*)?(?:cua\s*)?|co))\s*$"
)
_COORDINATED = re.compile(r"[,;]\s*(?:(?:con|nhung|va|thi|rieng|roi|sau\s*do|nguoc\s*lai|trong\s*khi)\s*)?$")
_AS_TOLD = re.compile(r"theo(?:\s*y\s*kien)?(?:\s*cua)?\s*$|\by\s*(?:kien\s*)?(?:cua\s*)?$")
_TELLING = re.compile(r"\s*(?:,|thi\b|la\b)\s*")
_ABOUT_WHOM = re.compile(r"\W*(?:gop\s*y|phe\s*binh|nhan\s*xet|nhac\s*nho)\b")
_ENDS_SPEECH = re.compile(
    r"\W*(?:(?:cac|nhung|so)\s+(?:dong\s*chi|d/c|dang\s*vien|y\s*kien|nguoi)\s*(?:khac|con\s*lai|du\s*hop|trong|"
    r"co\s*mat)?\s*"
    r"(?:deu|cung|co)?\s*(?:nhat|dong|thong|tan|khong|noi|gio)|tat\s*ca|toan\s*(?:the|chi\s*bo)|moi\s*nguoi|"
    r"ca\s*(?:chi\s*bo|hoi)|"
    r"(?:chi\s*bo|hoi\s*nghi|cuoc\s*hop|dai\s*hoi)\s+(?:da|deu|thong|nhat|quyet|bieu|giao|ket|tan|ghi|nghe|dong)|"
    r"khong\s*(?:con|ai|dong\s*chi\s*nao|co\s*y\s*kien)|het\s*y\s*kien|gio\s*tay|bieu\s*quyet|ket\s*luan|(?:cuoi|"
    r"sau)\s*cung\s*(?:,\s*)?(?:chi\s*bo|hoi\s*nghi|thong|nhat|quyet|ca)|"
    r"bien\s*ban\b|ket\s*thuc|"
    r"(?:chu\s*(?:tri|toa)|bi\s*thu)\s*(?:ket\s*luan|chot|tong\s*hop)|"
    r"(?:co|mot|hai|ba|bon|nam|mot\s*so|vai|nhieu)\s*(?:dong\s*chi|d/c|nguoi|dang\s*vien|y\s*kien|cu|ba|ong|anh|chi)\s+"
    r"(?!noi\s*tren|vua\s*noi))"
)
# Reported speech has the speaker for its subject: a sentence about somebody else is no part of it any more.
_ANOTHER = re.compile(
    r"\W*(?:(?:cac\s*)?(?:dong\s*chi|d\s?/\s?c|ong|ba|anh|chi|cu|co|chu|bac)\s+[a-zđ]|hoi\s*nghi\s|chi\s*bo\s|"
    r"cuoc\s*hop\s)"
)
_SAME = re.compile(
    r"\W*(?:dong\s*chi|ong|ba|anh|chi|cu)\s+(?:con|cung|ay|noi|them|de\s*nghi|cho|nhan|khang|neu|hoi|nay)\b"
)

_ROLE = re.compile(
    r"\s*(?:\((?P<brackets>[^()]{1,60})\)|,\s*(?P<comma>[^,:;.()]{3,60}?)(?=\s*[:,]|\s+(?:de\s*nghi|phat\s*bieu|"
    r"cho\s*rang|yeu\s*cau|nhan\s*manh|ghi\s*nhan|danh\s*gia|chuc|"
    r"de\s*xuat|kien\s*nghi|gop\s*y|luu\s*y|hoi(?!\s*(?:truong|pho|phu|nong|cuu|chu|lien|vien|dong))|noi)\b)|"
    r"[-–]\s*(?P<dashes>[^:;.()–-]{2,50}?)\s+[-–](?=\s)|[-–]\s*(?P<dash>[^:;.()–-]{2,60}?)(?=\s*:))"
)
_AGE = re.compile(r"\b\d{2,3}\s*(?:tuoi|nam\s*tuoi)")
_COLON = re.compile(r"\s*(?P<act>[^:;.\n]{0,90}?|[^:;.]{0,60}?)\s*:(?!\d)\s*")
_START = re.compile(
    r"(?:^|[.;:!?]|\n)\s*(?:[-–+*•]\s*|\(\d\)\s*|\d{1,2}[.)]\s*)?(?:(?:cac\s+)?y\s*kien\s*(?:cua\s*|"
    r"dong\s*gop\s*(?:cua\s*)?|\d{1,2}\s*[:.]?\s*|thu\s*(?:\d|nhat|hai|ba|tu|"
    r"nam)\s*[,:]?\s*)?(?:\(|:|-)?\s*)?(?:dang\s*vien\s*|dai\s*bieu\s*)?$"
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[.;\n]))\s*(?:[-–+*]\s*)?y\s*kien\s*(?:thu\s*)?(?:\d{1,2}|nhat|hai|ba|tu|nam)\s*[:.,]\s*"
)
_BARE = re.compile(
    r"(?:(?<=[.:;]\s)|(?<=[-+•*]\s)|^)(?P<name>[A-ZĐÀ-Ỹ][^\W\d_]{1,8})(?=\s*(?:\([^()]{1,30}\)\s*)?:|"
    r"\s+(?:góp ý|phê bình|nhận|tự nhận|xin|đề nghị|nói|bảo|hỏi|cho rằng|không đồng ý|đồng ý|nhất trí)\b)"
)
_BARE_FULL = re.compile(
    r"(?:(?<=[.:;]\s)|(?<=[-+•*]\s)|^)(?P<name>[A-ZĐÀ-Ỹ][\w'’]*(?:\s[A-ZĐÀ-Ỹ][\w'’]*){1,4})"
    r"(?=\s*(?:\([^()]{1,40}\)\s*)?(?::|(?:đề nghị|nói|cho biết|phát biểu|cho rằng|không đồng ý|đồng ý|nhất trí|"
    r"kể|hỏi|góp ý|phê bình|xin|(?:tự )?nhận|tự phê bình)\b))"
)
_SPEAKING = re.compile(r"\s+(?:phat\s*bieu|chu\s*tri|co\s*y\s*kien|y\s*kien|gop\s*y|tham\s*gia|bao\s*cao)\b.*$")
_LABEL_WORD = re.compile(
    r"(?:gop\s*y|ghi\b|tu\s*(?:phe|kiem|danh|nhan)|tap\s*the|tong\b|phat\s*bieu|han\s*che|uu\s*diem|giai\s*phap|"
    r"kien\s*nghi|de\s*nghi|phe\s*binh|bieu\s*duong|noi\s*dung|nguoi\b|vang\b|co\s*mat|so\s*phieu|ket\s*qua|phan\s*cong|"
    r"nhiem\s*vu|phuong\s*huong|thoi\s*gian|dia\s*diem|thanh\s*phan|ton\s*tai|luu\b|nghi\s*quyet|bien\s*ban|"
    r"y\s*kien|thao\s*luan|ket\s*luan|bieu\s*quyet|chi\s*(?:bo|uy)|dang\s*(?:uy|vien)|hoi\s*nghi|nguyen\s*nhan|"
    r"cac\b|mot\b|hai\b|ban\s|thu\s*ky|chu\s*t|bi\s*thu)"
)
_NICKNAME = re.compile(BIRTH_ORDER_NAME)
_PART_OF_MEETING = re.compile(
    r"gop\s*y|phe\s*binh|phat\s*bieu|trao\s*doi|thao\s*luan|tham\s*gia|y\s*kien|ket\s*luan|tra\s*loi"
)
_JOINED = re.compile(r"^\s*(?:,|va|;)\s*$")
_CROWD = re.compile(
    r"^\W*(?:(?:co|mot)\s*(?:dong\s*chi|d/c|nguoi|dang\s*vien|y\s*kien|cu|ba|ong)\b|cac|tat\s*ca|toan\s*the|"
    r"mot\s*so|nhieu|da\s*so|\d{1,2}|chi\s*bo|"
    r"100\s*%|khong|y\s*kien|dang\s*vien|hoi\s*nghi|deu|co\s*\d)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who speaks; ``span`` is the name's wording, ``role`` what stands in brackets or behind a comma."""

    name: str
    span: Span
    role: str | None = None
    role_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One utterance. ``act`` is the folded wording between speaker and colon ("tu phe binh"); no speakers: unnamed."""

    speakers: tuple[Speaker, ...]
    act: str
    act_span: Span
    text: Span
    piece: Piece
    colon: bool
    start: int  # of the whole utterance: honorific or number, or what leads up to them ("Bàn về …, đồng chí A …")
    targets: tuple[Person, ...] = ()
    opinion: bool = False  # told in prose with a verb of opinion ("đồng chí A cho rằng …")
    coordinated: bool = False  # in the middle of a sentence ("…, còn đồng chí B không tán thành")


def find_acts(outline: Outline) -> list[Act]:
    """All speech acts in the body, in order. A text reaches to the next act or to the end of its block."""
    by_block: dict[int, list[Piece]] = {}
    for piece in outline.body_pieces:
        by_block.setdefault(piece.block, []).append(piece)
    acts: list[Act] = []
    for number, pieces in by_block.items():
        block = outline.blocks[number]
        if block.columns > 1:
            continue
        acts.extend(_acts_in_block(outline, pieces, max(block.body, outline.title[1]), min(block.end, outline.foot)))
    return acts


def _acts_in_block(outline: Outline, pieces: list[Piece], begin: int, end: int) -> list[Act]:
    flow, folded = outline.unit.flow, outline.unit.folded_flow
    people = [_shift(p, begin) for p in outline.lexicon.people.find(flow[begin:end])]
    people = [p for p in people if p.title_start is not None or not _is_label(outline, p.start, p.end)]
    if any(piece.within("discussion", "superior", "self_criticism", "criticism") for piece in pieces):
        people = _with_bare_names(outline, people, begin, end)
    found: list[Act] = []
    index = 0
    while index < len(people):
        group = [people[index]]
        spoken_of = _spoken_of(folded, begin, begin_of(people[index]))
        while (
            not spoken_of
            and index + len(group) < len(people)
            and _JOINED.match(_between(folded, group[-1], people[index + len(group)]))
        ):
            group.append(people[index + len(group)])
        act = _read(outline, people, group, begin, end, pieces)
        if act:
            found.append(act)
        index += len(group)
    for match in _NUMBERED.finditer(folded[begin:end]):
        start = begin + match.end()
        if not any(a.text[0] >= start - 2 and a.text[0] - start < 60 for a in found):
            found.append(
                Act(
                    (),
                    "",
                    (begin + match.start(), start),
                    (start, end),
                    _piece_at(pieces, start),
                    True,
                    begin + match.start(),
                )
            )
    found.sort(key=lambda a: a.act_span[0])
    # "A góp ý: đồng chí B trả lời chậm …": who is spoken of right behind the colon does not speak.
    found = [
        a
        for i, a in enumerate(found)
        if a.colon or not i or not found[i - 1].colon or a.start - found[i - 1].text[0] > 2
    ]
    # Whoever is quoted behind a colon may name others in mid-sentence: "A: việc này khó, đồng chí B đề nghị mãi".
    found = [a for i, a in enumerate(found) if not (a.coordinated and _quoted(folded, found[:i], a))]
    closed: list[Act] = []
    for position, act in enumerate(found):
        stop = found[position + 1].start if position + 1 < len(found) else end
        stop = min(stop, _end_of_speech(folded, act, pieces, end))
        text_start, text_end = act.text[0], min(act.text[1], max(stop, act.text[0]))
        while text_end > text_start and outline.unit.text[text_end - 1] in " \n;,-–+*":
            text_end -= 1
        if text_end > text_start:
            closed.append(replace(act, text=(text_start, text_end)))
    return closed


def _spoken_of(folded: str, begin: int, at: int) -> bool:
    """ "Góp ý cho đồng chí A, đồng chí B …": who is named behind such words does not speak with B."""
    return bool(
        re.search(
            r"\b(?:gop\s*y|phe\s*binh|nhan\s*xet|doi|y\s*kien)\s*(?:cho|voi|ve|den)?\s*$",
            folded[max(begin, at - 30) : at],
        )
    )


def _quoted(folded: str, before: list[Act], act: Act) -> bool:
    return bool(before) and before[-1].colon and not re.search(r"[.!?]\s", folded[before[-1].text[0] : act.start])


def _end_of_speech(folded: str, act: Act, pieces: list[Piece], end: int) -> int:
    """Where reported speech ends before the next speaker: at another part of the meeting, or where the cell acts."""
    for piece in pieces:
        if piece.start <= act.text[0]:
            continue
        if (piece.label is not None and piece.section != act.piece.section) or _ENDS_SPEECH.match(folded, piece.start):
            return piece.start
        if not act.colon and _ANOTHER.match(folded, piece.start) and not _SAME.match(folded, piece.start):
            return piece.start
    return end


def _with_bare_names(outline: Outline, people: list[Person], begin: int, end: int) -> list[Person]:
    """Adds "Pảo: …" at the beginning of an utterance: a given name that the unit has in full elsewhere."""
    flow = outline.unit.flow
    added: list[Person] = []
    for match in [*_BARE.finditer(flow, begin, end), *_BARE_FULL.finditer(flow, begin, end)]:
        start, stop = match.span("name")
        name = match.group("name")
        if " " not in name and name not in outline.given_names:
            continue
        if _is_label(outline, start, stop) or any(p.start < stop and start < p.end for p in [*people, *added]):
            continue
        added.append(Person(start, stop, name, start, None, " " in name, "rule", 0.6))
    return sorted([*people, *added], key=lambda p: p.start)


def _is_label(outline: Outline, start: int, end: int) -> bool:
    """Is what looks like a name the beginning of a label ("Ghi BB:", "Góp ý:")?"""
    folded = outline.unit.folded_flow
    if _LABEL_WORD.match(folded, start) and not _NICKNAME.match(outline.unit.flow, start):
        return True
    wording = folded[start:end].strip()
    return wording in outline.lexicon.headings


def _shift(person: Person, offset: int) -> Person:
    title = person.title_start
    return replace(
        person,
        start=person.start + offset,
        end=person.end + offset,
        title_start=None if title is None else title + offset,
    )


def _between(folded: str, left: Person, right: Person) -> str:
    return folded[left.end : begin_of(right)]


def _piece_at(pieces: list[Piece], offset: int) -> Piece:
    best = pieces[0]
    for piece in pieces:
        if piece.start <= offset:
            best = piece
    return best


def _read(
    outline: Outline, people: list[Person], group: list[Person], begin: int, end: int, pieces: list[Piece]
) -> Act | None:
    folded = outline.unit.folded_flow
    first, last = group[0], group[-1]
    lead_start = begin_of(first)
    lead = folded[max(begin, lead_start - 40) : lead_start]
    piece = _piece_at(pieces, lead_start)
    at_start = (
        lead_start - begin < 1
        or bool(_START.search(lead))
        or (piece.label is not None and folded[piece.label.body : lead_start].strip(" -(:") == "")
    )
    if (first.title_start is None and not first.full) or _PART_OF_MEETING.fullmatch(folded, first.start, first.end):
        return None
    sentence = max((m.end() for m in re.finditer(r"[.;:!?]\s+", folded[begin:lead_start])), default=0) + begin
    intro = folded[sentence:lead_start]
    introduced = bool(intro.strip() and _INTRO.match(intro))
    link = None if at_start else _LINK.search(lead)
    led = introduced or link is not None
    coordinated = not at_start and not led and bool(_COORDINATED.search(lead))
    if not (at_start or led or coordinated):
        return None
    cursor = last.end
    role_span: Span | None = None
    role = _ROLE.match(folded, cursor)
    if role and not _is_said(outline, role):
        name = role.lastgroup or "comma"
        role_span = None if _AGE.search(role.group()) else (role.start(name), role.end(name))
        cursor = role.end()
        more = re.compile(r"\s*,\s*[^,:;.]{3,50}(?=\s*:)").match(folded, cursor)
        if more and not VERB.match(folded[cursor:].lstrip(" ,")):
            cursor = more.end()
    if role_span and (tail := _SPEAKING.search(folded, *role_span)):
        role_span = (role_span[0], tail.start())  # "…, Đảng ủy viên phụ trách phát biểu: …"
    speakers = tuple(
        Speaker(p.name, (p.start, p.end), outline.unit.slice(*role_span) if role_span else None, role_span)
        for p in group
    )
    colon = None if coordinated else _COLON.match(folded, cursor, min(end, cursor + 110))
    start = sentence if introduced else lead_start
    if link and not introduced:
        start = lead_start - len(lead) + link.start("link")
    if colon and not _sentence_inside(outline, cursor, colon.end() - 1):
        act_text = colon.group("act").strip()
        targets = tuple(p for p in people if last.end < p.start < colon.end())
        if act_text and not VERB.match(act_text) and not targets and len(act_text) > 40:
            return None
        opines = bool(act_text) and _OPINES.match(act_text) is not None
        return Act(speakers, act_text, (cursor, colon.end()), (colon.end(), end), piece, True, start, targets, opines)
    if role and folded[cursor : cursor + 1] == ",":
        cursor += 1
    opinion = _OPINES.match(folded, cursor) or _OPINES_MARKED.match(outline.unit.flow, cursor)
    verb = opinion or VERB.match(folded, cursor)
    told = _TELLING.match(folded, cursor) if _AS_TOLD.search(lead) else None
    if not at_start and not (opinion or told):
        return None
    if verb or told or folded[cursor : cursor + 3].strip().startswith("-"):
        stop = verb.end() if verb else told.end() if told else cursor
        act_text = folded[cursor:stop].strip(" ,")
        targets = tuple(p for p in people if last.end < p.start < stop + 40)
        if introduced and _ABOUT_WHOM.match(intro):
            targets = tuple(p for p in people if sentence <= p.start < lead_start) or targets
            act_text = f"gop y {act_text}"
        return Act(
            speakers, act_text, (cursor, stop), (cursor if verb else stop, end), piece, False, start, targets,
            opinion is not None or told is not None, coordinated,
        )  # fmt: skip
    return None


def _is_said(outline: Outline, role: re.Match[str]) -> bool:
    """Is what stands behind a name an act of speech and no role? "Hội Phụ nữ" asks ("hỏi") nothing."""
    name = role.lastgroup or "comma"
    wording = outline.unit.flow[role.start(name) : role.end(name)].strip().lower()
    return VERB.match(role.group(name)) is not None and not wording.startswith(("hội", "nhân"))


def _sentence_inside(outline: Outline, start: int, end: int) -> bool:
    return bool(re.search(r"[.!?]\s", outline.unit.flow[start:end]))


def begin_of(person: Person) -> int:
    """Where a mention begins, its honorific included."""
    return person.start if person.title_start is None else person.title_start


def is_crowd(folded: str) -> bool:
    """Does a sentence speak of unnamed members ("các đồng chí nhất trí", "5 đồng chí phát biểu")?"""
    return bool(_CROWD.match(folded))
