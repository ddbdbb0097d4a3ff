"""What a person may do to a layout: divide a unit, merge two, put pages in another order or place, say what one is.

Pure functions from layout to layout. Each raises ``UsageError`` for what cannot be done, ``KeyError`` for an unknown
unit. A unit that was merged away and is divided off again at the same place gets its old id back, and with it what
people said of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from nlp.laid import same_row
from schemas import Box, DocumentType, LaidUnit, Layout, Piece, UsageError

__all__ = ["arranged", "divided", "merged", "typed_as"]


def divided(
    layout: Layout, record_id: str, piece: int, at: Box | None, history: Sequence[Layout], sha256: str
) -> Layout:
    """Let a new unit begin within piece number ``piece`` (from 0) of the unit, at the row ``at``, or where the piece
    begins. ``history``: earlier layouts of the document, the machine's first."""
    unit = layout.unit(record_id)
    if not 0 <= piece < len(unit.pieces) or (piece == 0 and at is None):
        raise UsageError("A unit cannot be divided before its first line", "Không thể tách ngay trước dòng đầu tiên")
    cut = unit.pieces[piece]
    head, tail = [*unit.pieces[:piece]], [cut, *unit.pieces[piece + 1 :]]
    if at is not None:
        head.append(cut.model_copy(update={"end": at}))
        tail[0] = cut.model_copy(update={"start": at})
    rest = LaidUnit(record_id=_new_id(layout, tail[0], history, sha256), pieces=tuple(tail))
    return _with(layout, {record_id: [unit.model_copy(update={"pieces": tuple(head)}), rest]})


def merged(layout: Layout, record_id: str, other: str) -> Layout:
    """Join two units; the earlier one keeps its id and its kind."""
    ids = [one.record_id for one in layout.units]
    if record_id == other:
        raise UsageError("A unit cannot be merged with itself", "Không thể gộp văn bản với chính nó")
    first, second = sorted((layout.unit(record_id), layout.unit(other)), key=lambda one: ids.index(one.record_id))
    pieces = _joined([*first.pieces, *second.pieces])
    return _with(layout, {first.record_id: [first.model_copy(update={"pieces": pieces})], second.record_id: []})


def arranged(
    layout: Layout, record_id: str, order: Sequence[int], gone: Mapping[int, str | None], taken: Sequence[int] = ()
) -> Layout:
    """Put the pieces of a unit in ``order`` (their numbers now, from 0), but those ``gone`` into another unit, or into
    none (None). ``taken``: pages of no unit that come in. A page comes in behind those with a lower number."""
    unit = layout.unit(record_id)
    if sorted([*order, *gone]) != list(range(len(unit.pieces))):
        raise UsageError("Each page must be given one place", "Mỗi trang phải có đúng một chỗ")
    held = {piece.page for one in layout.units for piece in one.pieces}
    if any(page in held for page in taken):
        raise UsageError("The page is part of a unit already", "Trang đã thuộc một văn bản khác")
    mine = [unit.pieces[at] for at in order]
    for page in sorted(set(taken)):
        mine = _put_in(mine, Piece(page=page))
    units = {record_id: [unit.model_copy(update={"pieces": _joined(mine)})] if mine else []}
    for at, destination in gone.items():
        if destination is None:
            continue
        target = units.get(destination, [layout.unit(destination)])
        if not target or destination == record_id:
            raise UsageError("That unit is not there any more", "Văn bản đó không còn")
        pieces = _joined(_put_in(target[0].pieces, unit.pieces[at]))
        units[destination] = [target[0].model_copy(update={"pieces": pieces})]
    return _with(layout, units)


def typed_as(layout: Layout, record_id: str, kind: DocumentType | None) -> Layout:
    """Say what a unit is; None leaves it to the machine."""
    return _with(layout, {record_id: [layout.unit(record_id).model_copy(update={"kind": kind})]})


def _with(layout: Layout, changed: Mapping[str, Sequence[LaidUnit]]) -> Layout:
    return Layout(units=tuple(new for one in layout.units for new in changed.get(one.record_id, [one])))


def _put_in(pieces: Sequence[Piece], piece: Piece) -> list[Piece]:
    at = next((index for index, one in enumerate(pieces) if one.page > piece.page), len(pieces))
    return [*pieces[:at], piece, *pieces[at:]]


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of one page that lie one behind the other are one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.page == piece.page and last.end is not None and last.end == piece.start:
            found[-1] = last.model_copy(update={"end": piece.end})
        else:
            found.append(piece)
    return tuple(found)


def _new_id(layout: Layout, first: Piece, history: Sequence[Layout], sha256: str) -> str:
    standing = {one.record_id for one in layout.units}
    for earlier in reversed(history):
        for unit in earlier.units:
            begins = unit.pieces[0]
            if unit.record_id not in standing and begins.page == first.page and _same(begins.start, first.start):
                return unit.record_id
    used = standing | {unit.record_id for earlier in history for unit in earlier.units}
    number = len(used)
    while (found := hashlib.sha256(f"{sha256}/+{number}".encode()).hexdigest()[:20]) in used:
        number += 1
    return found


def _same(one: Box | None, other: Box | None) -> bool:
    return one == other if one is None or other is None else same_row(one, other)
