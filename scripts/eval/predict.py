"""Records of files and of texts: from scans through the command line that ships, from texts in this process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand

__all__ = ["ReadingFailedError", "by_file", "from_scans", "from_text"]

SOME_UNREADABLE = 1  # a damaged file among the inputs is named and no failure here


class ReadingFailedError(RuntimeError):
    """``bienban extract`` ended with another status than 0 or 1."""


def from_scans(files: Iterable[Path], out: Path, cache: Path) -> list[dict[str, Any]]:
    """Records of ``files`` as ``bienban extract`` prints them, also written to ``out`` (JSON Lines).

    Pages that the same reader has read before come from ``cache`` (by the file's hash and the reader's version):
    between two runs it is the understanding that is tuned.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bienban", "extract", *map(str, files)]
    status = subprocess.run([*command, "--out", str(out), "--pages-cache", str(cache)], check=False).returncode
    if status not in (0, SOME_UNREADABLE):
        raise ReadingFailedError(f"bienban extract: exit status {status}")
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def from_text(name: str, text: str) -> list[dict[str, Any]]:
    """Records of a text, as if its pages had been read without an error; a form feed parts pages."""
    pages = pages_from_text(text)
    units = split(pages, name, sha256(text.encode()).hexdigest())
    lexicon = load_lexicon()
    return [understand(unit, lexicon).model_dump(mode="json", by_alias=True) for unit in units]


def by_file(records: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Records by the name of their file, in the order of their units."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        found[Path(record["source"]["path"]).name].append(record)
    return found
