"""What ``bienban doctor`` looks at: each check says what was found and the exact line that mends it."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

import extractors
import store
from bienban.archive import database_address, open_store
from bienban.i18n import Say
from bienban.settings import Settings
from schemas import BienBanError

__all__ = ["NEEDED", "Check", "check_machine"]

NEED_GB = 2.0
SIZE_GB = 1_000_000_000
# What is imported while working; the same names as in pyproject.toml (a test compares them).
NEEDED = (
    "alembic", "argon2-cffi", "authlib", "duckdb", "fastapi", "jinja2", "joserfc", "lunar-vn", "numpy",
    "opencv-python-headless", "openpyxl", "orjson", "pandas", "pandera", "pdfplumber", "pillow", "prefect",
    "prometheus-client", "pydantic", "pydantic-settings", "pypdfium2", "pytesseract", "python-docx",
    "python-multipart", "pyyaml", "rapidfuzz", "rich", "spacy", "sqlalchemy", "typer", "underthesea",
    "underthesea-core", "uvicorn", "xlsxwriter",
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``todo`` is what to do, empty when all is well; ``needed``: nothing works without it."""

    name: str
    found: str
    ok: bool
    needed: bool = True
    todo: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def check_machine(settings: Settings, say: Say) -> list[Check]:
    """All checks, in the order in which one would mend them."""
    return [
        _python(say),
        *_packages(say),
        *_tools(settings, say),
        _data_folder(settings.data_dir, say),
        _disk(settings.data_dir, say),
        _database(settings, say),
    ]


def _python(say: Say) -> Check:
    ok = sys.version_info >= (3, 11)
    return Check(say("doctor.python"), sys.version.split()[0], ok, todo="" if ok else say("doctor.python-todo"))


def _packages(say: Say) -> Iterator[Check]:
    wanted = _requirements()
    for name in NEEDED:
        wish = wanted.get(_plain(name), name)
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Check(name, "–", ok=False, todo=say("doctor.package-todo", name=wish))
            continue
        ok = _fits(version, wish)
        yield Check(name, version, ok, todo="" if ok else say("doctor.package-todo", name=wish))


def _requirements() -> dict[str, str]:
    """Name to requirement as the installed distribution states it; empty when run from a folder without installing."""
    try:
        lines = metadata.requires("bienban") or []
    except metadata.PackageNotFoundError:
        return {}
    return {_plain(re.split(r"[^\w.-]", line, maxsplit=1)[0]): line.partition(";")[0].strip() for line in lines}


def _fits(version: str, wish: str) -> bool:
    try:
        from packaging.requirements import Requirement  # noqa: PLC0415 - comes with other packages, not promised
    except ImportError:
        return True
    return Requirement(wish).specifier.contains(version, prereleases=True)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _tools(settings: Settings, say: Say) -> Iterator[Check]:
    for tool in extractors.check_tools(settings.reading):
        todo = tool.install_vi if say.language == "vi" else tool.install_en
        yield Check(tool.name, tool.version or "–", tool.ok, needed=tool.needed, todo="" if tool.ok else todo)


def _existing(folder: Path) -> Path:
    """``folder`` or the nearest folder above it that is there."""
    return next((path for path in (folder, *folder.absolute().parents) if path.is_dir()), Path.cwd())


def _data_folder(folder: Path, say: Say) -> Check:
    name = say("doctor.data", path=folder)
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return Check(name, say("doctor.writable"), ok=True)
    except OSError:
        return Check(name, say("doctor.not-writable"), ok=False, todo=say("doctor.data-todo"))


def _disk(folder: Path, say: Say) -> Check:
    free = shutil.disk_usage(_existing(folder)).free / SIZE_GB
    ok = free >= NEED_GB
    todo = "" if ok else say("doctor.disk-todo", need=f"{NEED_GB:.0f}")
    return Check(say("doctor.disk"), f"{free:.1f} GB", ok, needed=False, todo=todo)


def _database(settings: Settings, say: Say) -> Check:
    name = say("doctor.database")
    own = make_url(store.default_url(settings.data_dir))
    used = make_url(database_address(settings))
    if used == own and not Path(own.database or "").exists():
        return Check(name, say("doctor.database-new"), ok=True)
    try:
        with open_store(settings):
            return Check(name, say("doctor.database-ok"), ok=True)
    except BienBanError as error:
        return Check(name, "–", ok=False, todo=error.message(say.language))
