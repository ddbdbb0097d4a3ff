"""A killed batch, run again, leaves the rows of one that was never disturbed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_stages import FakeRooms, archive, dump
from PIL import Image, ImageDraw, ImageFont

from flows.steps import BatchSettings, run_batch
from store import Store

SCRIPT = Path(__file__).with_name("killed_batch.py")
MOMENTS = {
    "in the migration": ("alembic.op:execute", 1),
    "before anything is read": ("fake_stages:FakeRooms.read", 1),
    "while reading": ("fake_stages:FakeRooms.read", 4),
    "while an original is written": ("store.originals:os.fsync", 3),
    "between an original and its row": ("store.originals:_sync_folder", 2),
    "inside the transaction of a document": ("store.loading:add", 10),
    "between documents and assessments": ("store.reading:stale_cells", 2),
    "inside the transaction of the assessments": ("store.saving:assessment_columns", 3),
    "when all is done but the run's end": ("store.store:Store.finish_run", 1),
}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    base = tmp_path_factory.mktemp("undisturbed")
    folder = archive(base / "in")
    run_batch([folder], BatchSettings(data_dir=base / "data", workers=2), stages=FakeRooms())
    return folder, dump(base / "data")


def start(folder: Path, data: Path, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), str(folder), str(data), *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def leftovers(data: Path) -> list[str]:
    return [path.name for path in (data / "originals" / "incoming").glob("*")]


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_run_again_gives_the_same_rows(
    moment: str, undisturbed: tuple[Path, dict[str, list[str]]], tmp_path: Path
) -> None:
    folder, expected = undisturbed
    data = tmp_path / "data"
    target, call = MOMENTS[moment]
    killed = start(folder, data, "plain", target, str(call))
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    run_batch([folder], BatchSettings(data_dir=data, workers=2), stages=FakeRooms())
    assert dump(data) == expected
    assert leftovers(data) == []
    with Store.open(None, data) as store:
        assert [run.status for run in store.runs()][-1:] != ["running"]
        assert {run.status for run in store.runs()} <= {"interrupted", "finished"}
        assert store.audit_break() is None


@pytest.mark.parametrize("seconds", [0.15, 0.5])
def test_killed_at_any_time_from_outside(
    seconds: float, undisturbed: tuple[Path, dict[str, list[str]]], tmp_path: Path
) -> None:
    folder, expected = undisturbed
    data = tmp_path / "data"
    killed = start(folder, data, "plain", "-", "0", "0.05")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "ready\n"
    time.sleep(seconds)
    killed.kill()
    killed.communicate(timeout=120)
    run_batch([folder], BatchSettings(data_dir=data, workers=2), stages=FakeRooms())
    assert dump(data) == expected


def test_two_processes_at_once_give_the_same_rows(
    undisturbed: tuple[Path, dict[str, list[str]]], tmp_path: Path
) -> None:
    folder, expected = undisturbed
    data = tmp_path / "data"
    both = [start(folder, data, "plain", "-", "0", "0.01") for _ in range(2)]
    for one in both:
        _, errors = one.communicate(timeout=120)
        assert one.returncode == 0, errors
    assert dump(data) == expected


@pytest.mark.engine
def test_real_pages_killed_and_run_again_give_the_same_rows(tmp_path: Path) -> None:
    """Two small images through the real engine, the real understanding and the real assessing."""
    folder = tmp_path / "in"
    folder.mkdir()
    for month in (3, 4):
        draw(
            folder / f"{month}.png", ["CHI BO THON MOI", "BIEN BAN", f"Hop chi bo thang {month} nam 2026", "Co mat: 20"]
        )
    for data, call, code in (("whole", "0", 0), ("killed", "2", -signal.SIGKILL), ("killed", "0", 0)):
        done = start(folder, tmp_path / data, "real", "store.store:Store.save_document", call)
        _, errors = done.communicate(timeout=240)
        assert done.returncode == code, errors
    found = dump(tmp_path / "killed")
    assert found == dump(tmp_path / "whole")
    assert len(found["documents"]) == 2
    assert len(found["assessments"]) == len(found["records"]) > 0


def draw(path: Path, lines: list[str]) -> None:
    image = Image.new("L", (900, 80 + 70 * len(lines)), 255)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((60, 40 + 70 * row), line, fill=0, font=ImageFont.load_default(size=40))
    image.save(path, dpi=(200, 200))


@pytest.mark.flow
def test_prefect_carries_a_batch_and_picks_up_a_killed_one(
    undisturbed: tuple[Path, dict[str, list[str]]], tmp_path: Path
) -> None:
    """One flow killed before its third load, one to the end: same rows, nothing read twice, no name told to Prefect."""
    folder, expected = undisturbed
    data = tmp_path / "data"
    # Into files, not pipes: the server of a killed process lives on until the next batch, and would hold a pipe open.
    with (tmp_path / "out").open("w") as out, (tmp_path / "errors").open("w") as errors:
        for kill, code in (("3", -signal.SIGKILL), ("0", 0)):
            command = [
                sys.executable,
                str(SCRIPT),
                str(folder),
                str(data),
                "prefect",
                "store.store:Store.save_document",
            ]
            done = subprocess.run([*command, kill], stdout=out, stderr=errors, timeout=240, check=False)
            assert done.returncode == code, (tmp_path / "errors").read_text()
            cached = [path for path in (data / "prefect" / "storage").rglob("*") if path.is_file()]
            assert bool(cached) == bool(code)
    assert (tmp_path / "errors").read_text() == ""
    assert dump(data) == expected
    line = (tmp_path / "out").read_text().splitlines()[-1]
    assert line.startswith("5 2 0 ")
    assert line.count("'read so") < 5  # what was read before the kill came from the cache
    assert servers_of(data) == []
    written = (data / "prefect" / "prefect.db").read_bytes() + (data / "prefect" / "prefect.db-wal").read_bytes()
    assert b"documents loaded" in written
    assert not [told for told in ("so-0", "book.txt", "damaged.txt", "Chi bộ") if told.encode() in written]


def servers_of(data: Path) -> list[str]:
    mark = f"PREFECT_HOME={data / 'prefect'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found
