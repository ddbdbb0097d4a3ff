"""What was talked about, by how many, and the thematic part."""

from __future__ import annotations

import re

from quality.concreteness import Statement
from quality.facts import Facts, same_person
from quality.folding import fold
from quality.observation import Case, Detector, Observation, Params
from schemas import MeetingType

__all__ = ["DETECTORS", "announced_speakers", "members_who_spoke"]

_ANNOUNCED = re.compile(
    r"([0-9](?<!\w[0-9])[0-9]?)\s+(?:luot\s+)?(?:dong chi|d/c|dang vien|y kien|luot)\s*(?:phat bieu|tham gia|thao luan|"
    r"y kien|dong gop)"
)


def announced_speakers(facts: Facts) -> int | None:
    """The number of speakers that the minutes themselves announce ("12 đồng chí phát biểu"), None where they do not."""
    numbers = [int(found) for found in _ANNOUNCED.findall(facts.folded)]
    return max(numbers) if numbers else None


def members_who_spoke(facts: Facts) -> int:
    """Distinct named speakers without the delegates of the superior."""
    guests = [fold(person.name) for person in facts.record.superiors if person.name]
    return sum(1 for name in facts.speakers if not any(same_person(name, guest) for guest in guests))


def speakers(case: Case, params: Params) -> Observation:
    """Measures ``share`` of those present who spoke (0 to 1), ``count``, and ``substantive`` (share of the opinions
    that say something). Worst: named speakers only; best: also the number announced and the unnamed opinions."""
    del params
    facts = case.now
    said = facts.contributions
    present = facts.record.attendance.present
    if not said:
        return Observation.silent(
            "Biên bản không ghi ý kiến phát biểu nào.", "Ghi họ tên và ý kiến của từng đồng chí phát biểu."
        )
    named = members_who_spoke(facts)
    unnamed = sum(1 for item in said if item.speaker is None and item.grade > 0)
    most = max(named + unnamed, announced_speakers(facts) or 0)
    substantive = sum(1 for item in said if item.grade > 0) / len(said)
    if present:
        worst, best = min(1.0, named / present), min(1.0, most / present)
    else:
        worst, best = 0.0, 1.0 if most else 0.0
    told = f"{named} đảng viên phát biểu được ghi tên" + (f" trên {present} người có mặt" if present else "")
    more = f", biên bản nói có {most} ý kiến" if most > named else ""
    return Observation.between(
        {"share": worst, "count": named, "substantive": substantive},
        {"share": best, "count": most, "substantive": substantive},
        f"Có {told}{more}.",
        [*_paths(said), "/attendance/present"],
        "Ghi họ tên và ý kiến của từng đồng chí, mời thêm đảng viên phát biểu.",
    )


def substance(case: Case, params: Params) -> Observation:
    """Measures ``topics`` (distinct), ``concrete`` (statements with an event, figure, name or date) and ``formulaic``
    (share of statements that fit any meeting) over discussion, results, decisions and tasks."""
    del params
    facts = case.now
    rows = [*facts.contributions, *facts.results, *facts.decisions]
    topics = len(set(facts.record.topics))
    concrete = sum(1 for row in rows if row.grade >= 2) + sum(1 for task in facts.tasks if task.clear and task.concrete)
    if not rows and not topics and not facts.tasks:
        return Observation.silent("Biên bản không ghi nội dung sinh hoạt.", "Ghi các nội dung đã bàn và kết quả.")
    share = facts.formulaic_share
    told = f", {share:.0%} số ý là câu chung chung" if share else ""
    best_first = sorted((row for row in rows if row.path), key=lambda row: -row.grade)
    return Observation.exact(
        {"topics": topics, "concrete": concrete, "formulaic": share if share is not None else 1.0},
        f"Biên bản đề cập {topics} lĩnh vực với {concrete} ý cụ thể (số liệu, việc, người, thời hạn){told}.",
        [*_paths(best_first), *(task.path for task in facts.tasks if task.path), "/topics"],
        "Ghi nội dung bằng việc, số liệu, địa điểm, thời hạn cụ thể.",
    )


def focus_stated(case: Case, params: Params) -> Observation:
    """Measures ``items`` (statements of what was prepared: draft, focus matter, agenda) as far as minutes show it."""
    del params
    facts = case.now
    paths = [
        pointer
        for pointer, there in (
            ("/preparation/draft_resolution", facts.record.preparation.draft_resolution),
            ("/theme", facts.record.theme),
            ("/topics", facts.record.topics),
        )
        if there and facts.sight.seen(pointer)
    ]
    spoken = "trong tam" in facts.folded
    concrete = any(row.grade >= 2 for row in [*facts.results, *facts.contributions])
    items = len([path for path in paths if path != "/topics"]) + spoken + concrete
    if not items:
        return Observation.silent(
            "Biên bản không cho thấy nội dung đã được chuẩn bị, có trọng tâm.",
            "Nêu nội dung trọng tâm của kỳ sinh hoạt.",
        )
    support = [
        *_paths([row for row in facts.results if row.path]),
        *_paths([row for row in facts.contributions if row.path]),
    ]
    return Observation.exact(
        {"items": items},
        f"Biên bản cho thấy {items} dấu hiệu nội dung được chuẩn bị (dự thảo, trọng tâm, số liệu báo cáo).",
        [*paths, *support],
        "Ghi rõ dự thảo nghị quyết và nội dung trọng tâm đã chuẩn bị.",
    )


def theme(case: Case, params: Params) -> Observation:
    """Measures ``slots`` (0 to 4: done, not done, causes, solutions) and ``subjective`` (causes on the cell's own
    side named, 0 or 1) of a thematic meeting."""
    del params
    facts = case.now
    work = facts.record.assessment_of_work
    slots = {
        "/assessment_of_work/done": work.done,
        "/assessment_of_work/not_done": work.not_done,
        "/assessment_of_work/causes_subjective": work.causes_subjective or work.causes_objective,
        "/assessment_of_work/solutions": work.solutions or facts.tasks,
    }
    filled = [pointer for pointer, rows in slots.items() if rows]
    return Observation.exact(
        {"slots": len(filled), "subjective": float(bool(work.causes_subjective))},
        f"Phần chuyên đề nêu {len(filled)}/4 mặt (đã làm, chưa làm, nguyên nhân, giải pháp).",
        ["/theme", *filled, "/assessment_of_work/causes_objective", "/tasks"],
        "Nêu đủ mặt đã làm, chưa làm, nguyên nhân chủ quan và giải pháp.",
    )


def has_theme(facts: Facts) -> bool:
    """Whether the meeting is, or holds, a thematic part."""
    return facts.record.meeting_type is MeetingType.THEMATIC or bool(facts.record.theme)


def _paths(rows: list[Statement]) -> list[str]:
    return [row.path for row in rows if row.path]


DETECTORS = (
    Detector(
        "speakers",
        frozenset({"share", "count", "substantive"}),
        frozenset(),
        speakers,
        "Distinct named members who spoke, against those present.",
    ),
    Detector(
        "substance",
        frozenset({"topics", "concrete", "formulaic"}),
        frozenset(),
        substance,
        "Topics touched, concrete statements and the share of phrases that fit any meeting.",
    ),
    Detector(
        "focus_stated",
        frozenset({"items"}),
        frozenset(),
        focus_stated,
        "Signs in the minutes that the content was prepared and had a focus.",
    ),
    Detector(
        "theme",
        frozenset({"slots", "subjective"}),
        frozenset(),
        theme,
        "The four sides of a thematic discussion: done, not done, causes, solutions.",
    ),
)
