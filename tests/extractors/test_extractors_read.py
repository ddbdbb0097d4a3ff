"""Reading with engines that do as they are told: order, failure, limits, bad files."""

import io
import struct
import threading
import time
import zlib
from pathlib import Path

import pytest
from drawn import LINES, draw_page
from PIL import Image, ImageDraw

import extractors
from extractors import ReadSettings, engines
from extractors.engines import EngineError, RawWord
from schemas import (
    EncryptedError,
    EnvironmentError_,
    NotADocumentError,
    Page,
    PageSource,
    PageState,
    TooLargeError,
    UnreadableError,
    UsageError,
)


class ToldEngine:
    """Gives ``words`` for every image, or does what ``act`` says."""

    name = "told"

    def __init__(self, act=None):
        self.act, self.calls, self.at_once, self._running = act, 0, 0, 0
        self._lock = threading.Lock()

    def version(self):
        return "1"

    def languages(self):
        return frozenset({"vie"})

    def orientation(self, image, hints):
        return None

    def read(self, image, hints):
        with self._lock:
            self.calls += 1
            self._running += 1
            self.at_once = max(self.at_once, self._running)
        try:
            return self.act(image) if self.act else sentence()
        finally:
            with self._lock:
                self._running -= 1


def sentence(confidence=0.95):
    return [
        RawWord(t, (110 + 150 * i, 90, 230 + 150 * i, 130), confidence, (1, 1, 1))
        for i, t in enumerate(["biên", "bản", "cuộc", "họp"])
    ]


@pytest.fixture
def told(monkeypatch):
    def install(act=None):
        engine = ToldEngine(act)
        monkeypatch.setattr("extractors.reader.pick_engine", lambda settings: engine)
        monkeypatch.setattr("extractors.imagepage.pick_second", lambda settings: None)
        return engine

    return install


def tiff(path: Path, pages: int, **options) -> Path:
    frames = [draw_page(LINES[:2], (700, 300), 24) for _ in range(pages)]
    for number, frame in enumerate(frames):
        frame.putpixel((number, 0), 0)  # pages that show the very same are read once
    frames[0].save(path, save_all=True, append_images=frames[1:], **options)
    return path


def test_pages_come_in_order_with_boxes_on_the_page(told, tmp_path):
    told()
    pages = list(extractors.read(tiff(tmp_path / "a.tif", 5)))
    assert [p.number for p in pages] == [1, 2, 3, 4, 5]
    assert pages[0].text == "biên bản cuộc họp"
    assert all(0 <= v <= 1 for line in pages[0].lines for v in line.box)
    assert pages[0].producer == "told 1 (vie)"
    assert [s.name for s in pages[0].steps] == ["prepare", "read"]


def test_no_more_calls_at_once_than_slots_and_no_long_look_ahead(told, tmp_path):
    engine = told(lambda image: time.sleep(0.02) or sentence())
    pages = extractors.read(tiff(tmp_path / "a.tif", 12), ReadSettings(workers=2, second_attempts=False))
    next(pages)
    time.sleep(0.4)
    assert engine.calls <= 5
    pages.close()
    assert engine.at_once <= 2
    assert engine.calls <= 6


def test_a_failing_engine_costs_its_page_only(told, tmp_path):
    seen = []

    def act(image):
        seen.append(1)
        if len(seen) == 2:
            raise EngineError("signal 11")
        return sentence()

    told(act)
    pages = list(extractors.read(tiff(tmp_path / "a.tif", 3), ReadSettings(workers=1, second_attempts=False)))
    assert [p.state for p in pages] == [PageState.READ, PageState.FAILED, PageState.READ]
    assert "signal 11" in pages[1].notes[0]


def test_gibberish_asks_for_a_person(told, tmp_path):
    rubbish = [
        RawWord(t, (100 + 90 * i, 90, 180 + 90 * i, 130), 0.93, (1, 1, 1))
        for i, t in enumerate(["xqz", "wkjt", "brzp", "qqmw"])
    ]
    told(lambda image: rubbish)
    page = next(iter(extractors.read(tiff(tmp_path / "a.tif", 1))))
    assert page.state is PageState.NEEDS_TRANSCRIPTION
    assert page.quality.grade == "D"
    assert page.lines


def test_a_blank_page_is_blank_and_costs_no_engine_call(told, tmp_path):
    engine = told()
    Image.new("L", (600, 800), 240).save(tmp_path / "blank.png")
    page = next(iter(extractors.read(tmp_path / "blank.png")))
    assert page.state is PageState.BLANK
    assert engine.calls == 0


