"""The feed's own DuckDB file in the data folder: the tables without names, and what each record's rows were made from.

Each batch is one transaction, so a run that is killed leaves a file that the next run goes on from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pandas as pd

from bienban.i18n import both
from bienban.publish.catalogue import BY_MEETING, SCHEMA_VERSION, TABLES
from bienban.publish.columns import Column, Form, Kind, Table
from bienban.publish.scan import refuse, runs
from schemas import StoreError

__all__ = ["Warehouse"]

MEMORY = "1GB"  # what DuckDB may take; more goes to its folder for temporary files


class Warehouse:
    """One DuckDB file, open for writing; raises ``StoreError`` where another publication has it open."""

    def __init__(self, path: Path, stamp: str) -> None:
        """``stamp``: what the whole feed depends on (key, schema); a file with another one is built anew."""
        self.path, self.stamp = path, f"{SCHEMA_VERSION}:{stamp}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = self._opened()
        except (duckdb.Error, OSError) as error:
            raise StoreError(*both("publish.busy", path=path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.db.close()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        db = _connect(self.path)
        found = db.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = '_meta'").fetchall()
        if found[0][0] and db.execute("SELECT value FROM _meta").fetchall() == [(self.stamp,)]:
            return db
        db.close()
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            path.unlink(missing_ok=True)
        db = _connect(self.path)
        statements = [f"CREATE TABLE {table.name} ({table.ddl})" for table in TABLES]
        statements.append("CREATE TABLE _state (meeting VARCHAR NOT NULL, made_from VARCHAR NOT NULL)")
        statements.append("CREATE TABLE _names (seal VARCHAR NOT NULL)")
        statements.append("CREATE TABLE _meta (value VARCHAR)")
        for statement in ("BEGIN", *statements):
            db.execute(statement).fetchall()
        db.execute("INSERT INTO _meta VALUES (?)", [self.stamp]).fetchall()
        db.execute("COMMIT").fetchall()
        return db

    # facts -----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Forget which records were seen in an earlier run."""
        self.do("CREATE OR REPLACE TEMP TABLE seen (meeting VARCHAR)")
        row = self.one("SELECT count(*) FROM _state")
        self._empty = not (row and row[0])

    def changed(self, states: Mapping[str, str]) -> set[str]:
        """The meetings (keys of ``states``) whose rows were made from something else, or not at all."""
        frame = pd.DataFrame({"meeting": list(states), "made_from": list(states.values())}, dtype="string")
        self.db.register("coming", frame)
        self.do("INSERT INTO seen SELECT meeting FROM coming")
        if self._empty:
            return set(states)
        query = "SELECT meeting FROM coming ANTI JOIN _state USING (meeting, made_from)"
        return {key for (key,) in self.do(query)}

    def load(self, frames: Mapping[str, pd.DataFrame], states: Mapping[str, str], names: Iterable[str]) -> None:
        """Replace the rows of the meetings in ``states`` by ``frames``, in one transaction. ``names``: sealed."""
        keys = pd.DataFrame({"meeting": list(states), "made_from": list(states.values())}, dtype="string")
        self.db.register("coming", keys)
        self.db.register("coming_names", pd.DataFrame({"seal": sorted(set(names))}, dtype="string"))
        self.do("BEGIN")
        if not self._empty:
            self._drop("coming")
        for table in BY_MEETING:
            self.insert(table, frames[table.name])
        self.do("INSERT INTO _state SELECT * FROM coming")
        self.do("INSERT INTO _names SELECT seal FROM coming_names ANTI JOIN _names USING (seal)")
        self.do("COMMIT")

    def drop_unseen(self) -> int:
        """Take out the rows of records that are no longer there; how many records."""
        self.do("BEGIN")
        self.do("CREATE OR REPLACE TEMP TABLE gone AS SELECT meeting FROM _state ANTI JOIN seen USING (meeting)")
        row = self.one("SELECT count(*) FROM gone")
        if row and row[0]:
            self._drop("gone")
        self.do("COMMIT")
        return int(row[0]) if row else 0

    def _drop(self, keys: str) -> None:
        for table in (*(one.name for one in BY_MEETING), "_state"):
            self.do(f"DELETE FROM {table} WHERE meeting IN (SELECT meeting FROM {keys})")

    # dimensions ------------------------------------------------------------------------------------------------

    def renew(self, table: Table, batches: Iterable[pd.DataFrame]) -> None:
        """Make the rows of a dimension these."""
        self.do("BEGIN")
        self.do(f"DELETE FROM {table.name}")
        for frame in batches:
            self.insert(table, frame)
        self.do("COMMIT")

    def insert(self, table: Table, frame: pd.DataFrame) -> None:
        if len(frame):
            self.db.register("rows_of_table", frame)
            values = ", ".join(f'CAST("{one.name}" AS {one.kind})' for one in table.columns)
            self.do(f"INSERT INTO {table.name} SELECT {values} FROM rows_of_table")

    def renew_days(self, table: Table) -> None:
        """Make the rows of ``dim_date``: all days of the years that facts name."""
        self.do("BEGIN")
        self.do(f"DELETE FROM {table.name}")
        self.do(
            f"INSERT INTO {table.name} "
            "WITH years AS (SELECT DISTINCT year(date) AS y FROM fact_meeting WHERE date IS NOT NULL "
            "UNION SELECT DISTINCT year(deadline_date) FROM fact_task WHERE deadline_date IS NOT NULL), "
            "days AS (SELECT CAST(unnest(generate_series(make_date(y, 1, 1), make_date(y, 12, 31), "
            "INTERVAL 1 DAY)) AS DATE) AS d FROM years) "
            "SELECT d, year(d), quarter(d), month(d), day(d), isodow(d), strftime(d, '%Y-%m'), day(d) = 3 FROM days"
        )
        self.do("COMMIT")

    def strange_criteria(self) -> list[str]:
        """Criteria of scores that ``dim_criterion`` does not hold."""
        query = "SELECT DISTINCT criterion FROM fact_score ANTI JOIN dim_criterion USING (criterion) ORDER BY 1"
        return [name for (name,) in self.do(query)]

    def digest(self) -> str:
        """What tells this state of the whole feed from any other."""
        query = "SELECT count(*), bit_xor(hash(meeting || made_from)) FROM _state"
        parts = [self.stamp, *map(str, self.one(query) or ())]
        for table in TABLES:
            if not table.by_meeting:
                found = self.one(f"SELECT count(*), bit_xor(hash({table.name})) FROM {table.name}")
                parts += map(str, found or ())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    # the last look ---------------------------------------------------------------------------------------------

    def look(self, tables: Sequence[Table], seal: Any, more: set[str]) -> None:
        """Raise ``LeakError`` where a text has not the form of its column or holds the name of anybody in the archive.

        ``seal`` turns a run of words into what ``_names`` holds; ``more``: plain names that no record holds (roster).
        """
        for table in tables:
            for column in table.columns:
                if column.kind is Kind.TEXT:
                    self._look(table, column, seal, more)

    def _look(self, table: Table, column: Column, seal: Any, more: set[str]) -> None:
        name, form = f'"{column.name}"', column.form
        if column.identified:
            row = self.one(f"SELECT count({name}) FROM {table.name}")
            if row and row[0]:
                raise refuse(table, column)
            return
        if column.keyed and form is not None:
            # Millions of keys: their shape is all there is to look at, and SQL looks faster.
            query = f"SELECT count(*) FROM {table.name} WHERE {name} IS NOT NULL AND NOT regexp_full_match({name}, ?)"
            row = self.one(query, [form.value])
            if row and row[0]:
                raise refuse(table, column)
            return
        found: set[str] = set()
        for (value,) in self.do(f"SELECT DISTINCT {name} FROM {table.name} WHERE {name} IS NOT NULL"):
            if not column.allows(value):
                raise refuse(table, column)
            if form in {Form.WORDING, Form.CODE, Form.POINTER}:
                found.update(runs(value))
        if self._names_anybody(found, seal, more):
            raise refuse(table, column)

    def _names_anybody(self, found: set[str], seal: Any, more: set[str]) -> bool:
        if found & more:
            return True
        if not found:
            return False
        query = "SELECT 1 FROM _names WHERE seal IN (SELECT unnest(?::VARCHAR[])) LIMIT 1"
        return self.one(query, [[seal(one) for one in found]]) is not None

    def do(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement to its end, and what it gives."""
        return self.db.execute(query, list(values)).fetchall()

    def one(self, query: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of what a query gives."""
        return next(iter(self.do(query, values)), None)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {one.name: self._count(one.name) for one in TABLES}

    def _count(self, name: str) -> int:
        row = self.one(f"SELECT count(*) FROM {name}")
        return int(row[0]) if row else 0


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    # Extensions would be fetched from the network; nothing here needs one.
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    return duckdb.connect(str(path), config=config)
