"""The list of what was written (``manifest.json``), with hashes; by it a second run knows what is done already."""

from __future__ import annotations

import hashlib
import os
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError

from bienban.archiving.durable import refusals
from bienban.archiving.fields import Fields
from bienban.i18n import both
from extractors import file_sha256
from schemas import InputError, PageState, UsageError
from schemas.base import Frozen

__all__ = ["NAME", "Entry", "Layer", "Manifest", "Original", "PageNote", "Written", "intact", "key_of", "load", "save"]

NAME = "manifest.json"


class Layer(StrEnum):
    """What becomes of a page's text in the PDF."""

    OURS = "ours"  # what we read, laid over the page
    KEPT = "kept"  # the page's own
    REDRAWN = "redrawn"  # ours, over the page drawn anew as an image
    NONE = "none"  # nothing was read that could be passed on


class Original(Frozen):
    """The file that was read; it stays where it is, unaltered."""

    path: str
    sha256: str
    size: int  # bytes


class PageNote(Frozen):
    """What became of one page. ``rotation``: degrees clockwise that it was turned to be upright."""

    number: int
    state: PageState
    grade: str | None = None
    rotation: int = 0
    layer: Layer | None = None  # None: no PDF was asked for


class Written(Frozen):
    """One file that was written; ``path`` is meant from the folder of the manifest."""

    path: str
    format: str
    sha256: str
    size: int  # bytes


class Entry(Frozen):
    """What was made of one original. ``key`` changes with everything that the outputs depend on."""

    original: Original
    key: str
    stem: str
    fields: Fields
    pages: list[PageNote]
    files: list[Written]
    made_with: str | None = None  # the programs that made the PDF and found it to be valid PDF/A-2b
    written_at: str  # UTC


class Manifest(Frozen):
    """All entries, by the originals' SHA-256."""

    format: int = 1
    program: str = ""
    entries: dict[str, Entry] = Field(default_factory=dict)

    def free_stem(self, folder: Path, stem: str, sha256: str) -> str:
        """``stem``, or with a mark where another original has it or a file that is not ours bears the name."""
        ours = {one.path for one in self.entries[sha256].files} if sha256 in self.entries else set()
        taken = {entry.stem for other, entry in self.entries.items() if other != sha256}
        name = f"{stem}.pdf"
        if stem not in taken and (name in ours or not (folder / name).exists()):
            return stem
        return f"{stem}-{sha256[:8]}"


def load(folder: Path) -> Manifest:
    """The manifest in ``folder``, an empty one where there is none; raises ``UsageError`` for one that is not ours."""
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Manifest()
    except (ValidationError, OSError) as error:
        raise UsageError(*both("archive.bad-manifest", path=path)) from error


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest in one step; raises ``StoreError``."""
    path = folder / NAME
    draft = path.with_name(f".{NAME}.{os.getpid()}.part")
    with refusals(path):
        try:
            with draft.open("w", encoding="utf-8") as stream:
                stream.write(manifest.model_dump_json(indent=1) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def intact(folder: Path, one: Written) -> bool:
    """Whether a file is there as it was written."""
    try:
        return file_sha256(folder / one.path) == one.sha256
    except InputError:
        return False


def key_of(*parts: str) -> str:
    """A short digest of everything that the outputs of one file depend on."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
