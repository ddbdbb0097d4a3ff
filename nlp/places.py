"""Named places in a few sentences, by underthesea's own sequence model (its ``ner``, offline).

Of its classes only the places are trustworthy on minutes; persons have a finder of their own (``nlp.people``). It is
slow (some hundred syllables a second, and two to four seconds when it is first called), so it is meant for the few
sentences in which cheaper rules saw nothing.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from nlp.fold import fold

__all__ = ["Place", "find_places"]

_LOCK = threading.Lock()
_WARM_UP = "Thôn Bản Mới, xã Tân Lập."
_LOOK_AHEAD = 40  # characters that a token may lie behind the one before, where the tokeniser rewrote what stood there
_EDGE = " \t\n\r\"'“”‘’()[]{},.;:!?…-–—/"
# "đ/c Giàng A Páo" comes back as a place, for its first letter counts as a word.
_ADDRESS = re.compile(r"(?:\b(?:d\s*/\s*c?|dc|dong chi|ong|ba|anh|chi|co|chu|bac|chau|em))[\s.:]*$")
_OWN_ADDRESS = re.compile(r"(?:d\s*/\s*c|c|dc|dong chi)[\s.:]+")
# Papers, bodies and doctrines whose capitals look like names of places to the model.
_NO_PLACE = re.compile(
    r"\b(?:nghi quyet|nghi dinh|chi thi|ket luan|quy dinh|huong dan|dai hoi|hoi nghi|dang uy|dang bo|chi bo|chi uy|dang"
    r"|trung uong|bo chinh tri|mat tran|hoi dong|hoi (?:nong|phu|cuu|lien)\w*|doan thanh nien|nha nuoc|to quoc)\b"
    r"|(?<!pho )(?<!tp )(?<!tp\.)(?<!tp\. )\bho chi minh\b"
)
_FIGURE = re.compile(r"\s+\d{1,4}[A-Za-z]?(?![\w.,]*\d)")
# Kinds of places that are named by a number ("thôn 5", "quốc lộ 37"); the model leaves the number out.
_NUMBERED = re.compile(
    r"\b(?:thon|xom|ap|khu|khu pho|to dan pho|to|doi|ngo|ngach|hem|duong|pho|quoc lo|tinh lo|huyen lo|phuong|quan|ban)$"
)


class Place(NamedTuple):
    """A named place: ``text`` is ``given[start:end]``, with the word for its kind where that stands before the name."""

    start: int
    end: int
    text: str


def find_places(text: str) -> list[Place]:
    """The named places in ``text``, in its order, each as a slice of ``text`` as it was given (any Unicode form).

    A kind of place without a name ("tại thôn") is none, and neither is a person after a form of address, a paper or a
    body ("Nghị quyết Đại hội"). Countries are places too. Safe to call from several threads.
    """
    if not any(letter.isalpha() for letter in text):
        return []
    spans = _spans(_aligned(text, _recogniser()(text)))
    tidied = (_tidied(text, *span) for span in spans)
    return [Place(start, end, text[start:end]) for start, end in tidied if _is_named_place(text, start, end)]


def _recogniser() -> Callable[[str], list[Any]]:
    # Its models are made at the first call, and two threads that make them at once get half-made ones.
    with _LOCK:
        return _warmed_up()


@cache
def _warmed_up() -> Callable[[str], list[Any]]:
    from underthesea import ner  # noqa: PLC0415 - takes seconds, and few documents need it

    recognise: Callable[[str], list[Any]] = ner
    recognise(_WARM_UP)
    return recognise


class _Tagged(NamedTuple):
    start: int
    end: int
    tag: str


def _letters(text: str) -> tuple[str, list[int]]:
    """``text`` without blanks, marks and case, ``y`` as ``i``, and the offset in ``text`` of each letter left.

    The tokeniser moves tone marks (``hoà``, ``hòa``), writes ``i`` for ``y`` and joins blanks: here they are alike.
    """
    kept: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character.isspace() or unicodedata.combining(character):
            continue
        folded = fold(character)
        kept.append("i" if folded == "y" else folded)
        offsets.append(offset)
    return "".join(kept), offsets


def _aligned(text: str, tokens: Sequence[Sequence[str]]) -> Iterator[_Tagged]:
    """The tokens with their places in ``text``; one that the tokeniser rewrote beyond recognition is left out."""
    letters, offsets = _letters(text)
    at = 0
    for token in tokens:
        wanted, _ = _letters(token[0])
        found = letters.find(wanted, at, at + len(wanted) + _LOOK_AHEAD) if wanted else -1
        if found < 0:
            continue
        at = found + len(wanted)
        end = offsets[at - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield _Tagged(offsets[found], end, token[-1])


def _spans(tokens: Iterator[_Tagged]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    inside = False
    for token in tokens:
        if inside and token.tag == "I-LOC":
            spans[-1] = (spans[-1][0], token.end)
        elif token.tag.endswith("-LOC"):
            spans.append((token.start, token.end))
        inside = token.tag.endswith("-LOC")
    return spans


def _tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without punctuation at its ends, with the number of a numbered place behind it."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if _NUMBERED.search(fold(text[start:end])) and (figure := _FIGURE.match(text, end)):
        end = figure.end()
    return start, end


def _is_named_place(text: str, start: int, end: int) -> bool:
    span = text[start:end]
    # The first word may be a kind of place that begins a sentence: its capital names nothing by itself.
    words = span.split()
    is_named = any(word[0].isupper() or word[0].isdigit() for word in words[1:]) or (
        len(words) == 1 and words[0][0].isupper() and len(words[0]) > 1
    )
    before = fold(text[max(0, start - 12) : start])
    folded = fold(span)
    return is_named and not (_ADDRESS.search(before) or _OWN_ADDRESS.match(folded) or _NO_PLACE.search(folded))
