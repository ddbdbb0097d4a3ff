import numpy as np
from drawn import font
from PIL import Image, ImageDraw

from extractors.engines import RawWord
from extractors.layout import Part
from extractors.words import drop_noise, drop_scribbles, part_joined

PAGE = np.full((1000, 800), 255, np.uint8)


def word(text, x=100, y=100, wide=80, high=30, confidence=0.9):
    return RawWord(text, (x, y, x + wide, y + high), confidence, (1, 1, 1))


def left(words):
    return [w.text for w in drop_noise(words, PAGE)]


def test_specks_and_remains_of_rules_are_dropped():
    assert left([word("họp"), word("|", 200), word("~", 500, 700, 6, 6, 0.2), word("_", 600, 100)]) == ["họp"]
    assert left([word("4_"), word("họp", 200)]) == ["4", "họp"]


def test_dashes_and_stars_of_lists_stay():
    assert left([word("-", 70, 112, 10, 4), word("Đồng", 100)]) == ["-", "Đồng"]
    assert left([word("*", 300, 300, 9, 9), word("họp")]) == ["*", "họp"]


def test_a_scribble_goes_and_rows_close_up():
    parts = [
        Part(0, 0, (word("họp"),)),
        Part(1, 0, (word("Z3>s—", confidence=0.1),)),
        Part(2, 0, (word("Khải", confidence=0.4),)),
    ]
    assert [(p.row, p.words[0].text) for p in drop_scribbles(parts)] == [(0, "họp"), (1, "Khải")]


def test_words_run_together_are_parted_at_the_gap():
    image = Image.new("L", (400, 80), 255)
    pen = ImageDraw.Draw(image)
    pen.text((20, 20), "Kế", fill=0, font=font(36))
    end = pen.textlength("Kế", font=font(36))
    pen.text((20 + end + 9, 20), "hoạch", fill=0, font=font(36))
    wide = int(20 + end + 9 + pen.textlength("hoạch", font=font(36)))
    joined = RawWord("Kếhoạch", (20, 22, wide, 62), 0.9, (1, 1, 1))
    parted = part_joined([joined], np.asarray(image))
    assert [w.text for w in parted] == ["Kế", "hoạch"]
    assert parted[0].rect[2] <= parted[1].rect[0]
    whole = RawWord("xqhoạch", (20, 22, wide, 62), 0.9, (1, 1, 1))
    assert part_joined([whole], np.asarray(image)) == [whole]
