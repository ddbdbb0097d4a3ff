"""Pure conversions between contract objects and what a row holds."""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any
from weakref import ref

import numpy as np

from schemas import Assessment, Box, Line, Page, Record, Word
from schemas.geometry import rounded
from store.quickjson import canonical, compact

__all__ = [
    "as_kept",
    "assessment_columns",
    "cell_key",
    "cell_of",
    "digest",
    "file_sha256",
    "pack_page",
    "page_columns",
    "page_text",
    "path_key",
    "path_text",
    "record_columns",
    "unpack_page",
]

CELL_LENGTH = 300
PACKING = 1  # a sixth more bytes than 6, in a third of the time
KINDS = (["chi", "bo"], ["cb"])  # "Chi bộ", which one heading writes before the name and the next one leaves out


def digest(value: Any) -> str:
    """SHA-256 of a JSON value in canonical form (sorted keys, no blanks), in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_of_parts(parts: Iterable[bytes | str]) -> str:
    """SHA-256 over a sequence, told apart by length so that no two sequences fall together."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def cell_of(record: Record) -> str:
    """The key under which a record's cell is filed: its name without "Chi bộ", case, marks, punctuation; "" if unknown.

    It is deliberately coarse: meetings of one cell must never fall apart because one heading lost its marks,
    and whoever tells cells apart more finely (by parent, say) finds all of one cell's meetings under one key.
    """
    return cell_key(record.organisation.name or "")


def cell_key(written: str) -> str:
    """The key of a cell by its name as somebody writes it."""
    name = unicodedata.normalize("NFD", written.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in name if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    for kind in KINDS:
        if len(words) > len(kind) and words[: len(kind)] == kind:
            words = words[len(kind) :]
            break
    return " ".join(words)[:CELL_LENGTH]


def as_kept(page: Page) -> Page:
    """The page as ``unpack_page`` would give it back: its boxes rounded to what the contract serialises."""
    text = page_text(page)
    kept = Page.model_validate_json(text)
    name = id(kept)
    _TEXTS[name] = text, ref(kept, lambda _: _TEXTS.pop(name, None))
    return kept


# The JSON of pages that `as_kept` has just made, by identity, for as long as they live: a page never changes, and
# writing it once more takes as long as all else that saving it does before the database.
_TEXTS: dict[int, tuple[str, ref[Page]]] = {}


def page_text(page: Page) -> str:
    """The whole page as JSON; equal pages give equal text."""
    known = _TEXTS.get(id(page))
    return known[0] if known is not None and known[1]() is page else _page_text(page)


def _page_text(page: Page) -> str:
    """The text that pydantic writes, in a third of the time.

    Rounding boxes is the most of it, and is left out where they are rounded already, as `as_kept` leaves them.
    """
    boxes = [word.box for line in page.lines for word in line.words]
    boxes += [line.box for line in page.lines]
    sides = np.fromiter(chain.from_iterable(boxes), dtype=np.float64, count=4 * len(boxes))
    side = tuple if (np.round(sides, 5) == sides).all() else _rounded

    def plain(part: Any) -> Any:
        kind = type(part)  # asked in the order of how many there are
        if kind is Box:
            return side(part)
        return part.__dict__ if kind is Word or kind is Line else part.model_dump(mode="json", by_alias=True)

    return compact(page.__dict__, plain)


def _rounded(box: Box) -> tuple[float, ...]:
    return rounded(*box)


def pack_page(text: str) -> bytes:
    """The JSON of a page, zlib-packed; equal pages give equal bytes."""
    return zlib.compress(text.encode(), PACKING)


def unpack_page(content: bytes) -> Page:
    """The page that ``pack_page`` packed (boxes to the five decimals that the contract serialises)."""
    return Page.model_validate_json(zlib.decompress(content))


def page_columns(page: Page, text: str) -> dict[str, Any]:
    """The columns of ``pages``, without its key to the document; ``text`` is the page's JSON."""
    quality = page.quality
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "source": page.source.value,
        "state": page.state.value,
        "grade": quality.grade,
        "words": quality.words or sum(len(line.words) for line in page.lines),
        "mean_confidence": quality.mean_confidence,
        "lexicon_share": quality.lexicon_share,
        "ink_covered": quality.ink_covered,
        "producer": page.producer,
        "steps": [step.model_dump(mode="json") for step in page.steps],
        "content": pack_page(text),
    }


def record_columns(record: Record) -> dict[str, Any]:
    """The plain columns of ``records`` (no name of a person among them), from the record as it is to be shown."""
    held, attendance = record.held, record.attendance
    return {
        "first_page": min(record.source.pages, default=None),
        "last_page": max(record.source.pages, default=None),
        "document_type": record.document_type.value,
        "meeting_type": record.meeting_type.value if record.meeting_type else None,
        "cell": cell_of(record),
        "organisation": record.organisation.name,
        "parent": record.organisation.parent,
        "number": record.number,
        "period": record.period,
        "held_on": held.date,
        "held_from": held.start,
        "held_to": held.end,
        "duration_minutes": held.duration_minutes,
        "members": attendance.total,
        "present": attendance.present,
        "absent": attendance.absent,
        "attendance_rate": attendance.rate,
        "contributions": len(record.contributions),
        "self_criticisms": len(record.self_criticism),
        "criticisms": len(record.criticism),
        "decisions": len(record.decisions),
        "tasks": len(record.tasks),
    }


def assessment_columns(assessment: Assessment) -> dict[str, Any]:
    """The columns of ``assessments``, without the time."""
    rubric, total, grade = assessment.rubric, assessment.total, assessment.grade
    return {
        "record_id": assessment.record_id,
        "rubric_id": rubric.id if rubric else "",
        "rubric_version": rubric.version if rubric else "",
        "total_low": total[0] if total else None,
        "total_high": total[1] if total else None,
        "max_total": assessment.max_total,
        "grade_low": grade[0] if grade else None,
        "grade_high": grade[1] if grade else None,
        "body": assessment.model_dump(mode="json", by_alias=True),
    }


def path_key(path: str) -> str:
    """The key of a path in the tables."""
    return hashlib.sha256(path.encode(errors="surrogateescape")).hexdigest()


def path_text(path: str) -> str:
    """The path as text: a file name that is not UTF-8 keeps its odd bytes as visible escapes."""
    return path.encode(errors="surrogateescape").decode(errors="backslashreplace")


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in lower-case hexadecimal; raises ``OSError``."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
