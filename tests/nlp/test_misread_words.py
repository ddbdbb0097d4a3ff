"""Rule words and titles that were misread are still found; names, real words and lengths stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes_texts import minutes, read, record

from nlp.fold import fold, nfc
from nlp.kinds import classify_document, is_title
from nlp.misread import is_folded_syllable, search_form
from nlp.titles import has_party_motto, has_state_motto, straightened
from schemas import DocumentType


@pytest.mark.parametrize(
    ("read", "searched"),
    [
        ("CHI BC ẤP NÚI", "chi bo ap nui"),
        ("họp C hi bộ", "hop  chi bo"),
        ("BIÊH BÁN HỌP CNI ỦYY", "bien ban hop chi uy "),
        ("Tbời giam", "thoi giam"),
        ("thán9 3 nănn 2026", "thang 3 nam  2026"),
        ("biểu qu yết", "bieu  quyet"),
    ],
)
def test_misread_rule_words_are_searched_as_what_they_were(read, searched):
    assert search_form(read) == searched


@pytest.mark.parametrize(
    "text",
    ["đồng chí Klua Păng", "(ông Tư) vắng", "3kg, 19h30, T2, 13/14", "Đ/c Hnin Rlan", "MSH 9, KLD 1, BTCB", "có một ý"],
)
def test_names_abbreviations_and_real_words_stay(text):
    assert search_form(text) == fold(text)


@given(st.text(alphabet=st.sampled_from("abhiclnotuưđáộ BCHN0158.,/\n"), max_size=60))
def test_offsets_are_kept(text):
    found = search_form(text)
    assert len(found) == len(nfc(text))
    assert [i for i, c in enumerate(found) if c == "\n"] == [i for i, c in enumerate(nfc(text)) if c == "\n"]


def test_clean_minutes_are_searched_as_they_stand():
    assert search_form(minutes()) == fold(minutes())


def test_folded_syllables():
    assert all(map(is_folded_syllable, ["quyet", "nghi", "chuyen", "ban", "uy", "huynh", "oanh"]))
    assert not any(map(is_folded_syllable, ["clii", "bbo", "thnh", "qx", "ngh"]))


@pytest.mark.parametrize(
    "title", ["BIIÊN BẢM HỌP CHI BỘ", "RIÊN BẢN", "BIÊNBẢN sinh hoạt chi bộ", "NGHỊ UYẾT", "BÁQ CÁO"]
)
def test_misread_titles_open_units(title):
    assert is_title(title, fold(title))


@pytest.mark.parametrize(
    "row", ["BIỂU BẢNG CHỈ TIÊU", "Biên chế của trường", "biên bản tháng trước ghi thiếu.", "GIAI ĐOẠN"]
)
def test_other_rows_do_not(row):
    assert not is_title(row, fold(row))
    assert straightened(row, fold(row)) == fold(row)


def test_misread_mottoes():
    assert has_state_motto(fold("C ỘNG HÒA XÃ HQI CHỦ NGHĨA VIET NAN"))
    assert has_party_motto(fold("ĐẢNG (ỘNG SẢM VIỆT NAM"))
    assert not has_state_motto(fold("ĐẢNG CỘNG SẢN VIỆT NAM")) and not has_party_motto(fold("CHI BỘ THÔN NÚI"))


@pytest.mark.parametrize(
    ("title", "head", "kind"),
    [
        ("", "chi bo thon nui so 02-gm/cb ma y moi du hop thoi gian 19 gio", DocumentType.OTHER),
        ("", "chi bo thon nui kinh gui dong chi a. thoi gian: 19 gio", DocumentType.OTHER),
        ("", "chi bo thon nui so 15-nq/cb ngay 3 thang 2", DocumentType.RESOLUTION),
        ("bb hop co thang 2", "bb hop co thang 2 ct: d/c khoi, d/c na ghi, vang d/c dat", DocumentType.MINUTES),
        ("bien ban hop cong doan", "bien ban hop cong doan d/c a, d/c b, d/c c", DocumentType.OTHER),
    ],
)
def test_kinds_of_papers_with_damaged_tops(title, head, kind):
    assert classify_document(title, head) is kind


def test_minutes_with_damaged_rule_words_keep_their_figures():
    spoilt = (
        minutes().replace("BIÊN BẢN", "BIIÊN BẢM").replace("Có mặt", "Có rnặt").replace("tháng 4 năm", "thán9 4 nănn")
    )
    found = record(spoilt)
    assert found.document_type is DocumentType.MINUTES
    assert found.attendance.present == 19 and found.held.date == "2026-04-05"


def test_a_first_number_misread_nests_nothing_below_it():
    made = read(
        body="4. Đảng phí tháng 3: thu đủ 20/20 đ/c, 98.000 đồng.\n2. Kết quả tháng 3: NQ tháng 3 có 5 việc, xong 4. "
        "Trồng xong 400 cây keo.\n3. Ý kiến:\n- Đ/c Cao Văn Nghiến: cống nghẹt, đề nghị vớt bèo.\n4. Kết luận\n"
        "1. Đ/c Đỗ Thị Mận vớt bèo, xong 20/4.\n2. Đ/c Cao Văn Nghiến mua dây, xong 12/4.",
        self="",
        conclusion="",
    )
    assert [one.speaker for one in made.contributions] == ["Cao Văn Nghiến"]
    assert made.assessment_of_work.done[-1] == "Trồng xong 400 cây keo"
    assert [one.assignee for one in made.tasks] == ["Đỗ Thị Mận", "Cao Văn Nghiến"]


def test_stops_and_an_eight_among_the_abbreviations_of_members():
    made = read(attendance="TSĐV: 14 đ/c (CT. 13, D8 1). Có mặt 14.")
    assert (made.attendance.official, made.attendance.probationary) == (13, 1)
