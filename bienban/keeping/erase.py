"""Erasing a document on a lawful request: from the archive, and from all that this machine made of it."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path
from typing import NamedTuple

from bienban.archive import open_store
from bienban.i18n import both
from bienban.settings import Settings
from schemas import UsageError
from store import file_sha256, from_os
from store.erasing import erase as erase_rows
from store.erasing import found_by

__all__ = ["Erased", "erase"]

_MADE = ("report.html", "crops", "feed", "prefect/storage", "cache")  # made from papers, and made again when needed
SHORTEST = 8


class Erased(NamedTuple):
    """``gone``: rows by table; ``handed_in``: copies deleted from ``uploads/``; ``removed``: what was deleted beside
    the database and is made again; ``elsewhere``: where copies may lie that this program cannot reach."""

    sha256: str
    gone: dict[str, int]
    handed_in: list[Path]
    removed: list[Path]
    elsewhere: list[str]


def erase(settings: Settings, which: str, *, reason: str | None, confirm: str | None) -> Erased:
    """Erase one original, or a file handed in that could not be read, with all that hangs on it.

    ``which``: the beginning of its SHA-256 or of the id of one of its records (at least eight letters). ``confirm``
    must repeat the first twelve letters of the SHA-256, so that nothing is erased by a slip. Raises ``UsageError``.
    """
    if not (reason or "").strip():
        raise UsageError(*both("erase.no-reason"))
    with open_store(settings) as store:
        found = found_by(store, which) if len(which) >= SHORTEST else []
        if len(found) != 1:
            raise UsageError(*both("erase.not-one", which=which, count=len(found)))
        sha256 = found[0]
        paths = [path for one in store.documents() if one.sha256 == sha256 for path in one.paths]
        if confirm != sha256[:12]:
            raise UsageError(*both("erase.confirm", sha256=sha256[:12]))
        # First, and by what is in them: were this ended half way, calling again would find what is left.
        removed = _handed_in(settings.data_dir / "uploads", sha256)
        gone = erase_rows(store, sha256, getpass.getuser(), (reason or "").strip())
        forms = {str(one.details.get("to")) for one in store.audit_trail() if one.action.startswith("published")}
    made = [path for name in _MADE if (path := settings.data_dir / name).exists()]
    try:
        for path in made:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise from_os(error, str(settings.data_dir)) from error
    return Erased(sha256, gone, removed, made, [*paths, *(f"publish --to {form}" for form in sorted(forms))])


def _handed_in(folder: Path, sha256: str) -> list[Path]:
    """Delete the copies of these bytes that a browser handed in: those that could not be read stayed there."""
    try:
        found = [path for path in sorted(folder.glob("*/*")) if path.is_file() and file_sha256(path) == sha256]
        for path in found:
            shutil.rmtree(path.parent)
    except OSError as error:
        raise from_os(error, str(folder)) from error
    return found
