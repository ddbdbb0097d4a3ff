"""Points rest on quotes that stand on the page; what is not known stays open; sums, grades, vetoes."""

from __future__ import annotations

from typing import Any

import pytest
from quality_meetings import record

import quality
from quality.rubric import Rubric
from quality.rubric_files import load_rubrics
from schemas import Assessment, CriterionResult, Record

RUBRICS = {rubric.id: rubric for rubric in load_rubrics()}

TEXT = """CHI BỘ THÔN PHÚ CỐC
BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ THÁNG 6/2026
Vào hồi 19 giờ 30 phút ngày 03/6/2026 tại nhà văn hóa thôn
Tổng số 20 đảng viên, có mặt 19, vắng 01 (đ/c Tạ Thị Lê ốm)
Chủ trì: đ/c Tạ Quang Huy. Thư ký: đ/c Kiều Thị Sâm
Chi ủy họp ngày 01/6/2026; tài liệu đăng ngày 02/6/2026; có dự thảo nghị quyết
Nghị quyết tháng 5: 9/10 việc xong
- Đ/c Lưu Văn Bách: máy bơm Cầu Gạo chỉ chạy 4 giờ, đề nghị bơm luân phiên
- Đ/c Kiều Thị Sâm tự nhận: chậm nộp sổ 10 ngày vì bận gặt, xin nộp trước 10/6
- Đ/c Lưu Văn Bách góp ý đ/c Tạ Quang Huy: đổi lịch họp hai lần trong tháng 5
- Biểu dương đ/c Đào Thị Mến hiến 40 m2 đất
Giao đ/c Tống Văn Lợi đắp đập cống Ba Cửa, xong ngày 07/6/2026
Biểu quyết: 17/17 tán thành
Biên bản đã đọc lại. Kết thúc 21 giờ 10 phút
Kiều Thị Sâm    Tạ Quang Huy
"""

EVIDENCE = {
    "/held/date": "ngày 03/6/2026",
    "/held/start": "19 giờ 30 phút",
    "/held/end": "21 giờ 10 phút",
    "/held/place": "nhà văn hóa thôn",
    "/chair/name": "Tạ Quang Huy",
    "/secretary/name": "Kiều Thị Sâm",
    "/attendance/total": "Tổng số 20 đảng viên",
    "/attendance/present": "có mặt 19",
    "/attendance/absent": "vắng 01",
    "/preparation/committee_met_on": "Chi ủy họp ngày 01/6/2026",
    "/preparation/documents_posted_on": "tài liệu đăng ngày 02/6/2026",
    "/preparation/draft_resolution": "có dự thảo nghị quyết",
    "/previous_resolution/done": "9/10 việc xong",
    "/contributions/0/text": "máy bơm Cầu Gạo chỉ chạy 4 giờ, đề nghị bơm luân phiên",
    "/self_criticism/0/text": "chậm nộp sổ 10 ngày vì bận gặt",
    "/criticism/0/text": "đổi lịch họp hai lần trong tháng 5",
    "/praise/0/text": "hiến 40 m2 đất",
    "/tasks/0/action": "đắp đập cống Ba Cửa",
    "/decisions/0/text": "Biểu quyết: 17/17 tán thành",
    "/closing/read_back": "Biên bản đã đọc lại",
    "/closing/signed": "Kiều Thị Sâm    Tạ Quang Huy",
    "/topics/0": "máy bơm Cầu Gạo",
}

