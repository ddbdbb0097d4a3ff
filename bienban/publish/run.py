"""What ``bienban publish`` does: what changed in the archive goes into the feed's own file, and from there out."""

from __future__ import annotations

import getpass
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import quality
from bienban.archive import open_store
from bienban.i18n import both
from bienban.inforce import cells_in_force
from bienban.pseudonyms import KEY_NAME, load_key
from bienban.publish import catalogue, targets
from bienban.publish.cells import Cells
from bienban.publish.columns import Table
from bienban.publish.contracts import checked
from bienban.publish.keys import Keys
from bienban.publish.making import Made, Maker, in_processes
from bienban.publish.postgres import to_postgres
from bienban.publish.scan import plain_names
from bienban.publish.warehouse import Warehouse
from bienban.reference import with_registers
from bienban.settings import Settings
from schemas import UsageError
from store import Store
from store.feeding import FeedRow, cell_lines, document_lines, in_batches, note_audit

__all__ = ["FORMS", "Published", "publish"]

FORMS = (*targets.FILES, "postgres-schema")
BATCH = 5_000  # records worked on at once, in each process: checking has a price for each batch
MANY = 20_000  # records from which on other processes are worth their start


class Published(NamedTuple):
    """``changed``: records whose rows were made anew; ``gone``: taken out; ``new``: whether the target changed."""

    rows: dict[str, int]
    changed: int
    gone: int
    new: bool


def publish(
    settings: Settings, form: str, target: str | None, *, identified: bool = False, reason: str | None = None
) -> Published:
    """Bring ``target`` (a folder, a file, or a PostgreSQL address) to the state of the archive.

    Raises ``UsageError`` (its kind ``LeakError`` where a table might name a person) and ``StoreError``; then the
    target is as it was. ``identified`` needs an account of ``identified_accounts`` and a ``reason`` for the trail.
    """
    place = _place(settings, form, target)
    if identified:
        _allow(settings, reason)
    key = load_key(settings.data_dir)
    keys = Keys(key)
    folder = settings.data_dir / "feed"
    with open_store(settings) as store:
        if identified:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder, prefix="identified-") as own:
                return _publish(settings, store, keys, Path(own) / "feed.duckdb", form, place, reason=reason)
        return _publish(settings, store, keys, folder / "feed.duckdb", form, place)


def _publish(
    settings: Settings, store: Store, keys: Keys, path: Path, form: str, place: str, *, reason: str | None = None
) -> Published:
    identified = reason is not None
    with Warehouse(path, keys.seal("feed")) as warehouse:
        changed, gone = bring(settings, store, keys, warehouse, identified=identified)
        if not identified:
            warehouse.look(catalogue.TABLES, keys.seal, _roster_names(settings))
        new = True
        if form == "postgres-schema":
            new = bool(to_postgres(warehouse, place, identified=identified)) or bool(gone)
        elif identified or not targets.up_to_date(warehouse, Path(place), form):
            _note(
                store, form, warehouse.counts(), reason
            )  # before: what leaves with names leaves a trace, come what may
            if form == "duckdb":
                targets.to_duckdb(warehouse, Path(place), identified=identified)
            else:
                targets.to_folder(warehouse, Path(place), form, identified=identified)
        else:
            new = False
        if form == "postgres-schema" and (new or identified):
            _note(store, form, warehouse.counts(), reason)
        return Published(warehouse.counts(), changed, gone, new)


def _note(store: Store, form: str, rows: Mapping[str, int], reason: str | None) -> None:
    details = {"to": form, "meetings": rows["fact_meeting"], **({"reason": reason} if reason else {})}
    action = "published with names" if reason else "published"
    note_audit(store, getpass.getuser(), action, "feed", details)


