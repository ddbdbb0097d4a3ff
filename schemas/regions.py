"""What stands on a page beside its words: stamps and signatures."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen
from schemas.geometry import Box

__all__ = ["Ink", "Region", "RegionKind"]


class RegionKind(StrEnum):
    """What a region is."""

    STAMP = "stamp"
    SIGNATURE = "signature"


class Ink(StrEnum):
    """The colour of a region's strokes, as far as a scan tells."""

    BLACK = "black"
    BLUE = "blue"  # and violet: ball pens and ink pads fade into one another
    RED = "red"


class Region(Frozen):
    """A stamp or a signature on the page; text under it stays among the lines.

    ``confidence`` (0 to 1) says how well its shape fits its kind; it is no probability and names nobody.
    """

    kind: RegionKind
    box: Box
    ink: Ink | None = None
    confidence: float = Field(ge=0, le=1)
