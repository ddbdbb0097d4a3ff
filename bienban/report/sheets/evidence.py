"""The numbered entries of evidence that close a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bienban.i18n import Say
from bienban.report.model import CropMaker
from bienban.report.sheets.model import Entry, Item
from bienban.words import meeting_label
from quality import SeriesEvidence
from schemas import CitedEvidence, Record

__all__ = ["Book", "cited", "whole"]


def cited(record_id: str, evidence: Iterable[CitedEvidence]) -> list[SeriesEvidence]:
    """Evidence of an assessment as places of its record."""
    return [
        SeriesEvidence(record_id=record_id, path=one.path, text=one.text, page=one.page, boxes=one.boxes)
        for one in evidence
    ]


def whole(record: Record, path: str = "") -> list[SeriesEvidence]:
    """The paper itself: what was looked through where it says nothing."""
    return [SeriesEvidence(record_id=record.record_id, path=path)]


class Book:
    """Gives each figure the number of its entry; the same places under the same heading share one."""

    def __init__(self, records: Mapping[str, Record], cut: CropMaker | None, say: Say) -> None:
        self._records = records
        self._cut = cut
        self._say = say
        self._known: dict[tuple[object, ...], int] = {}
        self._entries: list[Entry] = []

    @property
    def entries(self) -> list[Entry]:
        return self._entries

    def places(self, what: str, evidence: Sequence[SeriesEvidence], *, pictures: bool = False) -> int:
        """The number of the entry for these places. ``pictures``: show the pieces of the pages."""
        unique = {(one.record_id, one.path, one.text): one for one in evidence if one.record_id in self._records}
        key = (what, *unique)
        if key not in self._known:
            items = self._items(list(unique.values()), pictures=pictures)
            self._add(key, what, items)
        return self._known[key]

    def rule(self, what: str, paragraph: str) -> int:
        """The number of the entry for a paragraph of a rule."""
        key = (what, paragraph)
        if key not in self._known:
            self._add(key, what, [Item(place=paragraph)])
        return self._known[key]

    def _add(self, key: tuple[object, ...], what: str, items: Sequence[Item]) -> None:
        number = len(self._entries) + 1
        self._known[key] = number
        self._entries.append(Entry(number, what, items))

    def _items(self, evidence: Sequence[SeriesEvidence], *, pictures: bool) -> list[Item]:
        shown: set[tuple[str, int | None]] = set()
        items = []
        for one in evidence:
            record = self._records[one.record_id]
            page = (one.record_id, one.page)
            image = None
            if pictures and self._cut and one.page is not None and page not in shown:
                shown.add(page)
                boxes = [box for other in evidence if (other.record_id, other.page) == page for box in other.boxes]
                image = self._cut(record.source.sha256, one.page, boxes) if boxes else None
            items.append(self._item(one, record, image))
        return items

    def _item(self, one: SeriesEvidence, record: Record, image: str | None) -> Item:
        pages = record.source.pages
        page = str(one.page) if one.page is not None else f"{pages[0]}–{pages[-1]}" if pages else "–"
        quote = " ".join(one.text.split()) if one.text else None
        box = one.boxes[0] if one.boxes else None
        return Item(
            place=meeting_label(record, self._say),
            source=self._say("sheet.place", file=Path(record.source.path).name, page=page),
            quote=quote,
            box=" ".join(f"{edge:.3f}" for edge in (box.x0, box.top, box.x1, box.bottom)) if box else "",
            path=one.path,
            record_id=one.record_id,
            image=image,
            alt=self._say("report.crop-alt", page=page, text=quote or "") if image else "",
        )
