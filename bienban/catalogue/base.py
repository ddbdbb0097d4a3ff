"""One message in two languages."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Pair"]


class Pair(NamedTuple):
    """The English and the Vietnamese wording; both name the same ``{placeholders}``."""

    en: str
    vi: str
