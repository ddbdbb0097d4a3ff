"""Labelled lines of one hand: what may be learnt from, what is said of the others, and what is held out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from extractors.engines.base import Gray
from extractors.hands.alphabet import Alphabet, plain

__all__ = ["FEWEST", "Labelled", "Left", "LineSet", "Why", "chosen", "digest_of", "held_out"]

FEWEST = 10  # lines: fewer teach less than a wrong label among them harms
_HELD, _HELD_LEAST, _HELD_MOST = 0.12, 3, 40
_STEP = 8  # columns at 64 pixels' height that one step of the recogniser stands for
Why = Literal["empty", "foreign", "twice", "disputed", "blank", "too-long", "unlikely", "print"]


@dataclass(frozen=True)
class Labelled:
    """A line: its picture (grey, ink dark, as the reader cuts it), its text, a name to tell of it by, and the page that
    it stands on.
    """

    picture: Gray
    text: str
    name: str = ""
    page: str = ""


@dataclass(frozen=True)
class Left:
    """A line that is not learnt from. ``what``: the characters nobody knows, or a figure."""

    name: str
    why: Why
    what: str = ""


@dataclass(frozen=True)
class LineSet:
    """Lines to learn from, and those left out with their reasons."""

    lines: tuple[Labelled, ...]
    left: tuple[Left, ...] = field(default=())


def chosen(lines: Iterable[Labelled], alphabet: Alphabet) -> LineSet:
    """The lines that can be learnt from, their texts in the recogniser's signs; a line twice counts once."""
    kept: dict[str, Labelled] = {}
    left: list[Left] = []
    for line in lines:
        text = plain(line.text)
        foreign = alphabet.foreign(text)
        key = hashlib.sha256(line.picture.tobytes() + str(line.picture.shape).encode()).hexdigest()
        if not text:
            left.append(Left(line.name, "empty"))
        elif foreign:
            left.append(Left(line.name, "foreign", foreign))
        elif min(line.picture.shape) < 6 or int(line.picture.min()) > 200:
            left.append(Left(line.name, "blank"))
        elif not _fits(line.picture, text):
            left.append(Left(line.name, "too-long"))
        elif key in kept:
            same = kept[key].text == text
            left.append(Left(line.name, "twice" if same else "disputed"))
            if not same:
                left.append(Left(kept.pop(key).name, "disputed"))
        else:
            kept[key] = replace(line, text=text)
    return LineSet(tuple(kept.values()), tuple(left))


def _fits(picture: Gray, text: str) -> bool:
    """Whether the picture is wide enough for its text: a step a letter, and one between two that are alike."""
    steps = picture.shape[1] * 64 / picture.shape[0] / _STEP
    return len(text) + sum(a == b for a, b in pairwise(text)) <= int(steps)


def held_out(lines: Sequence[Labelled], seed: int) -> tuple[list[Labelled], list[Labelled]]:
    """(to learn from, to judge by), long lines rather than short ones to judge by.

    A line that judges now does so when there are more lines, too: a later model is compared with this one fairly.
    """
    count = min(_HELD_MOST, max(_HELD_LEAST, round(_HELD * len(lines))))
    usual = float(np.median([len(line.text) for line in lines]))
    drawn = {at: digest_of([line], str(seed)) for at, line in enumerate(lines)}
    order = sorted(drawn, key=lambda at: (len(lines[at].text) < 0.5 * usual, drawn[at]))
    judges = set(order[:count])
    return [line for at, line in enumerate(lines) if at not in judges], [lines[at] for at in sorted(judges)]


def digest_of(lines: Iterable[Labelled], salt: str = "") -> str:
    """A name for exactly these lines in this order."""
    digest = hashlib.sha256(salt.encode())
    for line in lines:
        digest.update(f"{line.picture.shape}\0{line.text}\0".encode())
        digest.update(line.picture.tobytes())
    return digest.hexdigest()[:16]
