"""A cell's meetings in a row, and whole files of records."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from quality_meetings import rated, record

import quality
from quality.series import cell_keys, series_reports
from schemas import Record, UnreadableError

TEXTS = {name: made.text for name, made, _ in rated()}


def meeting(month: int, day: int = 3, text: str | None = None, **fields: Any) -> Record:
    made = TEXTS["village-argued"] if text is None else text
    base: dict[str, Any] = {
        "record_id": f"m{month}-{day}",
        "organisation": {"name": "Chi bộ thôn Phú Cốc", "parent": "Đảng bộ xã Nam Hà"},
        "held": {"date": f"2026-{month:02d}-{day:02d}"},
    }
    return record(made, **{**base, **fields})


def codes(records: list[Record]) -> list[str]:
    return [finding.code for finding in series_reports(records)[0].findings]


def test_missing_months_lie_between_the_first_and_the_last() -> None:
    report = series_reports([meeting(5), meeting(2)])[0]
    assert report.missing_months == ["2026-03", "2026-04"]
    assert report.record_ids == ["m2-3", "m5-3"]
    notes = quality.assess_series([meeting(5), meeting(2)])[0].notes
    assert any("03/2026, 04/2026" in note for note in notes)


def test_a_span_of_a_year_without_papers_is_a_break_and_nothing_is_missed_in_it() -> None:
    old = meeting(1, record_id="old", held={"date": "2024-01-03"})
    report = series_reports([old, meeting(1), meeting(3)])[0]
    assert report.missing_months == ["2026-02"]
    assert report.breaks == [("2024-02", "2025-12")]
    assert {finding.period for finding in report.findings if not finding.record_ids} == {"2026-02", "2026-Q1"}
    assert not any("thiếu biên bản" in note for note in quality.assess_series([old, meeting(1)])[1].notes)
    eleven = meeting(2, record_id="old", held={"date": "2025-02-03"})
    report = series_reports([eleven, meeting(2)])[0]
    assert (len(report.missing_months), report.breaks) == (11, [])


def test_a_meeting_off_the_usual_day_is_found() -> None:
    records = [meeting(1), meeting(2), meeting(3), meeting(4, 17)]
    report = series_reports(records)[0]
    assert report.usual_day == 3
    assert [f.record_ids for f in report.findings if f.code == "off-usual-day"] == [["m4-17"]]


def test_a_quarter_without_a_theme_is_found_only_where_the_quarter_is_covered() -> None:
    records = [meeting(month) for month in (1, 2, 3, 4)]
    assert codes(records).count("no-thematic-in-quarter") == 1
    theme = meeting(2, 20, meeting_type="thematic", theme="Giữ rừng đầu nguồn")
    assert "no-thematic-in-quarter" not in codes([*records, theme])


def test_copied_text_is_found_and_shown_side_by_side() -> None:
    copied = TEXTS["village-argued"].replace("03/6/2026", "03/7/2026").replace("THÁNG 6", "THÁNG 7")
    records = [meeting(6), meeting(7, text=copied), meeting(8, text=TEXTS["office-concrete"])]
    report = series_reports(records)[0]
    assert [f.record_ids for f in report.findings if f.code == "copied-text"] == [["m7-3", "m6-3"]]
    assert any("máy bơm Cầu Gạo" in copy.text and copy.earlier_text for copy in report.copies)
    results = quality.assess_series(records)
    assert (results[1].profile.measures["novelty"].value or 0) < 0.05
    assert (results[2].profile.measures["novelty"].value or 0) > 0.9
    assert any("lặp lại" in note for note in results[1].notes)
    assert not any("lặp lại" in note for note in results[2].notes)


def test_a_number_that_is_skipped_is_found() -> None:
    records = [meeting(1, number="04-BB/CB"), meeting(2, number="05-BB/CB"), meeting(3, number="08-BB/CB")]
    found = [f for f in series_reports(records)[0].findings if f.code == "number-gap"]
    assert [f.message for f in found] == ["Số 06–07-BB không có trong tập tài liệu."]


def test_cells_of_one_name_in_two_communes_are_kept_apart() -> None:
    here = meeting(1)
    there = meeting(1, organisation={"name": "Chi bộ Thôn Phú Cốc", "parent": "Đảng bộ xã Bắc Hà"})
    again = meeting(2, organisation={"name": "CHI BỘ THÔN PHÚ CỐC", "parent": "ĐẢNG BỘ XÃ NAM HÀ"})
    assert list(cell_keys([here, there, again]).values()) == [[0, 2], [1]]


def test_a_superior_is_one_whether_written_as_its_committee_or_as_its_organisation() -> None:
    committee = meeting(2, organisation={"name": "Chi bộ thôn Phú Cốc", "parent": "Đẳng uỷ xã Nam Hà"})
    records = [committee, meeting(3), meeting(4)]
    assert list(cell_keys(records).values()) == [[0, 1, 2]]
    assert series_reports(records)[0].parent == "Đảng bộ xã Nam Hà", "the usual wording, not a misread one"


def test_a_record_without_a_parent_joins_the_only_one() -> None:
    bare = meeting(2, organisation={"name": "Chi bộ thôn Phú Cốc"})
    assert list(cell_keys([meeting(1), bare]).values()) == [[0, 1]]


def test_results_keep_the_order_of_the_input_and_history_is_only_what_came_before() -> None:
    records = [meeting(3), meeting(1), meeting(2)]
    results = quality.assess_series(records)
    assert [result.record_id for result in results] == ["m3-3", "m1-3", "m2-3"]
    assert results[1].profile.measures["novelty"].value is None  # the first meeting has no earlier one
    assert results[2].profile.measures["novelty"].value == 0


def test_two_minutes_of_one_evening_are_no_history_of_one_another() -> None:
    records = [meeting(1), meeting(1, meeting_type="thematic", record_id="t")]
    assert all(result.profile.measures["novelty"].value is None for result in quality.assess_series(records))


def test_json_lines_give_what_the_records_give() -> None:
    records = [meeting(3), meeting(1), meeting(2)]
    lines = [made.model_dump_json() for made in records]
    assert list(quality.assess_jsonl([lines[0], "", *lines[1:]])) == quality.assess_series(records)


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    good = meeting(1).model_dump_json()
    told: list[tuple[int, str]] = []
    assert len(list(quality.assess_jsonl([good, '{"record_id": 1}', good], on_error=lambda *e: told.append(e)))) == 2
    assert [number for number, _ in told] == [2]
    with pytest.raises(UnreadableError, match="line 1"):
        list(quality.assess_jsonl(["nonsense"]))


def test_time_grows_with_the_records_and_not_with_their_square() -> None:
    rng = random.Random(7)
    words = TEXTS["village-argued"].split(" ")

    def cell(count: int) -> list[Record]:
        made = []
        for at in range(count):
            text = " ".join(rng.sample(words, len(words)))
            made.append(meeting(at % 12 + 1, record_id=str(at), text=text, held={"date": f"{1900 + at // 12}-01-03"}))
        return made

    def cost(count: int) -> float:
        records = cell(count)
        start = time.process_time()
        quality.assess_series(records)
        return time.process_time() - start

    cost(10)
    few, many = min(cost(30) for _ in range(3)), cost(240)
    assert many < 32 * few  # eight times the meetings of one cell: 8 if straight, 64 if a square
