"""Drawings as a few grey shapes, once for the screen (SVG) and once for paper (PNG). Nothing is told by hue.

Coordinates are pixels of a small canvas, origin top left; shades go from 0 (black) to 255 (white).
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageDraw, ImageFont

from bienban.i18n import Say
from bienban.report.model import Band
from bienban.report.sheets.model import Drawing, MonthLine, MonthRanges, RangeBar
from bienban.words import figure

__all__ = ["Shape", "described", "png", "shapes", "size_of", "svg"]

_INK = 25
_SOFT = 120
_SHADES = (205, 222, 238, 255)  # from the lowest grade to the highest
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 8, 7, 16  # room around the plot of months
_STEP, _HEIGHT = 30, 60
_SHARP = 3  # pixels on paper for one of the canvas


@dataclass(frozen=True)
class Shape:
    """``rect`` and ``line``: x, y to x2, y2; ``dot``: centre x, y and radius x2; ``text``: anchored at its middle."""

    kind: str
    x: float
    y: float
    x2: float = 0
    y2: float = 0
    shade: int = _INK
    width: float = 1
    text: str = ""
    ref: int | None = None


def size_of(drawing: Drawing) -> tuple[int, int]:
    """Width and height of the canvas."""
    if isinstance(drawing, RangeBar):
        return 220, 24
    return _LEFT + 12 * _STEP + _RIGHT, _TOP + _HEIGHT + _BOTTOM


def shapes(drawing: Drawing) -> list[Shape]:
    """What to draw, the back first."""
    if isinstance(drawing, RangeBar):
        return list(_bar(drawing))
    frame = list(_months_frame(drawing.bands if isinstance(drawing, MonthRanges) else ()))
    if isinstance(drawing, MonthLine):
        return [*frame, *_line(drawing)]
    return [*frame, *_ranges(drawing)]


def described(drawing: Drawing, say: Say) -> str:
    """The drawing in words, for who does not see it."""
    if isinstance(drawing, RangeBar):
        return f"{figure(drawing.low, say)}–{figure(drawing.high, say)} %"
    if isinstance(drawing, MonthLine):
        known = [
            (at, f"{figure(100 * value, say)} %") for at, value in enumerate(drawing.values, 1) if value is not None
        ]
    else:
        known = [
            (at, f"{figure(span[0], say)}–{figure(span[1], say)} %")
            for at, span in enumerate(drawing.ranges, 1)
            if span is not None
        ]
    return "; ".join(f"{say('report.month-short', month=at)}: {text}" for at, text in known)


def svg(drawing: Drawing, say: Say) -> str:
    """An inline picture whose marks are links to their evidence."""
    width, height = size_of(drawing)
    label = escape(described(drawing, say), quote=True)
    parts = []
    for shape in shapes(drawing):
        drawn = _svg_shape(shape)
        parts.append(f'<a href="#dc{shape.ref}">{drawn}</a>' if shape.ref is not None else drawn)
    return f'<svg class="drawing" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def png(drawing: Drawing) -> bytes:
    """The same picture in grey pixels, 288 to the inch at its natural size."""
    width, height = size_of(drawing)
    image = Image.new("L", (width * _SHARP, height * _SHARP), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=10 * _SHARP)
    for shape in shapes(drawing):
        x, y, x2, y2 = (value * _SHARP for value in (shape.x, shape.y, shape.x2, shape.y2))
        if shape.kind == "rect":
            draw.rectangle((x, y, max(x, x2), max(y, y2)), fill=shape.shade)
        elif shape.kind == "line":
            draw.line((x, y, x2, y2), fill=shape.shade, width=max(1, round(shape.width * _SHARP)))
        elif shape.kind == "dot":
            draw.ellipse((x - x2, y - x2, x + x2, y + x2), fill=shape.shade)
        else:
            draw.text((x, y), shape.text, fill=shape.shade, font=font, anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "PNG", dpi=(288, 288))
    return buffer.getvalue()


def _bar(drawing: RangeBar) -> Iterator[Shape]:
    width, height = size_of(drawing)
    scale = (width - 8) / 100
    for at, band in enumerate(drawing.bands):
        yield Shape("rect", 4 + band.start * scale, 3, 4 + band.end * scale, height - 3, shade=_SHADES[at % 4])
    for band in drawing.bands[1:]:
        yield Shape("line", 4 + band.start * scale, 3, 4 + band.start * scale, height - 3, shade=_SOFT, width=0.7)
    low, high = 4 + drawing.low * scale, 4 + drawing.high * scale
    yield Shape("rect", low, height / 2 - 4, max(high, low + 1.5), height / 2 + 4)
    for end in (low, high):
        yield Shape("line", end, 4, end, height - 4, width=1.6)


def _months_frame(bands: Sequence[Band]) -> Iterator[Shape]:
    right = _LEFT + 12 * _STEP
    for share in (0, 50, 100):
        y = _y(share)
        yield Shape("line", _LEFT, y, right, y, shade=_SOFT if share == 0 else 205, width=0.8)
        yield Shape("text", _LEFT - 14, y, text=str(share), shade=70)
    for band in bands[1:]:
        yield Shape("line", right, _y(band.start), right + 5, _y(band.start), shade=_INK, width=1)
    for month in range(12):
        yield Shape("text", _x(month), _TOP + _HEIGHT + 10, text=str(month + 1), shade=70)


def _line(drawing: MonthLine) -> Iterator[Shape]:
    known = [(at, value) for at, value in enumerate(drawing.values) if value is not None]
    for (at, value), (after, then) in itertools.pairwise(known):
        if after == at + 1:  # nothing is known of a month between, so no line runs through it
            yield Shape("line", _x(at), _y(100 * value), _x(after), _y(100 * then), width=1.4)
    for at, value in known:
        yield Shape("dot", _x(at), _y(100 * value), 3.2, ref=drawing.refs[at])


def _ranges(drawing: MonthRanges) -> Iterator[Shape]:
    for at, span in enumerate(drawing.ranges):
        if span is None:
            continue
        top, bottom = _y(span[1]), _y(span[0])
        yield Shape("rect", _x(at) - 6, top, _x(at) + 6, max(bottom, top + 1.5), shade=105, ref=drawing.refs[at])
        for y in (top, bottom):
            yield Shape("line", _x(at) - 8, y, _x(at) + 8, y, width=1.6)


def _x(month: int) -> float:
    return _LEFT + (month + 0.5) * _STEP


def _y(percent: float) -> float:
    return _TOP + _HEIGHT * (1 - percent / 100)


def _svg_shape(shape: Shape) -> str:
    grey = f"#{shape.shade:02x}{shape.shade:02x}{shape.shade:02x}"
    if shape.kind == "rect":
        width, height = max(shape.x2 - shape.x, 0.5), max(shape.y2 - shape.y, 0.5)
        return f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{grey}"/>'
    if shape.kind == "line":
        ends = f'x1="{shape.x:.1f}" y1="{shape.y:.1f}" x2="{shape.x2:.1f}" y2="{shape.y2:.1f}"'
        return f'<line {ends} stroke="{grey}" stroke-width="{shape.width}"/>'
    if shape.kind == "dot":
        return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.x2:.1f}" fill="{grey}"/>'
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" fill="{grey}" font-size="10" text-anchor="middle" '
        f'dominant-baseline="central">{escape(shape.text)}</text>'
    )
