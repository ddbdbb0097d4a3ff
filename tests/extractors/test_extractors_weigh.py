"""PDF pages that are more than a machine can lay out or draw cost their page, in bounded time; others are drawn as ever."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

import extractors
from extractors.drawing import draw
from extractors.imagepage import PageImage, failed_page
from extractors.pdf import PdfFile
from extractors.reader import _Alike
from extractors.weigh import Scales, Weight
from schemas import EnvironmentError_, PageState, TooLargeError
from scripts.endurance.mutate import _packed, pdf, pdf_crowded

ROOT = Path(extractors.__file__).parents[1]
SAMPLE = ROOT / "samples" / "files" / "bao-cao-kiem-diem-2025.pdf"
BLANK = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"


def forms(path: Path, depth: int) -> Path:
    """Page 1 draws forms that draw forms, ten times each; page 2 is blank."""
    inner = [
        _packed(b"/X Do " * 10, b" /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (at + 7))
        for at in range(depth)
    ]
    page = BLANK[:-2] + b"/Resources << /XObject << /X 6 0 R >> >> /Contents 5 0 R >>"
    leaf = _packed(b"0 0 5 5 re f", b" /Subtype /Form /BBox [0 0 9 9]")
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", page, BLANK]
    path.write_bytes(pdf([*head, _packed(b"/X Do"), *inner, leaf]))
    return path


def test_a_page_that_cannot_be_laid_out_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    path = forms(tmp_path / "forms.pdf", depth=9)
    with PdfFile(path, extractors.ReadSettings(draw_timeout=0.5)) as opened:
        with pytest.raises(TooLargeError, match=r"page 1 .* draw_timeout"):
            opened.load(0)
        assert opened.characters(0) == 0
        assert opened.load(1).image.getextrema() == (255, 255)


def test_objects_inside_forms_are_counted_each_time_they_are_drawn(tmp_path: Path) -> None:
    weight = Scales(forms(tmp_path / "forms.pdf", depth=2), 30.0).weigh(0)
    assert weight.objects >= 100


def test_after_three_such_pages_the_rest_of_the_file_is_not_tried(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import struct, sys\n"
        "out = sys.stdout.buffer\nout.write(struct.pack('<cI', b'R', 2) + b'{}'); out.flush()\n"
        f"sys.stdin.buffer.read(13)\nopen({str(calls)!r}, 'a').write('x')\n",
        encoding="utf-8",
    )
    scales = Scales(SAMPLE, 5.0, (sys.executable, str(worker)))
    for index in (0, 1, 2, 3, 4, 0):
        with pytest.raises(TooLargeError):
            scales.weigh(index)
    assert calls.read_text(encoding="utf-8") == "xxx"


def test_a_helper_that_cannot_start_is_no_fault_of_the_page(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentError_):
        Scales(SAMPLE, 5.0, (sys.executable, "-c", "raise SystemExit(1)")).weigh(0)


def test_pages_drawn_in_steps_are_the_same_pixels(tmp_path: Path) -> None:
    document = pdfium.PdfDocument(SAMPLE)
    for scale in (1.0, 2.3):
        page = document[0]
        stepped = draw(page, scale, 60.0)
        assert stepped is not None
        whole = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        assert np.array_equal(stepped.to_numpy()[:, :, :3], whole.to_numpy()[:, :, :3])
    assert draw(document[0], 1.0, -1.0) is None
    document.close()


def test_a_layer_with_far_too_many_letters_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "crowded.pdf"
    path.write_bytes(pdf_crowded(random.Random(1))[1])
    with (
        PdfFile(path, extractors.ReadSettings()) as opened,
        extractors.textlayer.TextLayers(path, opened, extractors.ReadSettings()) as layers,
    ):
        page, notes = layers.page(0)
    assert page is None
    assert "over 100000" in notes[0]


def test_a_page_that_shows_the_same_is_read_once() -> None:
    alike, calls = _Alike(), []
    white, grey = Image.new("L", (30, 40), 255), Image.new("L", (30, 40), 128)

    def shown(image: Image.Image, number: int, **more: float) -> PageImage:
        return PageImage(image, number, **more)  # type: ignore[arg-type]

    def read(page: PageImage, state: PageState = PageState.BLANK) -> PageState:
        def now():  # type: ignore[no-untyped-def]
            calls.append(page.number)
            return failed_page(page.number, 1, 1, "x").model_copy(update={"state": state})

        found = alike.or_else(page, now)
        assert found.number == page.number
        return found.state

    for number, image in enumerate((white, white, grey, white), 1):
        read(shown(image, number))
    assert calls == [1, 3]
    read(shown(white, 5, dpi=200.0))
    assert calls == [1, 3, 5]
    read(shown(Image.new("L", (40, 30), 255), 6), PageState.FAILED)
    read(shown(Image.new("L", (40, 30), 255), 7))
    assert calls == [1, 3, 5, 6, 7], "what failed is tried again"
    assert Weight(1, 2).objects == 2
