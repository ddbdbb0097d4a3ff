"""What people decide about a meeting beside the machine. Meetings are judged, never persons."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from schemas.base import Frozen

__all__ = ["Judgement"]


class Judgement(Frozen):
    """One act of one person about one criterion of one record. Acts are only ever added.

    ``kind``: ``override`` decides the criterion, with a reason, by somebody who knows what the machine said;
    ``withdraw`` takes that back; ``rating`` was given blind and changes nothing: it only measures agreement.
    ``rubric_id`` is empty for the five aspects of the profile. ``value``: the level 0 to 3 of an aspect, the points of
    a criterion with points, else the place of the level in its scale, 0 for the lowest; ``label`` is that level's name.
    """

    id: int
    record_id: str
    rubric_id: str
    criterion: str
    kind: Literal["override", "withdraw", "rating"]
    value: float | None
    label: str | None = None
    reason: str
    who: str
    at: datetime
