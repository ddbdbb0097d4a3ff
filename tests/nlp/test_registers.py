"""A register of cells and a roster of members: read with care, linked without guessing, said where they fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutes_texts import PARTS, codes, minutes, units

from flows.settings import BatchSettings
from flows.stages import Rooms
from nlp import load_lexicon, understand, with_registers
from nlp.registers import CellEntry, CellRegister, load_cells, load_members
from schemas import Record, UsageError

CELLS = """code,name,parent,kind,aliases,valid_from,valid_to
KL,Đảng bộ xã Khe Lầm,,committee,,,
KL01,Chi bộ thôn Bãi Dâu,KL,village,,,
KL02,Chi bộ Tổ dân phố số 5,KL,street,CB Xóm Chợ|Chi bộ phố Chợ,,
KL03,Chi bộ thôn 1,KL,village,,,
KL04,Chi bộ thôn 7,KL,village,,,
KL05,Chi bộ Trường THCS Khe Lầm,KL,school,,,
KL06,Chi bộ thôn Nà Lan,KL,village,,,2025-06-30
KL06,Chi bộ thôn Lan Thượng,KL,village,,2025-07-01,
BG01,Chi bộ thôn Bãi Dâu,Đảng bộ phường Bến Gỗ,village,,,
BG02,Chi bộ bản Tả Van,Đảng bộ phường Bến Gỗ,village,,,
BG03,Chi bộ bản Tà Vàn,Đảng bộ phường Bến Gỗ,village,,,
"""
MEMBERS = """Họ và tên;Chi bộ;Mã;Chức vụ;Tình trạng;Tên khác
Tạ Quang Lựu;KL01;1;Bí thư;chính thức;
Mai Thị Sim;KL01;2;Chi ủy viên;chính thức;
Cao Văn Nghiến;KL01;3;;chính thức;
Đỗ Thị Mận;KL01;4;;dự bị;
Đinh Thị Vải;KL01;5;;ĐV chính thức;
Hà Văn Tuyên;KL01;6;;chính thức;anh Tư Bến
Lê Đình Tuyên;KL01;7;;miễn sinh hoạt;
Ngô Văn Phiên;KL02;8;;chính thức;
""".replace("ĐV chính", "chính")


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def register(tmp_path: Path) -> CellRegister:
    return load_cells(written(tmp_path, "cells.csv", CELLS))


def linked(folder: Path, text: str, *, members: str | None = MEMBERS) -> Record:
    roster = written(folder, "members.csv", members) if members else None
    lexicon = with_registers(load_lexicon(), written(folder, "cells.csv", CELLS), roster)
    (unit,) = units(text)
    return understand(unit, lexicon)


@pytest.mark.parametrize(
    ("name", "parent", "code", "way"),
    [
        ("Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm", "KL01", "exact"),
        ("CHI BỘ THÔN BÃI DÂU", "ĐẢNG ỦY XÃ KHE LẦM", "KL01", "exact"),
        ("CB thôn Bãi Dâu", "Đ.bộ xã Khe Lầm", "KL01", "exact"),
        ("Chi bộ thôn Bai Dau", "Đảng bộ Khe Lầm", "KL01", "unmarked"),
        ("GHI BÔ THÔN BÃI DẤU", "ĐẢNG BỘ XÃ KHE LÂN", "KL01", "unmarked"),
        ("Chi bộ thôn Bãi Dâv", "Đảng bộ xã Khe Lầm", "KL01", "approximate"),
        ("Chi bộ Bãi Dâu", "Đảng bộ xã Khe Lầm", "KL01", "shortened"),
        ("Chi bộ TDP 5", None, "KL02", "unmarked"),
        ("CB TDP số 05", None, "KL02", "unmarked"),
        ("CHI BỘ T.D.P SỐ V", None, "KL02", "unmarked"),
        ("Chi bộ xóm Chợ", None, "KL02", "alias"),
        ("Chi bộ trường trung học cơ sở Khe Lầm", None, "KL05", "unmarked"),
        ("Chi bộ THCS Khe Lầm", None, "KL05", "shortened"),
        ("Chi bộ thôn 1", None, "KL03", "exact"),
        ("Chi bộ thôn 4", None, None, None),
        ("Chi bộ thôn 17", None, None, None),
        ("Chi bộ bản Tả Van", None, "BG02", "exact"),
        ("Chi bộ bản Tà Vàn", None, "BG03", "exact"),
        ("Chi bộ thôn Bãi Dâu", "Đảng bộ xã Đồng Mận", None, None),
        ("Đảng bộ xã Khe Lầm", None, "KL", "exact"),
        ("Chi bộ xã Khe Lầm", None, None, None),
        ("***", None, None, None),
    ],
)
def test_cell_is_found_as_it_is_written(register, name, parent, code, way):
    found = register.find(name, parent)
    assert (found.entry and found.entry.code, found.way) == (code, way)


@pytest.mark.parametrize(
    ("name", "parent", "several"),
    [
        ("Chi bộ thôn Bãi Dâu", None, ("KL01", "BG01")),  # two committees have one
        ("CHI BO BAN TA VAN", None, ("BG02", "BG03")),  # nothing but marks tells them apart
    ],
)
def test_nothing_is_chosen_among_several(register, name, parent, several):
    found = register.find(name, parent)
    assert found.entry is None and found.ambiguous
    assert tuple(entry.code for entry in found.candidates) == several


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("Chi bộ thôn Nà Lan", "2025-06-30", "KL06"),
        ("Chi bộ thôn Nà Lan", "2025-07-01", None),
        ("Chi bộ thôn Lan Thượng", "2025-07", "KL06"),
        ("Chi bộ thôn Lan Thượng", "2024", None),
        ("Chi bộ thôn Nà Lan", "2025", "KL06"),
        ("Chi bộ thôn Nà Lan", None, "KL06"),
    ],
)
def test_names_hold_for_their_time(register, name, date, code):
    found = register.find(name, None, date)
    assert (found.entry.code if found.entry else None) == code


def test_heading_is_linked_and_what_the_page_says_stays_in_the_evidence(tmp_path):
    header = "Đ.BỘ XÃ KHE LÂM    ĐẢNG CỘNG SẢN VIỆT NAM\nGHI BỘ THÔN BÃI DẤU\nSố 07-BB/CB"
    item = linked(tmp_path, minutes(header=header), members=None)
    link = item.cell
    assert (item.organisation.name, item.organisation.parent) == ("Chi bộ thôn Bãi Dâu", "Đảng bộ xã Khe Lầm")
    assert link is not None
    assert (link.state, link.code, link.kind, link.way) == ("linked", "KL01", "village", "unmarked")
    assert item.evidence["/organisation/name"].text == "GHI BỘ THÔN BÃI DẤU"
    assert "register" in item.inferred["/organisation/name"] and "register" in item.inferred["/organisation/parent"]
    assert "/cell" in item.inferred
    assert not codes(item) & {"cell-unlinked", "cell-ambiguous"}


def test_unknown_and_ambiguous_cells_are_said(tmp_path):
    unknown = linked(tmp_path, minutes(header="CHI BỘ THÔN ĐỒNG MẬN"), members=None)
    assert unknown.cell is not None and unknown.cell.state == "unlinked"
    assert unknown.organisation.name == "Chi bộ thôn Đồng Mận" and "cell-unlinked" in codes(unknown)
    several = linked(tmp_path, minutes(header="CHI BỘ THÔN BÃI DÂU"), members=None)
    assert several.cell is not None
    assert (several.cell.state, several.cell.code) == ("ambiguous", None)
    assert several.cell.candidates == ["BG01", "KL01"] and "cell-ambiguous" in codes(several)


def test_without_a_register_nothing_is_said_of_one():
    (unit,) = units(minutes())
    item = understand(unit, load_lexicon())
    assert item.cell is None
    assert not codes(item) & {"cell-unlinked", "cell-ambiguous", "name-unlinked", "name-ambiguous"}


def test_short_names_are_completed_from_the_roster_of_the_cell(tmp_path):
    text = minutes(
        officers="- Chủ trì: đ/c Lựu, Bí thư Chi bộ.\n- Thư ký: đ/c Sim.",
        body="2. Thảo luận\n- Đ/c Nghiến: mương Cầu Đá còn 60 m, đề nghị mỗi tổ góp 5 công.\n"
        "- Đ/c Phiên: đề nghị mua 2 bóng đèn cho ngõ 4.\n- Đ/c Tuyên: xin 3 xe cát cho đường ngõ 2.",
        self="",
        conclusion="",
        signatures="",
    )
    item = linked(tmp_path, text)
    assert (item.chair.name, item.secretary.name) == ("Tạ Quang Lựu", "Mai Thị Sim")
    assert item.inferred["/chair/name"] == "linked to the roster of the cell"
    assert "Lựu" in item.evidence["/chair/name"].text and "Tạ" not in item.evidence["/chair/name"].text
    # Phiên belongs to another cell; Tuyên are two.
    assert [one.speaker for one in item.contributions] == ["Cao Văn Nghiến", "Phiên", "Tuyên"]
    paths = {finding.code: finding.paths for finding in item.findings}
    assert paths["name-ambiguous"] == ["/contributions/2/speaker"]
    assert paths["name-unlinked"] == ["/contributions/1/speaker"]


@pytest.mark.parametrize(
    ("written_as", "name"),
    [
        ("Cao Văn Nghlến", "Cao Văn Nghiến"),
        ("Gao Vãn Nghiển", "Cao Văn Nghiến"),
        ("Cao Văn Nghiễm", "Cao Văn Nghiến"),
        ("Tạ Quang Lưu", "Tạ Quang Lựu"),
        ("Đỗ Thị Mơ", "Đỗ Thị Mơ"),  # another woman
        ("Cao Thị Nghị", "Cao Thị Nghị"),
    ],
)
def test_misread_names_are_mended_only_where_nobody_else_can_be_meant(tmp_path, written_as, name):
    item = linked(tmp_path, minutes(officers=f"- Chủ trì: đồng chí {written_as}, Bí thư Chi bộ.", signatures=""))
    assert item.chair.name == name
    assert ("/chair/name" in item.inferred) is (name != written_as)
    assert written_as in item.evidence["/chair/name"].text


def test_another_name_of_a_member_stands_for_the_member(tmp_path):
    item = linked(tmp_path, minutes(officers="- Chủ trì: đồng chí Tư Bến, Bí thư Chi bộ.", signatures=""),
                  members=MEMBERS.replace("anh Tư Bến", "Tư Bến"))  # fmt: skip
    assert item.chair.name == "Hà Văn Tuyên"


def test_those_from_above_are_not_on_the_roster_of_the_cell(tmp_path):
    guest = "- Đại biểu cấp trên: đồng chí Tạ Quang Lưu, Phó Bí thư Đảng ủy xã."
    item = linked(tmp_path, minutes(officers=guest, signatures=""))
    assert [one.name for one in item.superiors] == ["Tạ Quang Lưu"]


def test_names_of_the_document_are_said_to_be_linked():
    text = PARTS["body"].replace("Đồng chí Đỗ Thị Mận", "Đ/c Nghiến")
    (unit,) = units(minutes(body=text))
    item = understand(unit, load_lexicon())
    assert [one.speaker for one in item.contributions] == ["Cao Văn Nghiến", "Cao Văn Nghiến"]
    assert item.inferred["/contributions/1/speaker"] == "full name stands elsewhere in the document"
    assert "/contributions/0/speaker" not in item.inferred


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separator_and_byte_order_mark_do_not_matter(tmp_path, encoding, separator):
    text = f"Mã{separator}Tên chi bộ{separator}Ghi chú\r\nA1{separator}Chi bộ thôn Vai{separator}x\r\n\r\n"
    register = load_cells(written(tmp_path, "c.csv", text, encoding))
    assert register.entries == (CellEntry("A1", "Chi bộ thôn Vai"),)


def test_name_without_chi_bo_and_other_digest(tmp_path):
    one = load_cells(written(tmp_path, "a.csv", "code,name\nA1,Thôn Vai\n"))
    other = load_cells(written(tmp_path, "b.csv", "code,name\nA1,Thôn Vài\n"))
    assert one.find("CHI BỘ THÔN VAI").entry == one.entries[0] and one.entries[0].full_name == "Chi bộ thôn Vai"
    assert one.version != other.version
    lexicons = [with_registers(load_lexicon(), tmp_path / name) for name in ("a.csv", "b.csv")]
    assert len({load_lexicon().version, *(item.version for item in lexicons)}) == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "reason", "nghia"),
    [
        ("code,name\nA1,\n", 2, "name", "empty", "để trống"),
        ("code,name\n,Chi bộ thôn Vai\n", 2, "code", "empty", "để trống"),
        ("code,name,valid_to\nA1,Chi bộ thôn Vai,31/02/2025\n", 2, "valid_to", "no date", "không phải ngày"),
        ("code,name,valid_from,valid_to\nA,Chi bộ A,2025,2024\n", 2, "valid_to", "before", "trước ngày"),
        ("code,name\nA1,Chi bộ thôn Vai\nA1,chi bộ thôn vai\n", 3, "code", "line 2", "dòng 2"),
        ("code,name\nA1,Chi bộ thôn Vai, xã Khe\n", 2, "name", "3 fields", "3 ô"),
        ('code,name\n"A\n1",Chi bộ A\nA2,\n', 4, "name", "empty", "để trống"),
        ("code,name\nA1,Chi bộ\n", 2, "name", "names no cell", "không phải tên"),
    ],
)
def test_fault_of_a_row_is_named_by_line_and_column(tmp_path, text, line, column, reason, nghia):
    path = written(tmp_path, "c.csv", text)
    with pytest.raises(UsageError) as caught:
        load_cells(path)
    assert f"{path}, line {line}, column '{column}': " in caught.value.english and reason in caught.value.english
    assert f"{path}, dòng {line}, cột '{column}': " in caught.value.vietnamese and nghia in caught.value.vietnamese


def test_all_faults_are_named_at_once(tmp_path):
    rows = "".join(f"A{n},\n" for n in range(25))
    with pytest.raises(UsageError) as caught:
        load_cells(written(tmp_path, "c.csv", "code,name\n" + rows))
    assert caught.value.english.count("column 'name'") == 20 and "5 more" in caught.value.english


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"code,title\nA,B\n", "no column 'name'"),
        (b"", "no column 'code'"),
        ("code,name\nA1,Chi bộ".encode("utf-16"), "not UTF-8"),
        (b'code,name\nA1,"Chi bo\n', "not valid CSV"),
    ],
)
def test_file_that_is_no_register(tmp_path, data, reason):
    path = tmp_path / "c.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        load_cells(path)
    assert reason in caught.value.english and str(path) in caught.value.vietnamese
    with pytest.raises(UsageError, match="cannot be opened"):
        load_cells(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (";KL01;1;;;", "Họ và tên", "empty"),
        ("Tạ Văn Bột;;1;;;", "Chi bộ", "empty"),
        ("Tạ Văn Bột;KL99;1;;;", "Chi bộ", "no cell of the register"),
        ("Tạ Văn Bột;KL01;1;;đang đi vắng;", "Tình trạng", "none of"),
        ("0912345678;KL01;1;;;", "Họ và tên", "no name"),
    ],
)
def test_fault_of_a_roster_row_quotes_no_name(tmp_path, row, column, reason):
    cells = load_cells(written(tmp_path, "cells.csv", CELLS))
    with pytest.raises(UsageError) as caught:
        load_members(written(tmp_path, "m.csv", MEMBERS + row + "\n"), cells)
    assert f"line 10, column '{column}'" in caught.value.english and reason in caught.value.english
    assert "Bột" not in caught.value.english + caught.value.vietnamese


def test_two_of_one_name_need_a_code(tmp_path):
    double = "name,cell\nTạ Văn Bột,A\nTạ Văn Bột,A\n"
    with pytest.raises(UsageError, match="line 3, column 'name': the same name stands in line 2"):
        load_members(written(tmp_path, "m.csv", double))
    assert len(load_members(written(tmp_path, "m.csv", double.replace(",A", ",B", 1))).members) == 2


def test_members_come_and_go(tmp_path):
    roster = load_members(
        written(tmp_path, "m.csv", "name,valid_from,valid_to\nTạ Văn Bột,,06/2024\nTạ Văn Bách,07/2024,\n")
    )
    names = [[m.name for m in roster.of_cell(None, "Chi bộ A", date)] for date in ("2024-06-30", "2024-07-01", "2024")]
    assert names == [["Tạ Văn Bột"], ["Tạ Văn Bách"], ["Tạ Văn Bột", "Tạ Văn Bách"]]


def test_another_register_is_another_version_of_understanding(tmp_path):
    path = written(tmp_path, "c.csv", "code,name\nA1,Thôn Vai\n")
    settings = BatchSettings(data_dir=tmp_path)
    plain, given = (
        Rooms(*one.registers).versions(one) for one in (settings, settings.model_copy(update={"cells": path}))
    )
    written(tmp_path, "c.csv", "code,name\nA1,Thôn Vài\n")
    changed = Rooms(path).versions(settings)
    assert len({plain.understand, given.understand, changed.understand}) == 3
    assert plain.read == given.read == changed.read
