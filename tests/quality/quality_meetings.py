"""Small records for the tests of this room, built from texts written for them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from schemas import Evidence, Record

RATED = Path(__file__).parent / "rated_minutes.yaml"
KINDS = {"other": ("other", None), "resolution": ("resolution", None)}


def record(text: str = "", evidence: dict[str, str] | None = None, **fields: Any) -> Record:
    """A record of regular minutes; ``evidence`` maps pointers to quotes."""
    sha = hashlib.sha256(f"{text}{fields}".encode()).hexdigest()
    base: dict[str, Any] = {
        "record_id": sha[:12],
        "source": {"path": "book.pdf", "sha256": sha, "pages": [1]},
        "document_type": "minutes",
        "meeting_type": "regular",
        "text": text,
        "evidence": {
            pointer: Evidence(text=quote, page=1, producer="test", kind="rule").model_dump()
            for pointer, quote in (evidence or {}).items()
        },
    }
    return Record.model_validate({**base, **fields})


def rated() -> list[tuple[str, Record, dict[str, int | None]]]:
    """The rated minutes as records that hold nothing but their text: lists are left to what the text shows."""
    rows = yaml.safe_load(RATED.read_text(encoding="utf-8"))
    found = []
    for row in rows:
        document, meeting = KINDS.get(row["kind"], ("minutes", row["kind"]))
        made = record(row["text"], record_id=row["id"], document_type=document, meeting_type=meeting)
        found.append((row["id"], made, row["ratings"]))
    return found
