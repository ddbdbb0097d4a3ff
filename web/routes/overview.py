"""All cells at a glance: what met, how many came, how substantive it was, how well it was read. Each mark leads on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from store.overview import MonthFigures, Overview
from web.access import allows
from web.findings import finding_name
from web.gate import person_of
from web.plots import WIDTH, bars, line
from web.rendering import address_in, draw, language_of, month_text
from web.routes.common import queue_of
from web.routes.queue import STATES
from web.words import speaker

router = APIRouter(include_in_schema=False)
CELLS_PER_PAGE = 40
MOST_FINDINGS = 14


@router.get("/overview", response_class=HTMLResponse)
@allows("view")
def overview(
    request: Request,
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The page."""
    person, queue, language = person_of(request), queue_of(request), language_of(request)
    figures, say = Overview(queue), speaker(language)
    years = figures.years(person.cells)[::-1]
    year = year or (years[0] if years else "")
    recent = _calendar(year)
    known = [(key, name) for key, name in queue.cells() if person.sees(key)]
    some = known[(page - 1) * CELLS_PER_PAGE : page * CELLS_PER_PAGE]

    def to(**parameters: str) -> str:
        return address_in(language, request.app.state.language, "/", **parameters)

    months = figures.months(person.cells, recent[0], recent[-1]) if recent else []
    known_months = {one.month: one for one in months}
    plots = [
        ("attendance", line([_point(one, _rate(known_months.get(one)), to) for one in recent])),
        ("substance", line([_point(one, _share(known_months.get(one)), to) for one in recent])),
    ]
    states, grades = figures.states(person.cells), figures.grades(person.cells)
    counted = [
        ("load", bars([(say(f"queue.{one}"), states.get(one, 0), to(state=one)) for one in STATES])),
        ("reading", bars([(grade or say("grade.none"), count, to()) for grade, count in grades], left=70)),
        (
            "findings",
            bars(
                [
                    (finding_name(code, language), count, to(finding=code))
                    for code, count in figures.findings(person.cells)[:MOST_FINDINGS]
                ],
                left=300,
            ),
        ),
    ]
    return draw(
        request,
        "overview.html",
        year=year,
        years=years,
        columns=[f"{year}-{month:02}" for month in range(1, 13)] if year else [],
        cells=some,
        held=figures.cell_months([key for key, _ in some], year) if year and some else {},
        plots=plots,
        counted=counted,
        width=WIDTH,
        page=page,
        last=max(1, -(-len(known) // CELLS_PER_PAGE)),
    )


def _calendar(year: str) -> list[str]:
    """The months of the year and of the one before it: as many as one looks back over."""
    return [f"{one}-{month:02}" for one in (int(year) - 1, int(year)) for month in range(1, 13)] if year else []


def _rate(one: MonthFigures | None) -> float | None:
    return one.rate if one is not None else None


def _share(one: MonthFigures | None) -> float | None:
    return one.substantive / one.contributions if one is not None and one.contributions else None


def _point(month: str, value: float | None, to: Callable[..., str]) -> tuple[str, float | None, str]:
    return month_text(month), value, to(since=month, until=month)
