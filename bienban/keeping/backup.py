"""A backup: a consistent copy of database and originals in a folder of its own, with the hash of every file.

The database is copied with SQLite's own backup, which gives the state of one moment while others write. Originals are
copied after it: they are only ever added, so none that the copy names is missing.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bienban import __version__
from bienban.archive import open_store
from bienban.i18n import both
from bienban.keeping.verify import Verified, verify_archive
from bienban.pseudonyms import KEY_NAME
from bienban.settings import Settings
from schemas import StoreError, UsageError
from store import Store, default_url, file_sha256, from_os
from store.files import FolderFiles

__all__ = ["MANIFEST", "Backup", "backup", "check_backup", "restore"]

MANIFEST = "backup.json"
DATABASE = "bienban.sqlite3"
HANDS = "hands"  # folder of the models of hands
PAGES = 2_000  # of the database, copied before a writer gets its turn


class Backup(NamedTuple):
    """Where a backup lies, how many files and bytes it has, and what the archive held."""

    folder: Path
    files: int
    size: int
    counts: dict[str, int]


def backup(settings: Settings, folder: Path) -> Backup:
    """Write a backup into ``folder``, which must be empty or not there. Others may go on working.

    Raises ``UsageError`` for a folder that cannot be used, ``StoreError`` where database or disk refuse.
    """
    source = _sqlite_file(settings)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(*both("backup.not-empty", path=folder))
    if folder.resolve().is_relative_to(settings.data_dir.resolve()):
        raise UsageError(*both("backup.inside", path=folder))
    with open_store(settings) as store:  # makes sure of the schema, and that there is an archive
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as name:
                draft = Path(name) / "backup"
                draft.mkdir(mode=0o700)
                _snapshot(source, draft / DATABASE)
                with Store.open(None, draft) as copy:
                    copy.files = store.files
                    copy.copy_originals(FolderFiles(draft / "originals"))
                    counts = copy.counts()
                (draft / DATABASE).chmod(0o600)
                for path in draft.glob(DATABASE + "-*"):
                    path.unlink()
                key = settings.data_dir / KEY_NAME
                if key.exists():
                    shutil.copy2(key, draft / KEY_NAME)
                hands = settings.data_dir / HANDS
                if hands.is_dir():
                    unfinished = shutil.ignore_patterns("course.pt", "*.part")
                    shutil.copytree(hands, draft / HANDS, ignore=unfinished)
                manifest = _manifest(draft, counts)
                (draft / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
                if folder.exists():
                    folder.rmdir()
                draft.replace(folder)
        except OSError as error:
            raise from_os(error, str(folder)) from error
    return Backup(folder, len(manifest["files"]), sum(one["size"] for one in manifest["files"].values()), counts)


def check_backup(folder: Path) -> list[Verified]:
    """Compare every file of a backup with its hash, then look through the archive in it. Changes nothing."""
    said = _read_manifest(folder)
    wrong = []
    for name, wanted in said["files"].items():
        path = folder / name
        try:
            ok = path.stat().st_size == wanted["size"] and file_sha256(path) == wanted["sha256"]
        except OSError:
            ok = False
        if not ok:
            wrong.append(name)
    # What lies there and is not on the list would be taken for part of the database, or of the originals.
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    wrong += sorted(here - set(said["files"]) - {MANIFEST})
    found = [Verified("files", len(said["files"]), tuple(wrong))]
    if wrong:
        return found
    with tempfile.TemporaryDirectory() as name:  # opening a database makes files beside it
        shutil.copy2(folder / DATABASE, Path(name) / DATABASE)
        with Store.open(None, Path(name), str(folder / "originals")) as store:
            return [*found, *verify_archive(store, content=False)]


def restore(settings: Settings, folder: Path) -> list[Verified]:
    """Put a backup back as the archive of ``settings``, whose data folder must be empty or not there.

    The backup is checked first, and what was put back once more. Raises ``UsageError`` and ``StoreError``.
    """
    target = settings.data_dir
    _sqlite_file(settings)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(*both("restore.not-empty", path=target))
    _all_well(check_backup(folder))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as name:
            draft = Path(name) / "data"
            shutil.copytree(folder, draft)
            (draft / MANIFEST).unlink()
            for path in (draft / "originals").rglob("*.*"):
                path.chmod(0o444)
            if target.exists():
                target.rmdir()
            draft.replace(target)
    except OSError as error:
        raise from_os(error, str(target)) from error
    with open_store(settings) as store:
        found = verify_archive(store, content=True)
    _all_well(found)
    return found


def _all_well(found: list[Verified]) -> None:
    bad = [one for one in found if one.wrong]
    if bad:
        raise StoreError(*both("restore.bad", what=bad[0].what, wrong=", ".join(bad[0].wrong[:5])))


def _sqlite_file(settings: Settings) -> Path:
    url = settings.database_url or default_url(settings.data_dir)
    if not url.startswith("sqlite:///"):
        raise UsageError(*both("backup.not-sqlite"))
    return Path(url.removeprefix("sqlite:///"))


def _snapshot(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there, pages=PAGES, sleep=0.01)
    except sqlite3.Error as error:
        raise StoreError(*both("backup.refused", kind=type(error).__name__)) from error


def _manifest(folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    files = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        files[name] = {"size": path.stat().st_size, "sha256": file_sha256(path)}
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"bienban": __version__, "made": made, "counts": counts, "files": files}


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = said["files"]
        safe = all(not Path(name).is_absolute() and ".." not in Path(name).parts for name in files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(*both("backup.no-manifest", path=folder)) from error
    if not safe or DATABASE not in files:
        raise UsageError(*both("backup.no-manifest", path=folder))
    return dict(said)
