"""Half-years and years of one cell in figures, each with the places that it was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from quality.facts import Facts
from quality.series.attendance import rate_of
from quality.series.evidence import cite, dates_of
from quality.series.model import PeriodSummary, SeriesEvidence, SeriesFigure, SeriesFinding
from quality.series.months import half_of, is_regular, month_of
from quality.series.rules import finding
from quality.series.tasks import FollowedUp
from quality.series.themes import about_ho_chi_minh, is_thematic

__all__ = ["FIGURES", "no_superior", "summaries"]

# What a summary counts, in the order of the sheets.
FIGURES = (
    "regular_meetings", "missing_months", "thematic_meetings", "ho_chi_minh_themes", "attendance", "attendance_lowest",
    "superior_present", "opinions_substantive", "tasks_given", "tasks_spoken_of", "tasks_done", "off_day", "copied",
)  # fmt: skip


def summaries(
    members: Sequence[Facts],
    covered: Sequence[str],
    missing: Sequence[str],
    findings: Sequence[SeriesFinding],
    tasks: Sequence[FollowedUp],
) -> list[PeriodSummary]:
    """Every half-year and year that the papers touch, halves before their year. ``covered``: months held or missed."""
    months = sorted({*covered, *(month for facts in members if (month := month_of(facts.record)))})
    found = []
    for period in _periods(months):
        within = _within(period)
        own = [facts for facts in members if within(month_of(facts.record))]
        found.append(
            PeriodSummary(
                period=period,
                months=sum(1 for month in covered if within(month)),
                figures=_figures(
                    own,
                    [month for month in missing if within(month)],
                    [one for one in findings if within(one.period)],
                    [one for one in tasks if within(month_of(one.facts.record))],
                ),
            )
        )
    return found


def no_superior(regular: Sequence[Facts]) -> list[SeriesFinding]:
    """Half-years whose six months all have minutes, none of which names anybody of the superior committee."""
    found = []
    for half in sorted({half_of(month) for facts in regular if (month := month_of(facts.record))}):
        own = [facts for facts in regular if (month := month_of(facts.record)) and half_of(month) == half]
        whole = len({month_of(facts.record) for facts in own}) == 6
        if not whole or any(facts.record.superiors for facts in own):
            continue
        vi, en = ("đầu", "first") if half.endswith("1") else ("cuối", "second")
        found.append(
            finding(
                "no-superior-in-half-year",
                f"Sáu tháng {vi} năm {half[:4]}: không kỳ nào ghi có cấp ủy cấp trên dự.",
                f"{en.capitalize()} half of {half[:4]}: no minutes name anybody of the superior committee.",
                period=half,
                evidence=dates_of(own),
            )
        )
    return found


def _periods(months: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for month in months:
        found[half_of(month)] = None
    with_years: list[str] = []
    for half in found:
        if with_years and with_years[-1][:4] != half[:4]:
            with_years.append(with_years[-1][:4])
        with_years.append(half)
    return [*with_years, with_years[-1][:4]] if with_years else []


def _within(period: str) -> Callable[[str | None], bool]:
    """Whether a month (or a quarter or half-year, by its last month) lies in ``period``."""

    def within(other: str | None) -> bool:
        if other is None or other[:4] != period[:4]:
            return False
        if len(period) == 4 or other == period:
            return True
        if other[5:6] == "Q":
            return (int(other[6]) + 1) // 2 == int(period[6])
        return other[5:7].isdigit() and half_of(other) == period

    return within


def _figures(
    own: Sequence[Facts], missing: Sequence[str], findings: Sequence[SeriesFinding], tasks: Sequence[FollowedUp]
) -> dict[str, SeriesFigure]:
    regular = [facts for facts in own if is_regular(facts.record)]
    held = dates_of(regular)
    thematic = [facts for facts in own if is_thematic(facts)]
    about = [facts for facts in thematic if about_ho_chi_minh(facts)]
    above = [facts for facts in regular if facts.record.superiors]
    found = {
        "regular_meetings": SeriesFigure(value=len(regular), evidence=held),
        "missing_months": SeriesFigure(value=len(missing), evidence=_of(findings, "missing-month") or held),
        "thematic_meetings": SeriesFigure(value=len(thematic), evidence=_themes(thematic) or held),
        "ho_chi_minh_themes": SeriesFigure(value=len(about), evidence=_themes(about) or _themes(thematic) or held),
        **_attendance(regular),
        "superior_present": SeriesFigure(
            value=len(above),
            of=len(regular),
            evidence=[place for facts in above for place in cite(facts, "/superiors", most=2)] or held,
        ),
        **_opinions(regular),
        **_tasks(tasks),
        "off_day": SeriesFigure(
            value=sum(one.code in ("off-usual-day", "off-unified-day") for one in findings),
            of=len(regular),
            evidence=_of(findings, "off-usual-day", "off-unified-day") or held,
        ),
        "copied": SeriesFigure(
            value=sum(one.code == "copied-text" for one in findings),
            of=len(own),
            evidence=_of(findings, "copied-text") or dates_of(own),
        ),
    }
    return {name: figure for name in FIGURES if (figure := found.get(name)) is not None and figure.evidence}


def _attendance(regular: Sequence[Facts]) -> dict[str, SeriesFigure]:
    rates = [rate for facts in regular if (rate := rate_of(facts)) is not None]
    if not rates:
        return {}
    lowest = min(rates, key=lambda rate: rate.share)
    return {
        "attendance": SeriesFigure(
            value=sum(min(rate.present, rate.base) for rate in rates),
            of=sum(rate.base for rate in rates),
            evidence=[place for rate in rates for place in rate.evidence],
        ),
        "attendance_lowest": SeriesFigure(value=lowest.present, of=lowest.base, evidence=lowest.evidence),
    }


def _opinions(regular: Sequence[Facts]) -> dict[str, SeriesFigure]:
    """Opinions of the discussion as the record lists them; None of them says who spoke."""
    judged = [
        (facts, f"/contributions/{at}", bool(one.substantive))
        for facts in regular
        for at, one in enumerate(facts.record.contributions)
        if one.substantive is not None
    ]
    if not judged:
        return {}
    evidence = [place for facts, path, _ in judged for place in cite(facts, path, most=1)]
    count = sum(substantive for _, _, substantive in judged)
    return {"opinions_substantive": SeriesFigure(value=count, of=len(judged), evidence=evidence)}


def _tasks(tasks: Sequence[FollowedUp]) -> dict[str, SeriesFigure]:
    if not tasks:
        return {}
    evidence = [place for one in tasks for place in one.evidence]
    given = sum(one.given for one in tasks)
    return {
        "tasks_given": SeriesFigure(value=given, evidence=evidence),
        "tasks_spoken_of": SeriesFigure(value=sum(one.spoken_of for one in tasks), of=given, evidence=evidence),
        "tasks_done": SeriesFigure(value=sum(one.done for one in tasks), of=given, evidence=evidence),
    }


def _themes(thematic: Sequence[Facts]) -> list[SeriesEvidence]:
    return [place for facts in thematic for place in cite(facts, "/theme", "/title", "/held/date", most=1)]


def _of(findings: Sequence[SeriesFinding], *codes: str) -> list[SeriesEvidence]:
    return [place for one in findings if one.code in codes for place in one.evidence]