def bring(
    settings: Settings, store: Store, keys: Keys, warehouse: Warehouse, *, identified: bool = False
) -> tuple[int, int]:
    """Bring ``warehouse`` to the state of the archive; how many records were made anew, and how many taken out."""
    cells = Cells(keys, cell_lines(store), cells_in_force(settings, store))
    maker = Maker(settings.database_url, settings.data_dir, keys, cells, identified=identified)
    warehouse.begin()
    states: dict[str, str] = {}
    changed = 0

    def due() -> Iterator[list[FeedRow]]:
        for batch in in_batches(store, BATCH):
            found = {keys.meeting(row.record_id): row for row in batch}
            made_from = {key: _made_from(row, cells, keys) for key, row in found.items()}
            wanted = warehouse.changed(made_from)
            if wanted:
                states.update((key, made_from[key]) for key in wanted)
                yield [row for key, row in found.items() if key in wanted]

    try:
        for made in _made(maker, due(), settings, store):
            warehouse.load(made.frames, {key: states.pop(key) for key in made.keys}, made.names)
            changed += len(made.keys)
    finally:
        maker.close()
    gone = warehouse.drop_unseen()
    _dimensions(store, keys, cells, warehouse, identified=identified)
    return changed, gone


def _made(maker: Maker, batches: Iterator[list[FeedRow]], settings: Settings, store: Store) -> Iterator[Made]:
    workers = settings.workers or os.cpu_count() or 1
    if workers > 1 and store.counts()["records"] >= MANY:
        return in_processes(maker, batches, workers)
    return map(maker, batches)


def _made_from(row: FeedRow, cells: Cells, keys: Keys) -> str:
    """What the rows of a record follow from, sealed: another value, and they are made anew."""
    cell = cells.of((row.organisation, row.parent, row.code))
    of_cell = f"{cell.key} {cell.is_small}" if cell else ""
    return keys.seal(f"{row.digest} {row.assessed} {of_cell} {row.corrected}")


def _dimensions(store: Store, keys: Keys, cells: Cells, warehouse: Warehouse, *, identified: bool) -> None:
    def renew(table: Table, batches: Sequence[Sequence[tuple[object, ...]]]) -> None:
        warehouse.renew(table, (checked(table, rows, identified=identified) for rows in batches))

    of_cells = cells.rows(identified=identified)
    renew(catalogue.DIM_CELL, [[tuple(row[name] for name in catalogue.DIM_CELL.names) for row in of_cells]])
    renew(catalogue.DIM_TOPIC, [[(topic, *names) for topic, names in catalogue.TOPICS.items()]])
    known = [
        (f"{rubric.id}/{rubric.version}/{one.id}", rubric.id, rubric.version, one.id, one.label, one.max)
        for rubric in quality.load_rubrics()
        for one in rubric.criteria
    ]
    renew(catalogue.DIM_CRITERION, [known])
    strange = [(name, *name.split("/", 2), None, None) for name in warehouse.strange_criteria()]
    renew(catalogue.DIM_CRITERION, [[*known, *strange]])
    warehouse.renew(catalogue.DIM_DOCUMENT, _documents(store, keys))
    warehouse.renew_days(catalogue.DIM_DATE)


def _documents(store: Store, keys: Keys) -> Iterator[pd.DataFrame]:
    for lines in document_lines(store, 20_000):
        rows = [
            (keys.document(one.sha256), one.media_type, one.pages, one.records, one.read_version,
             one.understand_version, one.first_saved.date())
            for one in lines
        ]  # fmt: skip
        yield checked(catalogue.DIM_DOCUMENT, rows)


def _roster_names(settings: Settings) -> set[str]:
    roster = with_registers(settings).roster
    if roster is None:
        return set()
    from nlp.registers import load_members  # noqa: PLC0415

    return set(plain_names(one.name for one in load_members(roster).members))


def _place(settings: Settings, form: str, target: str | None) -> str:
    if form not in FORMS:
        raise UsageError(*both("publish.no-form", form=form, known=", ".join(FORMS)))
    place = target or settings.publish_target
    if not place:
        raise UsageError(*both("publish.no-target"))
    if form == "postgres-schema":
        return place
    path = Path(place)
    folder = path.parent if form == "duckdb" else path
    if (folder / KEY_NAME).exists() or not targets.free_of(folder, [settings.data_dir]):
        raise UsageError(*both("export.key-there", path=folder))
    if form == "duckdb" and path.is_dir():
        raise UsageError(*both("publish.is-folder", path=path))
    return place


def _allow(settings: Settings, reason: str | None) -> None:
    account = getpass.getuser()
    allowed = {one.strip() for one in settings.identified_accounts.split(",")} - {""}
    if account not in allowed:
        raise UsageError(*both("publish.not-allowed", account=account))
    if not (reason or "").strip():
        raise UsageError(*both("publish.no-reason"))
