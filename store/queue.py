"""The queue of papers: filtered, counted, sorted by the worst required value, searched by words. Loads no record."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    column,
    distinct,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.orm import Session

from store import cards
from store.folding import folded, words_of
from store.review_tables import CardRow, SearchRow
from store.store import Store
from store.tables import AuditRow, FindingRow
from store.views import QUIET

__all__ = ["Card", "Filter", "Queue", "QueuePage"]

FRESH = 20.0  # seconds
SPARSE = 20_000  # papers
NOTHING: ColumnElement[str] = literal_column("''")  # no parameter: grouping by one is not what was selected by another
MOST_HITS = 1000  # of a search: whoever finds more must say more


class Filter(BaseModel):
    """What the queue is narrowed to; None is no limit. ``cells``: those that the person may see at all."""

    model_config = ConfigDict(frozen=True)

    state: str | None = None
    cell: str | None = None  # part of the cell's name, folded
    since: str | None = None  # month, YYYY-MM, inclusive
    until: str | None = None
    kind: str | None = None  # type of document or of meeting
    finding: str | None = None  # code
    words: str | None = None
    cells: frozenset[str] | None = None


class Card(BaseModel):
    """One row of the queue."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    record_id: str
    sha256: str
    state: str
    worst: float
    doubts: int
    errors: int
    warnings: int
    grade: str | None
    document_type: str
    meeting_type: str | None
    cell: str
    organisation: str | None
    number: str | None
    month: str | None
    held_on: str | None
    file_name: str
    first_page: int | None
    last_page: int | None


class QueuePage(BaseModel):
    """One page of the queue, with how many papers of each state the filter leaves."""

    model_config = ConfigDict(frozen=True)

    cards: list[Card]
    counts: dict[str, int]
    total: int  # in the state asked for
    capped: bool = False  # the search found more than are shown


