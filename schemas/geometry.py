"""Boxes on a page.

All coordinates are fractions of the page's width and height (0 to 1), origin top left, in the order
``(x0, top, x1, bottom)``: the order pdfplumber uses, and the one the record contract fixes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

__all__ = ["Box", "Fraction", "overlap", "rounded", "union"]

Fraction = Annotated[float, "0 to 1, of the page's width or height"]


class Box(NamedTuple):
    """A rectangle on a page, as fractions of its size, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def from_pixels(cls, x0: float, top: float, x1: float, bottom: float, *, width: float, height: float) -> Box:
        """Box from pixel (or point) coordinates on a page of ``width`` x ``height``; clipped to the page."""
        return cls(_unit(x0 / width), _unit(top / height), _unit(x1 / width), _unit(bottom / height))

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Centre as ``(x, y)``."""
        return ((self.x0 + self.x1) / 2, (self.top + self.bottom) / 2)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from any sequence of four ordered fractions; serialise as a list of four rounded numbers."""
        number = core_schema.float_schema(ge=0, le=1)
        return core_schema.no_info_after_validator_function(
            cls._checked,
            core_schema.list_schema(number, min_length=4, max_length=4),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda box: list(_known(*box))),
        )

    @classmethod
    def _checked(cls, values: Iterable[float]) -> Box:
        box = cls(*values)
        if box.x1 < box.x0 or box.bottom < box.top:
            raise ValueError("a box is [x0, top, x1, bottom] with x0 <= x1 and top <= bottom")
        return box


def rounded(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
    """The sides of a box as they are written."""
    return round(x0, 5), round(top, 5), round(x1, 5), round(bottom, 5)


# Rounding costs more than the rest of printing a box, and an assessment cites the same few boxes many times.
_known = lru_cache(maxsize=1024, typed=True)(rounded)


def union(boxes: Iterable[Box]) -> Box:
    """Smallest box that holds all of ``boxes``; raises ``ValueError`` when there is none."""
    sides = tuple(zip(*boxes, strict=True))
    if not sides:
        raise ValueError("the union of no boxes is undefined")
    return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def overlap(a: Box, b: Box) -> float:
    """Area that ``a`` and ``b`` share, in page fractions squared; 0 when they do not meet."""
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(width, 0.0) * max(height, 0.0)


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