def test_the_exif_orientation_is_applied(told, tmp_path):
    told()
    page = draw_page(size=(1240, 900))
    exif = Image.Exif()
    exif[274] = 6
    page.save(tmp_path / "phone.jpg", exif=exif)
    read = next(iter(extractors.read(tmp_path / "phone.jpg", ReadSettings(orientation=False))))
    assert (read.width, read.height) == (900, 1240)
    assert extractors.render_page(tmp_path / "phone.jpg", 1, max_side=310).size == (225, 310)


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "CMYK", "I;16"])
def test_every_pixel_format_is_read(told, tmp_path, mode):
    told()
    name = tmp_path / ("page.jpg" if mode == "CMYK" else "page.png")
    draw_page().convert("RGB" if mode == "P" else "L").convert(mode).save(name)
    assert next(iter(extractors.read(name))).state is PageState.READ


def test_group_4_tiff_is_read(told, tmp_path):
    told()
    frames = [draw_page().convert("1") for _ in range(2)]
    frames[0].save(tmp_path / "g4.tif", compression="group4", save_all=True, append_images=frames[1:])
    assert [p.state for p in extractors.read(tmp_path / "g4.tif")] == [PageState.READ] * 2


def test_the_content_decides_not_the_name(told, tmp_path):
    told()
    draw_page().save(tmp_path / "scan.pdf", format="PNG")
    assert next(iter(extractors.read(tmp_path / "scan.pdf"))).state is PageState.READ
    (tmp_path / "letter.png").write_text("không phải ảnh")
    with pytest.raises(NotADocumentError):
        list(extractors.read(tmp_path / "letter.png"))


def test_an_empty_file_is_unreadable(tmp_path):
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(UnreadableError):
        list(extractors.read(tmp_path / "empty.pdf"))


def test_truncated_files_are_unreadable(tmp_path):
    whole = io.BytesIO()
    draw_page().save(whole, "PNG")
    (tmp_path / "half.png").write_bytes(whole.getvalue()[:600])
    with pytest.raises(UnreadableError):
        list(extractors.read(tmp_path / "half.png"))
    whole = io.BytesIO()
    draw_page().save(whole, "PDF")
    (tmp_path / "half.pdf").write_bytes(whole.getvalue()[:300])
    with pytest.raises(UnreadableError):
        list(extractors.read(tmp_path / "half.pdf"))


def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )
    (tmp_path / "bomb.png").write_bytes(bomb)
    with pytest.raises(TooLargeError):
        list(extractors.read(tmp_path / "bomb.png"))


def test_limits_are_settings(tmp_path):
    draw_page().save(tmp_path / "a.png")
    for limit in ({"max_pixels": 1000}, {"max_image_side": 200}, {"max_bytes": 100}):
        with pytest.raises(TooLargeError) as caught:
            list(extractors.read(tmp_path / "a.png", ReadSettings(**limit)))
        assert next(iter(limit)) in str(caught.value)
    with pytest.raises(TooLargeError):
        list(extractors.read(tiff(tmp_path / "a.tif", 4), ReadSettings(max_pages=3)))


@pytest.mark.parametrize("kind", ["png", "jpg", "tif", "pdf", "bilevel.tif", "palette.png"])
def test_a_page_over_the_pixel_limit_is_scaled_down_and_says_so(told, tmp_path, kind):
    page, path = draw_page(), tmp_path / f"a.{kind}"
    as_drawn = {
        "jpg": page.convert("RGB"),
        "pdf": page,
        "bilevel.tif": page.convert("1"),
        "palette.png": page.convert("P"),
    }
    as_drawn.get(kind, page).save(path, dpi=(200, 200), **({"resolution": 200} if kind == "pdf" else {}))
    for limit in ({"max_pixels": 800_000}, {"max_image_side": 800}):
        (read,) = extractors.read(path, ReadSettings(**limit))
        assert read.width * read.height <= limit.get("max_pixels", 10**9)
        assert max(read.width, read.height) <= limit.get("max_image_side", 10**9)
        assert read.width / read.height == pytest.approx(1240 / 900, rel=0.01)
        assert any("scaled down from 124" in note and "max_pixels" in note for note in read.notes), read.notes
        assert read.state is not PageState.FAILED
        assert read.dpi == pytest.approx(200 * read.width / 1240, rel=0.01)
    (whole,) = extractors.read(path)
    assert not whole.notes


