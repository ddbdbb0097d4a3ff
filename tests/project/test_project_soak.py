"""A small turn of `make soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.endurance.soak import GROWTH, soak


@pytest.mark.slow
def test_watching_and_correcting_at_once_lose_nothing(tmp_path: Path) -> None:
    done = soak(tmp_path, 30)
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert done.errors == []
    assert (done.status, done.documents) == (0, 30), said
    assert done.acts > 0
    assert done.trail_whole
    assert done.growth < GROWTH
