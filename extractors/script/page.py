"""What the writing of a page means for its state, its grade and its confidences."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.engines.base import Gray
from extractors.layout import Part
from extractors.script.credible import credit
from extractors.script.lines import Writing, told_apart
from schemas import Line, PageQuality

__all__ = ["Sight", "see"]

_UNREAD_AT_MOST = 0.3  # confidence of a word on a page that a person must transcribe


@dataclass(frozen=True)
class Sight:
    """The page's parts with honest confidences, how its lines were written, and whether a person must transcribe it."""

    parts: list[Part]
    writing: Writing
    legible: bool

    def marked(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """``lines``, made from the parts one by one, each with its script."""
        pairs = zip(lines, self.writing.scripts, strict=True)
        return tuple(line.model_copy(update={"script": script}) for line, script in pairs)

    def graded(self, figures: PageQuality) -> PageQuality:
        """``figures`` with the share of handwriting; handwriting is never graded A, and D where it is not legible."""
        grade = figures.grade
        if not self.legible:
            grade = "D"
        elif self.writing.by_hand and grade == "A":
            grade = "B"
        return figures.model_copy(update={"handwriting_share": self.writing.share, "grade": grade})


def see(parts: list[Part], bare: Gray, *, legible: bool) -> Sight:
    """What the writing of ``parts`` (pixels of the prepared page ``bare``) means; the judge found it ``legible``."""
    writing = told_apart(parts, bare)
    if legible and writing.by_hand:
        legible = credit(parts).credible
    return Sight(parts if legible else [_humble(part) for part in parts], writing, legible)


def _humble(part: Part) -> Part:
    words = tuple(replace(w, confidence=min(w.confidence, _UNREAD_AT_MOST)) for w in part.words)
    return replace(part, words=words)
