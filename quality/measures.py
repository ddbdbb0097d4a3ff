"""The substance profile: figures that do not depend on any rubric, each with its formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quality.concreteness import Statement
from quality.detectors.content import members_who_spoke
from quality.levels import levels_of
from quality.novelty import novelty
from quality.observation import Case
from quality.tasks import TaskState
from schemas import Measure, Profile

__all__ = ["MEASURES", "profile_of"]

_CITED = 3


def _statements(case: Case) -> list[Statement]:
    return [*case.now.contributions, *case.now.results, *case.now.decisions]


Reading = tuple[float | None, list[str]]


@dataclass(frozen=True)
class _Definition:
    unit: str
    formula: str
    read: Callable[[Case], Reading]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _paths(rows: Sequence[Statement]) -> list[str]:
    return [row.path for row in rows if row.path]


def _substantive(case: Case) -> Reading:
    said = case.now.contributions
    good = [item for item in said if item.grade >= 1]
    return _share(len(good), len(said)), _paths(good or said)


def _speakers(case: Case) -> Reading:
    present = case.now.record.attendance.present
    if not present or not case.now.contributions:
        return None, []
    share = min(1.0, members_who_spoke(case.now) / present)
    return round(share, 4), ["/attendance/present", *_paths(case.now.contributions)]


def _specificity(case: Case) -> Reading:
    rows = _statements(case)
    words = sum(row.words for row in rows)
    if not words:
        return None, []
    hits = sum(row.figures + row.dates + row.names for row in rows)
    return round(100 * hits / words, 2), _paths(sorted(rows, key=lambda row: -row.grade))


def _formulaic(case: Case) -> Reading:
    rows = _statements(case)
    empty = [row for row in rows if row.grade == 0]
    return _share(len(empty), len(rows)), _paths(empty)


def _tasks(case: Case) -> Reading:
    tasks = case.now.tasks
    return _share(sum(1 for task in tasks if task.clear), len(tasks)), [task.path for task in tasks if task.path]


def _self_criticism(case: Case) -> Reading:
    rows = case.now.self_criticism
    return _share(sum(1 for row in rows if row.grade >= 2), len(rows)), _paths(rows)


def _coverage(case: Case) -> Reading:
    followed = case.followed
    return (None, []) if followed is None else (_share(followed.mentioned, len(followed.states)), list(followed.paths))


def _state(state: TaskState) -> Callable[[Case], Reading]:
    def read(case: Case) -> Reading:
        if case.followed is None:
            return None, []
        return float(sum(1 for item in case.followed.states if item is state)), list(case.followed.paths)

    return read


def _novelty(case: Case) -> Reading:
    value = novelty(case.now, case.repeated)
    return (None if value is None else round(value, 4)), []


def _questions(case: Case) -> Reading:
    rows = [item for item in case.now.contributions if item.question]
    return float(len(rows)) if case.now.contributions else None, _paths(rows)


def _disagreement(case: Case) -> Reading:
    rows = [item for item in case.now.contributions if item.disagreement]
    return float(len(rows)) if case.now.contributions else None, _paths(rows)


def _requests(case: Case) -> Reading:
    rows = case.now.requests
    return float(len(rows)) if rows or case.now.contributions else None, _paths(rows)


def _answered(case: Case) -> Reading:
    found = case.answered
    return (None, []) if found is None else (_share(found.answered, found.asked), list(found.paths))


def _focus(case: Case) -> Reading:
    focus = case.focus
    return (None if focus.share is None else round(focus.share, 4)), _paths(focus.related)


MEASURES: dict[str, _Definition] = {
    "substantive_share": _Definition(
        "tỷ lệ 0–1", "số ý kiến có nội dung riêng (mức ≥ 1) / tổng số ý kiến thảo luận", _substantive
    ),
    "speakers_per_present": _Definition(
        "tỷ lệ 0–1", "số đảng viên phát biểu được ghi tên (không tính cấp trên) / số có mặt", _speakers
    ),
    "specificity": _Definition(
        "trên 100 tiếng",
        "100 × (số liệu + ngày, thời hạn + tên riêng) / số tiếng của ý kiến, kết quả, quyết định",
        _specificity,
    ),
    "formulaic_share": _Definition(
        "tỷ lệ 0–1", "số ý là câu dùng được cho mọi buổi họp (mức 0) / tổng số ý", _formulaic
    ),
    "task_clarity": _Definition(
        "tỷ lệ 0–1", "số nhiệm vụ có người nhận đích danh và thời hạn / tổng số nhiệm vụ", _tasks
    ),
    "self_criticism_specificity": _Definition(
        "tỷ lệ 0–1",
        "số ý tự phê bình nêu việc, số liệu, ngày hoặc tên (mức ≥ 2) / tổng số ý tự phê bình",
        _self_criticism,
    ),
    "follow_up_coverage": _Definition(
        "tỷ lệ 0–1", "số việc giao kỳ trước được nhắc đến kết quả / tổng số việc giao kỳ trước", _coverage
    ),
    "follow_up_done": _Definition("việc", "số việc giao kỳ trước được ghi là xong", _state(TaskState.DONE)),
    "follow_up_partly": _Definition(
        "việc", "số việc giao kỳ trước được ghi là xong một phần hoặc chậm", _state(TaskState.PARTLY)
    ),
    "follow_up_not_done": _Definition(
        "việc", "số việc giao kỳ trước được ghi là chưa xong", _state(TaskState.NOT_DONE)
    ),
    "follow_up_not_mentioned": _Definition(
        "việc", "số việc giao kỳ trước mà biên bản này không nhắc đến", _state(TaskState.NOT_MENTIONED)
    ),
    "novelty": _Definition(
        "tỷ lệ 0–1", "1 − (số cụm năm tiếng, bỏ số, đã có ở tối đa 12 biên bản trước) / tổng số cụm năm tiếng", _novelty
    ),
    "questions": _Definition("ý kiến", "số ý kiến có câu hỏi", _questions),
    "disagreement": _Definition("ý kiến", "số ý kiến không tán thành, phản biện hoặc đề nghị sửa", _disagreement),
    "requests_to_superior": _Definition("kiến nghị", "số kiến nghị, đề nghị cụ thể với cấp trên", _requests),
    "requests_answered": _Definition(
        "tỷ lệ 0–1",
        "số kiến nghị cấp trên ở tối đa 12 biên bản trước mà các biên bản sau, kể cả biên bản này, ghi đã được trả lời "
        "hoặc giải quyết / tổng số kiến nghị đó",
        _answered,
    ),
    "focus": _Definition("tỷ lệ 0–1", "số ý kiến về cùng một vấn đề chính / số ý kiến có nội dung riêng", _focus),
}


def profile_of(case: Case) -> Profile:
    """All measures and levels of one record; a measure that the page does not allow is None."""
    measures = {}
    for name, definition in MEASURES.items():
        value, paths = definition.read(case)
        measures[name] = Measure(
            value=value, unit=definition.unit, formula=definition.formula, evidence=case.now.sight.cite(paths, _CITED)
        )
    return Profile(measures=measures, levels=levels_of(case.now, case.followed, case.focus))
