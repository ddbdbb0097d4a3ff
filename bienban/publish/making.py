"""From records to checked frames, in this process or, for a large archive, in as many as there are cores."""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from bienban.publish.catalogue import BY_MEETING
from bienban.publish.cells import Cells
from bienban.publish.contracts import checked
from bienban.publish.keys import Keys
from bienban.publish.rows import rows_of
from bienban.publish.scan import plain_names
from store import Store
from store.feeding import FeedRow, raw

__all__ = ["Made", "Maker", "in_processes"]


@dataclass(frozen=True)
class Made:
    """The checked rows of one batch. ``keys``: the meetings in it; ``names``: sealed names of the persons in it."""

    keys: list[str]
    frames: dict[str, pd.DataFrame]
    names: set[str]


class Maker:
    """Makes the rows of batches; can be handed to other processes, which open the archive for themselves."""

    def __init__(self, url: str | None, data_dir: Path, keys: Keys, cells: Cells, *, identified: bool) -> None:
        self.url, self.data_dir, self.keys, self.cells, self.identified = url, data_dir, keys, cells, identified
        self._store: Store | None = None
        self._seal: Callable[[str], str] = lru_cache(maxsize=200_000)(keys.seal)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self.url, self.data_dir, self.keys, self.cells, self.identified))

    def __call__(self, rows: Sequence[FeedRow]) -> Made:
        with _no_collecting():
            return self._made(rows)

    def _made(self, rows: Sequence[FeedRow]) -> Made:
        if self._store is None:
            self._store = Store.open(self.url, self.data_dir)
        collected: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in BY_MEETING}
        names: set[str] = set()
        keys = []
        for row in raw(self._store, rows):
            cell = self.cells.of((row.organisation, row.parent, row.code))
            made, persons = rows_of(row, cell, self.keys, identified=self.identified)
            names |= persons
            keys.append(made["fact_meeting"][0][0])
            for table, several in made.items():
                collected[table].extend(several)
        frames = {one.name: checked(one, collected[one.name], identified=self.identified) for one in BY_MEETING}
        return Made(keys, frames, {self._seal(name) for name in plain_names(names)})

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A batch is millions of values in no circle: looking for circles among them again and again is a fifth of its
    time. They go with the batch."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _again(url: str | None, data_dir: Path, keys: Keys, cells: Cells, identified: bool) -> Maker:
    return Maker(url, data_dir, keys, cells, identified=identified)


_OURS: list[Maker] = []  # the maker of a worker process


def _begin(maker: Maker) -> None:
    _OURS.append(maker)


def _make(rows: Sequence[FeedRow]) -> Made:
    return _OURS[0](rows)


def in_processes(maker: Maker, batches: Iterable[Sequence[FeedRow]], workers: int) -> Iterator[Made]:
    """``maker`` over ``batches``, in order; few batches are begun at once, so memory stays bounded."""
    # Not forked: the database engines of this process have threads of their own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(maker,)) as pool:
        waiting: deque[Future[Made]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_make, batch))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
