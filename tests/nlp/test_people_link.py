"""Officers taken apart, and names linked to one spelling."""

from __future__ import annotations

import pytest

from nlp.people import Roster, expand_role, load_people, parse_officer


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("đ/c Lường Văn Dọn, Bí thư Chi bộ, Trưởng thôn.", "Lường Văn Dọn", "Bí thư Chi bộ, Trưởng thôn"),
        ("đ/c Giàng A Chống - BTCB", "Giàng A Chống", "Bí thư Chi bộ"),
        ("Nguyễn Văn Cảnh (Bí thư)", "Nguyễn Văn Cảnh", "Bí thư"),
        ("đồng chí Bí thư Chi bộ Trần Duyên", "Trần Duyên", "Bí thư Chi bộ"),
        ("đ/c Khánh - Bí thư, Trưởng phòng", "Khánh", "Bí thư, Trưởng phòng"),
        (
            "đ/c Phan Văn Bắc, Ủy viên Ban Thường vụ Đảng ủy xã, phụ trách chi bộ; đ/c Lê Bích",
            "Phan Văn Bắc",
            "Ủy viên Ban Thường vụ Đảng ủy xã, phụ trách chi bộ",
        ),
        ("Chủ trì: đ/c Lê Văn Cẩn – Phó Bí thư chi bộ\nThư ký: đ/c Mai Thị Hiên", "Lê Văn Cẩn", "Phó Bí thư chi bộ"),
        ("Thư ký: đ/c Mai Thị Hiên, CUV", "Mai Thị Hiên", "Chi ủy viên"),
        ("Chủ trì: Đ/c Đinh Văn Tịnh, BT chi bộ điều hành", "Đinh Văn Tịnh", "Bí thư chi bộ"),
        ("Đ/c Ma Seo Chứ (PBT, trưởng bản)", "Ma Seo Chứ", "Phó Bí thư, trưởng bản"),
        ("Bí thư Chi bộ Sùng A Tếnh chủ trì", "Sùng A Tếnh", "Bí thư Chi bộ"),
        (
            "Đồng chí Đỗ Hữu Thuật,\nBí thư Chi bộ, Hiệu trưởng nhà trường",
            "Đỗ Hữu Thuật",
            "Bí thư Chi bộ, Hiệu trưởng nhà trường",
        ),
        ("đ/c Vì Văn Ón, ĐUV, UVBTV xã", "Vì Văn Ón", "Đảng ủy viên, Ủy viên Ban Thường vụ xã"),
        ("ông Trương Bình - Chủ tịch UBND xã", "Trương Bình", "Chủ tịch UBND xã"),
        ("đ/c Hồ Sinh, vắng do ốm", "Hồ Sinh", None),
        ("đồng chí Lê Na - Thư ký", "Lê Na", None),
        ("đ/c Bí thư", None, "Bí thư"),
        ("không ghi rõ", None, None),
        ("", None, None),
    ],
)
def test_officers(text: str, name: str | None, role: str | None) -> None:
    officer = parse_officer(text)
    assert (officer.name, officer.role) == (name, role)
    assert (officer.name_span is None) == (name is None)
    assert (officer.role_span is None) == (role is None)
    if officer.role_span:
        assert expand_role(text[slice(*officer.role_span)]) == role
    if officer.name_span:
        assert " ".join(text[slice(*officer.name_span)].split()) == name


def test_roles_are_expanded_only_from_the_list() -> None:
    assert expand_role("PBT,  trưởng bản") == "Phó Bí thư, trưởng bản"
    assert expand_role("CT UBND xã") == "CT UBND xã"


def link(text: str, names: list[str] | None = None) -> list[str]:
    return Roster(names or []).link(load_people().find(text))


def test_short_forms_take_the_only_full_name_that_ends_in_them() -> None:
    text = "Chủ trì: đ/c Tạ Thị Thơm. đ/c Thơm nêu; đ/c Thom ghi. Đ/c Ngô Văn Cảnh và đ/c Lê Văn Cảnh họp; đ/c Cảnh về; đ/c Ngoan ở lại."
    assert link(text) == ["Tạ Thị Thơm", "Tạ Thị Thơm", "Tạ Thị Thơm", "Ngô Văn Cảnh", "Lê Văn Cảnh", "Cảnh", "Ngoan"]


def test_marks_decide_between_names_that_fold_alike() -> None:
    text = "đ/c Vũ Văn Hùng, đ/c Đỗ Văn Hưng dự. Đ/c Hưng nói, đ/c Hùng nghe, đ/c Hung ghi."
    assert link(text) == ["Vũ Văn Hùng", "Đỗ Văn Hưng", "Đỗ Văn Hưng", "Vũ Văn Hùng", "Hung"]


def test_misread_spellings_join_the_best_attested() -> None:
    text = "đ/c Phạm Thị Hoà nói. đ/c Phạm Thị Hòa ghi. đ/c Phạm Thị Hòa ký. Phạm Thi Hoa. đ/c Pham Tbị Hòa."
    assert set(link(text)) == {"Phạm Thị Hòa"}


def test_the_given_roster_wins() -> None:
    roster = Roster(["Quàng Văn Phóng", "Lò Thị Nọi"])
    assert roster.resolve("Quang Van Phong") == "Quàng Văn Phóng"
    assert roster.resolve("QUÀNG VĂN PHÓNG") == "Quàng Văn Phóng"
    assert roster.resolve("Nọi") == "Lò Thị Nọi"
    assert roster.resolve("Bun") == "Bun"
    assert link("đ/c Quang Văn Phong, đ/c Quang Văn Phong, đ/c Phóng", ["Quàng Văn Phóng"]) == ["Quàng Văn Phóng"] * 3


def test_two_people_whose_names_differ_in_a_letter_stay_two() -> None:
    roster = Roster(["Trần Thị Lan", "Trần Thị Loan"])
    assert roster.resolve("Trần Thị Lan") == "Trần Thị Lan"
    assert roster.resolve("Loan") == "Trần Thị Loan"
    assert roster.resolve("Trần Thị Lân") == "Trần Thị Lan"


def test_surnames_one_letter_apart_are_two_people() -> None:
    assert link("đ/c Phan Thị Lượt, đ/c Phan Thị Lượt, đ/c Phạm Thị Lượt") == ["Phan Thị Lượt"] * 2 + ["Phạm Thị Lượt"]


def test_an_empty_roster_changes_nothing() -> None:
    assert Roster().resolve("Giàng  A\nPó") == "Giàng A Pó"
    assert Roster().resolve("") == ""
    assert Roster().link([]) == []
