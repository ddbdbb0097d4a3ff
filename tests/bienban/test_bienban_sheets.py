"""The sheets of a meeting, a cell and a committee, read back from each of their formats."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ATTACK, CELL, PEOPLE, make_record
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from test_bienban_report import Page

import quality
from bienban import cli
from bienban.i18n import Say
from bienban.report.model import Archive, Band
from bienban.report.sheets.drawing import described, png, shapes, svg
from bienban.report.sheets.making import FORMATS, Wanted, make_sheet, sheet_bytes
from bienban.report.sheets.model import Cell, Facts, MonthLine, MonthRanges, RangeBar, Sheet, Table
from quality.judging import with_judgements
from schemas import Judgement, Record, UsageError

VI, EN = Say("vi"), Say("en")
OTHER = {"name": "Chi bộ xóm An", "parent": "Đảng bộ xã Mẫu"}
SAME_NAME = {"name": "Chi bộ xóm Thử", "parent": "Đảng bộ xã Khác"}
FORMULA = '=HYPERLINK("http://example.invalid","x")'
CELL_2025 = Wanted(cell="chi bo xom thu", committee="Đảng ủy xã Mẫu", year=2025)
KINDS = {
    "meeting": Wanted(meeting="a" * 12 + "01"),
    "cell": CELL_2025,
    "committee": Wanted(committee="Đảng uỷ xã Mẫu", year=2025),
}


def paper(letter: str, month: int, **changes: Any) -> Record:
    """Minutes whose number, theme and dates have quotes that stand in their text."""
    made = make_record(letter * 64, f"so-{letter}.pdf", month)
    quotes = {
        "/number": f"Số {month:02d}-BB/CB",
        "/attendance/total": "tổng số 20",
        "/attendance/absentees/0": f"vắng đ/c {PEOPLE['absent']}",
        "/contributions/0": f"đ/c Khuê cần rà soát {ATTACK}",
        "/chair": PEOPLE["chair"],
    }
    evidence = {
        **{key: one.model_dump() for key, one in made.evidence.items()},
        **{key: {"text": text, "page": 1, "producer": "t", "kind": "rule"} for key, text in quotes.items()},
    }
    text = "\n".join([made.text, "ngày 03", *quotes.values()])
    values = {**made.model_dump(by_alias=True), "evidence": evidence, "text": text, **changes}
    return Record.model_validate(values)


@pytest.fixture(scope="module")
def meetings() -> Archive:
    """Three cells: the first with a missing month and one absent four times, one of the same name elsewhere."""
    records = [paper("a", month) for month in (1, 2, 3, 4, 6)]
    records += [paper("b", month, organisation=OTHER) for month in (11, 12)]
    records += [paper("c", 5, organisation=SAME_NAME)]
    findings = [{"code": "x", "severity": "warning", "message": FORMULA, "paths": []}]
    records[0] = Record.model_validate({**records[0].model_dump(by_alias=True), "findings": findings})
    return Archive(records=records, assessments=quality.assess_series(records))


def made(archive: Archive, wanted: Wanted, say: Say = VI, key: bytes | None = None, cut: Any = None) -> Sheet:
    return make_sheet(archive, wanted, say=say, today=date(2026, 7, 1), cut=cut, key=key)


def cells_of(sheet: Sheet) -> list[Cell]:
    found: list[Cell] = []
    for block in sheet.blocks:
        if isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
        elif isinstance(block, Facts):
            found += [cell for _, cell in block.rows]
    return found


def every_text(data: bytes, kind: str) -> str:
    """All that a reader or a program could find in the file, markup included."""
    if kind == "html":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if "media" not in name
        )


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_leads_to_evidence(meetings: Archive, kind: str) -> None:
    sheet = made(meetings, KINDS[kind])
    numbers = {entry.number for entry in sheet.entries}
    assert numbers == set(range(1, len(sheet.entries) + 1))
    figures = 0
    for cell in cells_of(sheet):
        if cell.value is not None or (re.search(r"\d", cell.text) and not (cell.is_label or cell.free)):
            figures += 1
            assert cell.ref in numbers, cell
        if isinstance(cell.drawing, MonthLine):
            assert all(
                (value is None) == (ref is None)
                for value, ref in zip(cell.drawing.values, cell.drawing.refs, strict=True)
            )
    assert figures > 10
    for entry in sheet.entries:
        assert entry.what and entry.items
        assert all(item.place and (item.record_id or item.place != "–") for item in entry.items)
    quoted = [item for entry in sheet.entries for item in entry.items if item.quote]
    by_id = {record.record_id: record for record in meetings.records}
    texts = {one.text for record in meetings.records for one in record.evidence.values()}
    assert quoted and all(
        item.quote in {" ".join(text.split()) for text in texts} | set(_lines(by_id)) for item in quoted
    )


def _lines(records: dict[str, Record]) -> list[str]:
    """Passages of the papers, for quotes of what is copied."""
    return [" ".join(line.split()) for record in records.values() for line in [record.text, *record.text.split("\n")]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("say", [VI, EN], ids=["vi", "en"])
def test_the_page_is_whole_escaped_and_asks_for_nothing(meetings: Archive, kind: str, say: Say) -> None:
    html = sheet_bytes(made(meetings, KINDS[kind], say), "html", say).decode("utf-8")
    page = Page(html)
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for name in ("src", "href", "action", "srcset"):
        assert all(value.startswith(("#", "data:")) for value in page.values(name)), name
    assert {value[1:] for value in page.values("href")} <= set(ids), "every link leads somewhere"
    assert "script" not in page.tags and ATTACK not in html
    assert not re.search(r"url\s*\(|@import", html) and "default-src 'none'" in html
    assert ("cấp ủy cấp trên" in page.text) == (say is VI)


def test_the_spreadsheet_holds_numbers_that_link_to_their_row_of_evidence(meetings: Archive) -> None:
    sheet = made(meetings, CELL_2025)
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(sheet, "xlsx", VI)))
    evidence = book["Dẫn chứng"]
    first_rows: dict[int, int] = {}
    for row in range(2, evidence.max_row + 1):
        first_rows.setdefault(evidence.cell(row, 1).value, row)
    assert set(first_rows) == {entry.number for entry in sheet.entries}
    months = book["Theo tháng"]
    head = [cell.value for cell in months[2]]
    january = next(row for row in months.iter_rows(min_row=3) if row[0].value == "01/2025")
    by_title = dict(zip(head, january, strict=True))
    assert (by_title["Có mặt"].value, by_title["Phải dự"].value, by_title["Tỷ lệ dự"].value) == (18, 20, 0.9)
    assert by_title["Tỷ lệ dự"].number_format == "0.0%"
    target = re.fullmatch(r"'Dẫn chứng'!A(\d+)", by_title["Có mặt"].hyperlink.location)
    assert target
    row = int(target[1])
    assert evidence.cell(row, 1).value in first_rows and "có mặt 18" in evidence.cell(row, 5).value
    assert evidence.cell(row, 4).value == "so-a.pdf, trang 1"
    for tab in book:
        for link in tab._hyperlinks:
            assert link.target is None, "no link leaves the file"
    assert len(book["Biểu đồ"]._charts) == 1, "the frame of 2025 has no points: attendance alone is drawn"


def test_wordings_that_look_like_formulas_are_text(meetings: Archive) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(made(meetings, CELL_2025), "xlsx", VI)))
    found = [cell for tab in book for row in tab.iter_rows() for cell in row if cell.value == FORMULA]
    assert found and all(cell.data_type == "s" for cell in found)


def test_the_document_leads_from_each_figure_to_a_bookmark(meetings: Archive) -> None:
    sheet = made(meetings, KINDS["meeting"])
    document = Document(io.BytesIO(sheet_bytes(sheet, "docx", VI)))
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert anchors and anchors <= marks == {f"dc{entry.number}" for entry in sheet.entries}
    text = "".join(node.text or "" for node in body.iter(qn("w:t")))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "CHI BỘ XÓM THỬ" in text and "18/20 (90 %)" in text
    assert ATTACK in text, "as text, inside a text node"
    heads = [row for table in document.tables for row in table.rows if row._tr.findall(f".//{qn('w:tblHeader')}")]
    assert heads, "the head of a table comes back on its next page"


def test_pictures_in_the_document_are_described(meetings: Archive) -> None:
    document = Document(io.BytesIO(sheet_bytes(made(meetings, KINDS["committee"]), "docx", VI)))
    described_ = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert any("T1: 90 %" in text for text in described_) and all(described_)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMATS)
def test_no_name_wording_or_picture_is_left_under_pseudonyms(meetings: Archive, kind: str, form: str) -> None:
    def cut(*_: object) -> str:
        return "data:image/png;base64,"

    sheet = made(meetings, KINDS[kind], key=b"k" * 32, cut=cut)
    text = every_text(sheet_bytes(sheet, form, VI), form)
    for name in PEOPLE.values():
        assert name not in text and name.upper() not in text
        assert not re.search(rf"\b{name.split()[-1]}\b", text), "nor a given name alone"
    assert "rà soát" not in text and "vắng đ/c" not in text and "data:image" not in text
    assert not any(item.quote or item.image for entry in sheet.entries for item in entry.items)
    assert all(item.record_id for entry in sheet.entries for item in entry.items if item.path), "pages are still told"
    if kind == "meeting":
        assert re.search(r"ĐV-[A-Z2-7]{6}", text)


@pytest.mark.parametrize("form", FORMATS)
def test_absences_of_a_member_are_told_only_when_asked_for(meetings: Archive, form: str) -> None:
    told = "Có trường hợp vắng có lý do"
    plain = every_text(sheet_bytes(made(meetings, CELL_2025), form, VI), form)
    asked = Wanted(cell=CELL_2025.cell, committee=CELL_2025.committee, year=2025, with_absences=True)
    with_names = every_text(sheet_bytes(made(meetings, asked), form, VI), form)
    assert told not in plain
    assert told in with_names and PEOPLE["absent"] in with_names


def test_cells_stand_by_name_and_not_by_figure(meetings: Archive) -> None:
    sheet = made(meetings, KINDS["committee"])
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    assert [row[1].text for row in table.rows] == ["Chi bộ xóm An", "Chi bộ xóm Thử"]
    assert any("không phải bảng xếp hạng" in note for note in sheet.notes)
    assert SAME_NAME["parent"] not in str(sheet), "a cell of that name elsewhere is none of this committee's"


def test_no_sheet_counts_anything_by_person(meetings: Archive) -> None:
    for wanted in KINDS.values():
        for cell in cells_of(made(meetings, wanted)):
            named = any(name in cell.text for name in PEOPLE.values())
            assert not (named and (cell.value is not None or cell.drawing is not None))


def test_missing_and_unknown_months_are_told_apart(meetings: Archive) -> None:
    table = next(b for b in made(meetings, CELL_2025).blocks if isinstance(b, Table) and b.name == "Theo tháng")
    rows = {row[0].text: row for row in table.rows}
    assert rows["05/2025"][1].look == "missing" and rows["05/2025"][1].ref is not None
    assert rows["09/2025"][1].look == "outside" and rows["09/2025"][2].text == "chưa có trong kho"


@pytest.mark.parametrize("form", FORMATS)
def test_a_year_without_papers_says_so_and_counts_nothing(meetings: Archive, form: str) -> None:
    sheet = made(meetings, Wanted(cell="xóm An", year=1999))
    assert not any(isinstance(block, Table) for block in sheet.blocks) and not sheet.entries
    text = every_text(sheet_bytes(sheet, form, VI), form)
    assert "không có văn bản nào của năm 1999" in text and "2025" in text


def test_the_latest_year_is_taken_where_none_is_named(meetings: Archive) -> None:
    assert made(meetings, Wanted(cell="xóm An")).subtitle == "Năm 2025"


def test_what_cannot_be_told_apart_is_refused_with_the_ways_out(meetings: Archive) -> None:
    with pytest.raises(UsageError) as refused:
        made(meetings, Wanted(cell="Chi bộ xóm Thử"))
    for message in (refused.value.english, refused.value.vietnamese):
        assert CELL["parent"] in message and SAME_NAME["parent"] in message
    elsewhere = Wanted(cell="Chi bộ xóm Thử", committee=SAME_NAME["parent"])
    assert made(meetings, elsewhere).superior == SAME_NAME["parent"]
    with pytest.raises(UsageError):
        made(meetings, Wanted(meeting="a"))
    with pytest.raises(UsageError, match="xã Mẫu"):
        made(meetings, Wanted(committee="xã Không Có"))


def test_what_is_not_there_is_refused_in_both_languages(meetings: Archive) -> None:
    with pytest.raises(UsageError) as refused:
        made(meetings, Wanted(cell="Chi bộ xóm Thứ Ba"))
    assert "no cell is called" in refused.value.english and "Chi bộ xóm Thử" in refused.value.english
    assert "không có chi bộ tên" in refused.value.vietnamese


def test_drawings_are_grey_and_no_line_runs_through_what_is_not_known() -> None:
    bands = (Band(0, 50, "Kém"), Band(50, 90, "Khá"), Band(90, 100, "Tốt"))
    values = [0.9, 0.8, None, 0.7, *[None] * 8]
    line = MonthLine(values, [1, 2, None, 3, *[None] * 8])
    dots = [shape for shape in shapes(line) if shape.kind == "dot"]
    joins = [shape for shape in shapes(line) if shape.kind == "line" and shape.width > 1]
    assert (len(dots), len(joins)) == (3, 1)
    assert dots[0].y < dots[1].y < dots[2].y, "more is higher"
    assert described(line, VI) == "T1: 90 %; T2: 80 %; T4: 70 %"
    ranges = MonthRanges([(40, 80), *[None] * 11], [4, *[None] * 11], bands)
    for drawing in (line, ranges, RangeBar(40, 80, bands)):
        with Image.open(io.BytesIO(png(drawing))) as image:
            assert image.mode == "L" and image.getextrema() == (25, 255)
        drawn = svg(drawing, VI)
        assert set(re.findall(r"#[0-9a-f]{6}", drawn)) <= {f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(256)}
    assert svg(ranges, VI).count('href="#dc4"') == 1


def test_what_a_person_decided_stands_beside_what_the_machine_said(meetings: Archive) -> None:
    machine = next(one for one in meetings.assessments if one.record_id == "b" * 12 + "11")
    said: dict[str, Any] = {"id": 1, "record_id": machine.record_id, "kind": "override", "who": "x", "reason": "đã dự"}
    at = datetime(2026, 1, 5, tzinfo=UTC)
    acts = [
        Judgement(**said, rubric_id="hd42-2025", criterion="4.3", value=8, at=at),
        Judgement(**{**said, "id": 2}, rubric_id="", criterion="focus", value=3, at=at),
    ]
    decided = with_judgements(machine, acts, quality.load_rubrics())
    archive = Archive(records=meetings.records, assessments=[decided])
    texts = [cell.text for cell in cells_of(made(archive, Wanted(meeting=machine.record_id)))]
    assert "8" in texts and "Tổng cộng nếu chỉ máy chấm" in texts and machine.total != decided.total
    levels = machine.profile.levels.focus
    assert f"mức 3/3 (máy: {'–' if levels is None else levels})" in texts


def run(*args: str) -> int:
    return cli.run(["report", *args])


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_each_format(form: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--cell", "Chi bộ xóm Thử", "--year", "2025", "--format", form) == 0
    path = archive / "reports" / f"chi-bo-xom-thu-2025.{form}"
    assert path.name in capsys.readouterr().out
    assert path.read_bytes()[:2] == (b"<!" if form == "html" else b"PK")
    assert run("--committee", "xã Mẫu", "--format", form, "--out", f"x.{form}", "--pseudonyms") == 0
    assert PEOPLE["chair"] not in every_text(Path(f"x.{form}").read_bytes(), form)


def test_the_sheet_of_a_meeting_shows_pieces_of_the_page(archive: Path) -> None:
    from store import Store

    with Store.open(None, archive) as store:
        record_id = store.records()[0].record_id
    assert run("--meeting", record_id[:14], "--out", "m.html") == 0
    page = Page(Path("m.html").read_text(encoding="utf-8"))
    pictures = [value for value in page.values("src") if value.startswith("data:image/jpeg")]
    assert pictures and all(page.values("alt"))
    assert run("--meeting", record_id[:14], "--out", "m.docx", "--format", "docx") == 0
    assert len(Document("m.docx").inline_shapes) >= len(pictures)


@pytest.mark.parametrize(
    "args",
    [
        ["--cell", "Không Có"],
        ["--meeting", "zz"],
        ["--committee", "Không Có"],
        ["--year", "2025"],
        ["--format", "xlsx"],
        ["--with-absences"],
        ["--cell", "x", "--format", "pdf"],
        ["--meeting", "a", "--cell", "x"],
        ["--cell", "Chi bộ xóm Thử", "--with-absences", "--pseudonyms"],
    ],
)
def test_options_that_cannot_be_met_end_with_status_two(
    args: list[str], archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--lang", "en", *args) == 2
    assert "Error:" in capsys.readouterr().err
    assert run("--lang", "vi", *args) == 2
    assert "Lỗi:" in capsys.readouterr().err
    assert not (archive / "reports").exists(), "nothing is written"
