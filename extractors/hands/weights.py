"""The weights inside an ONNX file: read as arrays, and written back into a copy of the same file.

A network that was tuned differs from its base in numbers alone, so nothing of the file but these bytes changes. That
needs no ONNX library, only a walk over the few protocol-buffer fields that lead to the initialisers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["FloatArray", "read_weights", "with_weights"]

FloatArray = NDArray[np.float32]

# numbers of fields in onnx.proto
_GRAPH, _INITIALIZER = 7, 5
_DIMS, _DATA_TYPE, _NAME, _RAW = 1, 2, 8, 9
_FLOAT = 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class _Field(NamedTuple):
    """``number``, its value where it is a varint, and where its bytes stand (``start`` to ``end``) otherwise."""

    number: int
    value: int
    start: int
    end: int


class _Place(NamedTuple):
    name: str
    shape: tuple[int, ...]
    start: int
    end: int


def read_weights(content: bytes) -> dict[str, FloatArray]:
    """All float initialisers of the ONNX file ``content``, by name; raises ``ValueError`` where it is none."""
    return {
        place.name: np.frombuffer(content, "<f4", prod(place.shape), place.start).reshape(place.shape).copy()
        for place in _places(content)
    }


def with_weights(content: bytes, weights: Mapping[str, FloatArray]) -> bytes:
    """A copy of the ONNX file ``content`` with these weights in place of its own.

    Raises ``ValueError`` for a name that it does not hold or another shape.
    """
    out = bytearray(content)
    places = {place.name: place for place in _places(content)}
    for name, values in weights.items():
        place = places.get(name)
        if place is None or place.shape != values.shape:
            raise ValueError(f"no initialiser {name} of shape {values.shape}")
        out[place.start : place.end] = np.ascontiguousarray(values, dtype="<f4").tobytes()
    return bytes(out)


def _places(content: bytes) -> Iterator[_Place]:
    for model in _fields(content, 0, len(content)):
        if model.number != _GRAPH:
            continue
        for part in _fields(content, model.start, model.end):
            if part.number == _INITIALIZER:
                place = _place(content, part)
                if place is not None:
                    yield place


def _place(content: bytes, tensor: _Field) -> _Place | None:
    """Where the numbers of one initialiser stand; None where they are no floats or stand elsewhere."""
    name, kind, shape = "", 0, []
    raw: _Field | None = None
    for field in _fields(content, tensor.start, tensor.end):
        if field.number == _DIMS and field.start == field.end:
            shape.append(field.value)
        elif field.number == _DIMS:
            at = field.start
            while at < field.end:
                size, at = _varint(content, at)
                shape.append(size)
        elif field.number == _DATA_TYPE:
            kind = field.value
        elif field.number == _NAME:
            name = content[field.start : field.end].decode()
        elif field.number == _RAW:
            raw = field
    if kind != _FLOAT or raw is None or raw.end - raw.start != 4 * prod(shape):
        return None
    return _Place(name, tuple(shape), raw.start, raw.end)


def _fields(content: bytes, at: int, end: int) -> Iterator[_Field]:
    while at < end:
        key, at = _varint(content, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(content, at)
            yield _Field(number, value, at, at)
            continue
        if kind == _BYTES:
            size, at = _varint(content, at)
        elif kind in (_FIXED32, _FIXED64):
            size = 4 if kind == _FIXED32 else 8
        else:
            raise ValueError("not an ONNX file")
        if at + size > end:
            raise ValueError("not an ONNX file, or cut off")
        yield _Field(number, 0, at, at + size)
        at += size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(content) or shift > 63:
            raise ValueError("not an ONNX file, or cut off")
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
