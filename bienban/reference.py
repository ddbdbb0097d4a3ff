"""Reference data: handed in once with `bienban import`, used by every run that is not told otherwise."""

from __future__ import annotations

import getpass
import hashlib
import os
from pathlib import Path

from bienban.archive import open_store
from bienban.i18n import both
from bienban.inforce import cells_in_force
from bienban.settings import Settings
from nlp.registers import CellRegister, load_cells, load_members, load_schedule
from nlp.registers.rows import as_text
from schemas import UsageError
from store import default_url, from_os
from store.registers import KINDS, register_in_force, save_register

__all__ = ["bring_in", "with_registers"]

_SETTINGS = {"cells": "cells", "members": "roster"}  # kind of register -> setting that names a file of it


def bring_in(settings: Settings, kind: str, path: Path) -> tuple[int, bool]:
    """Check a CSV file or workbook and put it in force; its rows, and whether it is another than before.

    Raises ``UsageError`` that names every fault by line, column and reason.
    """
    if kind not in KINDS:
        raise UsageError(*both("import.no-kind", kind=kind, known=", ".join(KINDS)))
    with open_store(settings) as store:
        cells = cells_in_force(settings, store)
        rows = _count(kind, path, cells)
        return rows, save_register(store, kind, as_text(path), rows, getpass.getuser())


def _count(kind: str, path: Path, cells: CellRegister | None) -> int:
    if kind == "cells":
        return len(load_cells(path).entries)
    if kind == "members":
        return len(load_members(path, cells).members)
    return len(load_schedule(path, cells))


def with_registers(settings: Settings) -> Settings:
    """``settings`` with the registers of the archive where it names no files. No archive is made for it."""
    missing = [kind for kind, name in _SETTINGS.items() if getattr(settings, name) is None]
    if not missing or not _is_there(settings):
        return settings
    found: dict[str, Path] = {}
    with open_store(settings) as store:
        for kind in missing:
            content = register_in_force(store, kind)
            if content is not None:
                found[_SETTINGS[kind]] = _laid_out(settings, kind, content)
    return settings.model_copy(update=found)


def _laid_out(settings: Settings, kind: str, content: bytes) -> Path:
    """The register as a file in the data folder, for the processes of a batch; named by its content."""
    folder = settings.data_dir.absolute() / "registers"
    path = folder / f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.csv"
    if path.is_file() and path.read_bytes() == content:
        return path
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # names of members stand in it
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        draft.replace(path)
        for old in folder.glob(f"{kind}-*.csv"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    finally:
        draft.unlink(missing_ok=True)
    return path


def _is_there(settings: Settings) -> bool:
    url = settings.database_url or default_url(settings.data_dir)
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()