class Queue:
    """Reads the cards. ``warm`` must have run once on an archive from before there were cards."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembered: dict[Any, tuple[int, Any, float]] = {}

    def session(self) -> AbstractContextManager[Session]:
        """A session to read with."""
        return self._store._read()

    def warm(self) -> int:
        """Put records without a card on one; how many."""
        total = 0
        while True:
            with self._store._write() as session:
                done = cards.catch_up(session)
            total += done
            if not done:
                return total

    def page(self, wanted: Filter, offset: int, limit: int) -> QueuePage:
        """Papers ``offset`` to ``offset + limit``, the least sure first."""
        with self._store._read() as session:
            conditions, capped = self._conditions(session, wanted)
            counts = dict.fromkeys(cards.STATES, 0) | self._counts(wanted, conditions)
            total = counts.get(wanted.state, 0) if wanted.state else sum(counts.values())
            if wanted.state:
                conditions = [*conditions, CardRow.state == wanted.state]
            rows = self._rows(session, conditions, total, offset, limit) if offset < total else []
            return QueuePage(
                cards=[Card.model_validate(row) for row in rows], counts=counts, total=total, capped=capped
            )

    def _rows(
        self, session: Session, conditions: Sequence[ColumnElement[bool]], total: int, offset: int, limit: int
    ) -> list[CardRow]:
        if total > SPARSE:  # going through the queue in its order soon finds enough of them
            query = select(CardRow).where(*conditions).order_by(CardRow.worst, CardRow.record_id)
            return list(session.scalars(query.offset(offset).limit(limit)))
        # Few among many: found by what they are and put in order then; "+ 0" keeps the database from the other way.
        order = (CardRow.worst + literal_column("0", Integer), CardRow.record_id)
        ids = select(CardRow.record_id).where(*conditions).order_by(*order).offset(offset).limit(limit)
        found = {row.record_id: row for row in session.scalars(select(CardRow).where(CardRow.record_id.in_(ids)))}
        return sorted(found.values(), key=lambda row: (row.worst, row.record_id))

    def following(self, record_id: str, wanted: Filter) -> str | None:
        """The paper to be reviewed after this one: the least sure of those not approved, other than this."""
        with self._store._read() as session:
            conditions, _ = self._conditions(session, wanted)
            query = select(CardRow.record_id).where(*conditions, CardRow.record_id != record_id)
            query = query.where(CardRow.state.in_([wanted.state] if wanted.state else ["needs_review", "new"]))
            found: str | None = session.scalar(query.order_by(CardRow.worst, CardRow.record_id).limit(1))
            return found

    def card(self, record_id: str) -> Card:
        """One card; raises ``KeyError``."""
        with self._store._read() as session:
            row = session.get(CardRow, record_id)
            if row is None:
                raise KeyError(record_id)
            return Card.model_validate(row)

    def of_document(self, sha256: str) -> list[Card]:
        """The cards of one document, in the order of its pages."""
        with self._store._read() as session:
            query = select(CardRow).where(CardRow.sha256 == sha256).order_by(CardRow.first_page, CardRow.record_id)
            return [Card.model_validate(row) for row in session.scalars(query)]

    def cells(self) -> list[tuple[str, str]]:
        """Cells as (key, a name as it is written), by key. Goes from cell to cell by the index, past their papers."""

        def ask(session: Session) -> list[tuple[str, str]]:
            mine = (CardRow.current == true(),)
            first = select(func.min(CardRow.cell).label("cell")).where(*mine, CardRow.cell > "")
            known = first.cte("known", recursive=True)
            following = select(func.min(CardRow.cell)).where(*mine, CardRow.cell > known.c.cell).scalar_subquery()
            known = known.union_all(select(following).where(known.c.cell.is_not(None)))
            name = select(func.max(CardRow.organisation)).where(*mine, CardRow.cell == known.c.cell).scalar_subquery()
            query = select(known.c.cell, name).where(known.c.cell.is_not(None)).order_by(known.c.cell)
            return [(cell, name or cell) for cell, name in session.execute(query)]

        return list(self.remembered("cells", ask))

    def tallies(self, cells: frozenset[str] | None = None) -> list[tuple[str, str, int]]:
        """Papers by state and by the worst grade of their pages ("" for none), as (state, grade, papers)."""

        def ask(session: Session) -> list[tuple[str, str, int]]:
            state: ColumnElement[Any] = CardRow.state.expression
            grade: ColumnElement[Any] = CardRow.grade.expression
            query = select(state, grade, func.count())
            if cells is not None:
                state, grade = plain(CardRow.state), plain(CardRow.grade)
                query = select(state, grade, func.count()).where(CardRow.cell.in_(sorted(cells)))
            rows = session.execute(query.where(CardRow.current == true()).group_by(grade, state))
            return [(state, grade or "", count) for state, grade, count in rows]

        return list(self.remembered(("tallies", cells), ask, fresh=0))

    def codes(self, cells: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """Codes of findings with their number of papers, the most frequent first; ``cells``: of papers of these only,
        for what was found in a cell is for those to know who see it."""

        def ask(session: Session) -> list[tuple[str, int]]:
            each = select(FindingRow.code, FindingRow.record_id).distinct().subquery()  # one paper may have it twice
            every = select(each.c.code, func.count()).group_by(each.c.code)
            count = func.count(distinct(FindingRow.record_id))
            on_cards = select(FindingRow.code, count).group_by(FindingRow.code)
            on_cards = on_cards.join(CardRow, CardRow.record_id == FindingRow.record_id)
            if cells is not None:
                asked = on_cards.where(CardRow.current == true(), CardRow.cell.in_(sorted(cells)))
                found = Counter({code: papers for code, papers in session.execute(asked)})  # noqa: C416
            else:  # all, less the few whose file holds other bytes by now: no need to look at each paper
                found = Counter({code: papers for code, papers in session.execute(every)})  # noqa: C416
                for code, papers in session.execute(on_cards.where(CardRow.current == false())):
                    found[code] -= papers
            return sorted(
                ((code, papers) for code, papers in found.items() if papers), key=lambda one: (-one[1], one[0])
            )

        return list(self.remembered(("codes", cells), ask))

    def remembered(self, key: Any, ask: Any, fresh: float = FRESH) -> Any:
        """``ask(session)``, remembered until the archive changes (each change writes to the trail), and for ``fresh``
        seconds at least: lists and sums over all papers may be that old."""
        known = self._remembered.get(key)
        if known is not None and time.monotonic() - known[2] < fresh:
            return known[1]
        with self._store._read() as session:
            stamp = _stamp(session)
            found = known[1] if known is not None and known[0] == stamp else ask(session)
        if len(self._remembered) > 200:
            self._remembered.clear()
        self._remembered[key] = (stamp, found, time.monotonic())
        return found

    def forget(self) -> None:
        """Forget what was counted, as after a change in the archive."""
        self._remembered.clear()

    # how -------------------------------------------------------------------------------------------------------

    def _counts(self, wanted: Filter, conditions: Sequence[ColumnElement[bool]]) -> dict[str, int]:
        anything = wanted.model_copy(update={"state": None})
        if anything == Filter(cells=wanted.cells):
            counts = Counter[str]()
            for state, _, count in self.tallies(wanted.cells):
                counts[state] += count
            return dict(counts)

        def ask(session: Session) -> dict[str, int]:
            state = plain(CardRow.state)
            query = select(state, func.count()).where(*conditions).group_by(state)
            return {one: count for one, count in session.execute(query)}  # noqa: C416

        return dict(self.remembered(("counts", anything), ask, fresh=0))

    def _conditions(self, session: Session, wanted: Filter) -> tuple[list[ColumnElement[bool]], bool]:
        found: list[ColumnElement[bool]] = [CardRow.current == true()]
        capped = False
        if wanted.finding or words_of(wanted.words or ""):
            # A few papers are known by id: said so that no index of all current ones is gone through for them.
            found = [CardRow.current.is_not(false())]
        if wanted.cells is not None:
            found.append(CardRow.cell.in_(sorted(wanted.cells)))
        if wanted.cell:
            part = folded(wanted.cell)
            found.append(CardRow.cell.in_([key for key, _ in self.cells() if part in key]))
        if wanted.since:
            found.append(CardRow.month >= wanted.since)
        if wanted.until:
            found.append(CardRow.month <= wanted.until)
        if wanted.kind:
            found.append(or_(CardRow.document_type == wanted.kind, CardRow.meeting_type == wanted.kind))
        if wanted.finding:
            found.append(CardRow.record_id.in_(select(FindingRow.record_id).where(FindingRow.code == wanted.finding)))
        if wanted.words and words_of(wanted.words):
            ids, capped = self._hits(session, wanted.words)
            found.append(CardRow.record_id.in_(ids))
        return found, capped

    def _hits(self, session: Session, words: str) -> tuple[list[str], bool]:
        """Papers in which these words stand one behind the other; where none does, those that hold all of them."""
        parts = words_of(words)
        for query in (_phrase(session, parts), _all_words(session, parts)):
            ids = list(session.scalars(query.limit(MOST_HITS + 1)))
            if ids:
                return ids[:MOST_HITS], len(ids) > MOST_HITS
        return [], False


def plain(column: Any) -> ColumnElement[Any]:
    """The same text, but no column to a database that would group by an index of it and look each row up for the rest,
    where another index has all that is asked for."""
    found: ColumnElement[Any] = column.concat(NOTHING)
    return found


def _stamp(session: Session) -> int:
    """Id of the last change: as long as it stays, what was counted stays right. Views and logins change nothing."""
    query = select(AuditRow.id).where(AuditRow.action.not_in(QUIET)).order_by(AuditRow.id.desc()).limit(1)
    return session.scalar(query) or 0


def _phrase(session: Session, parts: list[str]) -> Select[str]:
    if session.get_bind().dialect.name == "sqlite":
        return _indexed('"' + " ".join(parts) + '"*')
    phrase = " ".join(parts)
    return _worded(phrase).where(SearchRow.folded.contains(phrase, autoescape=True))


def _all_words(session: Session, parts: list[str]) -> Select[str]:
    if session.get_bind().dialect.name == "sqlite":
        return _indexed(" AND ".join(f'"{part}"*' for part in parts))
    return _worded(" ".join(parts))


def _worded(words: str) -> Select[str]:
    match = text("to_tsvector('simple', search_texts.folded) @@ plainto_tsquery('simple', :words)")
    return select(SearchRow.record_id).where(match.bindparams(words=words))


def _indexed(match: str) -> Select[str]:
    # The words were folded to letters and figures, so nothing in them means anything to the index. The index comes
    # first and the search ends with the last hit that is wanted: common words stand in every paper.
    hits = table("search", column("rowid", Integer))
    query: Select[str] = select(SearchRow.record_id).select_from(hits).join(SearchRow, SearchRow.id == hits.c.rowid)
    return query.where(text("search MATCH :match").bindparams(match=match))
