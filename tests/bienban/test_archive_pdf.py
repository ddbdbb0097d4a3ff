"""The PDF/A that is written: valid, upright, with our words over the words that are seen."""

from __future__ import annotations

import io
from pathlib import Path

import img2pdf
import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from archive_pages import ROWS, SIZE, drawn, lying, unreadable
from PIL import Image

import extractors
from bienban.archiving.fields import Fields
from bienban.archiving.jpeg import bare_jpeg
from bienban.archiving.making import Job, make
from bienban.archiving.manifest import Layer
from bienban.archiving.pdfa import failings
from extractors import ReadSettings
from schemas import InputError, Page, PageSource, Step


def archived(path: Path, pages: list[Page], folder: Path, fields: Fields | None = None) -> tuple[Path, list[Layer]]:
    """The PDF/A of ``path``, and what became of its pages' text. Every one is checked."""
    sha256 = extractors.file_sha256(path)
    job = Job(path, sha256, pages, fields or Fields(), "giay", folder, frozenset(["pdfa"]), ReadSettings(workers=1))
    (written,), notes = make(job)
    made = folder / written.path
    assert failings(made) == []
    assert extractors.file_sha256(made) == written.sha256
    assert extractors.file_sha256(path) == sha256
    return made, [note.layer for note in notes]


def words(made: Path, number: int = 1) -> list[tuple[str, tuple[float, ...]]]:
    """Words of a page as a reader selects them, with their boxes as fractions of the page."""
    with pdfplumber.open(made) as pdf:
        page = pdf.pages[number - 1]
        width, height = float(page.width), float(page.height)
        return [
            (w["text"], (w["x0"] / width, w["top"] / height, w["x1"] / width, w["bottom"] / height))
            for w in page.extract_words(x_tolerance=2)
        ]


def assert_over_the_words(made: Path, upright: Page, number: int = 1) -> None:
    """Every word is found once, as wide as the word that is seen, and its middle lies on it."""
    wanted = [word for line in upright.lines for word in line.words]
    found = words(made, number)
    assert [text for text, _ in found] == [word.text for word in wanted]
    for (text, (x0, top, x1, bottom)), word in zip(found, wanted, strict=True):
        x, y = word.box.middle
        assert x0 < x < x1 and top < y < bottom, text
        across = min(x1, word.box.x1) - max(x0, word.box.x0)
        assert across > 0.9 * (max(x1, word.box.x1) - min(x0, word.box.x0)), text
        assert bottom - top < 3 * word.box.height, text


def shown(made: Path, number: int = 1) -> Image.Image:
    document = pdfium.PdfDocument(made)
    try:
        return document[number - 1].render(scale=100 / 72).to_pil().convert("L")
    finally:
        document.close()


def assert_looks_like(picture: Image.Image, wanted: Image.Image) -> None:
    size = (wanted.width // 8, wanted.height // 8)
    assert abs(picture.width - wanted.width) <= 2 and abs(picture.height - wanted.height) <= 2
    one, other = picture.resize(size).tobytes(), wanted.resize(size).tobytes()
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 90


def paper(path: Path, *images: Image.Image) -> Path:
    """A PDF of scans."""
    streams = []
    for image in images:
        stream = io.BytesIO()
        image.save(stream, "PNG", dpi=(100, 100))
        streams.append(stream.getvalue())
    path.write_bytes(img2pdf.convert(streams, nodate=True))
    return path


def written_over(path: Path, content: bytes, font: str = "/Helvetica") -> Path:
    """The PDF ``path`` with ``content`` (text operators, font /F1) on its first page."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        fonts = pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(font),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )  # fmt: skip
        page.obj.Resources.Font = fonts
        page.contents_add(pdf.make_stream(content))
        pdf.save(path)
    return path


def picture(path: Path) -> bytes:
    """The data of the first page's image."""
    with pikepdf.open(path) as pdf:
        found = [one for one in pdf.pages[0].obj.Resources.XObject.values() if one.Subtype == pikepdf.Name.Image]
        return found[0].read_raw_bytes()


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_scan_comes_out_upright_with_its_words_in_place(rotation: int, tmp_path: Path) -> None:
    image, upright = drawn()
    scan, page = lying(image, upright, rotation)
    path = tmp_path / "quet.png"
    scan.save(path, dpi=(100, 100))
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.OURS]
    assert_over_the_words(made, upright)
    assert_looks_like(shown(made), image)


def test_a_scanned_pdf_keeps_its_image_and_gets_the_words(tmp_path: Path) -> None:
    image, upright = drawn()
    scan, page = lying(image, upright, 270)
    path = paper(tmp_path / "quet.pdf", scan)
    raw = picture(path)
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.OURS]
    assert_over_the_words(made, upright)
    assert_looks_like(shown(made), image)
    assert picture(made) == raw


