"""What is kept, from when, and what is past a term that somebody set. Nothing is ever deleted by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bienban.archive import open_store
from bienban.settings import Settings
from store.retention import KeptYear, kept_years, past_term, refused_uploads

__all__ = ["Retention", "retention"]


class Refused(NamedTuple):
    """A file handed in by the browser that could not be read and stays; ``past``: it came before the term began."""

    sha256: str
    size: int
    past: bool


class Retention(NamedTuple):
    """``years``: what the archive holds by year of the papers; ``beside``: bytes of what can be made again;
    ``past``: originals (SHA-256) all of whose papers are older than the term; ``term``: years, 0 for none."""

    years: list[KeptYear]
    beside: dict[str, int]
    past: list[str]
    term: int
    refused: list[Refused]


def retention(settings: Settings, years: int | None = None, today: date | None = None) -> Retention:
    """Look at what is kept. ``years``: the term, in place of the setting ``retention_years``."""
    term = settings.retention_years if years is None else years
    now = today or datetime.now(UTC).date()
    with open_store(settings) as store:
        before = f"{now.year - term:04}-{now:%m-%d}" if term else ""
        past = past_term(store, before) if term else []
        kept = [one for one in refused_uploads(store) if (settings.data_dir / "uploads" / one.id).is_dir()]
        refused = [Refused(one.sha256, one.size, f"{one.at:%Y-%m-%d}" < before) for one in kept]
        return Retention(kept_years(store), _beside(settings.data_dir), past, term, refused)


def _beside(folder: Path) -> dict[str, int]:
    parts = ("report.html", "logs", "feed", "prefect", "crops", "registers", "cache")
    return {name: size for name in parts if (size := _size(folder / name))}


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else 0
