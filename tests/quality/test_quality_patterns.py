"""Patterns of whole words find what the plain pattern finds, in the same places. All wording is invented here."""

from __future__ import annotations

import itertools
import random
import re

import pytest

from quality.patterns import whole_words
from quality.phrases import Wording

_PARTS = ("do", "đo", "vì", "đã sửa", "sửa", "chưa", "12", "tôi", "tôi đo", "dọn", "so với năm", ",", "- ", "D", "đ")


@pytest.mark.parametrize(
    "alternatives",
    [
        "do|đo|vì",
        "(?:đã |đang )?sửa|chưa(?: \\w+){0,2} (?:sửa|đo)|đã",
        "(?:tôi|em)(?: \\w+)? đo|tôi",
        "s?o với|so",
        r"do(?! (?:vì|đã))|(?:vì|do)(?: \\w+)+ sửa",
        r"\d+|do",  # begins with no letter
        "(?:đã |tôi )*đo|vì",  # may begin with anything of these, any number of times
    ],
)
@pytest.mark.parametrize("after", [None, ""])
def test_grouping_by_first_letter_changes_no_match(alternatives: str, after: str | None) -> None:
    end = r"(?!\w)" if after is None else ""
    plain = re.compile(rf"(?<!\w)(?:{alternatives}){end}")
    quick = re.compile(whole_words(alternatives, after=after))
    draw = random.Random(7)
    texts = ["".join(itertools.chain.from_iterable((draw.choice(_PARTS), draw.choice(" ,") * draw.randrange(2))
             for _ in range(draw.randrange(9)))) for _ in range(600)]  # fmt: skip
    found = [[match.span() for match in plain.finditer(text)] for text in texts]
    assert sum(map(len, found)) > 50
    assert [[match.span() for match in quick.finditer(text)] for text in texts] == found


def test_wording_is_found_in_any_case_and_blanked_where_it_stands() -> None:
    wording = Wording("tự phê bình|luôn \\w+")
    assert wording.blanked("Tự phê bình: İ tôi LUÔN gắng, tự phê bình.") == " : İ tôi  ,  ."
    assert wording.blanked("không có gì") == "không có gì"
