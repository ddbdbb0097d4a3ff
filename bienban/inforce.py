"""The reference data that is in force, as the rooms use it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bienban.settings import Settings
from nlp.registers import CellRegister, load_cells, load_schedule
from quality import FixedDay, Schedule
from store import Store
from store.registers import register_in_force

__all__ = ["cells_in_force", "schedule_in_force"]


def cells_in_force(settings: Settings, store: Store) -> CellRegister | None:
    """The register of cells: the file that the settings name, else the one in the archive."""
    return load_cells(settings.cells) if settings.cells else _loaded(store, "cells", load_cells)


def schedule_in_force(store: Store) -> Schedule | None:
    """The days that the committee set."""
    rows = _loaded(store, "schedule", load_schedule)
    return Schedule(FixedDay(one.cell, one.day, one.valid_from, one.valid_to) for one in rows) if rows else None


def _loaded(store: Store, kind: str, load: Callable[[Path], Any]) -> Any:
    content = register_in_force(store, kind)
    if content is None:
        return None
    with _as_file(content) as path:
        return load(path)


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        path.write_bytes(content)
        yield path
