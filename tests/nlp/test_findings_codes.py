"""Each finding has minutes that earn it and minutes, almost the same, that do not; the catalogue names them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from minutes_texts import OPENING, SIGNATURES, codes, minutes, read, record, wrap

from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from nlp.findings import CODES
from schemas import Finding, PageState, Severity

CATALOGUE = Path(__file__).parents[2] / "docs" / "findings.md"
ATTENDED = "- Tổng số đảng viên của chi bộ: 20 đồng chí (chính thức 18, dự bị 02). Có mặt: {present} đồng chí. Vắng mặt: {absent} đồng chí."
TARGET = "1. Đánh giá kết quả tháng 3: thu quỹ khuyến học 40/50 hộ, đạt {percent}%."
DISCUSSION = (
    "2. Thảo luận (có {count} ý kiến)\n- Đồng chí Cao Văn Nghiến: mương còn 60 m.\n- Đồng chí Đỗ Thị Mận: xin 2 xe cát."
)
VOTE = "III. KẾT LUẬN\nBiểu quyết: {vote}."
BALLOT = (
    "III. KẾT LUẬN\n1. Giới thiệu bà Hà Thị Én làm trưởng thôn. Kết quả bỏ phiếu: phát ra 17 phiếu, thu về 17 phiếu, "
    "hợp lệ {valid} phiếu; đồng ý 15 phiếu, không đồng ý 2 phiếu."
)
ADMISSION = (
    "III. KẾT LUẬN\nChi bộ xét kết nạp quần chúng Hà Thị Én.\nBiểu quyết đề nghị kết nạp quần chúng Hà Thị Én: "
    "{yes}/17 đồng chí tán thành, {no} không tán thành."
)
TASK = "III. PHÂN CÔNG\n- Giao đ/c Đỗ Thị Mận tổng hợp danh sách hộ vay vốn, xong trước ngày {deadline}."

ROLL = """Có mặt: {} đồng chí.
TT    Họ và tên    Có mặt    Vắng    Lý do
1    Tạ Quang Lựu    x
2    Mai Thị Sim    x
3    Đinh Thị Vải              x    nằm viện"""

# code -> what earns it, what does not: parts of minutes exchanged
PAIRS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "attendance-sum": (
        {"attendance": ATTENDED.format(present=17, absent="02")},
        {"attendance": ATTENDED.format(present=18, absent="02")},
    ),
    "membership-sum": (
        {"attendance": "Tổng số đảng viên của chi bộ: 20 đồng chí (chính thức 17, dự bị 02). Có mặt: 20 đồng chí."},
        {"attendance": "Tổng số đảng viên của chi bộ: 20 đồng chí (chính thức 18, dự bị 02). Có mặt: 20 đồng chí."},
    ),
    "absence-sum": (
        {
            "attendance": "Tổng số đảng viên: 20 đồng chí. Có mặt: 17 đồng chí. Vắng mặt: 03 đồng chí (có lý do: 01; không lý do: 01)."
        },
        {
            "attendance": "Tổng số đảng viên: 20 đồng chí. Có mặt: 17 đồng chí. Vắng mặt: 03 đồng chí (có lý do: 02; không lý do: 01)."
        },
    ),
    "absentee-count": (
        {
            "attendance": "Có mặt 19/20 đồng chí. Vắng mặt: 01 đồng chí: đồng chí Đinh Thị Vải (ốm), đồng chí Lục Văn Tỉnh (đi học)."
        },
        {
            "attendance": "Có mặt 18/20 đồng chí. Vắng mặt: 02 đồng chí: đồng chí Đinh Thị Vải (ốm), đồng chí Lục Văn Tỉnh (đi học)."
        },
    ),
    "roll-call": (
        {"attendance": ROLL.format("18")},
        {"attendance": ROLL.format("02")},
    ),
    "end-before-start": (
        {"closing": "Kết thúc lúc 18 giờ 40 phút cùng ngày."},
        {"closing": "Kết thúc lúc 20 giờ 40 phút cùng ngày."},
    ),
    "duration-implausible": (
        {"closing": "Kết thúc lúc 19 giờ 35 phút cùng ngày."},
        {"closing": "Kết thúc lúc 20 giờ 35 phút cùng ngày."},
    ),
    "weekday": (
        {"opening": "Hôm nay, vào hồi 19 giờ, thứ Hai, ngày 05 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp."},
        {"opening": "Hôm nay, vào hồi 19 giờ, Chủ nhật, ngày 05 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp."},
    ),
    "impossible-date": (
        {"opening": "Hôm nay, vào hồi 19 giờ, ngày 31 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp."},
        {"opening": "Hôm nay, vào hồi 19 giờ, ngày 30 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp."},
    ),
    "period-date": (
        {"title": "BIÊN BẢN HỌP CHI BỘ THÁNG 7 NĂM 2026"},
        {"title": "BIÊN BẢN HỌP CHI BỘ THÁNG 3 NĂM 2026"},  # held early in the month after is usual
    ),
    "probationary-vote": (
        {"conclusion": VOTE.format(vote="19/19 đảng viên có mặt tán thành")},
        {"conclusion": VOTE.format(vote="18/18 đảng viên chính thức tán thành")},
    ),
    "votes-over-base": (
        {"conclusion": VOTE.format(vote="18/17 đồng chí tán thành")},
        {"conclusion": VOTE.format(vote="17/17 đồng chí tán thành")},
    ),
    "vote-sum": (
        {"conclusion": VOTE.format(vote="9/17 đồng chí tán thành, 5 không tán thành, 2 ý kiến khác")},
        {"conclusion": VOTE.format(vote="10/17 đồng chí tán thành, 5 không tán thành, 2 ý kiến khác")},
    ),
    "ballot-sum": (
        {"conclusion": BALLOT.format(valid=16)},
        {"conclusion": BALLOT.format(valid=17)},
    ),
    "vote-below-half": (
        {"conclusion": VOTE.format(vote="9/17 đồng chí tán thành")},
        {"conclusion": VOTE.format(vote="10/17 đồng chí tán thành")},
    ),
    "vote-below-two-thirds": (
        {"conclusion": ADMISSION.format(yes=11, no=6)},
        {"conclusion": ADMISSION.format(yes=12, no=5)},
    ),
    "contribution-count": (
        {"body": DISCUSSION.format(count="05"), "self": ""},
        {"body": DISCUSSION.format(count="02"), "self": ""},
    ),
    "absentee-speaks": (
        {"body": "2. Thảo luận\n- Đồng chí Đinh Thị Vải: đề nghị lắp 6 bóng đèn ở ngõ 4."},
        {"body": "2. Thảo luận\n- Đồng chí Đỗ Thị Mận: đề nghị lắp 6 bóng đèn ở ngõ 4."},
    ),
    "deadline-before-meeting": (
        {"conclusion": TASK.format(deadline="25/3/2026")},
        {"conclusion": TASK.format(deadline="25/4/2026")},
    ),
    "percent": ({"body": TARGET.format(percent=90)}, {"body": TARGET.format(percent=80)}),
    "grade": (
        {"closing": "Chi bộ tự chấm 72/100 điểm, xếp loại: Tốt.\nKết thúc lúc 21 giờ cùng ngày."},
        {"closing": "Chi bộ tự chấm 92/100 điểm, xếp loại: Tốt.\nKết thúc lúc 21 giờ cùng ngày."},
    ),
    "rate": (
        {"attendance": "Tổng số đảng viên: 20 đồng chí. Có mặt: 19 đồng chí, đạt tỷ lệ 99%. Vắng 01 đồng chí."},
        {"attendance": "Tổng số đảng viên: 20 đồng chí. Có mặt: 19 đồng chí, đạt tỷ lệ 95%. Vắng 01 đồng chí."},
    ),
    "merged-meeting": (
        {"title": "BIÊN BẢN HỌP CHI BỘ KẾT HỢP GIAO BAN THÁNG 4 NĂM 2026"},
        {"title": "BIÊN BẢN HỌP CHI BỘ THÁNG 4 NĂM 2026"},
    ),
    "missing-part": ({"self": ""}, {}),
    "missing-chair": ({"officers": "- Thư ký: đồng chí Mai Thị Sim.", "signatures": ""}, {}),
    "missing-secretary": ({"officers": "- Chủ trì: đồng chí Tạ Quang Lựu.", "signatures": ""}, {}),
    "missing-date": ({"opening": "Hôm nay, tại nhà văn hóa thôn, chi bộ họp thường kỳ."}, {}),
    "missing-attendance": ({"attendance": "Thành phần: các đồng chí đảng viên."}, {}),
    "missing-signature": ({"signatures": "THƯ KÝ    CHỦ TRÌ"}, {"signatures": SIGNATURES}),
    "missing-start": (
        {"opening": "Hôm nay, ngày 05 tháng 4 năm 2026, tại nhà văn hóa thôn, chi bộ họp."},
        {"opening": OPENING},
    ),
    "missing-end": ({"closing": "Hội nghị nhất trí các nội dung trên."}, {}),
}
OF_PAGES = {"needs-transcription"}  # below
OF_REGISTERS = {"cell-unlinked", "cell-ambiguous", "name-ambiguous", "name-unlinked"}  # test_registers.py
NOT_RAISED = {"missing-number"}  # books of minutes have none


def test_every_code_has_its_pair():
    assert set(PAIRS) | OF_PAGES | OF_REGISTERS == set(CODES) - NOT_RAISED


@pytest.mark.parametrize("code", PAIRS)
def test_earned(code):
    item = read(**PAIRS[code][0])
    assert code in codes(item)
    assert all(finding.message and finding.paths for finding in item.findings)


@pytest.mark.parametrize("code", PAIRS)
def test_not_earned(code):
    assert code not in codes(read(**PAIRS[code][1]))


def test_good_minutes_have_no_finding():
    assert read().findings == []


def test_a_finding_changes_no_value():
    item = read(attendance=ATTENDED.format(present=17, absent="02"))
    assert (item.attendance.total, item.attendance.present, item.attendance.absent) == (20, 17, 2)


def test_unread_page_needs_transcription_and_a_read_one_does_not():
    (page,) = pages_from_text(minutes())
    lexicon = load_lexicon()
    states = {
        state: {
            finding.code
            for unit in split([page.model_copy(update={"state": state})], "x.pdf", "0" * 64)
            for finding in understand(unit, lexicon).findings
        }
        for state in (PageState.READ, PageState.NEEDS_TRANSCRIPTION)
    }
    assert "needs-transcription" not in states[PageState.READ]
    assert "needs-transcription" in states[PageState.NEEDS_TRANSCRIPTION]


def test_papers_of_others_are_not_judged():
    text = wrap(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBIÊN BẢN HỌP THÔN\nHôm nay, 19 giờ ngày 31 tháng 4 năm 2026, thôn họp.\n"
        "Có mặt 90/80 hộ. Biểu quyết: 95/90 hộ đồng ý.\nKết thúc lúc 18 giờ."
    )
    assert record(text).findings == []


def test_probationary_members_counted_by_the_wording():
    vote = "III. KẾT LUẬN\nBiểu quyết: 17/17 đồng chí tán thành, trong đó có 02 đảng viên dự bị."
    assert "probationary-vote" in codes(read(conclusion=vote))


def test_catalogue_lists_every_code_once_with_its_severity():
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning|info) \|", CATALOGUE.read_text("utf-8"), re.MULTILINE)
    assert sorted(code for code, _ in rows) == sorted(CODES)
    severities = dict(rows)
    for code, (earning, _) in PAIRS.items():
        found = [finding.severity for finding in read(**earning).findings if finding.code == code]
        assert {str(value) for value in found} == {severities[code]}, code


def test_catalogue_says_each_code_in_both_languages():
    for line in CATALOGUE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 5 and all(cells), line
            vietnamese, english = cells[2], cells[3]
            code = cells[0].strip("`")
            assert CODES[code]["vi"] == vietnamese, code
            assert english.isascii() and len(english.split()) >= 4, code
            assert CODES[code].get("source", "") in cells[4], code


@pytest.mark.parametrize("code", PAIRS)
def test_messages_say_the_same_figures_in_both_languages(code):
    for finding in (one for one in read(**PAIRS[code][0]).findings if one.code == code):
        figures = [re.findall(r"\d+", text) for text in (finding.message, finding.message_en)]
        assert figures[0] == figures[1], code
        assert "{" not in finding.message + finding.message_en
        assert (finding.text("vi"), finding.text("en")) == (finding.message, finding.message_en)


def test_old_records_without_english_show_what_they_have():
    assert Finding(code="rate", severity=Severity.WARNING, message="ghi 95 %").text("en") == "ghi 95 %"
