"""What a meeting still answers for: papers of the last twelve months. All wording is invented here."""

from __future__ import annotations

from typing import Any

import pytest
from quality_meetings import record

import quality
from quality.facts import Facts
from quality.observation import Case
from quality.recent import months_known
from schemas import Record

WORK = "nạo vét mương trạm bơm Gò Vả"
TEXT = """Vào hồi 19 giờ chi bộ họp tại nhà sàn xóm Rộc Sậy.
II. Thảo luận:
- Ngô đồi Khe Lim bị sâu ăn lá gần một nửa, thuốc cấp về muộn nên nhiều nhà phải tự mua ngoài chợ phiên với giá cao.
- Đường lên nương sạt hai chỗ, xe máy không qua được, học sinh bán trú phải đi vòng qua suối mất thêm một giờ mỗi buổi.
"""


def paper(date: str | None, **fields: Any) -> Record:
    cell = {"name": "Chi bộ xóm Rộc Sậy", "parent": "Đảng bộ xã Khe Lim"}
    held = {"date": date} if date and len(date) == 10 else {}
    period = date if date and not held else None
    return record(TEXT, record_id=str(date), organisation=cell, held=held, period=period, **fields)


def given(date: str | None) -> Record:
    return paper(date, tasks=[{"assignee": "Lò Thị Vả", "action": WORK, "deadline": None}])


def told(date: str | None) -> Record:
    return paper(date, assessment_of_work={"done": [f"Đã {WORK} được 300 m"]})


def coverage(*papers: Record) -> float | None:
    return quality.assess_series(list(papers))[-1].profile.measures["follow_up_coverage"].value


@pytest.mark.parametrize(
    ("before", "now", "known"),
    [
        ("2025-02-03", "2025-03-03", 1),
        ("2024-03-03", "2025-03-03", 1),  # a year to the month
        ("2024-02-03", "2025-03-03", None),
        ("2004-02-03", "2025-03-03", None),
        ("2024-Q1", "2025-03-03", 1),  # may have been in March
        ("2023-Q4", "2025-03-03", None),
        ("2024", "2025-03-03", 1),
        (None, "2025-03-03", None),
        ("2025-02-03", None, None),
        (None, None, None),
    ],
)
def test_tasks_are_followed_up_for_twelve_months(before: str | None, now: str | None, known: float | None) -> None:
    assert coverage(given(before), told(now)) == known


def test_requests_of_another_decade_are_not_waited_for() -> None:
    asked = "Đề nghị UBND xã sửa cầu máng Khe Lim bị vỡ dài 6 m"
    papers = [paper("2004-05-03", decisions=[{"text": asked}]), paper("2025-03-03"), paper("2025-04-03")]
    assert quality.assess_series(papers)[-1].profile.measures["requests_answered"].value is None
    near = [paper("2025-01-03", decisions=[{"text": asked}]), *papers[1:]]
    assert quality.assess_series(near)[-1].profile.measures["requests_answered"].value == 0


def test_copied_text_is_found_however_old_it_is() -> None:
    old, new = quality.assess_series([paper("1998-05-03"), paper("2025-03-03")])
    assert old.profile.measures["novelty"].value is None
    assert new.profile.measures["novelty"].value == 0


@pytest.mark.parametrize(
    ("before", "now", "first"),
    [
        ([], "2025-12-03", True),
        (["2004-12-03"], "2025-12-03", True),
        (["2004-12-03", "2025-11-03"], "2025-12-03", False),
        ([None], "2025-12-03", False),
        (["2025-11-03"], None, False),
    ],
)
def test_a_series_begins_anew_after_a_break_and_never_where_that_is_not_known(
    before: list[str | None], now: str | None, first: bool
) -> None:
    assert Case(Facts(paper(now)), [Facts(paper(date)) for date in before]).first is first


def test_months_that_a_partial_date_allows() -> None:
    assert months_known("2026-03-09") == months_known("2026-03") == (2026 * 12 + 2, 2026 * 12 + 2)
    assert months_known("2026-Q2") == (2026 * 12 + 3, 2026 * 12 + 5)
    assert months_known("2026") == (2026 * 12, 2026 * 12 + 11)
    assert months_known(None) is None
    assert months_known("tháng ba") is None
