"""What is kept, from when, and what is past a term that somebody set. Nothing is ever deleted by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bienban.archive import open_store
from bienban.settings import Settings
from store.retention import KeptYear, kept_years, past_term

__all__ = ["Retention", "retention"]


class Retention(NamedTuple):
    """``years``: what the archive holds by year of the papers; ``beside``: bytes of what can be made again;
    ``past``: originals (SHA-256) all of whose papers are older than the term; ``term``: years, 0 for none."""

    years: list[KeptYear]
    beside: dict[str, int]
    past: list[str]
    term: int


def retention(settings: Settings, years: int | None = None, today: date | None = None) -> Retention:
    """Look at what is kept. ``years``: the term, in place of the setting ``retention_years``."""
    term = settings.retention_years if years is None else years
    now = today or datetime.now(UTC).date()
    with open_store(settings) as store:
        past = past_term(store, f"{now.year - term:04}-{now:%m-%d}") if term else []
        return Retention(kept_years(store), _beside(settings.data_dir), past, term)


def _beside(folder: Path) -> dict[str, int]:
    parts = ("report.html", "logs", "feed", "prefect", "crops", "registers", "cache")
    return {name: size for name in parts if (size := _size(folder / name))}


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else 0
