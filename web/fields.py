"""A record as sections of labelled values, each tied to its evidence. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas import Box, Evidence, Record

__all__ = ["Field", "Mark", "PageMarks", "Section", "leaves", "marks", "nearest", "sections"]

# Shown elsewhere on the page, or not values of the paper at all.
_APART = frozenset(
    {"schema_version", "record_id", "source", "findings", "inferred", "evidence", "reading", "text", "alternatives"},
)


@dataclass(frozen=True)
class Field:
    """One value: ``pointer`` into the record, ``key`` (the pointer in dots, without indexes) for its label, and the
    number of the evidence it rests on."""

    pointer: str
    key: str
    value: str | float | bool | None
    evidence: Evidence | None
    mark: int | None
    inferred: str | None


@dataclass(frozen=True)
class Section:
    """Values that belong together. ``items``: one group per entry of a list, or a single group."""

    key: str
    numbered: bool
    items: list[list[Field]] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        return any(one.value is not None for item in self.items for one in item)


@dataclass(frozen=True)
class Mark:
    """One piece of evidence on one page; ``number`` ties it to the fields that rest on it."""

    number: int
    pointer: str
    text: str
    boxes: list[Box]


@dataclass(frozen=True)
class PageMarks:
    """The evidence that stands on one page (1-based)."""

    page: int
    marks: list[Mark]


def numbering(record: Record) -> dict[str, int]:
    """A number per pointer that has evidence, from 1, in the order of page and place."""

    def place(item: tuple[str, Evidence]) -> tuple[int, float, float, str]:
        pointer, evidence = item
        first = evidence.boxes[0] if evidence.boxes else Box(0, 0, 0, 0)
        return evidence.page, first.top, first.x0, pointer

    return {pointer: number for number, (pointer, _) in enumerate(sorted(record.evidence.items(), key=place), start=1)}


def sections(record: Record) -> list[Section]:
    """The record's values in the contract's order; single values come first, in a section of their own."""
    body = record.model_dump(mode="json", by_alias=True)
    numbers = numbering(record)

    def group(pointer: str, value: Any) -> list[Field]:
        return [_field(record, numbers, at, key, leaf) for at, key, leaf in leaves(pointer, value)]

    single = Section("document", numbered=False, items=[[]])
    rest: list[Section] = []
    for key, value in body.items():
        if key in _APART:
            continue
        pointer = f"/{key}"
        if isinstance(value, list):
            items = [group(f"{pointer}/{index}", item) for index, item in enumerate(value)]
            rest.append(Section(key, numbered=True, items=items))
        elif isinstance(value, Mapping):
            rest.append(Section(key, numbered=False, items=[group(pointer, value)]))
        else:
            single.items[0].extend(group(pointer, value))
    return [single, *rest]


def marks(record: Record) -> list[PageMarks]:
    """The evidence of the record by page, one entry per page of the record, also where a page has none."""
    numbers = numbering(record)
    pages = sorted({*record.source.pages, *(evidence.page for evidence in record.evidence.values())})
    found: dict[int, list[Mark]] = {page: [] for page in pages}
    for pointer, number in numbers.items():
        evidence = record.evidence[pointer]
        found[evidence.page].append(Mark(number, pointer, evidence.text, list(evidence.boxes)))
    return [PageMarks(page, found[page]) for page in pages]


def leaves(pointer: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Every leaf below ``pointer`` as (pointer, key of its label, value); an empty list is no leaf."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(f"{pointer}/{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(f"{pointer}/{index}", inner)
    else:
        yield pointer, ".".join(part for part in pointer.split("/") if part and not part.isdecimal()), value


def _field(record: Record, numbers: Mapping[str, int], pointer: str, key: str, value: Any) -> Field:
    holder = nearest(record.evidence, pointer)
    return Field(
        pointer=pointer,
        key=key,
        value=value,
        evidence=record.evidence[holder] if holder is not None and value is not None else None,
        mark=numbers[holder] if holder is not None and value is not None else None,
        inferred=record.inferred.get(pointer),
    )


def nearest(known: Mapping[str, Evidence], pointer: str) -> str | None:
    """``pointer`` or the closest one above it that has evidence: an item's evidence holds for its parts."""
    while pointer:
        if pointer in known:
            return pointer
        pointer = pointer.rpartition("/")[0]
    return None
