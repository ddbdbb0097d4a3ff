"""JSON by orjson, several times as fast as the standard library writes it.

Digests that are in databases were made from the standard library's text. The two write only very small and very large
numbers otherwise; where there may be one, or orjson refuses, the standard library writes what a digest is made of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

__all__ = ["Written", "canonical", "compact"]

_POWER = re.compile(rb"e-?[0-9]+(?:[\],}]|$)")  # the end of a number, or of words that look like one
_SMALL = b"0.0000"
_AS_JSON = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


class Written(NamedTuple):
    """A value that is JSON already; ``compact`` hands its text on, so that nothing is written twice."""

    text: str


def compact(value: Any, plain: Callable[[Any], Any] | None = None) -> str:
    """JSON without blanks, letters as they are; ``plain`` gives what stands for a part that is none of JSON's kinds."""
    if type(value) is Written:
        return value.text
    try:
        return orjson.dumps(value, plain, _AS_JSON).decode()
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def canonical(value: Any) -> bytes:
    """The same with sorted keys, in UTF-8: equal values give equal bytes, those of the standard library."""
    try:
        text = orjson.dumps(value, option=_AS_JSON | orjson.OPT_SORT_KEYS)
    except TypeError:
        text = None
    if text is None or _SMALL in text or _POWER.search(text):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return text
