"""Where a feed goes: a folder of Parquet or CSV files, or one DuckDB file; all of it, or nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bienban.i18n import both
from bienban.publish.catalogue import TABLES
from bienban.publish.columns import Form, Kind, Table
from bienban.publish.warehouse import Warehouse
from schemas import UsageError

__all__ = ["FILES", "MANIFEST", "to_duckdb", "to_folder", "up_to_date"]

FILES = ("parquet", "csv", "duckdb")
MANIFEST = "feed.json"  # beside the tables: which state of the feed they are, and how many rows each has
_OPTIONS = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": "FORMAT csv, HEADER true, DELIMITER ','",
}


def columns_of(table: Table, *, identified: bool, spreadsheet: bool = False) -> str:
    """The columns that leave, as SQL; texts of papers that a spreadsheet would calculate get an apostrophe."""
    parts = []
    for one in table.columns:
        if one.identified and not identified:
            continue
        name = f'"{one.name}"'
        if spreadsheet and one.kind is Kind.TEXT and one.form is Form.WORDING:
            name = f"CASE WHEN regexp_matches({name}, '^[=+@\\t\\r-]') THEN '''' || {name} ELSE {name} END AS {name}"
        parts.append(name)
    return ", ".join(parts)


def ordered(table: Table, *, identified: bool, spreadsheet: bool = False) -> str:
    """A query for the rows of a table, in an order that two runs share."""
    keys = ", ".join(f'"{name}"' for name in table.key)
    return (
        f"SELECT {columns_of(table, identified=identified, spreadsheet=spreadsheet)} FROM {table.name} ORDER BY {keys}"
    )


def to_folder(warehouse: Warehouse, folder: Path, form: str, *, identified: bool) -> None:
    """One file a table, drafts first; raises ``UsageError`` where the folder cannot be written."""
    drafts: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            path = folder / f"{table.name}.{form}"
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            query = ordered(table, identified=identified, spreadsheet=form == "csv")
            warehouse.do(f"COPY ({query}) TO {_quoted(drafts[path])} ({_OPTIONS[form]})")
        path = folder / MANIFEST
        drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
        drafts[path].write_text(_manifest(warehouse, form, identified), encoding="utf-8")
        (folder / MANIFEST).unlink(missing_ok=True)  # from here to the end the folder is of no known state
        for path, draft in drafts.items():
            draft.replace(path)
    except (OSError, duckdb.IOException) as error:
        raise _cannot(folder, error) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def to_duckdb(warehouse: Warehouse, path: Path, *, identified: bool) -> None:
    """One DuckDB file with all tables; raises ``UsageError`` where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        warehouse.do(f"ATTACH {_quoted(draft)} AS published")
        try:
            for table in TABLES:
                query = ordered(table, identified=identified)
                warehouse.do(f"CREATE TABLE published.{table.name} AS {query}")
                warehouse.do(f"COMMENT ON TABLE published.{table.name} IS {_text(table.grain)}")
                for one in table.columns:
                    if identified or not one.identified:
                        where = f'published.{table.name}."{one.name}"'
                        warehouse.do(f"COMMENT ON COLUMN {where} IS {_text(one.meaning)}")
            warehouse.do("CREATE TABLE published.feed (manifest VARCHAR)")
            warehouse.do("INSERT INTO published.feed VALUES (?)", [_manifest(warehouse, "duckdb", identified)])
        finally:
            warehouse.do("DETACH published")
        draft.replace(path)
    except (OSError, duckdb.IOException) as error:
        raise _cannot(path, error) from error
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + ".wal").unlink(missing_ok=True)


def up_to_date(warehouse: Warehouse, path: Path, form: str) -> bool:
    """Whether ``path`` holds exactly this state of the feed (without names) already."""
    wanted = _manifest(warehouse, form, identified=False)
    try:
        if form == "duckdb":
            if not path.is_file():
                return False
            with duckdb.connect(str(path), read_only=True) as db:
                return db.execute("SELECT manifest FROM feed").fetchall() == [(wanted,)]
        there = all((path / f"{table.name}.{form}").is_file() for table in TABLES)
        return there and (path / MANIFEST).read_text(encoding="utf-8") == wanted
    except (OSError, duckdb.Error, ValueError):
        return False


def _manifest(warehouse: Warehouse, form: str, identified: bool) -> str:
    said = {
        "feed": "bienban",
        "form": form,
        "state": warehouse.digest(),
        "identified": identified,
        "rows": warehouse.counts(),
    }
    return json.dumps(said, indent=2) + "\n"


def _quoted(path: Path) -> str:
    return _text(str(path))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _cannot(path: Path, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return UsageError(*both("error.cannot-write", path=path, reason=reason))


def free_of(folder: Path, forbidden: Sequence[Path]) -> bool:
    """Whether ``folder`` lies in none of ``forbidden``."""
    target = folder.resolve()
    return not any(target == one.resolve() or target.is_relative_to(one.resolve()) for one in forbidden)


def remove(path: Path) -> None:
    """Delete a working file and what DuckDB left beside it."""
    for one in (path, path.with_name(path.name + ".wal")):
        one.unlink(missing_ok=True)
    shutil.rmtree(path.with_name(path.name + ".tmp"), ignore_errors=True)
