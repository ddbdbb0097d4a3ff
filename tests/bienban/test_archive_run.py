"""`bienban archive` over files: once, whole or not at all, and nothing lost."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest
from archive_pages import drawn, unreadable
from conftest import make_record
from PIL import Image, ImageDraw, ImageFont
from pydantic import TypeAdapter

import extractors
from bienban import cli
from bienban.archiving import durable
from bienban.archiving.fields import Fields, about, fields_of, file_stem, title_of
from schemas import Page, Record, UnreadableError
from store import Store

DAMAGED = b"%PDF-1.4 and nothing more"


class Reader:
    """Reads every image as the drawn page, and counts."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.records: list[Record] = []
        self.page: Page = drawn()[1]

    def read(self, path: Path, settings: object) -> list[Page]:
        self.calls.append(path.name)
        if path.read_bytes() == DAMAGED:
            raise UnreadableError("damaged", "hỏng")
        return [self.page]

    def understand(self, pages: object, path: str, sha256: str) -> list[Record]:
        return self.records


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reader:
    told = Reader()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("extractors.read", told.read)
    monkeypatch.setattr("extractors.reader_version", lambda settings: "told 1")
    monkeypatch.setattr("flows.stages.Rooms.understand", told.understand)
    return told


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Two scans that differ, and a file that cannot be read."""
    folder = tmp_path / "quet"
    folder.mkdir()
    image, _ = drawn()
    image.save(folder / "a.png", dpi=(100, 100))
    image.convert("1").save(folder / "b.tif", dpi=(100, 100))
    (folder / "hong.pdf").write_bytes(DAMAGED)
    return folder


def run(*args: object) -> int:
    return cli.run(["archive", *map(str, args), "--lang", "en"])


def listed(folder: Path) -> dict[str, dict]:
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["entries"]
    return {Path(entry["original"]["path"]).name: entry for entry in entries.values()}


def outputs(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): (one.read_bytes(), one.stat().st_mtime_ns) for one in files}


def test_every_file_is_made_once_and_a_bad_one_is_named(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    originals = {one: one.read_bytes() for one in scans.iterdir()}
    out = tmp_path / "luu"
    assert run(scans, "--to", out, "--format", "pdfa,alto,hocr") == 1
    told = capsys.readouterr().err
    assert "hong.pdf: damaged" in told
    assert "2 files made, 0 left as they were, 1 not done" in told
    entries = listed(out)
    assert set(entries) == {"a.png", "b.tif"}
    for name, entry in entries.items():
        sha256 = extractors.file_sha256(scans / name)
        assert entry["original"]["sha256"] == sha256
        assert {one["format"] for one in entry["files"]} == {"pdfa", "alto", "hocr"}
        for one in entry["files"]:
            assert extractors.file_sha256(out / one["path"]) == one["sha256"]
            assert one["path"].split("/")[-1 if one["format"] == "pdfa" else 1].startswith(f"sha{sha256[:10]}")
    before = outputs(out)

    reader.calls.clear()
    (scans / "hong.pdf").unlink()
    assert run(scans, "--to", out, "--format", "pdfa,alto") == 0
    assert "Nothing new: all 2 files" in capsys.readouterr().err
    assert reader.calls == []
    assert outputs(out) == before
    assert {one: one.read_bytes() for one in scans.iterdir()} == {
        one: data for one, data in originals.items() if one.name != "hong.pdf"
    }


def test_what_is_missing_is_made_and_what_is_there_stays(reader: Reader, scans: Path, tmp_path: Path) -> None:
    out, one = tmp_path / "luu", scans / "a.png"
    assert run(one, "--to", out, "--format", "alto") == 0
    alto = {name: found for name, found in outputs(out).items() if name.startswith("alto")}
    assert len(alto) == 1
    assert run(one, "--to", out, "--format", "hocr") == 0
    assert {name: found for name, found in outputs(out).items() if name.startswith("alto")} == alto
    assert {file["format"] for file in listed(out)["a.png"]["files"]} == {"alto", "hocr"}
    next(out.glob("hocr/*/*")).unlink()
    assert run(one, "--to", out, "--format", "hocr") == 0
    assert len(list(out.glob("hocr/*/*"))) == 1


def test_a_new_reader_or_a_better_record_makes_it_anew_and_clears_the_old_away(
    reader: Reader, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, one = tmp_path / "luu", scans / "a.png"
    assert run(one, "--to", out, "--format", "alto") == 0
    reader.records = [make_record("ab" * 32, "x", 3)]
    monkeypatch.setattr("extractors.reader_version", lambda settings: "told 2")
    assert run(one, "--to", out, "--format", "alto") == 0
    assert [path.parent.name for path in out.glob("alto/*/*")] == ["03-BB-CB_20250303_bien-ban"]


def test_a_killed_run_leaves_drafts_that_the_next_one_clears_away(
    reader: Reader, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "luu"
    clear = shutil.rmtree
    with monkeypatch.context() as patch:
        patch.setattr("bienban.archiving.making.put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        patch.setattr(durable.shutil, "rmtree", lambda *_, **__: None)  # as if the process had been killed
        assert run(scans / "a.png", "--to", out, "--format", "alto") == 130
    assert clear is shutil.rmtree
    assert [one.name for one in out.iterdir() if one.name.startswith(".bienban-drafts-")]
    assert not (out / "manifest.json").exists() and not (out / "alto").exists()
    assert run(scans / "a.png", "--to", out, "--format", "alto") == 0
    assert {one.name for one in out.iterdir()} == {"alto", "manifest.json", ".bienban-archive.lock"}


def test_a_full_disk_ends_the_run_and_leaves_nothing_half(
    reader: Reader, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "luu"

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bienban.archiving.making.put", full)
    assert run(scans, "--to", out, "--format", "alto") == 4
    assert "disk is full" in capsys.readouterr().err
    assert {one.name for one in out.iterdir()} == {".bienban-archive.lock"}


@pytest.mark.parametrize("to", ["quet", "quet/luu", "quet/../quet"])
def test_nothing_is_written_where_originals_lie(
    to: str, reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(scans.rglob("*"))
    assert run(scans, "--to", tmp_path / to) == 2
    assert run(scans / "a.png", "--to", scans) == 2
    assert "originals" in capsys.readouterr().err
    assert sorted(scans.rglob("*")) == before


def test_a_file_of_somebody_else_keeps_its_name(reader: Reader, scans: Path, tmp_path: Path) -> None:
    out = tmp_path / "luu"
    out.mkdir()
    sha256 = extractors.file_sha256(scans / "a.png")
    stranger = out / f"sha{sha256[:10]}__van-ban.pdf"
    stranger.write_text("not ours", encoding="utf-8")
    assert run(scans / "a.png", "--to", out) == 0
    assert stranger.read_text(encoding="utf-8") == "not ours"
    assert (out / f"sha{sha256[:10]}__van-ban-{sha256[:8]}.pdf").is_file()


def test_two_papers_of_one_number_get_two_names(reader: Reader, scans: Path, tmp_path: Path) -> None:
    reader.records = [make_record("ab" * 32, "x", 3)]
    out = tmp_path / "luu"
    assert run(scans / "a.png", scans / "b.tif", "--to", out, "--format", "alto") == 0
    second = f"03-BB-CB_20250303_bien-ban-{extractors.file_sha256(scans / 'b.tif')[:8]}"
    assert sorted(one.name for one in out.glob("alto/*")) == ["03-BB-CB_20250303_bien-ban", second]


def test_two_runs_do_not_write_into_one_folder_at_once(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "luu"
    with durable.occupied(out):
        assert run(scans / "a.png", "--to", out, "--format", "alto") == 2
    assert "another run" in capsys.readouterr().err


def test_pages_and_records_of_the_database_are_used_and_none_is_made(
    reader: Reader, scans: Path, tmp_path: Path
) -> None:
    path, out = scans / "a.png", tmp_path / "luu"
    assert run(path, "--to", out, "--format", "alto") == 0
    assert not (tmp_path / "data" / "bienban.sqlite3").exists()
    sha256 = extractors.file_sha256(path)
    with Store.open(None, tmp_path / "data") as store:
        store.remember_original(path, sha256)
        record = make_record(sha256, str(path), 5)
        page = unreadable(reader.page)
        versions = {"read": "r", "understand": "u"}
        store.save_document(path=path, sha256=sha256, pages=[page], records=[record], versions=versions)
    reader.calls.clear()
    assert run(path, "--to", out, "--format", "alto") == 0
    assert reader.calls == []
    entry = listed(out)["a.png"]
    assert entry["stem"] == "05-BB-CB_20250503_bien-ban"
    assert entry["pages"][0]["state"] == "needs_transcription"
    assert run(path, "--to", out, "--format", "alto") == 0
    assert listed(out)["a.png"] == entry


def test_pages_for_a_person_are_told(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader.page = unreadable(reader.page)
    assert run(scans / "a.png", "--to", tmp_path / "luu", "--format", "hocr") == 0
    assert "page 1: not legible for the machine" in capsys.readouterr().err


def test_check_finds_what_was_altered(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "luu"
    assert run("--check", "--to", out) == 2
    assert run(scans / "a.png", "--to", out, "--format", "pdfa,alto") == 0
    assert run("--check", "--to", out) == 0
    assert "2 files checked, 0 wrong" in capsys.readouterr().err
    next(out.glob("alto/*/*")).write_text("x", encoding="utf-8")
    next(out.glob("*.pdf")).unlink()
    assert run("--check", "--to", out) == 1
    assert "2 files checked, 2 wrong" in capsys.readouterr().err


def test_unusable_arguments_and_missing_packages_are_told(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(scans, "--to", tmp_path / "luu", "--format", "pdf") == 2
    assert "there are: pdfa, alto, hocr" in capsys.readouterr().err
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "manifest.json").write_text("[]", encoding="utf-8")
    assert run(scans, "--to", tmp_path / "khac") == 2
    monkeypatch.setattr("bienban.archiving.making._TOOLS", ("no-such-package-here",))
    assert run(scans, "--to", tmp_path / "luu") == 3
    assert "pip install 'bienban[archive]'" in capsys.readouterr().err
    assert run(scans / "a.png", "--to", tmp_path / "luu", "--format", "hocr") == 0


def test_a_defect_costs_one_file(
    reader: Reader, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: Page, image: str, sha256: str) -> str:
        if sha256 == extractors.file_sha256(scans / "a.png"):
            raise ZeroDivisionError("a secret")
        return "<alto/>"

    monkeypatch.setattr("bienban.archiving.making.alto", broken)
    assert run(scans / "a.png", scans / "b.tif", "--to", tmp_path / "luu", "--format", "alto") == 1
    assert set(listed(tmp_path / "luu")) == {"b.tif"}
    assert "ZeroDivisionError" in capsys.readouterr().err


# names and metadata ----------------------------------------------------------------------------------------------


def test_the_fields_of_one_paper() -> None:
    fields = fields_of([make_record("ab" * 32, "x", 3, number="03-BB/CB")], 2)
    assert (fields.code_number, fields.code_notation, fields.issued_date) == ("03", "BB/CB", "2025-03-03")
    assert title_of(fields) == "Biên bản 03-BB/CB, Chi bộ xóm Thử, 2025-03-03"
    assert file_stem(fields, "ab" * 32) == "03-BB-CB_20250303_bien-ban"
    assert fields.confidence_level is None


def test_a_book_has_no_number_and_no_day_of_its_own() -> None:
    fields = fields_of([make_record("ab" * 32, "x", month) for month in (1, 3)], 9)
    assert (fields.doc_code, fields.issued_date, fields.documents) == (None, None, 2)
    assert title_of(fields) == "Biên bản (2 văn bản), Chi bộ xóm Thử, 2025"
    assert file_stem(fields, "ab" * 32) == "shaababababab__bien-ban-2025"


def test_papers_that_differ_agree_on_nothing() -> None:
    other = make_record("ab" * 32, "x", 3, document_type="other", organisation={"name": "Chi bộ khác"})
    fields = fields_of([make_record("ab" * 32, "x", 1), other], 2)
    assert (fields.type_name, fields.organ_name) == (None, None)
    assert file_stem(fields, "ab" * 32) == "shaababababab__van-ban-2025"


def test_what_is_unknown_stays_empty() -> None:
    fields = fields_of([], 1)
    assert title_of(fields) == ""
    assert file_stem(fields, "cd" * 32) == "shacdcdcdcdcd__van-ban"
    assert [name for name, value in about(fields, "cd").items() if value] == ["dc:language", "dc:source"]
    partial = Fields(doc_code="Số: Đ/12 – “x”", issued_date="2025-03")
    assert file_stem(partial, "cd" * 32) == "So-D-12-x__van-ban"


def test_no_person_and_no_title_of_the_paper_gets_into_name_or_metadata() -> None:
    record = make_record("ab" * 32, "Nguyen Van Kin.pdf", 3, title="Kiểm điểm đồng chí Nguyễn Văn Kín", theme="Kín")
    fields = fields_of([record], 1)
    said = file_stem(fields, "ab" * 32) + fields.model_dump_json() + repr(about(fields, "ab" * 32))
    for name in ("Kín", "Kin", "Khuê", "Nghiễn", "Vẹn"):
        assert name not in said


@pytest.mark.engine
def test_a_skewed_scan_is_read_and_its_words_are_found_where_they_stand(tmp_path: Path, monkeypatch) -> None:
    import pdfplumber

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BIENBAN_READING__SECOND_READER", "off")
    monkeypatch.setattr("flows.stages.Rooms.understand", lambda *_: [])
    scan = Image.new("L", (1240, 620), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 36)
    for row, text in enumerate(
        ["Chi bộ họp bàn việc đắp bờ bao", "Có mặt 14 người trên tổng số 16", "Mọi người thống nhất cao"]
    ):
        ImageDraw.Draw(scan).text((100, 120 + 130 * row), text, fill=10, font=font)
    scan = scan.rotate(2.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    scan.save(tmp_path / "nghieng.png", dpi=(150, 150))
    assert run(tmp_path / "nghieng.png", "--to", tmp_path / "luu", "--pages-cache", tmp_path / "trang") == 0
    (made,) = (tmp_path / "luu").glob("*.pdf")
    (kept,) = (tmp_path / "trang").glob("*.json")
    (page,) = TypeAdapter(list[Page]).validate_json(kept.read_bytes())
    wanted = {word.text: word for line in page.lines for word in line.words}
    slanting = next(line for line in page.lines if "bao" in line.text)
    assert slanting.box.height > 1.7 * slanting.words[0].box.height, "the scan does not slant"
    with pdfplumber.open(made) as pdf:
        sheet = pdf.pages[0]
        found = {w["text"]: w for w in sheet.extract_words()}
        width, height = float(sheet.width), float(sheet.height)
    assert {"Chi", "bao", "thống", "nhất"} <= set(wanted)
    assert set(wanted) <= set(found)  # no word is torn apart
    for text, word in wanted.items():
        x, y = word.box.middle
        assert found[text]["x0"] / width < x < found[text]["x1"] / width, text
        assert found[text]["top"] / height < y < found[text]["bottom"] / height, text
