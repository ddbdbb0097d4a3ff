"""Places in papers that a statement about the series rests on."""

from __future__ import annotations

from collections.abc import Iterable

from quality.facts import Facts
from quality.series.model import SeriesEvidence

__all__ = ["cite", "dates_of", "quote"]


def cite(facts: Facts, *pointers: str, most: int = 6) -> list[SeriesEvidence]:
    """The quotes of ``pointers`` that stand on the page; where there is none, the paper itself under the first."""
    record = facts.record
    found = [
        SeriesEvidence(record_id=record.record_id, path=one.path, text=one.text, page=one.page, boxes=one.boxes)
        for one in facts.sight.cite(pointers, most)
    ]
    return found or [quote(facts, None, pointers[0] if pointers else "")]


def quote(facts: Facts, text: str | None, path: str = "/text") -> SeriesEvidence:
    """A wording of the text; its page is known where the paper has one page only."""
    pages = facts.record.source.pages
    page = pages[0] if len(pages) == 1 or (text is None and pages) else None
    return SeriesEvidence(record_id=facts.record.record_id, path=path, text=text, page=page)


def dates_of(several: Iterable[Facts]) -> list[SeriesEvidence]:
    """The dates of these meetings: what was looked at where something is said not to be there."""
    return [place for facts in several for place in cite(facts, "/held/date", "/period", most=1)]
