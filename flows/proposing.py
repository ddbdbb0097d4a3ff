"""Pages of papers looked through for whose writing they are, and for the lines that are best typed next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors import ReadSettings
from extractors.engines.base import Gray
from extractors.engines.lines_models import letters, open_session
from extractors.hands.choose import doubt_of, next_to_type, summary_of
from extractors.hands.cluster import proposed, strokes_of
from extractors.hands.crops import found_lines, line_pictures
from extractors.hands.general import base_for_hands
from extractors.hands.plainreading import best_path, steps_of
from flows.learning import drawn_boxes
from schemas import Box, Page, Script
from store import HandEntry, HandPages, Hands, Store, TypedLines, laid_pages
from store.laid import rounded_box, same_place

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
        for number, pictures in _pictures(store, sha256, store.pages(sha256), settings):
            found = strokes_of([picture for _, picture in pictures])
            strokes += found
            groups += [(sha256, number)] * len(found)
    return proposed(strokes, groups)


def offered_lines(
    store: Store,
    hand: HandEntry,
    settings: ReadSettings,
    count: int,
    *,
    most_pages: int = _MOST_PAGES,
    told: Callable[[int, int], None] | None = None,
) -> list[Offered]:
    """The lines of the hand's pages whose typing helps most, first the best; those typed already are left out.

    ``most_pages``: so many pages are looked through, spread over the book. ``told`` is called with the pages done and
    all of them.
    """
    hands, classes = Hands(store), letters()
    model = hands.in_use(hand.id)
    path = hands.path(model) if model is not None else None
    session = open_session(path.read_bytes() if path is not None and path.is_file() else base_for_hands())
    typed = TypedLines(store)
    found: list[Offered] = []
    doubts, summaries, known = [], [], []
    asked = _spread(store, hands.pages(hand.id), most_pages)
    done, total = 0, sum(map(len, asked.values()))
    for sha256, pages in asked.items():
        answered = typed.of_document(sha256)
        for number, pictures in _pictures(store, sha256, pages, settings):
            there = [line for line in answered if line.page == number]
            for box, picture in pictures:
                mine = [line for line in there if same_place(box, line.box)]
                if mine and not any(line.text for line in mine):
                    continue  # nobody can read it, or it is none
                steps = steps_of(session, picture)
                if mine:
                    known.append(summary_of(steps))
                    continue
                found.append(Offered(sha256, number, box, picture, best_path(steps, classes)))
                doubts.append(doubt_of(steps))
                summaries.append(summary_of(steps))
            done += 1
            if told is not None:
                told(done, total)
    order = next_to_type(doubts, summaries, [len(one.read) for one in found], count, known)
    return [found[at] for at in order]


def _spread(store: Store, runs: Sequence[HandPages], most: int) -> dict[str, list[Page]]:
    """Pages of a hand by document; where there are more than ``most``, every second or third and so on."""
    pages = [
        (run.sha256, page) for run in runs for page in store.pages(run.sha256) if run.holds(run.sha256, page.number)
    ]
    if len(pages) > most:
        pages = [pages[at * len(pages) // most] for at in range(most)]
    out: dict[str, list[Page]] = {}
    for sha256, page in pages:
        out.setdefault(sha256, []).append(page)
    return out


def _pictures(
    store: Store, sha256: str, pages: Sequence[Page], settings: ReadSettings
) -> Iterator[tuple[int, list[tuple[Box, Gray]]]]:
    """Lines of each page with their pictures: as a person laid them, else as the detector finds them whole (the lines
    of what was read lack the words that were not). Print and very short ones are left out.
    """
    laid, drawn = laid_pages(store, sha256), drawn_boxes(store, sha256)
    path = store.original(sha256)
    turns = {page.number: page.rotation for page in pages}
    for page in pages:
        number, lines = page.number, laid.get(page.number)
        printed = [line.box for line in page.lines if line.script is Script.PRINT]
        if lines is not None:
            boxes = [one.box for one in lines if one.own or one.box not in printed]
            pictures = line_pictures(path, {number: boxes}, settings, turns, drawn)[number] if boxes else []
            kept = [(box, picture) for box, picture in zip(boxes, pictures, strict=True) if picture is not None]
            yield number, [one for one in kept if one[0].width >= _WIDE or one[0] in drawn.get(number, ())]
            continue
        for _, found in found_lines(path, [number], settings, turns):
            yield number, [
                (rounded_box(box), picture) for box, picture in found
                if box.width >= _WIDE and not any(same_place(box, other) for other in printed)
            ]  # fmt: skip
