"""Files of records: the same assessments on one core and on two, bad lines named, memory bounded by the cell."""

from __future__ import annotations

import io
import multiprocessing
import os
from pathlib import Path

import pytest
from quality_meetings import record

import quality
from quality import stream
from schemas import Record


def series(cell: str, months: int, parent: str | None = "Đảng bộ xã Mẫu") -> list[Record]:
    return [
        record(
            f"Ngày 03/{month:02d}/2025 chi bộ bàn việc sửa {month * 7} m mương Khe Lau, đề nghị xong trước ngày 20.",
            {"/held/date": f"03/{month:02d}/2025"},
            record_id=f"{cell}-{month}",
            held={"date": f"2025-{month:02d}-03"},
            organisation={"name": cell, "parent": parent},
        )
        for month in range(1, months + 1)
    ]


@pytest.fixture
def file(tmp_path: Path) -> tuple[Path, list[Record]]:
    first, second = series("Chi bộ A", 4), series("Chi bộ B", 3)
    # Cells stand in one another's way, and one month names no superior.
    mixed = [second[0], first[3], first[0], second[2], series("Chi bộ A", 2, None)[1], first[2], second[1]]
    path = tmp_path / "records.jsonl"
    path.write_text("".join(one.model_dump_json() + "\n" for one in mixed), encoding="utf-8")
    return path, mixed


def test_a_file_gives_what_its_records_give_on_one_core_and_on_two(
    file: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, mixed = file
    expected = {one.record_id: one.model_dump_json() for one in quality.assess_series(mixed)}
    cells = ["Chi bộ B", "Chi bộ A"]
    order = [one.record_id for cell in cells for one in mixed if one.organisation.name == cell]
    alone = list(quality.assess_file(path))
    assert alone == [expected[name] for name in order]
    monkeypatch.setattr(stream, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(stream, "_TOGETHER", 1)
    assert list(quality.assess_file(path, workers=2)) == alone


def test_a_pipe_gives_the_same_as_a_file(file: tuple[Path, list[Record]]) -> None:
    path, _ = file
    alone = list(quality.assess_file(path))
    assert list(quality.assess_file(io.BytesIO(b"\xef\xbb\xbf" + path.read_bytes()))) == alone
    read, write = os.pipe()
    os.write(write, path.read_bytes())
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert list(quality.assess_file(pipe)) == alone


def test_bad_lines_are_named_and_the_others_assessed(file: tuple[Path, list[Record]]) -> None:
    path, mixed = file
    good = path.read_bytes().splitlines()
    # Not JSON; not UTF-8; of a known cell, but no record: each is found at another point of the way.
    half = b'{"source": {"path": "a", "sha256": "0", "pages": "x"}, "organisation": {"name": "A"}}'
    path.write_bytes(b"\n".join([good[0], b"nonsense", b'{"record_id": "\xff"}', b"", half, *good[1:]]) + b"\n")
    told: dict[int, str] = {}
    found = list(quality.assess_file(path, on_error=lambda line, reason: told.update({line: reason})))
    assert len(found) == len(mixed)
    assert sorted(told) == [2, 3, 5]
    assert "/record_id" in told[5]


def test_a_reader_that_stops_leaves_no_process_behind(
    file: tuple[Path, list[Record]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = file
    monkeypatch.setattr(stream, "_WORTH_A_POOL", 1)
    monkeypatch.setattr(stream, "_TOGETHER", 1)
    running = quality.assess_file(path, workers=2)
    next(running)
    assert multiprocessing.active_children()
    running.close()
    assert not multiprocessing.active_children()