FIELDS: dict[str, Any] = {
    "held": {"date": "2026-06-03", "start": "19:30", "end": "21:10", "place": "nhà văn hóa thôn"},
    "chair": {"name": "Tạ Quang Huy"},
    "secretary": {"name": "Kiều Thị Sâm"},
    "attendance": {
        "total": 20,
        "present": 19,
        "absent": 1,
        "absentees": [{"name": "Tạ Thị Lê", "reason": "ốm"}],
    },
    "preparation": {
        "committee_met_on": "2026-06-01",
        "documents_posted_on": "2026-06-02",
        "draft_resolution": True,
    },
    "previous_resolution": {"period": "2026-05", "done": 9, "total": 10},
    "topics": ["economy"],
    "contributions": [{"speaker": "Lưu Văn Bách", "text": "máy bơm Cầu Gạo chỉ chạy 4 giờ, đề nghị bơm luân phiên"}],
    "self_criticism": [
        {"person": "Kiều Thị Sâm", "text": "chậm nộp sổ 10 ngày vì bận gặt, xin nộp trước 10/6", "specific": True}
    ],
    "criticism": [{"by": "Lưu Văn Bách", "of": "Tạ Quang Huy", "text": "đổi lịch họp hai lần trong tháng 5"}],
    "praise": [{"person": "Đào Thị Mến", "text": "hiến 40 m2 đất"}],
    "tasks": [{"assignee": "Tống Văn Lợi", "action": "đắp đập cống Ba Cửa", "deadline": "2026-06-07"}],
    "decisions": [{"text": "Biểu quyết: 17/17 tán thành", "votes": {"for": 17, "base": 17}}],
    "closing": {"read_back": True, "signed": ["Kiều Thị Sâm", "Tạ Quang Huy"]},
}


def good(evidence: dict[str, str] | None = None, **changes: Any) -> Record:
    return record(TEXT, EVIDENCE if evidence is None else evidence, **{**FIELDS, **changes})


def without(*prefixes: str) -> dict[str, str]:
    return {key: quote for key, quote in EVIDENCE.items() if not key.startswith(prefixes)}


def assessed(meeting: Record, rubric: str | Rubric = "hd42-2025", history: tuple[Record, ...] = ()) -> Assessment:
    return quality.assess(meeting, history, RUBRICS[rubric] if isinstance(rubric, str) else rubric)


def row(assessment: Assessment, name: str) -> CriterionResult:
    return next(criterion for criterion in assessment.criteria if criterion.id == name)


def test_every_scored_criterion_cites_a_quote_that_stands_in_the_text() -> None:
    for rubric in RUBRICS:
        for criterion in assessed(good(), rubric).criteria:
            if criterion.status == "scored":
                assert criterion.evidence
                for quote in criterion.evidence:
                    assert quote.text in TEXT
                    assert EVIDENCE[quote.path] == quote.text


def test_without_evidence_nothing_is_scored_and_nothing_is_zero() -> None:
    result = assessed(good(evidence={}))
    assert {criterion.status for criterion in result.criteria} == {"undetermined"}
    assert all(c.points == [0, c.max_points] for c in result.criteria)
    assert result.total is not None
    assert result.total[0] == 0
    assert result.total[1] == 100
    assert result.grade == ["Kém", "Tốt"]


def test_a_quote_that_is_not_on_the_page_proves_nothing() -> None:
    forged = {**EVIDENCE, "/held/start": "18 giờ 00 phút", "/held/end": "22 giờ 00 phút"}
    assert row(assessed(good(forged)), "1").status == "undetermined"


def test_a_quote_broken_over_two_lines_still_stands() -> None:
    broken = TEXT.replace("19 giờ 30 phút", "19 giờ\n30 phút")
    meeting = record(broken, {"/held/start": "19 giờ 30 phút", "/held/end": "21 giờ 10 phút"}, **FIELDS)
    assert row(assessed(meeting), "1").points == [5, 5]


def test_more_evidence_narrows_the_range() -> None:
    full, bare = assessed(good()), assessed(good(without("/preparation", "/previous_resolution", "/self_criticism")))
    assert full.total is not None
    assert bare.total is not None
    assert full.total[0] > bare.total[0]
    assert full.total[1] <= bare.total[1] + 1e-9


def test_what_minutes_cannot_show_stays_open() -> None:
    chairing = row(assessed(good()), "4.3")
    assert chairing.status == "undetermined"
    assert chairing.points == [0, 10]
    assert chairing.raise_by


@pytest.mark.parametrize(
    ("end", "points"),
    [("21:00", 5), ("20:45", 4), ("20:30", 3), ("20:20", 2), ("20:15", 2), ("20:14", 1)],
)
def test_bands_of_duration(end: str, points: int) -> None:
    result = row(assessed(good(held={**FIELDS["held"], "end": end}), "anphu-2025"), "1")
    assert result.points == [points, points]


def test_a_contradictory_clock_is_not_scored() -> None:
    result = row(assessed(good(held={**FIELDS["held"], "end": "18:00"})), "1")
    assert result.status == "undetermined"
    assert "mâu thuẫn" in result.reason


