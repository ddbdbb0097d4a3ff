"""Made-up sentences of minutes with their persons marked: to train the person model and to measure it.

Everything is drawn from this package's own lists and templates with a given seed, so a run repeats exactly. The
noise is that of scanning: marks lost or confused, letters misread, lines broken.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.fold import fold
from nlp.people.lexicon import load_lists, read_yaml

__all__ = ["Example", "Noise", "examples", "full_name", "misread"]

_SLOT = re.compile(r"\{(NL|[A-Z])\}")
_MAX_NESTING = 3
# Letters that scanning takes for one another.
_CONFUSED = {
    "a": "oeă",
    "ă": "ãâă",
    "â": "ăầa",
    "e": "cêo",
    "ê": "eèé",
    "o": "aôơ",
    "ô": "ốoò",
    "ơ": "oờở",
    "u": "vưnư",
    "ư": "uừứ",
    "i": "lịj1",
    "l": "iI1",
    "n": "mru",
    "m": "nrn",
    "c": "eco",
    "h": "bnk",
    "b": "hb6",
    "t": "lf",
    "d": "đcl",
    "đ": "dđ",
    "g": "gqy",
    "y": "vỳg",
    "ạ": "aặ",
    "ấ": "ẩẫâ",
    "ế": "ểễê",
    "ị": "iìj",
    "ễ": "ểéê",
    "ầ": "ẩâấ",
    "ờ": "ởơò",
    "ứ": "ửưú",
    "N": "NMH",
    "Đ": "DÐĐ",
    "T": "TI",
    "H": "HNI",
    "L": "LI",
    "S": "5S",
    "B": "8BĐ",
    "V": "VYU",
    "G": "GC6",
    "C": "CGO",
}


@dataclass(frozen=True)
class Example:
    """A text (NFC) and the spans ``(start, end)`` of the persons' names in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Noise:
    """Odds a letter: of losing its marks, and of being misread, dropped or doubled."""

    marks: float = 0.0
    letters: float = 0.0


@cache
def _data(name: str) -> Any:
    return read_yaml(name)


@cache
def _unit_names() -> tuple[str, ...]:
    return tuple(sorted(" ".join(word.capitalize() for word in name) for name in load_lists().unit_names))


def _pick(rng: random.Random, odds: dict[str, float]) -> str:
    return rng.choices(list(odds), weights=list(odds.values()))[0]


def _highland(rng: random.Random, people: dict[str, Any], *, man: bool) -> tuple[str, str]:
    """Names of the Central Highlands, where sex is a particle (Y, H', K', Ka) and the clan comes last or first."""
    surname = _pick(rng, people["surnames"])
    given = rng.choice(people["male_given" if man else "female_given"])
    mark = rng.choice("'’")
    forms = (
        (
            f"Y {given} {surname}",
            f"{surname} {given}",
            f"A {given}",
            f"K{mark}{given}",
            f"Y {given}",
            f"{surname} Y {given}",
            f"Ha {given}",
            f"Điểu {given}",
        )
        if man
        else (
            f"H{mark}{given} {surname}",
            f"{surname} H{mark}{given}",
            f"Y {given}",
            f"Ka {given}",
            f"H{mark} {given} {surname}",
            f"H{mark}{given}",
            f"{surname} {given}",
            f"Thị {given}",
        )
    )
    name = rng.choices(forms, weights=(6, 3, 2, 2, 1, 1, 1, 1))[0]
    return name, given


def full_name(rng: random.Random) -> tuple[str, str]:
    """A made-up full name and the given name that colleagues call its bearer by."""
    peoples = _data("names.yaml")["peoples"]
    people = peoples[_pick(rng, {key: value["weight"] for key, value in peoples.items()})]
    man = rng.random() < 0.6
    if people.get("forms"):
        name, given = _highland(rng, people, man=man)
    else:
        side = "male" if man else "female"
        given = rng.choice(people[f"{side}_given"])
        middle = _pick(rng, people[f"{side}_middle"])
        name = " ".join(part for part in (_pick(rng, people["surnames"]), middle, given) if part)
    return unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", given)


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2018, 2027)
    return rng.choice(
        (f"{day}/{month}", f"{day:02d}/{month:02d}/{year}", f"{day} tháng {month} năm {year}", f"{day}-{month}-{year}")
    )


