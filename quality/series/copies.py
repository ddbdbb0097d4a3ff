"""Text that a paper takes over from an earlier one of the cell."""

from __future__ import annotations

from collections.abc import Sequence

from quality.facts import Facts
from quality.novelty import COPIED, copied_passages, taken_over
from quality.series.evidence import dates_of, quote
from quality.series.model import CopiedPassage, SeriesFinding
from quality.series.months import month_of
from quality.series.rules import finding
from schemas import DocumentType

__all__ = ["copies"]

_LAST = 12  # earlier papers that one is compared with
_CITED = 2  # passages cited beside the finding; all stand side by side in the list of copies


def copies(members: Sequence[Facts]) -> tuple[list[CopiedPassage], list[SeriesFinding]]:
    """Passages side by side, and one finding for each paper that is half a copy or more."""
    passages: list[CopiedPassage] = []
    findings: list[SeriesFinding] = []
    past: list[Facts] = []
    for now in members:
        if now.record.document_type is DocumentType.OTHER:
            continue
        copy = taken_over(now, past[-_LAST:])
        if copy is not None and copy.share >= COPIED:
            earlier = copy.earlier
            pairs = copied_passages(now, earlier)
            ids = [now.record.record_id, earlier.record.record_id]
            places = [place for new, old in pairs[:_CITED] for place in (quote(now, new), quote(earlier, old))]
            findings.append(
                finding(
                    "copied-text",
                    f"{copy.share:.0%} nội dung lặp lại biên bản trước.",
                    f"{copy.share:.0%} of the text repeats an earlier paper.",
                    period=month_of(now.record),
                    evidence=places or dates_of([now, earlier]),
                    record_ids=ids,
                )
            )
            passages.extend(
                CopiedPassage(record_id=ids[0], earlier_record_id=ids[1], text=new, earlier_text=old)
                for new, old in pairs
            )
        past = [*past[-_LAST:], now]
    return passages, findings