def test_a_thematic_part_asks_for_more_time() -> None:
    assert row(assessed(good(theme="Giữ nước đầu nguồn")), "1").points == [3, 3]


@pytest.mark.parametrize(
    ("attendance", "points"),
    [
        ({"total": 20, "present": 18, "absent": 2, "absent_unexcused": 0}, [5, 5]),
        ({"total": 20, "present": 17, "absent": 3, "absent_unexcused": 0}, [3, 3]),
        ({"total": 20, "present": 13, "absent": 7, "absent_unexcused": 0}, [2, 2]),
        ({"total": 20, "present": 19, "absent": 1, "absent_unexcused": 1}, [1, 1]),
        ({"total": 20, "present": 19, "absent": 1}, [1, 5]),  # the page does not say why
        ({"total": 20, "exempt": 5, "present": 15, "absent": 0}, [5, 5]),
        ({"total": 20, "present": 19, "absent": 3, "absent_unexcused": 0}, [3, 5]),  # 95 % or 85 %
    ],
)
def test_attendance_bands_and_doubt(attendance: dict[str, Any], points: list[float]) -> None:
    assert row(assessed(good(attendance=attendance)), "2").points == points


def test_exactly_half_of_the_speakers_is_decided_by_the_file() -> None:
    said = [{"speaker": f"Ng Văn {n}", "text": "đề nghị kè 20 m bờ suối Nậm Lúc"} for n in ("An", "Bình")]
    evidence = {**EVIDENCE, "/attendance/present": "có mặt 19"}
    meeting = good(evidence, contributions=said, attendance={"total": 4, "present": 4, "absent": 0})
    assert row(assessed(meeting, "anphu-2025"), "4.5").points == [5, 5]


def test_silence_counts_only_in_minutes_read_from_end_to_end() -> None:
    silent: dict[str, Any] = {"self_criticism": [], "criticism": []}
    whole = record("Có mặt 19. Biểu quyết: 17/17", {"/attendance/present": "Có mặt 19", "/decisions/0/text": "Biểu quyết: 17/17"}, **{**FIELDS, **silent})  # fmt: skip
    torn = record("Có mặt 19.", {"/attendance/present": "Có mặt 19"}, **{**FIELDS, **silent, "decisions": []})
    held_against = row(assessed(whole, "anphu-2025"), "6.2")
    assert (held_against.status, held_against.points) == ("scored", [0, 1])
    assert [quote.path for quote in held_against.evidence] == ["/attendance/present", "/decisions/0/text"]
    left_open = row(assessed(torn, "anphu-2025"), "6.2")
    assert (left_open.status, left_open.points) == ("undetermined", [0, 2])


def test_silence_of_a_badly_read_page_is_left_open() -> None:
    reading = [{"page": 1, "source": "ocr", "state": "needs_transcription"}]
    meeting = good(praise=[], criticism=[], reading=reading)
    assert row(assessed(meeting, "anphu-2025"), "4.4").status == "undetermined"


def test_a_month_without_a_theme_is_rescaled_to_the_full_scale() -> None:
    result = assessed(good(), "anphu-2025")
    theme = row(result, "4.3")
    assert (theme.status, theme.points) == ("not_applicable", None)
    assert result.total is not None
    low = sum(c.points[0] for c in result.criteria if c.points)
    assert result.total[0] == pytest.approx(low * 100 / 95, abs=0.01)
    assert result.max_total == 100
    assert any("95" in note for note in result.notes)


def test_without_rescaling_the_sum_stays_as_it_is() -> None:
    plain = RUBRICS["anphu-2025"].model_copy(
        update={"rescaling": RUBRICS["hd12-2018"].rescaling}  # mode: none
    )
    result = assessed(good(), plain)
    assert result.max_total == 95


def test_veto_holds_the_grade_down() -> None:
    rubric = RUBRICS["binhthuan-veto"]
    late = good(held={**FIELDS["held"], "end": "20:50"})  # ten minutes short: 4 of 5
    assert assessed(late, "anphu-2025").grade == ["Trung bình", "Tốt"]
    assert assessed(late, rubric).grade == ["Trung bình", "Khá"]


