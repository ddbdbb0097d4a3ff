"""Records in, assessments out. One meeting, or the meetings of cells; ``quality.stream`` takes whole files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from quality.detectors.attendance import longest_run
from quality.facts import Facts
from quality.measures import profile_of
from quality.novelty import COPIED, taken_over
from quality.observation import Case
from quality.rubric import Rubric
from quality.rubric_files import Choice, choose, load_rubrics
from quality.scoring import Verdict, judge, sum_up
from quality.series import cell_keys, in_order, notes_for, time_key
from schemas import Assessment, DocumentType, Record, RubricRef

__all__ = ["ASSESSMENT_VERSION", "HISTORY", "assess", "assess_series", "cell_assessments"]

ASSESSMENT_VERSION = "4"
HISTORY = 12  # earlier records that a meeting is compared with: one year of monthly meetings
_LONG_RUN = 3  # HD 12-HD/BTCTW 2018 II.3: more than three excused absences in a row


def assess(record: Record, history: Sequence[Record] = (), rubric: Rubric | None = None) -> Assessment:
    """Assess one record against one rubric; ``history``: earlier records of the same cell, oldest first (the last
    twelve are used). Without a rubric the profile alone is made. Raises nothing that the record can cause."""
    earlier = [Facts(item) for item in history[-HISTORY:]]
    note = "Không có khung tiêu chí áp dụng cho tài liệu này." if rubric is None else None
    return _assess(Facts(record), earlier, Choice(rubric, note), ())


def assess_series(
    records: Sequence[Record], rubrics: Sequence[Rubric] | None = None, rubric_id: str | None = None
) -> list[Assessment]:
    """Assess records of any number of cells: groups them by cell, orders each cell's by date, gives each its history.

    The result has the order of ``records``. ``rubrics``: None for the shipped ones. ``rubric_id`` names a frame instead
    of the one in force on the meeting's day; raises ``RubricError`` where there is none of that id.
    """
    frames = load_rubrics() if rubrics is None else rubrics
    found: list[Assessment | None] = [None] * len(records)
    for positions in cell_keys(records).values():
        for at, result in cell_assessments([records[at] for at in positions], frames, rubric_id):
            found[positions[at]] = result
    return [result for result in found if result is not None]


def cell_assessments(
    records: Sequence[Record], rubrics: Sequence[Rubric], rubric_id: str | None
) -> Iterator[tuple[int, Assessment]]:
    """One cell's records assessed with their history: position and assessment, in order of time. No more than the last
    twelve readings are kept, however long the series is."""
    past: deque[Facts] = deque(maxlen=HISTORY)
    waiting: list[Facts] = []  # same day as the last one: no history of one another
    order = in_order(records)
    notes = notes_for([records[at] for at in order])
    day: str | None = None
    for position, at in enumerate(order):
        record = records[at]
        if time_key(record) != day:
            past.extend(waiting)
            waiting = []
            day = time_key(record)
        facts = Facts(record)
        yield at, _assess(facts, list(past), choose(rubrics, record, rubric_id), notes[position])
        if record.document_type is not DocumentType.OTHER:
            waiting.append(facts)


def _assess(now: Facts, history: Sequence[Facts], choice: Choice, series_notes: Iterable[str]) -> Assessment:
    record, rubric = now.record, choice.rubric
    case = Case(now, history)
    criteria = [judge(case, criterion) for criterion in rubric.criteria] if rubric else []
    verdict = sum_up(rubric, criteria) if rubric else Verdict(None, None, None)
    notes = [
        *([choice.note] if choice.note else []),
        *verdict.notes,
        *_own_score(record, verdict),
        *_copied(case),
        *_long_absence(now, history),
        *_contradictions(record),
        *series_notes,
    ]
    return Assessment(
        record_id=record.record_id,
        source=record.source,
        rubric=RubricRef(id=rubric.id, version=rubric.version, title=rubric.title) if rubric else None,
        criteria=criteria,
        total=verdict.total,
        max_total=verdict.max_total,
        grade=verdict.grade,
        profile=profile_of(case),
        notes=notes,
    )


def _own_score(record: Record, verdict: Verdict) -> list[str]:
    score = record.self_assessment.score
    if score is None or verdict.total is None or record.self_assessment.max not in (None, 100):
        return []
    low, high = verdict.total
    if low <= score <= high:
        return [f"Chi bộ tự chấm {score:g} điểm, nằm trong khoảng {low:g}–{high:g} mà biên bản cho phép."]
    return [f"Chi bộ tự chấm {score:g} điểm, ngoài khoảng {low:g}–{high:g} mà biên bản cho phép: cần đối chiếu."]


def _copied(case: Case) -> list[str]:
    copy = taken_over(case.now, case.history, case.repeated)
    if copy is None or copy.share < COPIED:
        return []
    when = copy.earlier.record.held.date or copy.earlier.record.period
    month = f"tháng {when[5:7]}/{when[:4]}" if when and len(when) >= 7 and "Q" not in when else "trước"
    return [f"{copy.share:.0%} nội dung lặp lại nguyên văn biên bản {month}."]


def _long_absence(now: Facts, history: Sequence[Facts]) -> list[str]:
    if not now.record.attendance.absentees:
        return []
    year = (now.record.held.date or "")[:4]
    months = [facts for facts in history if facts.is_minutes and (facts.record.held.date or "")[:4] == year]
    if longest_run([*months, now]) <= _LONG_RUN:
        return []
    return ["Trong năm có trường hợp vắng có lý do quá 3 kỳ liên tiếp (HD 12-HD/BTCTW, mục II.3)."]


def _contradictions(record: Record) -> list[str]:
    count = sum(1 for finding in record.findings if finding.severity == "error")
    return [f"Biên bản có {count} chỗ mâu thuẫn cần xác minh, xem phần phát hiện."] if count else []
