"""Requests to superior bodies, and whether later minutes tell an answer."""

from __future__ import annotations

import pytest
from quality_meetings import record

import quality
from schemas import Record


def meeting(*said: str, month: int = 3, results: tuple[str, ...] = ()) -> Record:
    """Minutes of 2025 with these opinions and reported results."""
    return record(
        "\n".join(["Thảo luận", *said, *results]),
        record_id=f"m{month}",
        held={"date": f"2025-{month:02}-05"},
        contributions=[{"speaker": "Lò Văn Chựa", "text": text, "substantive": True} for text in said],
        assessment_of_work={"done": list(results)},
    )


def measure(name: str, now: Record, *history: Record) -> float | None:
    return quality.assess(now, list(history)).profile.measures[name].value


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("đề nghị UBND xã nạo vét mương Pá Lìn dài 400 m trước vụ mùa", 1),
        ("kiến nghị với điện lực dời cột điện giữa sân nhà văn hóa bản Mển", 1),
        ("đề nghị tổ trưởng làm rõ số tiền 12 triệu đồng quỹ khuyến học", 0),
        ("đề nghị đ/c Chựa sang nhà ông Pâng ở xa đo lại ruộng", 0),
        ("nhất trí với đề nghị của chi ủy", 0),
    ],
)
def test_only_what_is_asked_of_a_body_above_the_cell_is_a_request(said: str, count: int) -> None:
    assert measure("requests_to_superior", meeting(said)) == count


ASKED = meeting("đề nghị UBND xã nạo vét mương Pá Lìn dài 400 m trước vụ mùa")


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("xã đã đồng ý nạo vét mương Pá Lìn, khởi công ngày 20/4", 1.0),
        ("UBND xã trả lời không có kinh phí nạo vét mương Pá Lìn năm nay", 1.0),
        ("kiến nghị nạo vét mương Pá Lìn đến nay xã chưa trả lời", 0.0),
        ("đề nghị xã sớm trả lời việc nạo vét mương Pá Lìn", 0.0),
        ("xã đã cấp 20 thùng rác cho bản Mển", 0.0),
    ],
)
def test_an_answer_told_in_a_later_month_closes_a_request(said: str, share: float) -> None:
    assert measure("requests_answered", meeting(said, month=4), ASKED) == share


def test_an_answer_among_the_results_counts_and_so_does_one_told_between() -> None:
    told = meeting("trồng 200 cây quế", month=4, results=("xã đã cho máy xúc nạo vét mương Pá Lìn 400 m",))
    assert measure("requests_answered", told, ASKED) == 1.0
    assert measure("requests_answered", meeting("trồng 50 cây lát", month=5), ASKED, told) == 1.0


def test_without_an_earlier_request_there_is_nothing_to_answer() -> None:
    assert (
        measure("requests_answered", meeting("xã đã cấp 20 thùng rác"), meeting("trồng 200 cây quế", month=2)) is None
    )
    assert measure("requests_answered", ASKED) is None
