"""Sentences of invented minutes, strung from the wordings in ``scripts/lettertexts``, to count their letters.

Every wording was written for this purpose. ``[a|b]`` is a choice, ``{X}`` a slot: names, places, dates and figures are
drawn. Names stand between the signs of `NAME`, so that what is a name can be told from what is none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from nlp.people.generate import full_name
from nlp.people.lexicon import load_lists, read_yaml

__all__ = ["NAME", "without_marks", "wordings"]

NAME = ("\x02", "\x03")
_FOLDER = Path(__file__).resolve().parent / "lettertexts"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([A-Z]+)\}")
_TITLES = ("đ/c ", "đ/c ", "Đ/c ", "Đ/c ", "đồng chí ", "đồng chí ", "Đồng chí ", "Đ/C ", "đc ", "đ.c ", "ông ", "bà ")
_ROMAN = ("I", "II", "III", "IV")
_ROUNDS = 3  # times that each choice of a wording is taken at least
_FEWEST = 4


def wordings(seed: int) -> Iterator[str]:
    """Each wording as often as it has choices, in an order drawn with ``seed``."""
    rng = random.Random(seed)
    templates, said = _templates()
    slots = _slots(rng, said)
    drawn = []
    for template in templates:
        choices = [match.group(1).split("|") for match in _CHOICE.finditer(template)]
        times = max(_FEWEST, _ROUNDS * max((len(some) for some in choices), default=1))
        orders = [_in_turn(rng, some, times) for some in choices]
        for turn in range(times):
            takes = iter([order[turn] for order in orders])
            drawn.append(_CHOICE.sub(lambda _: next(takes), template))  # noqa: B023 - used at once
    rng.shuffle(drawn)
    for text in drawn:
        for _ in range(2):  # what was said may hold a slot of its own
            text = _SLOT.sub(lambda match: slots[match.group(1)](), text)  # noqa: PLW2901
        yield text


def without_marks(text: str) -> str:
    """``text`` with its names as they would be written."""
    return text.replace(NAME[0], "").replace(NAME[1], "")


def _templates() -> tuple[list[str], list[str]]:
    """Wordings, and what people say (lines that begin with "S: ")."""
    lines = [
        line.strip()
        for path in sorted(_FOLDER.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    said = [line[3:] for line in lines if line.startswith("S: ")]
    return [line for line in lines if not line.startswith("S: ")] + [line.capitalize() + "." for line in said], said


def _in_turn(rng: random.Random, some: list[str], times: int) -> list[str]:
    order: list[str] = []
    while len(order) < times:
        order += rng.sample(some, len(some))
    return order[:times]


def _slots(rng: random.Random, said: list[str]) -> dict[str, Callable[[], str]]:
    places = sorted(" ".join(word.capitalize() for word in name) for name in load_lists().unit_names)
    offices = read_yaml("templates.yaml")["words"]["R"]

    def name(kind: int) -> str:
        return NAME[0] + full_name(rng)[kind] + NAME[1]

    def date() -> str:
        day, month, year = rng.randint(1, 30), rng.randint(1, 12), rng.randint(1990, 2027)
        forms = (
            f"{day} tháng {month} năm {year}",
            f"{day:02d} tháng {month:02d} năm {year}",
            f"{day}/{month}/{year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day}/{month}",
            f"{day:02d}/{month:02d}",
            f"{day}-{month}-{year}",
            f"{day}.{month}.{year}",
        )
        return rng.choice(forms)

    def hour() -> str:
        at, minute = rng.randint(6, 21), rng.choice((0, 0, 15, 30, 30, 45, rng.randint(1, 59)))
        forms = (f"{at} giờ {minute:02d} phút", f"{at}h{minute:02d}", f"{at} giờ", f"{at}h", f"{at}:{minute:02d}")
        return rng.choice(forms)

    return {
        "F": lambda: name(0),
        "G": lambda: name(1),
        "T": lambda: rng.choice(_TITLES),
        "R": lambda: rng.choice(offices),
        "P": lambda: NAME[0] + rng.choice(places) + NAME[1],
        "N": lambda: str(rng.choice((rng.randint(1, 9), rng.randint(1, 30), rng.randint(10, 400)))),
        "D": date,
        "DD": lambda: f"{rng.randint(1, 30)}/{rng.randint(1, 12)}",
        "H": hour,
        "HH": lambda: f"{rng.randint(7, 21)}h{rng.choice(('', '00', '15', '30', '45'))}",
        "M": lambda: rng.choice((str(rng.randint(1, 12)), f"{rng.randint(1, 12):02d}")),
        "Y": lambda: str(rng.randint(1990, 2027)),
        "Q": lambda: rng.choice((*_ROMAN, "1", "2", "3", "nhất", "hai", "ba", "tư")),
        "S": lambda: rng.choice(said),
    }
