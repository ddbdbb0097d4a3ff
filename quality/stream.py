"""Files of records, assessed cell by cell in bounded memory, on as many processor cores as are given.

The file is gone through twice. First every line is looked at for its cell only; of each line its place in the file and
the number of its cell are kept (about 40 bytes). Then each cell's lines are read from the file, assessed with their
history and handed on. At any time there are in memory: the index, and per core the records of a few cells.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import tempfile
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ValidationError

from quality.assess import cell_assessments
from quality.rubric import Rubric
from quality.rubric_files import load_rubrics
from quality.series import CellName, group_cells
from schemas import Assessment, CellLink, Organisation, Record, UnreadableError

__all__ = ["assess_file", "assess_jsonl"]

Place = tuple[int, int, int]  # number of the line (1-based), offset and length in bytes
Problem = tuple[int, str]  # number of the line, reason
OnError = Callable[[int, str], None]

_TOGETHER = (
    64  # records handed to a process at once, at least: one call for each small cell would cost more than it does
)
_WORTH_A_POOL = 500  # lines; starting processes takes about as long as assessing so many
_OBJECTS_UNSEEN = 35_000  # new objects between two collections; Python's own number is 700
_BOM = b"\xef\xbb\xbf"


class _Source(BaseModel):
    sha256: str


class _Head(BaseModel):
    """As much of a record as tells its cell; the rest of the line is looked at when the cell's turn comes."""

    source: _Source
    organisation: Organisation = Organisation()
    cell: CellLink | None = None


