"""docs/rubrics.md names every rubric, detector and measure that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

import quality
from schemas import ProfileLevels

DOC = (Path(quality.__file__).parents[1] / "docs" / "rubrics.md").read_text(encoding="utf-8")
NAMES = [
    *(rubric.id for rubric in quality.load_rubrics()),
    *quality.DETECTORS,
    *quality.MEASURES,
    *ProfileLevels.model_fields,
]


@pytest.mark.parametrize("name", NAMES)
def test_the_documentation_names_it(name: str) -> None:
    assert f"`{name}`" in DOC


def test_the_documentation_names_each_measure_of_each_detector() -> None:
    missing = {
        (detector.name, measure)
        for detector in quality.DETECTORS.values()
        for measure in detector.measures
        if f"`{measure}`" not in DOC
    }
    assert not missing
