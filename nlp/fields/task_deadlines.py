"""A deadline that several tasks share: "Các việc trên xong trước ngày 28/02", "3 việc, tất cả xong trước …: 1- …"."""

from __future__ import annotations

from nlp.draft import Draft
from nlp.fields import task_words as w
from nlp.fields.task_item import set_due
from nlp.outline import Outline
from nlp.sections import Piece
from nlp.timegrammar import deadline

__all__ = ["share_deadlines"]

_WHERE = ("conclusion", "assignment", "plan", "solution")


def share_deadlines(outline: Outline, draft: Draft, held: str | None) -> None:
    """Give the tasks of a section that state no deadline the one that a sentence states for all of them.

    A sentence that ends in a colon speaks of what follows it, any other of what stands before it.
    """
    unit = outline.unit
    for piece in outline.body_pieces:
        folded = unit.folded_flow[piece.start : piece.end]
        if not w.SHARED.search(folded):
            continue
        due = deadline(unit.flow[piece.start : piece.end], held)
        if due is None or due.kind == "from":
            continue
        ahead = folded.rstrip().endswith(":")
        span = (piece.start + due.start, piece.start + due.end)
        for index, task in enumerate(draft.record.tasks):
            at = draft.spans.get(f"/tasks/{index}")
            if at is None or task.deadline_text is not None or (at[0] > piece.start) is not ahead:
                continue
            if _together(outline, piece, at[0]):
                set_due(draft, index, (due.text, due.value, due.inferred), span)


def _together(outline: Outline, piece: Piece, offset: int) -> bool:
    """Does the sentence at ``offset`` stand in the same section as ``piece``?"""
    other = next((p for p in outline.body_pieces if p.start <= offset < p.end), None)
    if other is None:
        return False
    return other.path == piece.path or bool(set(other.path) & set(piece.path) & set(_WHERE))
