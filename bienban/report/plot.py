"""Geometry of the ranges: per cent along the scale of the rubric, so that the page may scale it as it likes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bienban.i18n import Say
from bienban.report.model import Band, Bar, Plot
from bienban.words import figure, meeting_label, range_text
from schemas import Assessment, CriterionStatus, Record

__all__ = ["Bounds", "bands_of", "plots"]

Bounds = Mapping[tuple[str, str], Sequence[tuple[str, float]]]  # (rubric id, version) -> grades with their lower bounds


def plots(rows: Iterable[tuple[str, Record, Assessment]], bounds: Bounds, say: Say) -> list[Plot]:
    """One plot for each rubric that was applied; ``rows`` in the order of the meetings: anchor, record, assessment."""
    groups: defaultdict[tuple[str, str], list[tuple[str, Record, Assessment]]] = defaultdict(list)
    for row in rows:
        rubric = row[2].rubric
        if rubric is not None:
            groups[rubric.id, rubric.version].append(row)
    return [_plot(key, group, bounds, say) for key, group in groups.items()]


def _plot(key: tuple[str, str], rows: Sequence[tuple[str, Record, Assessment]], bounds: Bounds, say: Say) -> Plot:
    rubric = rows[0][2].rubric
    title = rubric.title if rubric else ""
    scale = max((assessment.max_total or 0 for _, _, assessment in rows), default=0) or None
    return Plot(
        rubric=say("report.rubric-used", title=title, version=key[1]),
        bands=bands_of(bounds.get(key, ()), scale) if scale else (),
        bars=[_bar(*row, scale, say) for row in rows],
        scale=scale,
        ticks=[(step * 25.0, figure(scale * step / 4, say)) for step in range(5)] if scale else (),
    )


def bands_of(grades: Sequence[tuple[str, float]], scale: float) -> list[Band]:
    """Grades from the lowest to the highest, each from its own bound to the next one's."""
    ordered = sorted(grades, key=lambda grade: grade[1])
    starts = [max(0.0, bound) for _, bound in ordered]
    ends = [*starts[1:], scale]
    return [
        Band(round(100 * start / scale, 2), round(100 * end / scale, 2), name)
        for (name, _), start, end in zip(ordered, starts, ends, strict=True)
    ]


def _bar(anchor: str, record: Record, assessment: Assessment, scale: float | None, say: Say) -> Bar:
    left_open = sum(c.status is CriterionStatus.UNDETERMINED for c in assessment.criteria)
    applicable = sum(c.status is not CriterionStatus.NOT_APPLICABLE for c in assessment.criteria)
    total = assessment.total if scale else None
    shares = Counter(
        c.level or say(f"status.{c.status}")
        for c in assessment.criteria
        if c.status is not CriterionStatus.NOT_APPLICABLE
    )
    return Bar(
        anchor=anchor,
        label=meeting_label(record, say),
        low=round(100 * total[0] / scale, 2) if total and scale else None,
        high=round(100 * total[1] / scale, 2) if total and scale else None,
        points=range_text(total, say),
        grade=" – ".join(dict.fromkeys(assessment.grade)) if assessment.grade else "–",
        undetermined=say("report.of-criteria", count=left_open, total=applicable),
        shares=() if total else tuple(sorted(shares.items(), key=lambda share: _rank(share[0]))),
    )


def _rank(level: str) -> int:
    """Levels from met to open, in the words that the rubrics use; an unknown one comes last."""
    order = ("đạt", "đạt một phần", "chưa đạt – đạt", "chưa đạt")
    return order.index(level) if level in order else len(order)
