"""Invented minutes by the hundred thousand: cells with members, habits and matters that run from month to month.

Seeded: the same numbers give the same records. Texts are strung from slots, so they are varied in matter, names,
figures and length, not in style; they measure speed and memory, and say nothing about how well anything is understood.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["meetings"]

_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Lò",
    "Vi",
    "Hà",
    "Lường",
    "Quàng",
    "Tòng",
    "Mùa",
]
_MIDDLE = ["Văn", "Thị", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Ngọc", "Thanh", "Kim"]
_GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Hạnh",
    "Hòa",
    "Khánh",
    "Lan",
    "Lợi",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quý",
    "Sơn",
    "Tâm",
    "Thịnh",
    "Tuấn",
    "Vinh",
    "Yến",
]
_PLACE = ["Khe", "Đồng", "Nà", "Bản", "Gò", "Cầu", "Bến", "Rộc", "Hang", "Suối"]
_NAMED = ["Mận", "Trám", "Sậy", "Vả", "Ngái", "Lim", "Dẻ", "Sim", "Bưởi", "Mơ", "Chuối", "Tre"]
_WORKS = (
    "sửa mương {p}", "kè bờ suối {p}", "đổ bê tông ngõ {p}", "thay đường ống nước {p}", "lắp đèn đường {p}",
    "trồng rừng ở {p}", "làm hàng rào trường {p}", "nạo vét cống {p}", "mua giống khoai cho xóm {p}", "xây bể rác {p}",
)  # fmt: skip
_MEASURES = ("{n} m", "{n} hộ", "{n} triệu đồng", "{n} ha", "{n} công", "{n} cây", "{n} bóng đèn", "{n} m3 đá")
_CAUSES = (
    "vì mưa kéo dài {n} ngày", "do thiếu {n} công lao động", "vì xe không vào được", "do {n} hộ chưa đồng ý",
    "vì giao việc chậm {n} ngày", "do giá vật liệu tăng {n} nghìn đồng",
)  # fmt: skip
_ASKS = (
    "đề nghị chi bộ giao một người theo dõi", "đề nghị làm trước ngày {d}", "đề nghị mượn máy của xã",
    "không đồng ý thu thêm tiền của dân, đề nghị dùng quỹ còn {n} triệu đồng", "đề nghị họp lại với {n} hộ này",
    "tôi nhận vận động {n} hộ, xong trước ngày {d}", "vì sao việc này giao từ tháng trước mà chưa xong?",
)  # fmt: skip
_PHRASES = (
    "nhất trí cao với báo cáo của chi ủy", "nhất trí như các ý kiến trên", "tiếp tục phát huy kết quả đã đạt được",
    "cơ bản đồng ý với nội dung bí thư đã trình bày", "các đồng chí đảng viên cần nêu cao tinh thần trách nhiệm",
)  # fmt: skip
_FAULTS = (
    "tôi nộp sổ chậm {n} ngày, xin nộp xong trước ngày {d}", "bản thân đôi khi chưa sâu sát, xin rút kinh nghiệm",
    "tôi quên kiểm tra {w} {n} ngày vì bận gặt, nhận sửa trước ngày {d}",
)  # fmt: skip
_STEADY = (
    "Tình hình tư tưởng đảng viên ổn định, an ninh trật tự được giữ vững, các đoàn thể hoạt động đều.",
    "Tiếp tục tuyên truyền, vận động nhân dân thực hiện tốt chủ trương của Đảng, chính sách của Nhà nước.",
    "Đồng chí bí thư thông tin thời sự và phổ biến các văn bản mới của cấp trên đến toàn thể đảng viên.",
)
_PER_YEAR = 14  # papers of a cell and year: twelve months and some thematic meetings


@dataclass
class _Paper:
    """One paper while it is written: its lines, and where each value's wording stands."""

    lines: list[str] = field(default_factory=list)
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)

    def say(self, line: str, **quotes: str) -> None:
        """Add a line; ``quotes`` maps pointers (with ``__`` for the slash) to the wording that stands in it."""
        self.lines.append(line)
        top = 0.04 + (len(self.lines) % 45) * 0.02
        for pointer, quote in quotes.items():
            self.evidence["/" + pointer.replace("__", "/")] = {
                "text": quote,
                "page": 1 + len(self.lines) // 45,
                "boxes": [[0.1, round(top, 4), 0.9, round(top + 0.015, 4)]],
                "confidence": 0.9,
                "producer": "bench",
                "kind": "rule",
            }


