"""Pages of papers looked through for whose writing they are, and for the lines that are best typed next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import ReadSettings
from extractors.engines.base import Gray
from extractors.engines.lines_models import RECOGNISER, checked_bytes, letters, open_session
from extractors.hands.choose import doubt_of, next_to_type, summary_of
from extractors.hands.cluster import proposed, strokes_of
from extractors.hands.crops import line_pictures
from extractors.hands.plainreading import best_path, steps_of
from flows.learning import drawn_boxes
from schemas import Box, Page, Script
from schemas.hands import LaidLine
from store import HandEntry, Hands, Store, TypedLines, laid_pages
from store.transcripts import same_place

__all__ = ["Offered", "offered_lines", "proposed_hands"]

_MOST_PAGES = 60  # of a book that are looked through for lines to type
_WIDE = 0.15  # of the page's width: shorter lines teach little


@dataclass(frozen=True)
class Offered:
    """A line that is worth typing: where it stands, its picture, and what is read there now."""

    sha256: str
    page: int
    box: Box
    picture: Gray
    read: str


def proposed_hands(store: Store, documents: Sequence[str], settings: ReadSettings) -> dict[tuple[str, int], int]:
    """A number for each page (document, page) whose writing could be told: 0 for the hand with most pages."""
    strokes, groups = [], []
    for sha256 in documents:
        pages = store.pages(sha256)
        for number, pictures in _pictures(store, sha256, pages, settings).items():
            found = strokes_of([picture for _, picture in pictures])
            strokes += found
            groups += [(sha256, number)] * len(found)
    return proposed(strokes, groups)


def offered_lines(store: Store, hand: HandEntry, settings: ReadSettings, count: int) -> list[Offered]:
    """The lines of the hand's pages whose typing helps most, first the best; those typed already are left out."""
    hands, classes = Hands(store), letters()
    model = hands.in_use(hand.id)
    path = hands.path(model) if model is not None else None
    session = open_session(path.read_bytes() if path is not None and path.is_file() else checked_bytes(RECOGNISER))
    typed = TypedLines(store).labelled()
    found: list[Offered] = []
    doubts, summaries, known = [], [], []
    for run in hands.pages(hand.id):
        pages = [page for page in store.pages(run.sha256) if run.holds(run.sha256, page.number)]
        for number, pictures in _pictures(store, run.sha256, pages[:_MOST_PAGES], settings).items():
            done = [line.box for line in typed if (line.sha256, line.page) == (run.sha256, number)]
            for box, picture in pictures:
                steps = steps_of(session, picture)
                if any(same_place(box, one) for one in done):
                    known.append(summary_of(steps))
                    continue
                found.append(Offered(run.sha256, number, box, picture, best_path(steps, classes)))
                doubts.append(doubt_of(steps))
                summaries.append(summary_of(steps))
    order = next_to_type(doubts, summaries, [len(one.read) for one in found], count, known)
    return [found[at] for at in order]


def _pictures(
    store: Store, sha256: str, pages: Sequence[Page], settings: ReadSettings
) -> dict[int, list[tuple[Box, Gray]]]:
    """Lines of each page with their pictures; lines of print and very short ones are left out."""
    laid = laid_pages(store, sha256)
    boxes: dict[int, Sequence[Box]] = {page.number: _boxes(page, laid.get(page.number)) for page in pages}
    boxes = {number: found for number, found in boxes.items() if found}
    turns = {page.number: page.rotation for page in pages}
    pictures = line_pictures(store.original(sha256), boxes, settings, turns, drawn_boxes(store, sha256))
    return {
        number: [(box, picture) for box, picture in zip(found, pictures[number], strict=True) if picture is not None]
        for number, found in boxes.items()
    }


def _boxes(page: Page, laid: Sequence[LaidLine] | None) -> list[Box]:
    """The lines of a page that are worth a look: as a person laid them, else as they were found."""
    if laid is not None:
        printed = [line.box for line in page.lines if line.script is Script.PRINT]
        return [one.box for one in laid if one.own or (one.box.width >= _WIDE and one.box not in printed)]
    return [line.box for line in page.lines if line.box.width >= _WIDE and line.script is not Script.PRINT]
