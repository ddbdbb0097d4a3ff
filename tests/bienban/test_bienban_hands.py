"""Lines of a hand as files: typed and corrected elsewhere, they come back to the page that they stand on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from bienban import cli
from extractors.hands.boxfiles import Row, box_text, rows_in, write_rows
from extractors.hands.linefiles import of_png
from schemas import Box, Line, Page, PageSource, PageState, UnreadableError, Word
from store import Hands, LineBoxes, Store, TypedLines, file_sha256

MERGED, LOWER, NOISE = Box(0.1, 0.1, 0.9, 0.2), Box(0.1, 0.3, 0.9, 0.35), Box(0.02, 0.9, 0.3, 0.95)
FIRST, SECOND = Box(0.1, 0.1, 0.9, 0.15), Box(0.1, 0.15, 0.9, 0.2)
LINE = {
    "page": '<TextLine id="x{0}"><Coords points="80,{0} 720,{0} 720,{1} 80,{1}"/>'
    "<TextEquiv><Unicode>{2}</Unicode></TextEquiv></TextLine>",
    "alto": '<TextLine HPOS="80" VPOS="{0}" WIDTH="640" HEIGHT="60"><String CONTENT="{2}"/></TextLine>',
}


@pytest.fixture
def sha256(tmp_path: Path) -> str:
    """A page with three lines, one of them merged and one that is none; it is in the hand "h"."""
    image = Image.new("L", (800, 1200), 255)
    for box in (FIRST, SECOND, LOWER):
        ImageDraw.Draw(image).rectangle((100, 1200 * box.top + 10, 700, 1200 * box.bottom - 10), fill=0)
    path = tmp_path / "so.png"
    image.save(path)
    found = file_sha256(path)
    lines = tuple(
        Line(words=(Word(text="~", box=box, confidence=0.3),), box=box, row=row)
        for row, box in enumerate((MERGED, LOWER, NOISE))
    )
    page = Page(
        number=1, width=800, height=1200, source=PageSource.OCR, state=PageState.NEEDS_TRANSCRIPTION, lines=lines
    )
    with Store.open(None, tmp_path / "data") as store:
        store.remember_original(path, found)
        store.save_document(
            path=path, sha256=found, pages=[page], records=[], versions={"read": "1", "understand": "1"}
        )
        hands = Hands(store)
        hands.assign(hands.add("h", who="t").id, found, who="t")
    return found


def run(tmp_path: Path, *arguments: str) -> int:
    return cli.run(["--lang", "en", "--data-dir", str(tmp_path / "data"), "hand", *arguments])


def kept(tmp_path: Path, sha256: str) -> tuple[dict[Box, str], set[Box], set[Box]]:
    """Typed texts by box, the boxes of the page, and those of them that a person drew."""
    with Store.open(None, tmp_path / "data") as store:
        typed = {line.box: line.text for line in TypedLines(store).of_document(sha256)}
        _, laid = LineBoxes(store).last(sha256, 1)
        assert not Hands(store).brought(Hands(store).get("h").id)
    return typed, {line.box for line in laid or ()}, {line.box for line in laid or () if line.own}


def offered(folder: Path, sha256: str, *lines: tuple[str, Box | None, Box | None]) -> None:
    rows = [
        (Row(f"{at:03}.png", text, sha256, 1, was, box), of_png(Path(folder.parent / "so.png").read_bytes()))
        for at, (text, was, box) in enumerate(lines)
    ]
    write_rows(folder, rows)


def test_the_table_types_lines_on_their_page_and_corrects_its_boxes(tmp_path, sha256, capsys) -> None:
    folder = tmp_path / "out"
    offered(folder, sha256, ("họp bàn", MERGED, FIRST), ("việc mương", MERGED, SECOND), ("vắng ba", LOWER, LOWER))
    with (folder / "lines.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow(["", "", sha256, 1, box_text(NOISE), "-"])
    assert run(tmp_path, "import", "h", str(folder)) == 0
    typed = {FIRST: "họp bàn", SECOND: "việc mương", LOWER: "vắng ba"}
    assert kept(tmp_path, sha256) == (typed, {FIRST, SECOND, LOWER}, {FIRST, SECOND})
    assert "3 lines taken in, 3 of them new" in capsys.readouterr().out
    assert run(tmp_path, "import", "h", str(folder)) == 0
    assert "0 of them new" in capsys.readouterr().out
    assert kept(tmp_path, sha256)[0] == typed


def test_a_whole_line_that_was_typed_stays_one_where_the_machine_has_pieces_of_it(tmp_path, sha256) -> None:
    whole = Box(0.1, 0.08, 0.9, 0.36)  # the machine's two lines are pieces of it
    with Store.open(None, tmp_path / "data") as store:
        TypedLines(store).add(sha256, 1, whole, "cả dòng", hand="handwriting", who="t")
    offered(tmp_path / "out", sha256, ("", NOISE, None))
    table = tmp_path / "out" / "lines.csv"
    table.write_text(table.read_text(encoding="utf-8").rstrip() + "-\n", encoding="utf-8")
    assert run(tmp_path, "import", "h", str(tmp_path / "out")) == 0
    assert kept(tmp_path, sha256) == ({whole: "cả dòng"}, {whole}, set())


def test_boxes_that_were_not_touched_stay_the_machines(tmp_path, sha256) -> None:
    offered(tmp_path / "out", sha256, ("vắng ba", LOWER, LOWER), ("", MERGED, MERGED))
    assert run(tmp_path, "import", "h", str(tmp_path / "out")) == 0
    assert kept(tmp_path, sha256) == ({LOWER: "vắng ba"}, set(), set())


@pytest.mark.parametrize("form", ["page", "alto"])
def test_pages_corrected_elsewhere_come_back(tmp_path, sha256, form: str) -> None:
    folder = tmp_path / "out"
    with Store.open(None, tmp_path / "data") as store:
        TypedLines(store).add(sha256, 1, LOWER, "vắng ba", hand="handwriting", who="t")
    assert run(tmp_path, "export", "h", "--to", str(folder), "--format", form, "--all-lines") == 0
    [path] = folder.glob("*.xml")
    text = path.read_text(encoding="utf-8")
    assert "120" in text  # the merged line; it is parted here
    text = text[: text.index("<TextLine", text.index("vắng ba"))] + "".join(
        LINE[form].format(top, top + 60, words) for top, words in ((120, "họp bàn"), (180, "việc mương"))
    )
    text += {"page": "</TextRegion></Page></PcGts>", "alto": "</TextBlock></PrintSpace></Page></Layout></alto>"}[form]
    path.write_text(text, encoding="utf-8")
    assert run(tmp_path, "import", "h", str(folder)) == 0
    typed = {FIRST: "họp bàn", SECOND: "việc mương", LOWER: "vắng ba"}
    assert kept(tmp_path, sha256) == (typed, {FIRST, SECOND, LOWER, NOISE}, {FIRST, SECOND})
    assert run(tmp_path, "import", "h", str(path), "--all-lines") == 0
    assert kept(tmp_path, sha256) == (typed, {FIRST, SECOND, LOWER}, {FIRST, SECOND})


def test_all_lines_as_pairs_make_no_sense(tmp_path, sha256, capsys) -> None:
    assert run(tmp_path, "export", "h", "--to", str(tmp_path / "o"), "--all-lines") == 2
    assert "--format page" in capsys.readouterr().err


def test_a_place_that_is_none_is_named_and_nothing_is_taken_of_that_table(tmp_path, sha256, capsys) -> None:
    folder = tmp_path / "out"
    offered(folder, sha256, ("vắng ba", LOWER, LOWER))
    table = folder / "lines.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(f"{box_text(LOWER)}\n", "10 30 90\n"), encoding="utf-8")
    with pytest.raises(UnreadableError, match="row 2: column box"):
        rows_in(folder)
    assert run(tmp_path, "import", "h", str(folder)) == 1
    assert "row 2" in capsys.readouterr().err
    assert kept(tmp_path, sha256) == ({}, set(), set())


def test_lines_of_papers_that_are_not_here_are_taken_as_pictures(tmp_path, sha256) -> None:
    offered(tmp_path / "out", "f" * 64, ("đồi chè", LOWER, LOWER))
    assert run(tmp_path, "import", "h", str(tmp_path / "out")) == 0
    with Store.open(None, tmp_path / "data") as store:
        hands = Hands(store)
        assert [line.text for line in hands.brought(hands.get("h").id)] == ["đồi chè"]
        assert hands.typed(hands.get("h").id) == []