def meetings(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """``count`` records of the contract, cell by cell, each cell's over five years in order of time."""
    made = 0
    for number in range(count):
        rng = random.Random(f"{seed}:{number}")
        for record in _cell(rng, number):
            if made == count:
                return
            yield record
            made += 1


def _cell(rng: random.Random, number: int) -> Iterator[dict[str, Any]]:
    name = f"Chi bộ thôn {rng.choice(_PLACE)} {rng.choice(_NAMED)} {number}"
    people = [f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}" for _ in range(rng.randint(9, 30))]
    habit = rng.random()  # how much is said in this cell's meetings, 0 to 1
    tasks: list[str] = []
    copied: list[str] | None = None
    for at in range(5 * _PER_YEAR):
        year, month = 2021 + at // _PER_YEAR, min(12, at % _PER_YEAR + 1)
        if rng.random() < 0.04:
            continue  # a month without minutes
        paper = _Paper()
        record, tasks = _meeting(rng, paper, name, people, (year, month), habit, tasks, copied)
        copied = paper.lines[8:-4] if rng.random() < 0.05 else None
        record["text"] = "\n".join(paper.lines)
        record["evidence"] = paper.evidence
        key = hashlib.sha256(f"{name}{year}{month}{at}".encode()).hexdigest()
        pages = list(range(1, 2 + len(paper.lines) // 45))
        record |= {"record_id": key[:24], "source": {"path": f"{number}/{at}.pdf", "sha256": key, "pages": pages}}
        yield record


def _meeting(
    rng: random.Random,
    paper: _Paper,
    name: str,
    people: list[str],
    when: tuple[int, int],
    habit: float,
    before: list[str],
    copied: list[str] | None,
) -> tuple[dict[str, Any], list[str]]:
    year, month = when
    date, told = f"{year}-{month:02d}-03", f"ngày 03 tháng {month:02d} năm {year}"
    absent = rng.sample(people[2:], rng.randint(0, 3))
    total, present = len(people), len(people) - len(absent)
    end = f"{rng.choice((20, 21))}:{rng.randint(10, 59):02d}"
    theme = f"nâng cao hiệu quả việc {_fill(rng, rng.choice(_WORKS), month)}" if month % 3 == 0 else None
    paper.say(f"ĐẢNG BỘ XÃ {rng.choice(_PLACE)} {rng.choice(_NAMED)}".upper())
    paper.say(name.upper(), organisation__name=name.upper())
    paper.say(
        f"BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ THÁNG {month:02d} NĂM {year}", period=f"THÁNG {month:02d} NĂM {year}"
    )
    paper.say(
        f"Vào hồi 19 giờ 00 phút, {told}, tại Nhà văn hóa thôn.",
        held__date=told, held__start="19 giờ 00 phút", held__place="Nhà văn hóa thôn",
    )  # fmt: skip
    paper.say(
        f"Tổng số đảng viên: {total} đồng chí. Có mặt: {present} đồng chí. Vắng: {len(absent)} đồng chí.",
        attendance__total=f"{total} đồng chí", attendance__present=f"Có mặt: {present}",
        attendance__absent=f"Vắng: {len(absent)}",
    )  # fmt: skip
    for at, who in enumerate(absent):
        paper.say(f"- Vắng: đ/c {who} (đi làm xa, có lý do).", **{f"attendance__absentees__{at}__name": who})
    paper.say(
        f"Chủ trì: đồng chí {people[0]}, Bí thư. Thư ký: đồng chí {people[1]}.",
        chair__name=people[0], secretary__name=people[1],
    )  # fmt: skip
    record: dict[str, Any] = {
        "schema_version": "1",
        "document_type": "minutes",
        "meeting_type": "regular",
        "organisation": {"name": name, "parent": "Đảng bộ xã Mẫu"},
        "period": f"{year}-{month:02d}",
        "held": {"date": date, "start": "19:00", "end": end, "place": "Nhà văn hóa thôn"},
        "chair": {"name": people[0], "role": "Bí thư"},
        "secretary": {"name": people[1]},
        "attendance": {
            "total": total, "present": present, "absent": len(absent),
            "absentees": [{"name": who, "reason": "đi làm xa", "excused": True} for who in absent],
        },
        "topics": rng.sample(("economy", "environment", "security", "society"), 2),
        "theme": theme,
    }  # fmt: skip
    if copied is not None:
        for line in copied:
            paper.say(line)
        tasks = before
    else:
        tasks = _body(rng, paper, record, people, month, habit, before)
    paper.say(
        f"Biểu quyết thông qua nghị quyết: {present}/{present} đồng chí tán thành.",
        decisions__0=f"{present}/{present} đồng chí tán thành",
    )
    record["decisions"] = [{"text": "Thông qua nghị quyết", "votes": {"for": present, "base": present}}]
    paper.say("Thư ký đọc lại biên bản, hội nghị nhất trí.", closing__read_back="Thư ký đọc lại biên bản")
    paper.say(f"Kết thúc lúc {end[:2]} giờ {end[3:]} phút cùng ngày.", held__end=f"{end[:2]} giờ {end[3:]} phút")
    paper.say(f"{people[1]}    {people[0]}", closing__signed=f"{people[1]}    {people[0]}")
    record["closing"] = {"read_back": True, "signed": [people[1], people[0]]}
    return record, tasks


def _body(
    rng: random.Random,
    paper: _Paper,
    record: dict[str, Any],
    people: list[str],
    month: int,
    habit: float,
    before: list[str],
) -> list[str]:
    """Results of the last month's tasks, discussion, self-criticism, new tasks (which are handed back)."""
    paper.say("1. Thông tin thời sự và văn bản mới")
    for line in rng.sample(_STEADY, 2):
        paper.say(line)
    paper.say("2. Đánh giá kết quả thực hiện nghị quyết tháng trước")
    work: dict[str, list[str]] = {"done": [], "not_done": [], "causes_subjective": []}
    for task in before:
        amount, good = _fill(rng, rng.choice(_MEASURES), month), rng.random() < 0.7
        kind = "done" if good else "not_done"
        text = (
            f"{task}: đã xong {amount}"
            if good
            else f"{task}: chưa xong, còn {amount} {_fill(rng, rng.choice(_CAUSES), month)}"
        )
        paper.say(f"- {text}.", **{f"assessment_of_work__{kind}__{len(work[kind])}": text})
        work[kind].append(text)
    record["assessment_of_work"] = work
    if before:
        done = len(work["done"])
        paper.say(f"Hoàn thành {done}/{len(before)} nhiệm vụ.", previous_resolution__done=f"{done}/{len(before)}")
        record["previous_resolution"] = {"done": done, "total": len(before)}
    paper.say("3. Thảo luận")
    record["contributions"] = []
    for at, who in enumerate(rng.sample(people, min(len(people), 2 + int(habit * 10)))):
        text = rng.choice(_PHRASES)
        if rng.random() < 0.2 + habit * 0.75:
            works, amount = (_fill(rng, rng.choice(pool), month) for pool in (_WORKS, _MEASURES))
            cause, ask = (_fill(rng, rng.choice(pool), month) for pool in (_CAUSES, _ASKS))
            text = f"việc {works} còn {amount} {cause}, {ask}"
        paper.say(f"- Đ/c {who}: {text}.", **{f"contributions__{at}__text": text, f"contributions__{at}__speaker": who})
        record["contributions"].append({"speaker": who, "text": text})
    paper.say("4. Tự phê bình và phê bình")
    record["self_criticism"] = []
    for at, who in enumerate(rng.sample(people, 1 + int(habit * 2))):
        text = _fill(rng, rng.choice(_FAULTS), month)
        paper.say(f"- Đ/c {who} tự phê bình: {text}.", **{f"self_criticism__{at}__text": text})
        record["self_criticism"].append({"person": who, "text": text})
    paper.say("5. Kết luận, phân công nhiệm vụ")
    tasks: list[str] = []
    record["tasks"] = []
    for at, who in enumerate(rng.sample(people, 2 + int(habit * 4))):
        action, day = _fill(rng, rng.choice(_WORKS), month), rng.randint(10, 28)
        term = f"trước ngày {day:02d}/{month:02d}"
        paper.say(
            f"- Giao đ/c {who} {action}, xong {term}.",
            **{f"tasks__{at}__action": action, f"tasks__{at}__assignee": who, f"tasks__{at}__deadline": term},
        )
        record["tasks"].append({"assignee": who, "action": action, "deadline_text": term})
        tasks.append(action)
    return tasks


def _fill(rng: random.Random, pattern: str, month: int) -> str:
    work = rng.choice(_WORKS) if "{w}" in pattern else ""
    return pattern.replace("{w}", work).format(
        p=f"{rng.choice(_PLACE)} {rng.choice(_NAMED)}", n=rng.randint(2, 90), d=f"{rng.randint(10, 28)}/{month}"
    )
