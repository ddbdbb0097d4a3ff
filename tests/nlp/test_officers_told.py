"""Chair, secretary and guests as people tell them: no labels, degrees before names, a signature, a late row."""

from __future__ import annotations

import pytest
from minutes_texts import read, record

from nlp.people.finder import load_people


def officers(told: str, **parts: str) -> tuple[str | None, str | None, str | None, str | None]:
    item = read(officers=told, signatures="", **parts)
    return item.chair.name, item.chair.role, item.secretary.name, item.secretary.role


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("BT Tạ Quang Lựu chủ trì, Mai Thị Sim ghi.", ("Tạ Quang Lựu", "Bí thư", "Mai Thị Sim", None)),
        (
            "Phó bí thư Tạ Quang Lựu điều khiển, Mai Thị Sim ghi thay.",
            ("Tạ Quang Lựu", "Phó bí thư", "Mai Thị Sim", None),
        ),
        (
            "Mở đầu, đồng chí Tạ Quang Lựu, bí thư chi bộ, nêu lý do họp, rồi cử đồng chí Mai Thị Sim, đội phó, ghi biên bản.",
            ("Tạ Quang Lựu", "bí thư chi bộ", "Mai Thị Sim", "đội phó"),
        ),
        (
            "Chủ trì: TS. Tạ Quang Lựu, Bí thư. Thư ký: SV. Mai Thị Sim, chi ủy viên.",
            ("Tạ Quang Lựu", "Bí thư", "Mai Thị Sim", "chi ủy viên"),
        ),
    ],
)
def test_told(told, expected):
    assert officers(told, closing="Tan họp 21 giờ.") == expected


def test_who_opens_without_an_office_is_no_chair():
    assert officers("Đồng chí Tạ Quang Lựu nêu lý do họp.")[0] is None


def test_signatures_of_two_stand_in_for_labels_and_say_so():
    item = read(officers="", signatures="Người ghi    Bí thư\nMai Thị Sim    Tạ Quang Lựu")
    assert (item.chair.name, item.chair.role, item.secretary.name) == ("Tạ Quang Lựu", "Bí thư", "Mai Thị Sim")
    assert "signs" in item.inferred["/chair/name"] and "/chair/name" in item.evidence


def test_one_signature_names_no_chair():
    assert read(officers="", signatures="T/M CHI BỘ\nBÍ THƯ\nTạ Quang Lựu").chair.name is None


def test_a_label_below_the_text():
    item = read(officers="", closing="Ghi biên bản: đ/c Mai Thị Sim.\nTan họp 21 giờ.", signatures="")
    assert item.secretary.name == "Mai Thị Sim"


def test_a_guest_from_above():
    item = read(officers="Trên có đồng chí Bùi Đức Thiện, ủy viên Ủy ban Kiểm tra Đảng ủy phường.")
    assert [(guest.name, guest.role) for guest in item.superiors] == [
        ("Bùi Đức Thiện", "ủy viên Ủy ban Kiểm tra Đảng ủy phường")
    ]


def test_the_chair_of_a_resolution():
    item = record(
        "ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM\nCHI BỘ THÔN BÃI DÂU\nSố 09-NQ/CB\nNGHỊ QUYẾT\nNhiệm vụ tháng 6 năm 2019\n"
        "Chi bộ thôn Bãi Dâu họp thường lệ tối 03/6/2019, có 18/20 đảng viên dự, đồng chí Tạ Quang Lựu chủ trì.\n"
        "QUYẾT NGHỊ:\n1. Trồng 200 cây keo.\nT/M CHI BỘ\nBÍ THƯ\nTạ Quang Lựu"
    )
    assert (item.document_type, item.chair.name, item.held.date) == ("resolution", "Tạ Quang Lựu", "2019-06-03")
    assert (item.attendance.present, item.attendance.total) == (18, 20)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("chi bộ giao ThS. Cao Xuân Nghiến soạn bài", ["Cao Xuân Nghiến"]),
        ("PGS.TS. Đỗ Hữu Mận phát biểu", ["Đỗ Hữu Mận"]),
        ("BS CKII Đỗ Văn Mận trực", ["Đỗ Văn Mận"]),
        ("đồng chí ThS. Cao Xuân Nghiến", ["Cao Xuân Nghiến"]),
        ("GV. Mận dạy thay", ["Mận"]),
        ("TS lúa tăng 2 ha", []),
    ],
)
def test_degrees_before_names(text, names):
    assert [person.name for person in load_people().find(text)] == names
