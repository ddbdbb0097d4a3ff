"""What the person finder returns."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

__all__ = ["Person", "Producer", "clean_name"]

Producer = Literal["rule", "crf", "both"]


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person; offsets are into the text that was searched.

    ``start``/``end`` hold the name without its honorific, ``name`` the same wording in NFC with blanks and line ends
    collapsed. ``title_start`` is where the honorific begins (``None`` without one), ``honorific`` its wording.
    ``full`` says that the name has at least two syllables and begins with a known surname. ``confidence`` is a rule's
    or model's own estimate (0 to 1), good for ranking, not a calibrated probability.
    """

    start: int
    end: int
    name: str
    title_start: int | None
    honorific: str | None
    full: bool
    producer: Producer
    confidence: float


def clean_name(text: str) -> str:
    """A name as one line: NFC, each run of blanks one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())