@dataclass
class _Index:
    """Where each line that may be a record stands, and of which cell it is."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    offsets: array[int] = field(default_factory=lambda: array("q"))
    lengths: array[int] = field(default_factory=lambda: array("q"))
    cells: list[CellName] = field(default_factory=list)
    bad: list[Problem] = field(default_factory=list)

    def places(self, positions: Iterable[int]) -> list[Place]:
        return [(self.numbers[at], self.offsets[at], self.lengths[at]) for at in positions]


def assess_jsonl(
    lines: Iterable[str],
    rubrics: Sequence[Rubric] | None = None,
    rubric_id: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Assessment]:
    """Assess JSON Lines as ``bienban extract`` prints them; one assessment a record, cell by cell in the order of the
    cells' first lines, inside a cell in the order of the lines.

    A line that is not a record is handed to ``on_error`` (1-based number and reason) and left out; without
    ``on_error`` it raises ``UnreadableError``.
    """
    frames = load_rubrics() if rubrics is None else rubrics
    tell = _raise if on_error is None else on_error
    with tempfile.TemporaryFile() as stream:
        stream.writelines(line.rstrip("\n").encode("utf-8", "surrogatepass") + b"\n" for line in lines)
        index = _indexed(stream)
        _tell(index.bad, tell)
        for positions in group_cells(index.cells).values():
            bad: list[Problem] = []
            yield from _assessed(stream, index.places(positions), frames, rubric_id, bad)
            _tell(bad, tell)


def assess_file(
    source: Path | IO[bytes],
    rubrics: Sequence[Rubric] | None = None,
    rubric_id: str | None = None,
    on_error: OnError | None = None,
    workers: int = 1,
) -> Iterator[str]:
    """The same from a file (or a stream, which is first copied to a temporary file), each assessment as one line of
    JSON. ``workers``: processor cores to use, 0 for all; a short file is not worth more than one.

    Raises ``OSError`` where ``source`` cannot be read, and as ``assess_jsonl`` does.
    """
    frames = load_rubrics() if rubrics is None else list(rubrics)
    tell = _raise if on_error is None else on_error
    with _as_file(source) as path:
        with path.open("rb") as stream:
            index = _indexed(stream)
        _tell(index.bad, tell)
        jobs = _jobs(index)
        cores = workers or os.cpu_count() or 1
        if cores == 1 or len(index.numbers) < _WORTH_A_POOL:
            _prepare(path, frames, rubric_id)
            results: Iterable[tuple[list[str], list[Problem]]] = map(_job, jobs)
        else:
            results = _pooled(jobs, path, frames, rubric_id, cores)
        for said, bad in results:
            _tell(bad, tell)
            yield from said


def _indexed(stream: IO[bytes]) -> _Index:
    """Look at every line of ``stream`` from its beginning."""
    stream.seek(0)
    index = _Index()
    known: dict[CellName, CellName] = {}
    offset = 0
    for number, line in enumerate(stream, start=1):
        start, offset = offset, offset + len(line)
        if number == 1 and line.startswith(_BOM):
            start, line = len(_BOM), line[len(_BOM) :]  # noqa: PLW2901 - the mark is no part of the first record
        if not line.strip():
            continue
        try:
            head = _Head.model_validate_json(line)
        except ValidationError as error:
            index.bad.append((number, _why_not(line) or _reason(error)))
            continue
        cell = CellName.named(head.organisation, head.source.sha256, head.cell)
        index.cells.append(known.setdefault(cell, cell))
        index.numbers.append(number)
        index.offsets.append(start)
        index.lengths.append(len(line))
    return index


def _jobs(index: _Index) -> Iterator[list[list[Place]]]:
    """Cells, small ones together."""
    job: list[list[Place]] = []
    for positions in group_cells(index.cells).values():
        job.append(index.places(positions))
        if sum(map(len, job)) >= _TOGETHER:
            yield job
            job = []
    if job:
        yield job


def _assessed(
    stream: IO[bytes], places: Sequence[Place], rubrics: Sequence[Rubric], rubric_id: str | None, bad: list[Problem]
) -> Iterator[Assessment]:
    """The assessments of one cell, in the order of ``places``; ``bad`` gets the lines that are no records."""
    records: list[Record] = []
    for number, offset, length in places:
        stream.seek(offset)
        try:
            records.append(Record.model_validate_json(stream.read(length)))
        except ValidationError as error:
            bad.append((number, _reason(error)))
    found: dict[int, Assessment] = dict(cell_assessments(records, rubrics, rubric_id))
    for at in range(len(records)):
        yield found.pop(at)


# What a process works with; set once, so that the rubrics do not travel with every job.
_work: tuple[Path, Sequence[Rubric], str | None] = (Path(), (), None)


def _prepare(path: Path, rubrics: Sequence[Rubric], rubric_id: str | None) -> None:
    global _work  # noqa: PLW0603 - a process's own state, as executors ask for it
    _work = (path, rubrics, rubric_id)


def _prepare_process(path: Path, rubrics: Sequence[Rubric], rubric_id: str | None) -> None:
    """The same in a process of its own, which makes no cycles to speak of but a hundred thousand small objects a job:
    what is imported is never looked through again, the rest a fiftieth as often (a tenth of the time)."""
    _prepare(path, rubrics, rubric_id)
    gc.freeze()
    gc.set_threshold(_OBJECTS_UNSEEN, 10, 10)


def _job(cells: Sequence[Sequence[Place]]) -> tuple[list[str], list[Problem]]:
    path, rubrics, rubric_id = _work
    bad: list[Problem] = []
    with path.open("rb") as stream:
        said = [
            assessment.model_dump_json()
            for places in cells
            for assessment in _assessed(stream, places, rubrics, rubric_id, bad)
        ]
    return said, bad


def _pooled(
    jobs: Iterable[list[list[Place]]], path: Path, rubrics: Sequence[Rubric], rubric_id: str | None, cores: int
) -> Iterator[tuple[list[str], list[Problem]]]:
    """Results in the order of ``jobs``; no more than two jobs a core are under way, so that no heap of them grows."""
    pool = ProcessPoolExecutor(
        max_workers=cores,
        mp_context=multiprocessing.get_context("spawn"),  # the caller may have threads
        initializer=_prepare_process,
        initargs=(path, rubrics, rubric_id),
    )
    waiting: deque[Future[tuple[list[str], list[Problem]]]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(_job, job))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _as_file(source: Path | IO[bytes]) -> Iterator[Path]:
    """A regular file with the bytes of ``source``; pipes are copied to one."""
    if isinstance(source, Path) and source.is_file():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="bienban-") as folder:
        copy = Path(folder) / "records.jsonl"
        with copy.open("wb") as target:
            if isinstance(source, Path):
                with source.open("rb") as stream:
                    shutil.copyfileobj(stream, target)
            else:
                shutil.copyfileobj(source, target)
        yield copy


def _raise(number: int, reason: str) -> None:
    raise UnreadableError(f"line {number}: {reason}", f"dòng {number}: {reason}")


def _tell(problems: Iterable[Problem], tell: OnError) -> None:
    for number, reason in problems:
        tell(number, reason)


def _why_not(line: bytes) -> str | None:
    """Why a line is no record, as the whole contract says it."""
    try:
        Record.model_validate_json(line)
    except ValidationError as error:
        return _reason(error)
    return None


def _reason(error: ValidationError) -> str:
    """Place and kind of the first fault; not the value, which may be a name."""
    first: Any = error.errors(include_url=False, include_input=False)[0]
    return f"/{'/'.join(str(step) for step in first['loc'])}: {first['msg']}"