def test_a_frame_of_conformity_gives_levels_and_no_points() -> None:
    result = assessed(good(), "hd12-2018")
    assert (result.total, result.grade, result.max_total) == (None, None, None)
    assert row(result, "3.1").level == "đạt"
    assert all(criterion.points is None for criterion in result.criteria)
    assert row(assessed(good(held={**FIELDS["held"], "end": "20:30"}), "hd12-2018"), "3.1").level == "chưa đạt"


def test_attendance_of_exactly_85_percent_is_not_above_it() -> None:
    at = {"total": 20, "present": 17, "absent": 3, "absent_unexcused": 0}
    assert row(assessed(good(attendance=at), "hd12-2018"), "1.1").level == "chưa đạt"


def test_a_run_of_absences_is_a_finding_without_a_name() -> None:
    away = {"total": 20, "present": 19, "absent": 1, "absentees": [{"name": "Tạ Thị Lê", "excused": True}]}
    months = [good(attendance=away, held={**FIELDS["held"], "date": f"2026-0{m}-03"}) for m in range(1, 5)]
    third = assessed(months[2], "hd12-2018", tuple(months[:2]))
    fourth = assessed(months[3], "hd12-2018", tuple(months[:3]))
    assert row(third, "1.2").level == "đạt"
    assert row(fourth, "1.2").level == "chưa đạt"
    assert any("liên tiếp" in note for note in fourth.notes)
    assert not any("Lê" in text for text in [*fourth.notes, *(c.reason for c in fourth.criteria)])


def test_months_missing_from_the_year_leave_the_run_open() -> None:
    june = good(held={**FIELDS["held"], "date": "2026-06-03"})
    assert row(assessed(june, "hd12-2018"), "1.2").level == "chưa đạt – đạt"  # five earlier months are not there
    february = good(held={**FIELDS["held"], "date": "2026-02-03"})
    assert row(assessed(february, "hd12-2018"), "1.2").level == "đạt"  # too early in the year for four in a row


def test_results_of_the_last_resolution_by_ratio_and_task_by_task() -> None:
    assert row(assessed(good()), "6").points == [30, 30]
    last = good(
        held={**FIELDS["held"], "date": "2026-05-03"},
        tasks=[
            {"assignee": "A", "action": "nạo vét mương trạm bơm Cầu Gạo"},
            {"assignee": "B", "action": "tiêm phòng đàn lợn xóm Đình"},
            {"assignee": "C", "action": "sửa nhà để xe trường tiểu học"},
        ],
    )
    now = good(
        {**EVIDENCE, "/assessment_of_work/done/0": "Biên bản đã đọc lại"},
        previous_resolution={},
        assessment_of_work={
            "done": ["nạo vét xong 620 m mương trạm bơm Cầu Gạo", "tiêm phòng đủ đàn lợn xóm Đình"],
            "not_done": [],
        },
    )
    result = row(assessed(now, history=(last,)), "6")
    assert result.points == [20, 30]  # two of three are done, the third is not mentioned
    coverage = assessed(now, history=(last,)).profile.measures
    assert coverage["follow_up_coverage"].value == pytest.approx(2 / 3, abs=1e-3)
    assert coverage["follow_up_not_mentioned"].value == 1


def test_the_cells_own_score_is_set_beside_the_range() -> None:
    inside = assessed(good(self_assessment={"score": 85, "max": 100}))
    outside = assessed(good(self_assessment={"score": 20, "max": 100}))
    assert any("nằm trong khoảng" in note for note in inside.notes)
    assert any("ngoài khoảng" in note for note in outside.notes)


def test_no_reason_or_note_names_a_person() -> None:
    names = ["Huy", "Sâm", "Bách", "Lợi", "Mến", "Tạ Thị Lê"]
    for rubric in RUBRICS:
        result = assessed(good(), rubric, (good(held={**FIELDS["held"], "date": "2026-05-03"}),))
        told = [*result.notes, *(c.reason for c in result.criteria), *(c.raise_by or "" for c in result.criteria)]
        assert not [text for text in told for name in names if name in text]


def test_each_reason_is_one_sentence() -> None:
    for criterion in assessed(good()).criteria:
        assert criterion.reason.endswith(".")
        assert ". " not in criterion.reason
