"""The real engine on small pages drawn here, and programs in its place that crash, hang or print nonsense."""

import stat

import numpy as np
import pytest
from drawn import LINES, draw_page, on_desk, salt_and_pepper, uneven
from PIL import Image
from rapidfuzz.distance import Levenshtein

import extractors
from extractors import ReadSettings
from extractors.engines import EngineError, Hints
from extractors.engines.tesseract import TesseractProgram
from extractors.engines.tsv import parse_tsv
from schemas import PageState

PLAIN = " ".join(LINES)


def error_rate(page) -> float:
    return Levenshtein.distance(PLAIN, page.text.replace("\n", " ")) / len(PLAIN)


def read_one(image, tmp_path, **settings):
    image.save(tmp_path / "page.png", dpi=(200, 200))
    (page,) = extractors.read(tmp_path / "page.png", ReadSettings(**settings))
    return page


@pytest.mark.engine
def test_a_clean_page_is_read_with_its_places(tmp_path):
    page = read_one(draw_page(), tmp_path)
    assert error_rate(page) < 0.01
    assert page.quality.grade == "A"
    first = page.lines[0].words[0].box
    assert first.x0 == pytest.approx(110 / 1240, abs=0.01)
    assert first.top == pytest.approx(100 / 900, abs=0.03)


@pytest.mark.engine
def test_noise_shade_and_skew_together_do_little_harm(tmp_path):
    page = salt_and_pepper(uneven(draw_page()), 0.04).rotate(2.3, resample=Image.Resampling.BICUBIC, fillcolor=235)
    assert error_rate(read_one(page, tmp_path)) < 0.02


@pytest.mark.engine
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_lying_wrong_is_turned_and_its_boxes_are_not(tmp_path, turn):
    image = Image.fromarray(np.ascontiguousarray(np.rot90(np.asarray(draw_page()), turn // 90)))
    page = read_one(image, tmp_path)
    assert error_rate(page) < 0.01
    assert page.rotation == turn
    first = page.lines[0].box
    if turn == 180:
        assert first.top > 0.8
    else:
        assert first.height > first.width * 0.9


@pytest.mark.engine
def test_a_photo_is_read_with_boxes_on_the_photo(tmp_path):
    photo, corners = on_desk(draw_page())
    page = read_one(photo, tmp_path)
    assert error_rate(page) < 0.02
    box = page.lines[0].words[0].box
    across = (corners[1] - corners[0]) * (110 / 1240) + corners[0]
    assert box.x0 * photo.width == pytest.approx(across[0], abs=18)


@pytest.mark.engine
def test_the_doctor_finds_the_engine():
    statuses = extractors.check_tools(ReadSettings())
    names = [s.name for s in statuses if s.name != "tesseract-inprocess"]  # named where it does not read
    assert names == [
        f"engine: {extractors.engines.pick_engine(ReadSettings()).name}",
        "tesseract-vie",
        "tesseract-osd",
        "second-reader",
    ]
    assert statuses[0].version
    assert extractors.reader_version(ReadSettings()) != extractors.reader_version(ReadSettings(rectify=False))


def program(tmp_path, monkeypatch, body: str) -> TesseractProgram:
    import pytesseract

    path = tmp_path / "tesseract"
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" && exit 0\n{body}\n')
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(path))
    return TesseractProgram(timeout=0.5)


@pytest.mark.parametrize(
    "body",
    ["kill -SEGV $$", "exec sleep 20", 'echo "what is this" > "$2.tsv"', 'printf "\\377\\376" > "$2.tsv"', "exit 0"],
    ids=["crashes", "hangs", "nonsense", "not-utf8", "no-output"],
)
def test_a_program_that_misbehaves_is_an_engine_error(tmp_path, monkeypatch, body):
    engine = program(tmp_path, monkeypatch, body)
    with pytest.raises(EngineError):
        engine.read(np.full((40, 40), 255, np.uint8), Hints())


def test_a_crash_fails_the_page_and_says_why(tmp_path, monkeypatch):
    engine = program(tmp_path, monkeypatch, "kill -SEGV $$")
    monkeypatch.setattr("extractors.reader.pick_engine", lambda settings: engine)
    page = read_one(draw_page(), tmp_path)
    assert page.state is PageState.FAILED
    assert "tesseract" in page.notes[-1]


def test_the_table_of_words_is_parsed_in_nfc():
    header = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    (word,) = parse_tsv(header + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t2\t1\t10\t20\t30\t40\t91.5\tÐảng\n")
    assert (word.text, word.rect, word.confidence, word.line) == ("Đảng", (10, 20, 40, 60), 0.915, (1, 1, 2))
    with pytest.raises(EngineError):
        parse_tsv(header + "5\t1\t1\t1\t2\t1\tx\t20\t30\t40\t91.5\tw\n")
