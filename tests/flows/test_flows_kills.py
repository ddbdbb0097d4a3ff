"""Power cuts at random moments, again and again, then one clean run: the rows of a run that was never disturbed.

A few in the ordinary suite; `make test-kill` sets BIENBAN_TEST_KILLS to 50.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from fake_stages import FakeRooms, archive, dump

from flows.steps import BatchSettings, run_batch
from store import Store

SCRIPT = Path(__file__).with_name("killed_batch.py")
KILLS = int(os.environ.get("BIENBAN_TEST_KILLS", "3"))
DOCUMENTS = 60
SAME = 5  # kills before all is to be understood anew, so that there is always something to disturb


def test_killed_at_random_moments_then_run_once(tmp_path: Path, database_url: str | None) -> None:
    folder, data = archive(tmp_path / "in", 0), tmp_path / "data"
    for index in range(DOCUMENTS):
        held = f"{2010 + index // 12}-{index % 12 + 1:02}-03"
        (folder / f"so-{index:02}.txt").write_text(f"Chi bộ {index % 4} | {held}\n")
    whole = tmp_path / "whole"
    run_batch([folder], BatchSettings(data_dir=whole, workers=2), stages=FakeRooms())
    expected = dump(whole)
    assert len(expected["documents"]) == DOCUMENTS + 1
    moments, killed = random.Random(20261122), 0
    for number in range(KILLS):
        version = f"u{number // SAME + 2}"
        command = [sys.executable, str(SCRIPT), str(folder), str(data), "plain", "-", "0", "0.01", version]
        batch = subprocess.Popen(
            [*command, database_url or ""], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert batch.stdout is not None
        assert batch.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 1.2))
        batch.kill()
        _, errors = batch.communicate(timeout=120)
        killed += batch.returncode == -signal.SIGKILL
        assert batch.returncode in {0, -signal.SIGKILL}, errors
    assert killed >= 0.8 * KILLS
    run_batch([folder], BatchSettings(data_dir=data, database_url=database_url, workers=2), stages=FakeRooms())
    assert dump(data, database_url) == expected
    assert list((data / "originals" / "incoming").glob("*")) == []
    with Store.open(database_url, data) as store:
        assert [one.wrong for one in store.check(content=True)] == [0] * 7
        assert {run.status for run in store.runs()} <= {"interrupted", "finished"}


class Earlier(datetime):
    """A clock that was set back by many years."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2001, 1, 1, tzinfo=tz)


def test_a_clock_that_goes_back_changes_no_row_and_breaks_no_trail(
    tmp_path: Path, database_url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, settings = tmp_path / "in", BatchSettings(data_dir=tmp_path / "data", database_url=database_url, workers=2)
    run_batch([archive(folder, 3)], settings, stages=FakeRooms())
    for place in ("store.saving", "store.audit", "flows.batch"):
        monkeypatch.setattr(f"{place}.datetime", Earlier)
    run_batch([archive(folder, 5)], settings, stages=FakeRooms())
    assert run_batch([folder], settings, stages=FakeRooms()).changed is False
    monkeypatch.undo()
    run_batch([folder], BatchSettings(data_dir=tmp_path / "whole", workers=2), stages=FakeRooms())
    assert dump(tmp_path / "data", database_url) == dump(tmp_path / "whole")
    with Store.open(database_url, tmp_path / "data") as store:
        assert store.audit_break() is None
        assert len(store.runs()) == 2
