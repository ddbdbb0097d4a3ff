"""Two readings of a page woven: each place gets the better word, rows stay rows."""

from __future__ import annotations

from extractors.engines import RawWord
from extractors.woven import woven


def row(texts: str, top: float, confidence: float = 0.9, line: int = 1) -> list[RawWord]:
    """Words of 80 pixels side by side, one for each blank-parted text."""
    return [
        RawWord(text, (n * 100.0, top, n * 100.0 + 80, top + 30), confidence, (1, 1, line))
        for n, text in enumerate(texts.split())
    ]


def test_each_place_gets_the_better_word_whoever_read_it() -> None:
    lead = row("Chi bộ hpọ sáng", 0) + row("vắng một đồng chl", 60, line=2)
    other = row("Chỉ hộ họp sảnq", 2, 0.8) + row("váng một đồng chí", 61, 0.8, line=2)
    assert [w.text for w in woven(lead, other)] == ["Chi", "bộ", "họp", "sáng", "vắng", "một", "đồng", "chí"]


def test_rows_keep_their_order_and_their_words_share_a_line() -> None:
    lead = row("dòng đầu", 0) + row("dòng sau", 60, line=2)
    out = woven(lead, row("dòng sau", 61, 0.5))
    assert [w.text for w in out] == ["dòng", "đầu", "dòng", "sau"]
    assert out[0].line == out[1].line != out[2].line == out[3].line


def test_words_of_the_other_where_the_lead_has_no_row_are_left_out() -> None:
    lead = row("có mặt đủ", 0)
    assert [w.text for w in woven(lead, row("vết bẩn", 400))] == ["có", "mặt", "đủ"]
    assert woven([], row("vết bẩn", 0)) == []
