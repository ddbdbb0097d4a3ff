"""Each finding of the series: when it is made, when it is not, and what it rests on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from quality_meetings import record

import quality
from quality.series import FIGURES, RULES, SeriesFinding, SeriesReport, cell_keys, series_reports
from quality.series.rules import source_of
from schemas import Record

DOC = (Path(quality.__file__).parents[1] / "docs" / "rubrics.md").read_text(encoding="utf-8")
CELL = {"name": "Chi bộ thôn Gò Mận", "parent": "Đảng bộ xã Yên Thủy"}


def meeting(month: int, day: int = 3, year: int = 2026, **fields: Any) -> Record:
    """Minutes with the quote of their date; ``evidence`` adds quotes, all of which stand in the text."""
    quotes = {"/held/date": f"ngày {day} tháng {month} năm {year}", **fields.pop("evidence", {})}
    text = fields.pop("text", "")
    base: dict[str, Any] = {
        "record_id": f"{year}-{month:02d}-{day:02d}",
        "organisation": CELL,
        "held": {"date": f"{year}-{month:02d}-{day:02d}"},
    }
    return record("\n".join([*quotes.values(), text]), evidence=quotes, **{**base, **fields})


def attended(month: int, present: int, **fields: Any) -> Record:
    quotes = {"/attendance/present": f"có mặt {present}", "/attendance/total": "tổng số 20"}
    return meeting(month, attendance={"total": 20, "present": present}, evidence=quotes, **fields)


def away(month: int, name: str, *, excused: bool | None = True, **fields: Any) -> Record:
    people = [{"name": name, "reason": "ốm" if excused else None, "excused": excused}]
    quotes = {"/attendance/absentees/0": f"vắng: {name}"}
    return meeting(month, attendance={"total": 20, "present": 19, "absentees": people}, evidence=quotes, **fields)


def only(records: list[Record], code: str, **asked: Any) -> list[SeriesFinding]:
    return [found for report in series_reports(records, **asked) for found in report.findings if found.code == code]


def test_a_missing_month_is_shown_by_the_meetings_on_both_sides() -> None:
    (found,) = only([meeting(1), meeting(3)], "missing-month")
    assert found.period == "2026-02"
    assert [(place.record_id, place.text) for place in found.evidence] == [
        ("2026-01-03", "ngày 3 tháng 1 năm 2026"),
        ("2026-03-03", "ngày 3 tháng 3 năm 2026"),
    ]


def test_from_december_2025_on_the_third_is_measured_where_the_cell_has_no_day_of_its_own() -> None:
    late, early = [meeting(1, 20), meeting(2, 4)], [meeting(1, 20, 2025), meeting(2, 4, 2025)]
    assert [found.record_ids for found in only(late, "off-unified-day")] == [["2026-01-20"]]
    assert only(early, "off-unified-day") == []
    habit = [meeting(month, 10) for month in (1, 2, 3)]
    assert only(habit, "off-usual-day") == [], "the cell keeps its own day"
    assert len(only(habit, "off-unified-day")) == 3, "which is not the day that is fixed for all"


def test_the_habit_of_another_decade_is_no_measure() -> None:
    old = [meeting(month, 20, 1998) for month in (1, 2, 3, 4)]
    new = [meeting(month, 3, 2024) for month in (1, 2, 3)]
    assert only([*old, *new], "off-usual-day") == []


@pytest.mark.parametrize(
    ("opening", "merged"),
    [
        ("Sinh hoạt ghép hai chi bộ thôn Gò Mận và thôn Gò Vải tại đình làng", True),
        ("Cuộc họp chi bộ kết hợp họp thôn bàn việc làm đường", True),
        ("Chi bộ thôn Gò Mận và chi bộ thôn Gò Vải họp chung", True),
        ("Chi bộ họp thường kỳ, không sinh hoạt ghép", False),
        ("Chi bộ họp thường kỳ tại nhà văn hóa", False),
    ],
)
def test_a_meeting_held_together_with_another_is_told_by_its_opening(opening: str, merged: bool) -> None:
    found = only([meeting(1, text=opening)], "merged-meeting")
    assert bool(found) is merged
    assert all(
        (place.text and "Gò Mận" in place.text) or "chi bộ" in (place.text or "") for f in found for place in f.evidence
    )


def test_two_cells_at_one_hour_in_one_place_are_to_be_verified() -> None:
    held = {"date": "2026-01-03", "start": "19:30", "place": "Nhà văn hóa xã"}
    other = {"name": "Chi bộ thôn Gò Vải", "parent": "Đảng ủy xã Yên Thủy"}
    pair = [meeting(1, held=held), meeting(1, held=held, organisation=other, record_id="other")]
    found = only(pair, "merged-meeting")
    assert [one.record_ids for one in found] == [["2026-01-03"], ["other"]]
    assert "Gò Vải" in found[0].message
    apart = {**held, "start": "14:00"}
    assert only([pair[0], meeting(1, held=apart, organisation=other, record_id="other")], "merged-meeting") == []


def test_reports_on_some_cells_are_those_that_all_cells_would_give() -> None:
    held = {"date": "2026-01-03", "start": "19:30", "place": "Nhà văn hóa xã"}
    other = {"name": "Chi bộ thôn Gò Vải", "parent": "Đảng ủy xã Yên Thủy"}
    records = [meeting(1, held=held), meeting(3), meeting(1, held=held, organisation=other, record_id="other")]
    whole = series_reports(records)
    first, second = cell_keys(records)
    assert series_reports(records, only={first}) == whole[:1]
    assert series_reports(records, only={second}) == whole[1:]
    assert any(found.code == "merged-meeting" for found in whole[0].findings)


def test_a_year_needs_a_theme_on_ho_chi_minh() -> None:
    year = [meeting(month) for month in range(1, 13)]
    (found,) = only(year, "no-ho-chi-minh-theme-in-year")
    assert (found.period, len(found.evidence)) == ("2026", 12)
    theme = meeting(5, 20, meeting_type="thematic", theme="Học tập tư tưởng Hồ Chí Minh về tiết kiệm")
    assert only([*year, theme], "no-ho-chi-minh-theme-in-year") == []
    assert only(year[:11], "no-ho-chi-minh-theme-in-year") == [], "a year that is not covered can lack nothing"


@pytest.mark.parametrize(("total", "warned"), [(14, False), (15, True), (None, False)])
def test_a_theme_inside_the_regular_meeting_is_a_warning_from_fifteen_members_on(
    total: int | None, warned: bool
) -> None:
    quotes = {"/theme": "Giữ nguồn nước giếng làng"} | ({"/attendance/total": f"tổng số {total}"} if total else {})
    one = meeting(2, theme="Giữ nguồn nước giếng làng", attendance={"total": total}, evidence=quotes)
    assert len(only([one], "theme-without-own-minutes")) == 1
    found = only([one], "theme-combined-in-large-cell")
    assert bool(found) is warned
    if found:
        assert found[0].severity == "warning" and found[0].source and found[0].source.decision
        assert [place.text for place in found[0].evidence] == [f"tổng số {total}", "Giữ nguồn nước giếng làng"]
    own = meeting(2, meeting_type="thematic", theme="Giữ nguồn nước giếng làng", record_id="own")
    assert only([one, own], "theme-without-own-minutes") == []


def test_a_number_given_twice_is_found_and_one_that_begins_anew_is_not() -> None:
    def paper(month: int, number: str) -> Record:
        return meeting(month, number=number, evidence={"/number": f"Số {number}"})

    (found,) = only([paper(1, "04-BB/CB"), paper(2, "04-BB/CB")], "number-repeated")
    assert [place.text for place in found.evidence] == ["Số 04-BB/CB", "Số 04-BB/CB"]
    assert only([paper(1, "14-BB/CB"), paper(2, "01-BB/CB"), paper(3, "02-BB/CB")], "number-gap") == []
    (far,) = only([paper(1, "01-BB/CB"), paper(2, "61-BB/CB")], "number-gap")
    assert "đọc sai" in far.message


def test_attendance_that_falls_is_found_and_one_bad_month_is_not() -> None:
    falling = [attended(month, 20 - month) for month in range(1, 9)]
    (found,) = only(falling, "attendance-falling")
    assert {place.text for place in found.evidence} >= {"có mặt 19", "có mặt 12", "tổng số 20"}
    once = [attended(month, 12 if month == 8 else 19) for month in range(1, 9)]
    assert only(once, "attendance-falling") == []
    assert only(falling[:5], "attendance-falling") == [], "five meetings are no trend"


def test_absences_in_a_row_are_found_only_where_the_caller_may_see_names() -> None:
    name = "Tạ Quang Hẹn"
    four = [away(month, name) for month in (2, 3, 4, 5)]
    assert not any(found.of_person for report in series_reports(four) for found in report.findings)
    (found,) = only(four, "consecutive-absence", with_absences=True)
    assert found.of_person and name not in found.message + found.message_en
    assert [place.text for place in found.evidence] == [f"vắng: {name}"] * 4
    assert found.source and found.source.standing == "F2", "the frame of 2025 sets no limit of its own"
    assert only(four[:3], "consecutive-absence", with_absences=True) == []
    broken = [*four[:2], attended(4, 20), four[3]]
    assert only(broken, "consecutive-absence", with_absences=True) == []


def test_the_limit_of_absences_is_that_of_the_frame_in_force() -> None:
    name = "Tạ Quang Hẹn"
    in_2020 = [away(month, name, year=2020) for month in (2, 3, 4, 5)]
    (found,) = only(in_2020, "consecutive-absence", with_absences=True)
    assert found.source and found.source.paragraph.startswith("HD 12-HD/BTCTW") and found.source.standing == "F"
    before_frames = [away(month, name, year=2010) for month in (2, 3, 4, 5)]
    assert only(before_frames, "consecutive-absence", with_absences=True) == []
    over_new_year = [away(month, name, year=year) for year, month in ((2019, 11), (2019, 12), (2020, 1), (2020, 2))]
    assert only(over_new_year, "consecutive-absence", with_absences=True) == [], "counted within the year"


def test_three_unexcused_months_of_a_year_are_found_in_a_row_or_not() -> None:
    name = "Tạ Quang Hẹn"
    three = [away(month, name, excused=False) for month in (2, 5, 9)]
    (found,) = only(three, "unexcused-three-months", with_absences=True)
    assert "02/2026, 05/2026, 09/2026" in found.message
    unclear = [*three[:2], away(9, name, excused=None)]
    assert only(unclear, "unexcused-three-months", with_absences=True) == []


def test_a_task_that_stays_unfinished_is_carried_over_until_it_is_done() -> None:
    action = "sửa máy bơm trạm Gò Mận"
    given = meeting(1, tasks=[{"assignee": "Tạ Quang Hẹn", "action": action}], evidence={"/tasks/0": action})

    def told(month: int, said: str, kind: str) -> Record:
        return meeting(month, assessment_of_work={kind: [said]}, evidence={f"/assessment_of_work/{kind}/0": said})

    late = told(2, "Máy bơm trạm Gò Mận chưa sửa xong do thiếu phụ tùng", "not_done")
    done = told(3, "Đã sửa xong máy bơm trạm Gò Mận ngày 20/02", "done")
    (found,) = only([given, late], "task-carried-over")
    assert [place.record_id for place in found.evidence] == ["2026-01-03", "2026-02-03"]
    assert found.evidence[0].text == action
    assert only([given, late, done], "task-carried-over") == []


def test_a_meeting_silent_about_the_last_tasks_is_found() -> None:
    actions = ["sửa máy bơm trạm Gò Mận", "thu quỹ khuyến học 85 hộ", "lập danh sách hộ nghèo"]
    quotes = {f"/tasks/{at}": action for at, action in enumerate(actions)}
    given = meeting(1, tasks=[{"action": action} for action in actions], evidence=quotes)
    (found,) = only([given, meeting(2)], "tasks-not-followed-up")
    assert "3/3" in found.message
    assert {place.text for place in found.evidence} >= set(actions)


def test_nobody_answers_for_the_tasks_of_another_decade() -> None:
    actions = ["sửa máy bơm trạm Gò Mận", "thu quỹ khuyến học 85 hộ"]
    old = meeting(1, year=2004, tasks=[{"action": action} for action in actions])
    assert only([old, meeting(1)], "tasks-not-followed-up") == []
    assert len(only([old, meeting(3, year=2004)], "tasks-not-followed-up")) == 1


def test_half_a_year_in_which_nobody_of_the_superior_came_is_found_only_when_it_is_whole() -> None:
    half = [meeting(month) for month in range(1, 7)]
    (found,) = only(half, "no-superior-in-half-year")
    assert (found.period, len(found.evidence)) == ("2026-H1", 6)
    assert only(half[:5], "no-superior-in-half-year") == []
    visited = [*half[:5], meeting(6, superiors=[{"name": "Vi Thị Lành", "role": "Đảng ủy viên"}])]
    assert only(visited, "no-superior-in-half-year") == []


@pytest.fixture
def year() -> SeriesReport:
    visited = attended(4, 16, superiors=[{"name": "Vi Thị Lành", "role": "Đảng ủy viên"}])
    said = {"/contributions/0": "Kênh Gò Mận cạn từ ngày 12", "/contributions/1": "Nhất trí"}
    texts = [{"text": said["/contributions/0"], "substantive": True}, {"text": "Nhất trí", "substantive": False}]
    talked = meeting(8, contributions=texts, evidence=said)
    theme = meeting(5, 20, meeting_type="thematic", theme="Gương Hồ Chí Minh", evidence={"/theme": "Gương Hồ Chí Minh"})
    return series_reports([attended(1, 20), attended(3, 18), visited, theme, talked])[0]


def test_halves_and_the_year_are_summed_up(year: SeriesReport) -> None:
    periods = {one.period: one for one in year.summaries}
    assert list(periods) == ["2026-H1", "2026-H2", "2026"]
    figures = {name: (one.value, one.of) for name, one in periods["2026"].figures.items()}
    assert figures["regular_meetings"] == (4, None)
    assert figures["missing_months"] == (4, None)
    assert figures["ho_chi_minh_themes"] == (1, None)
    assert figures["attendance"] == (54, 60)
    assert figures["attendance_lowest"] == (16, 20)
    assert figures["superior_present"] == (1, 4)
    assert figures["opinions_substantive"] == (1, 2)
    assert periods["2026-H1"].figures["missing_months"].value == 3, "the theme of May is no regular meeting"
    assert (periods["2026-H1"].months, periods["2026-H2"].months, periods["2026"].months) == (6, 2, 8)


def test_every_finding_and_figure_rests_on_a_paper_of_the_cell_and_a_source(year: SeriesReport) -> None:
    known = set(year.record_ids)
    assert year.findings
    for found in year.findings:
        assert found.evidence and found.source and found.message_en, found.code
        assert {place.record_id for place in found.evidence} <= known
        assert found.code in RULES
    for summary in year.summaries:
        for name, figure in summary.figures.items():
            assert name in FIGURES and figure.evidence, name
            assert {place.record_id for place in figure.evidence} <= known


def test_every_rule_has_a_source_and_what_is_ours_says_so() -> None:
    for code, (source, _) in RULES.items():
        assert source.paragraph and (source.standing != "U" or source.decision), code


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("period", ["1999-05", "2012-H1", "2017", "2020-Q4", "2025-06"])
def test_no_finding_is_measured_by_a_later_instruction(code: str, period: str) -> None:
    if code == "off-unified-day":  # is not looked for before it was in force
        return
    source = source_of(code, period)
    issued = [f"{y}-{int(m):02d}" for m, y in re.findall(r"\b\d{1,2}/(\d{1,2})/(\d{4})", source.paragraph)]
    assert not issued or min(issued) <= period_end(period), source.paragraph
    assert source.standing != "U" or source.decision


def period_end(period: str) -> str:
    return {"2012-H1": "2012-06", "2017": "2017-12", "2020-Q4": "2020-12"}.get(period, period)


@pytest.mark.parametrize("code", RULES)
def test_the_documentation_names_each_finding(code: str) -> None:
    assert f"`{code}`" in DOC


@pytest.mark.parametrize("name", FIGURES)
def test_the_documentation_names_each_figure(name: str) -> None:
    assert f"`{name}`" in DOC
