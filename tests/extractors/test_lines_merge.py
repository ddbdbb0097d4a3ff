"""One reading out of two, and when the second is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.engines import RawWord
from extractors.engines.lines_merge import looks_handwritten, merge_readings, sure_share, written_by_hand


def row(text: str, confidence: float | list[float] = 0.96, y: float = 0, line: int = 1) -> list[RawWord]:
    """Words of one row, twelve pixels a character."""
    words, x = [], 0.0
    parts = text.split()
    sure = confidence if isinstance(confidence, list) else [confidence] * len(parts)
    for part, c in zip(parts, sure, strict=True):
        words.append(RawWord(part, (x, y, x + 12 * len(part), y + 20), c, (1, 1, line)))
        x += 12 * (len(part) + 1)
    return words


def said(words: list[RawWord]) -> str:
    return " ".join(w.text for w in words)


HAND = "họp ngày u tháng †ư năm 20z6 vởi tẩt cà đảng viên"
HAND_READ = "họp ngày 4 tháng tư năm 2026 với tất cả đảng viên"


def hand_page() -> tuple[list[RawWord], list[RawWord]]:
    unsure = [0.9, 0.9, 0.5, 0.9, 0.5, 0.9, 0.4, 0.6, 0.6, 0.6, 0.9, 0.9]
    return row(HAND, unsure), row(HAND_READ, 0.99)


def test_a_page_of_sure_words_is_print_and_one_of_unsure_words_is_not():
    words = [w for n in range(4) for w in row("đồng chí bí thư chi bộ", 0.965, y=40 * n, line=n)]
    assert sure_share(words) == 1.0
    assert not looks_handwritten(words)
    assert looks_handwritten([replace(w, confidence=0.92) for w in words])


def test_a_page_of_few_words_says_nothing():
    few = row("đồng chí bí thư", 0.3)
    assert sure_share(few) is None
    assert not looks_handwritten(few)


def test_on_handwriting_the_line_reader_leads():
    tesseract, lines = hand_page()
    assert written_by_hand(tesseract, lines)
    assert said(merge_readings(tesseract, lines)) == HAND_READ


def test_on_print_sure_words_stand_and_only_impossible_ones_are_replaced():
    printed = "các đồng chí có mặt đông đủ trongg buổi họp hôm nay"
    other = "các đông chỉ có mặt đồng đủ trong buôi hợp hồm nay"
    tesseract, lines = row(printed), row(other, 0.99)
    assert not written_by_hand(tesseract, lines)
    assert said(merge_readings(tesseract, lines)) == printed.replace("trongg", "trong")


def test_agreement_is_surer_than_either_and_a_quarrel_less_sure_than_its_reader():
    tesseract, lines = hand_page()
    merged = {w.text: w.confidence for w in merge_readings(tesseract, lines)}
    assert merged["tháng"] == pytest.approx(0.99)
    assert merged["2026"] < 0.9


def test_the_less_the_readers_agree_the_less_is_believed():
    tesseract, lines = hand_page()
    foreign = [replace(w, text="ẩm" if i % 2 else "ức") for i, w in enumerate(tesseract)]
    strange = {w.text: w.confidence for w in merge_readings(foreign, lines)}
    usual = {w.text: w.confidence for w in merge_readings(tesseract, lines)}
    assert strange["2026"] < usual["2026"]
    assert max(strange.values()) < 0.6


def test_long_dashes_and_curly_quotes_are_kept_from_tesseract():
    tesseract = row("“Nâng cao” – tháng ba", 0.9)
    lines = row('"Nâng cao" - tháng ba', 0.99)
    assert said(merge_readings(tesseract, lines)) == "“Nâng cao” – tháng ba"


def test_a_dash_that_only_tesseract_saw_stays_and_a_speck_goes():
    tesseract, lines = hand_page()
    x = tesseract[-1].rect[2] + 12
    dash = RawWord("-", (x, 8, x + 8, 12), 0.7, (1, 1, 1))
    speck = RawWord("§ị", (x + 40, 4, x + 60, 16), 0.2, (1, 1, 1))
    assert said(merge_readings([*tesseract, dash, speck], lines)) == HAND_READ + " -"


def test_rows_stay_apart_and_a_row_that_only_one_reader_saw_is_kept():
    (t1, l1), t2 = hand_page(), row("toàn văn nghị quyết", 0.97, y=60, line=2)
    merged = merge_readings([*t1, *t2], l1)
    rows: dict[tuple[int, int, int], list[RawWord]] = {}
    for word in merged:
        rows.setdefault(word.line, []).append(word)
    assert [said(r) for r in rows.values()] == [HAND_READ, "toàn văn nghị quyết"]


def test_one_reader_alone_is_the_result():
    words = row("họp chi bộ")
    assert merge_readings(words, []) == words
    assert merge_readings([], words) == words


def test_one_word_against_two_is_one_quarrel():
    # Tesseract ran two words together
    tesseract = row("nghịquyết của chi bộ tháng ba năm nay")
    split = row("nghị quyết", 0.99)
    split[1] = replace(split[1], rect=(55, 0, 108, 20))
    lines = split + [replace(w, confidence=0.99) for w in tesseract[1:]]
    assert said(merge_readings(tesseract, lines)) == "nghị quyết của chi bộ tháng ba năm nay"


def test_a_page_read_almost_alike_is_print_however_unsure_tesseract_was():
    pairs = [hand_page(), *((row("các đồng chí có mặt đông đủ", 0.9), row("các đồng chí có mặt đông đủ")),) * 12]
    tesseract, lines = [], []
    for n, pair in enumerate(pairs):
        for out, words in zip((tesseract, lines), pair, strict=True):
            y = 40 * n
            out += [replace(w, rect=(w.rect[0], y, w.rect[2], y + 20), line=(1, 1, n)) for w in words]
    assert not written_by_hand(tesseract, lines)
