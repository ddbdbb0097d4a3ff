"""A small turn of `make fuzz-files`: nothing is lost, nothing breaks, time and memory are bounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.endurance.fuzz import MEMORY, fuzz
from scripts.endurance.mutate import KINDS, mutated


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    one, two, other = (
        [path.read_bytes() for _, path in mutated(tmp_path / name, 28, seed)]
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert one == two != other
    assert len(set(one)) > 20


@pytest.mark.engine
@pytest.mark.slow
def test_every_damaged_file_ends_as_a_record_or_with_a_reason(tmp_path: Path) -> None:
    done = fuzz(tmp_path, len(KINDS), seed=3)
    assert done.lost == [], (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert done.status in (0, 1)
    assert done.memory < MEMORY
    aside = sum((codes for codes in done.codes.values()), start=type(done.codes["bomb"])())
    assert aside["bug"] == 0, done.codes
    assert aside.total() >= 3, done.codes
