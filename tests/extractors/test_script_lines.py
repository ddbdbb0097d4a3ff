"""Print told from handwriting by its strokes, whatever it says."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from drawn import LINES, draw_page, salt_and_pepper, uneven
from PIL import Image, ImageOps

from extractors.engines import RawWord
from extractors.layout import Part
from extractors.prepare.chain import prepare, sheet_of
from extractors.script.features import FEATURES, line_features
from extractors.script.lines import told_apart
from extractors.script.model import load_network
from extractors.script.page import see
from schemas import Line, PageQuality, Script, Word

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "files"


def bands(bare):
    """Lines of a page by its rows of ink, each as one word over the whole width (where to look, not what it says)."""
    ink = (bare < 128)[:, bare.shape[1] // 12 : -bare.shape[1] // 12]
    full = np.convolve(ink.sum(axis=1), np.ones(5) / 5, "same") > 0.012 * ink.shape[1]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(int)))
    rows = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 14]
    return [part(n, [(bare.shape[1] / 12, a - 4, bare.shape[1] * 11 / 12, b + 4)]) for n, (a, b) in enumerate(rows)]


def part(row, rects, text="xã viên đến dự họp đông đủ", confidence=0.9):
    return Part(row, 0, tuple(RawWord(text, rect, confidence, (0, 0, row)) for rect in rects))


def prepared_page(image, dpi=200):
    return prepare(sheet_of(np.asarray(image), dpi, rectify=False)).bare


@lru_cache(maxsize=4)
def sample(name):
    return prepared_page(ImageOps.exif_transpose(Image.open(SAMPLES / name).convert("RGB")))


@pytest.mark.parametrize(
    "wear", [lambda p: p, uneven, lambda p: salt_and_pepper(p, 0.01), lambda p: p.rotate(1, fillcolor=255)]
)
def test_print_is_print(wear):
    bare = prepared_page(wear(draw_page()))
    writing = told_apart(bands(bare), bare)
    assert set(writing.scripts) == {Script.PRINT}
    assert writing.share == 0.0
    assert not writing.by_hand


@pytest.mark.parametrize("name", ["danh-may-1996.jpg", "hop-dan-ap.png"])
def test_worn_typewriting_and_small_print_are_print(name):
    bare = sample(name)
    assert told_apart(bands(bare), bare).share <= 0.2  # the signatures at its foot are by hand


def test_a_handwritten_page_is_seen():
    bare = sample("viet-tay-2026-02.jpg")
    writing = told_apart(bands(bare), bare)
    assert writing.by_hand
    assert writing.share >= 0.7


def test_lines_by_hand_on_a_printed_form_are_told_apart():
    hand, form = sample("viet-tay-2026-02.jpg"), prepared_page(draw_page(size=(1654, 900)))
    rows = [p.words[0].rect for p in bands(hand)][5:11]
    top, bottom = int(rows[0][1]) - 10, int(rows[-1][3]) + 10
    strip = hand[top:bottom, : form.shape[1]]
    strip = np.pad(strip, ((0, 0), (0, form.shape[1] - strip.shape[1])), constant_values=255)
    page = np.vstack([form, strip])
    parts = bands(page)
    writing = told_apart(parts, page)
    printed = [s for p, s in zip(parts, writing.scripts, strict=True) if p.words[0].rect[3] < form.shape[0]]
    written = [s for p, s in zip(parts, writing.scripts, strict=True) if p.words[0].rect[1] > form.shape[0]]
    assert printed.count(Script.PRINT) >= len(printed) - 1
    assert Script.PRINT not in written
    assert written.count(Script.HANDWRITING) >= len(written) - 2  # next to print a line may be neither


def test_size_and_resolution_do_not_matter():
    odds = []
    for letter in (30, 60):
        bare = prepared_page(draw_page(LINES[:3], (letter * 31, 500), letter))
        figures = [line_features(bare, [w.rect for w in p.words]) for p in bands(bare)]
        odds.append(load_network().log_odds(np.array([f for f in figures if f is not None])).mean())
    assert max(odds) < 0
    assert abs(odds[0] - odds[1]) < 2.0


def test_no_ink_says_nothing():
    white = np.full((200, 800), 255, np.uint8)
    assert line_features(white, [(10, 10, 700, 60)]) is None
    assert line_features(white, []) is None
    writing = told_apart([part(0, [(10, 10, 700, 60)])], white)
    assert writing.scripts == (Script.UNKNOWN,)
    assert writing.share is None
    assert told_apart([], white).share is None


def test_the_network_fits_the_figures():
    assert load_network().w.shape[0] == len(FEATURES) == len(load_network().mean)


def told(texts, confidence=0.95):
    """Rows of the handwritten sample with ``texts`` in the place of what an engine would read there."""
    bare = sample("viet-tay-2026-02.jpg")
    rows = [p.words[0].rect for p in bands(bare)][3 : 3 + len(texts)]
    parts = []
    for n, (text, (x0, top, x1, bottom)) in enumerate(zip(texts, rows, strict=True)):
        words, step = text.split(), (x1 - x0) / len(text.split())
        parts.append(
            Part(n, 0, tuple(
                RawWord(w, (x0 + i * step, top, x0 + (i + 1) * step, bottom), confidence, (0, 0, n))
                for i, w in enumerate(words)
            ))
        )  # fmt: skip
    return parts, bare


REAL = ["Tổ vệ sinh báo cáo kết quả thu gom rác thải", "Các gia đình đề nghị sửa chữa đường giao thông",
        "Thống nhất phân công nhiệm vụ cho thanh niên"]  # fmt: skip
GIBBERISH = ["Rổ vẹ xing báo các khết quá thụ gon rạc thại", "Cáo gia đinh đẻ nghì xủa chưã đượng gieo thôm",
             "Thông nhát phăn cong nhiêm vú chọ thành niêng"]  # fmt: skip


def test_what_is_language_stays_read_but_is_never_graded_a():
    parts, bare = told(REAL)
    sight = see(parts, bare, legible=True)
    assert sight.legible
    figures = sight.graded(PageQuality(grade="A", words=30))
    assert figures.grade == "B"
    assert figures.handwriting_share == sight.writing.share == 1.0
    assert [w.confidence for p in sight.parts for w in p.words] == [0.95] * 30


def test_confident_gibberish_of_possible_syllables_waits_for_a_person():
    parts, bare = told(GIBBERISH, 0.97)
    sight = see(parts, bare, legible=True)
    assert not sight.legible
    assert sight.graded(PageQuality(grade="A")).grade == "D"
    assert max(w.confidence for p in sight.parts for w in p.words) <= 0.3
    assert [w.text for p in sight.parts for w in p.words] == " ".join(GIBBERISH).split()


def test_gibberish_in_print_is_left_to_the_judge():
    bare = prepared_page(draw_page(LINES[:3]))
    parts = [Part(p.row, 0, tuple(RawWord(t, p.words[0].rect, 0.97, (0, 0, p.row)) for t in text.split()))
             for p, text in zip(bands(bare), GIBBERISH, strict=True)]  # fmt: skip
    assert see(parts, bare, legible=True).legible


def test_lines_carry_their_script():
    parts, bare = told(REAL)
    lines = tuple(Line(words=(Word(text="x", box=(0, 0, 1, 1)),), box=(0, 0, 1, 1), row=p.row) for p in parts)
    assert {line.script for line in see(parts, bare, legible=True).marked(lines)} == {Script.HANDWRITING}
