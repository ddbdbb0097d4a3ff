"""The invented minutes of the bench are records of the contract whose quotes stand in their texts, and are measured."""

from __future__ import annotations

import pytest

import quality
from schemas import Record
from scripts.bench.assess import main
from scripts.bench.minutes import meetings


def test_invented_minutes_are_records_with_their_quotes() -> None:
    rows = [Record.model_validate(one) for one in meetings(90)]
    assert rows == [Record.model_validate(one) for one in meetings(90)], "seeded"
    assert len({one.record_id for one in rows}) == 90 and len({one.organisation.name for one in rows}) == 2
    for one in rows:
        assert [quote.text for quote in one.evidence.values() if quote.text not in one.text] == []
    found = quality.assess_series(rows[:40])
    levels = {one.profile.levels.discussion_substance for one in quality.assess_series(rows)}
    assert len(levels) > 1, "cells differ"
    assert any(one.profile.measures["follow_up_coverage"].value for one in found), "tasks run from month to month"


def test_the_bench_prints_what_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--meetings", "6", "--workers", "1", "--most-minutes", "1e9"]) == 0
    shown = capsys.readouterr().out
    assert "assessed: 6 meetings" in shown and "processor time" in shown
