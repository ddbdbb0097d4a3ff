"""The sets of gold records: the development set where one lies beside the clone, the samples, the text corpus.

A set is a folder of ``NAME.gold.json`` with ``NAME.txt`` and, where it has them, scans with a manifest. The development
set is not part of this repository: ``--devset DIR`` or the variable ``BIENBAN_DEVSET`` names another place for it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["KINDS", "ROOT", "GoldSet", "Scan", "corpus", "devset", "devset_folder", "samples"]

ROOT = Path(__file__).resolve().parents[2]
DEVSET = ROOT.parent / "shared" / "devset"

HANDS = {"hand", "script", "school"}
TYPES = {"type", "typewriter"}
DIGITAL = {"born-digital", "legacy-encoding"}
KINDS = ("clean", "born-digital", "degraded", "photo", "typewriter", "handwriting-like")


@dataclass(frozen=True)
class Scan:
    """One file to be read: its name, the document it shows, and the kind of scan (one of ``KINDS``)."""

    file: str
    doc: str
    kind: str


@dataclass(frozen=True)
class GoldSet:
    """Gold records with the texts and scans that they were made from."""

    name: str
    gold: Path
    scans_at: Path | None = None
    manifest: Path | None = None

    @cached_property
    def docs(self) -> dict[str, list[dict[str, Any]]]:
        """Gold records by document."""
        found = sorted(self.gold.glob("*.gold.json"))
        return {path.name.removesuffix(".gold.json"): json.loads(path.read_text("utf-8")) for path in found}

    @cached_property
    def allowances(self) -> dict[str, dict[str, Any]]:
        """Further right answers by document and unit."""
        path = self.gold / "allowances.json"
        found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return found

    @property
    def scans(self) -> list[Scan]:
        """The scans of documents that have gold."""
        if not self.manifest:
            return []
        entries = json.loads(self.manifest.read_text("utf-8"))["scans"]
        return [Scan(one["file"], one["doc"], kind_of(one)) for one in entries if one["doc"] in self.docs]

    def text_path(self, doc: str) -> Path:
        """The text of a document as it stands on paper."""
        return self.gold / f"{doc}.txt"


def kind_of(entry: dict[str, Any]) -> str:
    """The kind of scan of a manifest's entry: by hand and by typewriter go before how it was scanned."""
    style, made = entry["style"], entry["klass"]
    if style in HANDS:
        return "handwriting-like"
    if style in TYPES:
        return "typewriter"
    if made == "phone":
        return "photo"
    if made in DIGITAL:
        return "born-digital"
    return "clean" if made == "clean" else "degraded"


def devset_folder(named: Path | None = None) -> Path:
    """Where the development set is looked for."""
    return named or Path(os.environ.get("BIENBAN_DEVSET", DEVSET))


def devset(folder: Path) -> GoldSet | None:
    """The development set, or None where there is none."""
    if not (folder / "docs").is_dir():
        return None
    return GoldSet("devset", folder / "docs", folder / "scans", folder / "manifest.json")


def samples() -> GoldSet:
    """The sample archive."""
    folder = ROOT / "samples"
    return GoldSet("samples", folder / "gold", folder / "files", folder / "manifest.json")


def corpus() -> list[GoldSet]:
    """The halves of the text corpus whose errors may be read; ``blind`` is not among them."""
    folder = ROOT / "tests" / "corpus"
    return [GoldSet(f"corpus/{half}", folder / half) for half in ("seen", "unseen")]
