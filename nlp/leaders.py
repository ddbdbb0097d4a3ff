"""Dots of a printed form: "Có mặt: ....15.... đ/c" reads as "Có mặt: 15 đ/c", position for position.

A form leads the pen along a row of dots or low lines, and the answer is written into it or over it. Rules that look
for "Có mặt: 15" need not know that. Three dots behind a word of running text are an ellipsis and stay: they end it.
"""

from __future__ import annotations

import re

__all__ = ["without_leaders"]

_FILL = "\N{NO-BREAK SPACE}"  # blank to every pattern, yet no gap between two columns, which is made of plain blanks
_MARKS = "._…·․‥"
# A leader that nobody can take for anything else: four marks and more, blanks between them or not.
_LONG = re.compile(rf"[{_MARKS}](?:\s?[{_MARKS}]){{3,}}|…[{_MARKS}\s]*…|_{{2,}}")
# Two marks and more where an answer is expected: behind a label, an opening bracket, or right before a figure.
_OPENING = re.compile(rf"(?:(?<=[:(])|(?<=[:(]\s))[{_MARKS}]{{2,}}|(?:(?<=\s)|^)[{_MARKS}]{{2,}}(?=\s?\d)|…(?=\s?\d)")
_SIGN = re.compile(rf"[{_MARKS}] ?[{_MARKS}]|…")
_ANY = re.compile(rf"[{_MARKS}]{{2,}}|…")


def without_leaders(text: str) -> str:
    """``text`` with leader dots blanked out; same length, line ends kept."""
    if not _SIGN.search(text):
        return text
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    form = _OPENING.search(line)
    cleared = _LONG.sub(_blank, line)
    if form is None:
        return cleared
    # Where a leader opened, what closes it may be short ("..01.. ;", "Kim Sà Phone..."): the whole row is a form.
    return line[: form.start()] + _ANY.sub(_blank, cleared[form.start() :])


def _blank(match: re.Match[str]) -> str:
    return _FILL * len(match.group())
