"""One document understood again from what is stored, without reading it: after a person typed lines of it, or said how
it falls into units."""

from __future__ import annotations

from flows.settings import BatchSettings
from flows.stages import Rooms, Stages
from flows.unread import understood
from store import Layouts, Store, TypedLines, laid_pages, with_typed_lines

__all__ = ["assess_stale", "understand_again"]


def understand_again(store: Store, settings: BatchSettings, sha256: str, stages: Stages | None = None) -> int:
    """Make the records of one document anew from its stored pages, what people typed of it and their layout; how many.

    Corrections stay, and the cells it touches are assessed anew. Raises ``KeyError`` for an unknown document.
    """
    rooms = stages or Rooms(*settings.registers)
    document = next((one for one in store.documents() if one.sha256 == sha256), None)
    if document is None:
        raise KeyError(sha256)
    pages = store.pages(sha256)
    laid = with_typed_lines(pages, TypedLines(store).of_document(sha256), laid_pages(store, sha256))
    number, layout = Layouts(store).of(sha256)
    records = understood(rooms, laid, document.path, sha256, layout)
    store.save_document(
        path=document.paths[0] if document.paths else document.path,
        sha256=sha256,
        pages=pages,
        records=records,
        versions={"read": document.read_version, "understand": document.understand_version},
        layout=number,
    )
    assess_stale(store, settings, rooms)
    return len(records)


def assess_stale(store: Store, settings: BatchSettings, rooms: Stages) -> None:
    """Assess every cell whose series changed."""
    version = rooms.versions(settings).assess
    for cell in store.stale_cells(version):
        records = store.records(cell=cell.cell)
        store.save_assessments(cell, version, rooms.assess(records, settings.rubric) if records else [])
