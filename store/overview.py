"""Figures over all papers for the overview: counted in the database from the cards, no record is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, distinct, func, literal_column, select, true
from sqlalchemy.orm import Session

from store.queue import Queue, plain
from store.review_tables import CardRow
from store.tables import AssessmentRow

__all__ = ["CellMonth", "MonthFigures", "Overview"]


class MonthFigures(NamedTuple):
    """One month: minutes, mean share of members present, contributions, those of substance, self-criticisms."""

    month: str
    papers: int
    rate: float | None
    contributions: int
    substantive: int
    self_criticisms: int


class CellMonth(NamedTuple):
    """One cell in one month: minutes, thematic ones among them, and the range of points as shares of the maximum."""

    cell: str
    month: str
    papers: int
    thematic: int
    low: float | None
    high: float | None
    record_id: str


class Overview:
    """Answers are remembered until anything in the archive changes. ``cells``: those a person may see; None: all."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def years(self, cells: frozenset[str] | None = None) -> list[str]:
        """Years with minutes, oldest first. Goes from year to year by the index, past the papers."""

        def ask(session: Session) -> list[str]:
            mine = (*_shown(cells), CardRow.document_type == "minutes")
            known = select(func.min(CardRow.month).label("month")).where(*mine).cte("known", recursive=True)
            ended = func.substr(known.c.month, 1, 4).concat(literal_column("'-13'"))
            later = select(func.min(CardRow.month)).where(*mine, CardRow.month > ended).scalar_subquery()
            known = known.union_all(select(later).where(known.c.month.is_not(None)))
            return [month[:4] for month in session.scalars(select(known.c.month).where(known.c.month.is_not(None)))]

        return sorted(self._queue.remembered(("years", cells), ask))

    def months(self, cells: frozenset[str] | None = None, since: str = "", until: str = "9999") -> list[MonthFigures]:
        """Months with minutes, oldest first: all, or those from ``since`` to ``until`` (YYYY-MM)."""

        def ask(session: Session) -> list[MonthFigures]:
            month: ColumnElement[Any] = CardRow.month.expression
            kind: ColumnElement[Any] = CardRow.document_type.expression
            if cells is not None:  # by the index of the cells: the months of all others are of no interest
                month, kind = plain(CardRow.month), plain(CardRow.document_type)
            query = (
                select(
                    month,
                    func.count(),
                    func.avg(CardRow.rate),
                    func.sum(CardRow.contributions),
                    func.sum(CardRow.substantive),
                    func.sum(CardRow.self_criticisms),
                )
                .where(*_shown(cells), kind == "minutes", month >= since, month <= until)
                .group_by(month)
                .order_by(month)
            )
            return [MonthFigures(*row) for row in session.execute(query)]

        return list(self._queue.remembered(("months", cells, since, until), ask))

    def grades(self, cells: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """Papers by the worst grade of their pages, A first; "" where there is none."""
        return sorted(_summed((grade, count) for _, grade, count in self._queue.tallies(cells)).items())

    def states(self, cells: frozenset[str] | None = None) -> dict[str, int]:
        """Papers by state."""
        return _summed((state, count) for state, _, count in self._queue.tallies(cells))

    def findings(self, cells: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """Codes of findings with the number of papers, the most frequent first."""

        return self._queue.codes(cells)

    def cell_months(self, cells: list[str], year: str) -> dict[tuple[str, str], CellMonth]:
        """What these cells held in each month of the year."""
        with self._queue.session() as session:
            query = (
                select(
                    CardRow.cell,
                    CardRow.month,
                    func.count(distinct(CardRow.record_id)),
                    func.count(distinct(case((CardRow.meeting_type == "thematic", CardRow.record_id)))),
                    func.min(AssessmentRow.total_low / AssessmentRow.max_total),
                    func.max(AssessmentRow.total_high / AssessmentRow.max_total),
                    func.min(CardRow.record_id),
                )
                .outerjoin(AssessmentRow, AssessmentRow.record_id == CardRow.record_id)
                .where(
                    CardRow.cell.in_(cells),
                    CardRow.month >= f"{year}-01",
                    CardRow.month <= f"{year}-12",
                    CardRow.current == true(),
                    CardRow.document_type == "minutes",
                )
                .group_by(CardRow.cell, CardRow.month)
            )
            found: list[Any] = list(session.execute(query))
        return {(row[0], row[1]): CellMonth(*row) for row in found}


def _summed(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for name, count in counts:
        found[name] += count
    return dict(found)


def _shown(cells: frozenset[str] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [CardRow.current == true()]
    if cells is not None:
        conditions.append(CardRow.cell.in_(sorted(cells)))
    return conditions
