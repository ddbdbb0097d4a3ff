"""The two leaves of an open book, read apart, as the one page that the file holds."""

from __future__ import annotations

from collections.abc import Iterable

from schemas import Page, PageQuality, PageState, Step

__all__ = ["joined_leaves"]

_WORST = (PageState.NEEDS_TRANSCRIPTION, PageState.READ, PageState.BLANK)


def joined_leaves(left: Page, right: Page, base: int = 0) -> Page:
    """One page of both: the left leaf's rows, then the right one's, numbered on.

    A leaf that needs a person makes the page need one; a blank leaf counts for nothing. ``base`` is the turn in degrees
    before the cut: where both leaves were read upside down after it, the right one comes first.
    """
    if all((leaf.rotation - base) % 360 == 180 for leaf in (left, right)):
        left, right = right, left
    after = 1 + max((line.row for line in left.lines), default=-1)
    moved = tuple(line.model_copy(update={"row": line.row + after}) for line in right.lines)
    cut = Step(name="open-book", tool="bienban.extractors", version=left.steps[0].version)
    fuller = max(left, right, key=lambda leaf: leaf.quality.words)
    return fuller.model_copy(
        update={
            "state": min((left.state, right.state), key=_WORST.index),
            "lines": left.lines + moved,
            "tables": left.tables + right.tables,
            "regions": tuple(dict.fromkeys((*left.regions, *right.regions))),  # each leaf names the sheet's stamps
            "quality": _both(left.quality, right.quality),
            "steps": (cut, *left.steps, *right.steps),
            "notes": (*left.notes, "an open book: the left page's lines come first, then the right page's"),
        }
    )


def _both(a: PageQuality, b: PageQuality) -> PageQuality:
    return PageQuality(
        words=a.words + b.words,
        mean_confidence=_mean((a.mean_confidence, a.words), (b.mean_confidence, b.words)),
        lexicon_share=_mean((a.lexicon_share, a.words), (b.lexicon_share, b.words)),
        ink_covered=_mean((a.ink_covered, a.words), (b.ink_covered, b.words)),
        worst_confidence=min((v for v in (a.worst_confidence, b.worst_confidence) if v is not None), default=None),
        handwriting_share=_mean((a.handwriting_share, a.words), (b.handwriting_share, b.words)),
        grade=max((v for v in (a.grade, b.grade) if v is not None), default=None),
    )


def _mean(*parts: tuple[float | None, int]) -> float | None:
    known: Iterable[tuple[float, int]] = [(value, weight) for value, weight in parts if value is not None and weight]
    weight = sum(w for _, w in known)
    return round(sum(v * w for v, w in known) / weight, 4) if weight else None
