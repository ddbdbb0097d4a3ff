"""Detectors by name: plain functions ``(case, params) -> Observation``.

A rubric names a detector, gives its parameters and turns its measures into levels and points. So a changed figure is
a changed file, and a new frame needs no new code.
"""

from quality.detectors import attendance, closing, content, criticism, followup, preparation, presence, timing
from quality.observation import Detector

__all__ = ["DETECTORS"]

DETECTORS: dict[str, Detector] = {
    detector.name: detector
    for room in (timing, attendance, preparation, presence, content, criticism, followup, closing)
    for detector in room.DETECTORS
}