def test_a_photo_keeps_its_pixels_and_loses_where_it_was_taken(tmp_path: Path) -> None:
    image, upright = drawn()
    exif = Image.Exif()
    exif[0x112] = 6  # the camera lay on its side: show it turned clockwise
    exif[0x10F] = "Hãng máy ảnh"
    path = tmp_path / "chup.jpg"
    image.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=90, comment=b"Ng. V. Nghiem")
    made, _ = archived(path, [upright.model_copy(update={"dpi": None})], tmp_path)
    assert_over_the_words(made, upright)
    raw = picture(made)
    with pikepdf.open(made) as pdf:
        assert float(max(pdf.pages[0].mediabox)) == pytest.approx(842, abs=1)  # no resolution is known: as long as A4
    assert b"Exif" not in raw and b"Nghiem" not in raw
    assert Image.open(io.BytesIO(raw)).tobytes() == Image.open(path).tobytes()


def test_a_jpeg_ends_with_its_first_picture_and_a_broken_one_is_refused() -> None:
    stream = io.BytesIO()
    drawn()[0].save(stream, "JPEG", progressive=True, comment=b"bi mat")
    data = stream.getvalue()
    bare = bare_jpeg(data + data)
    assert b"bi mat" not in bare and len(bare) < len(data)
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    for broken in (b"", data[:300], data[:-2]):
        with pytest.raises(ValueError, match="JPEG"):
            bare_jpeg(broken)


def test_every_page_of_a_tiff_gets_its_own_words(tmp_path: Path) -> None:
    first, one = drawn()
    second, two = drawn(("Trang thứ hai", "còn một dòng"), 2)
    path = tmp_path / "so.tif"
    black = [first.convert("1"), second.convert("1")]
    black[0].save(path, save_all=True, append_images=black[1:], dpi=(100, 100), compression="group4")
    made, _ = archived(path, [one, two], tmp_path)
    assert_over_the_words(made, one, 1)
    assert_over_the_words(made, two, 2)
    assert made.stat().st_size < 40_000


@pytest.mark.parametrize("mode", ["RGBA", "I;16", "CMYK"])
def test_images_of_odd_kinds_are_drawn_anew(mode: str, tmp_path: Path) -> None:
    image, page = drawn()
    odd = image.convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else image.convert(mode)
    path = tmp_path / "la.tif"
    odd.save(path, dpi=(100, 100))
    made, _ = archived(path, [page], tmp_path)
    assert_over_the_words(made, page)
    assert_looks_like(shown(made), image)


def test_a_hidden_layer_that_was_not_trusted_is_replaced(tmp_path: Path) -> None:
    image, page = drawn()
    path = written_over(paper(tmp_path / "cu.pdf", image), b"BT 3 Tr /F1 20 Tf 30 200 Td (Bi3n b4n cu0c h0p) Tj ET")
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.OURS]
    assert_over_the_words(made, page)


def test_a_hidden_layer_within_a_form_is_replaced(tmp_path: Path) -> None:
    image, page = drawn()
    path = written_over(paper(tmp_path / "cu.pdf", image), b"q /Fm0 Do Q")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        form = pdf.make_stream(b"BT 3 Tr /F1 20 Tf 30 200 Td (Bi3n b4n) Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 500, 500])
        form.Resources = pikepdf.Dictionary(Font=pdf.pages[0].obj.Resources.Font)
        pdf.pages[0].obj.Resources.XObject["/Fm0"] = form
        pdf.save(path)
    made, _ = archived(path, [page], tmp_path)
    assert_over_the_words(made, page)


def test_a_page_whose_visible_text_was_not_trusted_is_drawn_anew(tmp_path: Path) -> None:
    image, page = drawn()
    path = written_over(paper(tmp_path / "cu.pdf", image), b"BT /F1 9 Tf 30 20 Td (Scanned by a phone) Tj ET")
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.REDRAWN]
    assert_over_the_words(made, page)


def test_a_good_text_layer_is_kept_unless_its_fonts_are_missing(tmp_path: Path) -> None:
    image, page = drawn()
    page = page.model_copy(update={"source": PageSource.TEXT_LAYER})
    scan = page.model_copy(update={"source": PageSource.OCR})
    embedded, _ = archived(paper(tmp_path / "a.pdf", image), [scan], tmp_path)
    # what we read of it differs here, so that it shows whose text is found
    again = page.model_copy(update={"lines": page.lines[:1]})
    made, layers = archived(embedded.rename(tmp_path / "b.pdf"), [again], tmp_path)
    assert layers == [Layer.KEPT]
    assert_over_the_words(made, page)
    path = written_over(paper(tmp_path / "c.pdf", image), b"BT /F1 9 Tf 30 20 Td (not embedded) Tj ET")
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.REDRAWN]
    assert_over_the_words(made, page)


