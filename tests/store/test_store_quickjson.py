"""The quick JSON is that of the standard library: digests in databases were made from it."""

from __future__ import annotations

import json
import random
import struct

import pytest

from store.folding import folded
from store.quickjson import canonical, compact


def slow(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_every_letter_is_written_alike() -> None:
    letters = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000] + ["𠊛", "\U0001f600"]
    value = {letter: [letter + letter] for letter in letters}
    assert canonical(value) == slow(value)
    assert json.loads(compact(value)) == value


def test_every_number_is_written_alike() -> None:
    dice = random.Random(2)
    numbers: list[object] = [0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.00012, 2**70, 1e300, 5e-324]
    numbers += [round(dice.random(), 5) for _ in range(2_000)]
    numbers += [dice.random() * 10 ** dice.randrange(-9, 22) for _ in range(5_000)]
    numbers += [
        one for one in (struct.unpack("d", dice.randbytes(8))[0] for _ in range(5_000)) if abs(one) < float("inf")
    ]
    for number in numbers:
        for value in (number, [number], {"a": number, "b": [number, "e5,"]}):
            assert canonical(value) == slow(value)


@pytest.mark.parametrize("value", [(1, (2,)), {"b": 1, "a": None, "ă": True}, {1: 2}, [], ""])
def test_what_is_no_plain_json_is_written_alike(value: object) -> None:
    assert canonical(value) == slow(value)
    assert json.loads(compact(value)) == json.loads(json.dumps(value))


def test_folding_takes_away_marks_case_and_punctuation() -> None:
    assert folded("  Nguyễn  Văn-BƯỞI,\tĐảng\u0301 bộ № 3 ") == "nguyen van buoi dang bo 3"