def _fill(rng: random.Random, slot: str, words: dict[str, list[str]]) -> str:
    if slot == "NL":
        return rng.choice(("\n", " ", " "))
    if slot == "N":
        return str(rng.randint(1, 40))
    if slot == "D":
        return _date(rng)
    if slot in "PU":
        name = rng.choice(_unit_names())
        if slot == "P":
            return name
        kind = rng.choice(words["K"])
        return (
            f"{kind.capitalize() if rng.random() < 0.1 else kind} {name if rng.random() < 0.85 else rng.randint(1, 12)}"
        )
    return rng.choice(words[slot])


def _sentence(rng: random.Random, template: str, words: dict[str, list[str]]) -> tuple[str, list[tuple[int, int]]]:
    for _ in range(_MAX_NESTING):  # a word may hold a slot of its own
        template = _SLOT.sub(
            lambda match: match.group() if match.group(1) in "FG" else _fill(rng, match.group(1), words), template
        )
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    offset = last = 0
    upper = rng.random() < 0.03
    for match in _SLOT.finditer(template):
        before = template[last : match.start()]
        name, given = full_name(rng)
        chosen = name if match.group(1) == "F" else given
        if " " in chosen and rng.random() < 0.06:
            chosen = chosen.replace(" ", "\n", 1) if rng.random() < 0.5 else "\n".join(chosen.rsplit(" ", 1))
        pieces += [before, chosen]
        offset += len(before)
        spans.append((offset, offset + len(chosen)))
        offset += len(chosen)
        last = match.end()
    pieces.append(template[last:])
    text = unicodedata.normalize("NFC", "".join(pieces))
    return (text.upper() if upper and len(text.upper()) == len(text) else text), spans


def misread(rng: random.Random, text: str, spans: list[tuple[int, int]], noise: Noise) -> Example:
    """``text`` as a scanner might return it; the spans move with their letters."""
    letters: list[str] = []
    moved = [0] * (len(text) + 1)
    for at, letter in enumerate(text):
        moved[at] = sum(map(len, letters[-1:])) + (moved[at - 1] if at else 0)
        out = letter
        if letter.isalpha():
            if noise.marks and rng.random() < noise.marks:
                plain = fold(letter)
                out = plain.upper() if letter.isupper() else plain
            if noise.letters and rng.random() < noise.letters:
                kind = rng.random()
                out = rng.choice(_CONFUSED.get(out, "aeiln")) if kind < 0.7 else "" if kind < 0.85 else out + out
        letters.append(out)
    moved[len(text)] = sum(map(len, letters))
    return Example(
        "".join(letters), tuple((moved[start], moved[end]) for start, end in spans if moved[end] > moved[start])
    )


def examples(
    count: int, *, seed: int, templates: str = "train", noise: Noise | None = None, upset: float = 0.5
) -> Iterator[Example]:
    """``count`` texts of one to three sentences; a share ``upset`` of them goes through ``noise``.

    ``templates`` names the set of sentences: ``train``, ``held_out`` or ``blind``.
    """
    rng = random.Random(seed)  # noqa: S311 - made-up sentences, nothing secret
    data = _data("templates.yaml")
    sentences, words = data[templates], data["words"]
    for _ in range(count):
        text, spans = "", list[tuple[int, int]]()
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            sentence, marked = _sentence(rng, rng.choice(sentences), words)
            if text:
                text += rng.choice((" ", "\n"))
            spans += [(start + len(text), end + len(text)) for start, end in marked]
            text += sentence
        yield misread(rng, text, spans, noise if noise and rng.random() < upset else Noise())