def test_a_scaled_photo_still_stands_upright(told, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it upright
    draw_page().convert("RGB").save(tmp_path / "a.jpg", exif=exif)
    (page,) = extractors.read(tmp_path / "a.jpg", ReadSettings(max_pixels=600_000))
    assert page.width < page.height


def test_a_pdf_of_too_many_pages_is_refused(tmp_path):
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(12):
        document.new_page(100, 100)
    document.save(tmp_path / "many.pdf")
    document.close()
    with pytest.raises(TooLargeError):
        list(extractors.read(tmp_path / "many.pdf", ReadSettings(max_pages=10)))


def test_discover_walks_folders_and_leaves_hidden_files_and_links_out(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.pdf", "b/1.pdf", "a.png", ".hidden.png", ".git/x.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.png")
    found = extractors.discover([tmp_path, tmp_path / "a.png"], ReadSettings())
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.png", "b/1.pdf", "b/2.pdf"]
    with pytest.raises(UsageError):
        extractors.discover([tmp_path / "nowhere"], ReadSettings())


def test_sha256_is_that_of_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert extractors.file_sha256(tmp_path / "a").startswith("ba7816bf")


def test_pages_are_plain_data(told, tmp_path):
    told()
    page = next(iter(extractors.read(tiff(tmp_path / "a.tif", 1))))
    assert Page.model_validate_json(page.model_dump_json()).text == page.text


def test_a_missing_engine_names_the_line_that_installs_it(monkeypatch, tmp_path):
    import pytesseract

    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "no-such-program"))
    engines.pick_engine.cache_clear()
    engines.tesseract._version.cache_clear()
    pytesseract.get_tesseract_version._result = pytesseract.get_tesseract_version
    draw_page().save(tmp_path / "a.png")
    with pytest.raises(EnvironmentError_, match="apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"):
        list(extractors.read(tmp_path / "a.png", ReadSettings(engine="tesseract")))
    assert not extractors.check_tools(ReadSettings(engine="tesseract"))[0].ok


def pdf_with_text(path: Path, words: str, *, password: bool = False) -> Path:
    """A PDF whose text layer holds ``words`` in a standard font (Western letters only)."""
    stream = f"BT /F1 14 Tf 72 760 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /TrueType /BaseFont /.VnTime /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255"
        b" /Widths [" + b"500 " * 224 + b"] /FontDescriptor 6 0 R >>",
        b"<< /Type /FontDescriptor /FontName /.VnTime /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    if password:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>")
    out, offsets = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    extra = b" /Encrypt 7 0 R /ID [<41> <41>]" if password else b""
    out += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, start)
    path.write_bytes(out)
    return path


def test_an_encrypted_pdf_says_so(tmp_path):
    with pytest.raises(EncryptedError):
        list(extractors.read(pdf_with_text(tmp_path / "locked.pdf", "x", password=True)))


def test_a_text_layer_in_tcvn3_is_converted(told, tmp_path):
    engine = told()
    path = pdf_with_text(tmp_path / "old.pdf", "Céng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp tù do h¹nh phóc")
    page = next(iter(extractors.read(path)))
    assert page.source is PageSource.TEXT_LAYER
    assert page.text == "Cộng hòa xã hội chủ nghĩa Việt Nam độc lập tự do hạnh phúc"
    assert "TCVN3" in page.notes[0]
    assert engine.calls == 0


def test_a_text_layer_that_is_no_vietnamese_is_not_used(told, tmp_path):
    engine = told()
    path = pdf_with_text(tmp_path / "garbage.pdf", "Xqz wkjt brzp qqmw fgh trw lkjh zzxc vbnm qwrt plkm")
    page = next(iter(extractors.read(path)))
    assert page.source is PageSource.OCR
    assert "text layer not used" in page.notes[0]
    assert engine.calls > 0


def test_a_scan_in_a_pdf_is_rendered_at_its_own_resolution(told, tmp_path):
    told()
    draw_page(size=(1240, 900)).save(tmp_path / "scan.pdf", resolution=150)
    page = next(iter(extractors.read(tmp_path / "scan.pdf")))
    assert (page.width, page.height) == (1240, 900)
    assert page.dpi == pytest.approx(150, abs=0.5)


def test_a_signature_is_not_text(told, tmp_path):
    def act(image):
        return [*sentence(), RawWord("/⁄2c4=xe-", (300, 200, 520, 290), 0.1, (2, 1, 1))]

    told(act)
    page = next(iter(extractors.read(tiff(tmp_path / "a.tif", 1), ReadSettings(second_attempts=False))))
    assert page.text == "biên bản cuộc họp"


def test_rules_part_the_cells_of_a_table(told, tmp_path):
    image = draw_page((), (1240, 900))
    pen = ImageDraw.Draw(image)
    for x in (60, 500, 1180):
        pen.line((x, 60, x, 400), fill=0, width=3)
    for y in (60, 400):
        pen.line((60, y, 1180, y), fill=0, width=3)
    pen.rectangle((110, 100, 400, 130), fill=40)
    pen.rectangle((520, 100, 700, 130), fill=40)
    image.save(tmp_path / "table.png", dpi=(200, 200))
    told(
        lambda _: [
            RawWord("họ", (110, 100, 400, 130), 0.9, (1, 1, 1)),
            RawWord("tên", (520, 100, 700, 130), 0.9, (1, 1, 1)),
        ]
    )
    page = next(iter(extractors.read(tmp_path / "table.png", ReadSettings(second_attempts=False))))
    assert page.text == "họ    tên"