def test_a_legacy_encoding_is_replaced_by_what_it_means(tmp_path: Path) -> None:
    image, page = drawn()
    step = Step(name="read", tool="pdfplumber", version="1", settings={"encoding": "TCVN3"})
    page = page.model_copy(update={"source": PageSource.TEXT_LAYER, "steps": (step,)})
    path = written_over(paper(tmp_path / "cu.pdf", image), b"BT /F1 9 Tf 30 20 Td (Bi\xaan b\xb6n) Tj ET")
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.REDRAWN]
    assert_over_the_words(made, page)


def test_fonts_that_show_nothing_do_not_spoil_the_page(tmp_path: Path) -> None:
    image, page = drawn()
    path = written_over(paper(tmp_path / "a.pdf", image), b"BT /F1 12 Tf 14.4 TL ET")
    made, layers = archived(path, [page], tmp_path)
    assert layers == [Layer.OURS]
    with pikepdf.open(made) as pdf:
        assert "/F1" not in pdf.pages[0].obj.Resources.get("/Font", {})


def test_a_page_for_a_person_gets_no_text(tmp_path: Path) -> None:
    image, page = drawn()
    path = tmp_path / "tay.png"
    image.save(path)
    made, layers = archived(path, [unreadable(page)], tmp_path)
    assert layers == [Layer.NONE]
    assert words(made) == []


def test_what_the_scanner_wrote_about_the_file_stays_behind(tmp_path: Path) -> None:
    image, page = drawn()
    path = paper(tmp_path / "a.pdf", image)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Author"] = "Nghiem Van Thu"
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.pages[0].obj.Trans = pikepdf.Dictionary(S=pikepdf.Name.Blinds)
        pdf.save(path)
    known = Fields(type_name="Nghị quyết", doc_code="7-NQ/CB", organ_name="Chi bộ xóm Thử", issued_date="2025-02-03")
    made, layers = archived(path, [page], tmp_path, known)
    assert layers == [Layer.OURS]
    assert b"Nghiem" not in made.read_bytes()
    with pikepdf.open(made) as pdf:
        assert "/Author" not in pdf.docinfo
        assert str(pdf.docinfo["/Title"]) == "Nghị quyết 7-NQ/CB, Chi bộ xóm Thử, 2025-02-03"
        xmp = pdf.open_metadata()
        assert xmp.pdfa_status == "2B"
        assert xmp["dc:identifier"] == "7-NQ/CB"
        assert list(xmp["dc:type"]) == ["Nghị quyết"]
        assert list(xmp["dc:publisher"]) == ["Chi bộ xóm Thử"]
        assert xmp["dc:source"] == f"sha256:{extractors.file_sha256(path)}"
        assert "dc:creator" not in xmp


def test_a_page_of_which_a_part_is_shown_is_measured_by_that_part(tmp_path: Path) -> None:
    image, page = drawn()
    wide = Image.new("L", (SIZE[0] + 200, SIZE[1] + 100), 200)
    wide.paste(image, (200, 0))
    path = paper(tmp_path / "a.pdf", wide)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        x0, y0, x1, y1 = (float(side) for side in pdf.pages[0].mediabox)
        pdf.pages[0].cropbox = pikepdf.Array([x0 + 144, y0 + 72, x1, y1])
        pdf.save(path)
    made, _ = archived(path, [page], tmp_path)
    with pdfplumber.open(made) as pdf:
        assert (float(pdf.pages[0].width), float(pdf.pages[0].height)) == pytest.approx(
            (SIZE[0] * 0.72, SIZE[1] * 0.72)
        )
        assert [w["text"] for w in pdf.pages[0].extract_words()] == " ".join(ROWS).split()


def test_a_signed_pdf_is_left_as_it_is(tmp_path: Path) -> None:
    image, page = drawn()
    path = paper(tmp_path / "ky.pdf", image)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), SigFlags=3)
        pdf.save(path)
    with pytest.raises(InputError, match="signed"):
        archived(path, [page], tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ky.pdf"]


def test_something_that_is_no_pdfa_is_told(tmp_path: Path) -> None:
    assert any(
        "pdfa" in reason.lower() or "ISO_19005" in reason for reason in failings(paper(tmp_path / "a.pdf", drawn()[0]))
    )
