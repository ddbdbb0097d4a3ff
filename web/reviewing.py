"""What the review page shows of one paper, read from the store; rules looked at again after what people corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp import recheck
from schemas import Box, Finding, Page, PageState, Record, Severity
from store import (
    Act,
    Card,
    Correction,
    Difference,
    FieldState,
    Queue,
    ReviewDesk,
    Store,
    differences,
    with_corrections,
    words_of,
)
from web.rows import Row, RowGroup, row_groups, rows_of

__all__ = ["Desk", "PageView", "hits_on", "look", "page_views"]

UNREAD = frozenset({PageState.NEEDS_TRANSCRIPTION, PageState.FAILED})


@dataclass(frozen=True)
class PageView:
    """One page of the paper: its number, its size in proportion, and how far it must be turned to be upright."""

    number: int
    width: int
    height: int
    rotation: int
    unread: bool
    hits: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Desk:
    """Everything about one paper that the page shows."""

    record: Record  # with corrections
    card: Card
    groups: list[RowGroup]
    findings: list[Finding]
    corrections: list[Correction]
    lost: list[Difference]
    acts: list[Act]
    digest: str
    pages: list[PageView]

    @property
    def rows(self) -> list[Row]:
        return rows_of(self.groups)

    @property
    def left(self) -> list[Row]:
        """Rows that a person is still asked to look at."""
        return [row for row in self.rows if row.doubtful]

    @property
    def failing(self) -> list[Finding]:
        """Rules that fail: the paper is approved only with a reason."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def approval(self) -> Act | None:
        """The approval in force."""
        return self.acts[-1] if self.acts and self.card.state == "approved" else None

    def row(self, pointer: str) -> Row:
        """The row of ``pointer``; raises ``KeyError``."""
        for row in self.rows:
            if row.pointer == pointer:
                return row
        raise KeyError(pointer)


def look(store: Store, queue: Queue, record_id: str, words: str = "") -> Desk:
    """One paper; raises ``KeyError``. ``words``: what was searched for, to be marked on the pages."""
    desk = ReviewDesk(store)
    machine = store.record(record_id, corrected=False)
    people = store.corrections(record_id)
    shown = with_corrections(machine, people)
    changes = differences(machine, people)
    lost = [one for one in changes if one.state == "lost"]
    changed = {one.pointer for one in changes if one.state != "lost" and one.person != one.machine}
    findings = recheck(shown, changed) if changed else list(shown.findings)
    pages = store.pages(shown.source.sha256, shown.source.pages)
    return Desk(
        record=shown,
        card=queue.card(record_id),
        groups=row_groups(shown, findings, people, changes),
        findings=findings,
        corrections=people,
        lost=lost,
        acts=desk.acts(record_id),
        digest=desk.digest(record_id),
        pages=_views(shown, pages, words),
    )


def _views(record: Record, pages: Sequence[Page], words: str) -> list[PageView]:
    states = {one.page: one.state for one in record.reading}
    known = {page.number: page for page in pages}
    order = dict.fromkeys([*record.source.pages, *sorted(known)])  # as the unit is read, which a person may have said
    return [_view(number, known.get(number), states.get(number), words) for number in order]


def page_views(pages: Sequence[Page]) -> list[PageView]:
    """Pages as they are shown, in this order."""
    return [_view(page.number, page, page.state, "") for page in pages]


def _view(number: int, page: Page | None, state: PageState | None, words: str) -> PageView:
    return PageView(
        number=number,
        width=page.width if page else 1000,
        height=page.height if page else 1414,
        rotation=page.rotation if page else 0,
        unread=state in UNREAD,
        hits=tuple(hits_on(page, words)) if page and words else (),
    )


def hits_on(page: Page, words: str) -> list[Box]:
    """Boxes of the words that were searched for: where they stand one behind the other, else each by itself."""
    wanted = words_of(words)
    flow = [(part, word.box) for line in page.lines for word in line.words for part in words_of(word.text)]
    if not wanted or not flow:
        return []
    texts = [part for part, _ in flow]
    found: list[Box] = []
    for start in range(len(texts) - len(wanted) + 1):
        ends_well = texts[start + len(wanted) - 1].startswith(wanted[-1])
        if ends_well and texts[start : start + len(wanted) - 1] == wanted[:-1]:
            found += [box for _, box in flow[start : start + len(wanted)]]
    if not found:
        found = [box for part, box in flow if any(part.startswith(one) for one in wanted)]
    return list(dict.fromkeys(found))


def next_doubtful(desk: Desk, pointer: str) -> Row | None:
    """The next row behind ``pointer`` that wants a look, going round; None where there is none."""
    rows = desk.rows
    at = next((index for index, row in enumerate(rows) if row.pointer == pointer), -1)
    turned = [*rows[at + 1 :], *rows[: at + 1]]
    return next((row for row in turned if row.state in (FieldState.FAILED, FieldState.UNREVIEWED)), None)
