"""What ``bienban explain`` does: from a value back to the ink."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import extractors
from bienban.archive import open_store
from bienban.crops import PAGE_SIDE
from bienban.crops import crop as cut
from bienban.i18n import Say, both
from bienban.report.findings import evidence_for
from bienban.settings import Settings
from bienban.tables import show_table
from bienban.words import figure
from schemas import Evidence, Record, UsageError
from store import Store

__all__ = ["explain", "pointer_of", "value_at"]


def explain(settings: Settings, say: Say, record_id: str, field: str, crop: Path | None) -> None:
    """Print where the value at ``field`` comes from; with ``crop`` write the piece of the page there.

    Raises ``UsageError`` for an unknown record or field, and where there is nothing to cut out.
    """
    pointer = pointer_of(field)
    with open_store(settings) as store:
        record = _find(store, record_id)
        value = value_at(record, pointer)
        evidence = evidence_for(record, pointer)
        rows = [
            [say("explain.value"), json.dumps(value, ensure_ascii=False)],
            [say("explain.file"), record.source.path],
        ]
        if pointer in record.inferred:
            rows.append([say("explain.inferred"), record.inferred[pointer]])
        for one in evidence:
            rows.extend(_rows(one, say))
        if not evidence and pointer not in record.inferred:
            rows.append([say("explain.wording"), say("explain.no-evidence")])
        if crop is not None:
            _write_crop(store, record, evidence, settings, crop)
            rows.append([say("explain.image"), str(crop)])
    show_table(f"{record.record_id}  {pointer}", ["", ""], rows)


def pointer_of(field: str) -> str:
    """``held.date`` and ``/held/date`` both as the JSON pointer ``/held/date``."""
    return field if field.startswith("/") else "/" + field.replace("[", ".").replace("]", "").replace(".", "/")


def value_at(record: Record, pointer: str) -> Any:
    """The value at a JSON pointer (RFC 6901) of ``record``; raises ``UsageError``."""
    value: Any = record.model_dump(mode="json", by_alias=True)
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise UsageError(*both("explain.no-field", field=pointer)) from error
    return value


def _find(store: Store, start: str) -> Record:
    try:
        return store.record(start)
    except KeyError:
        found = [record for record in store.records() if record.record_id.startswith(start)]
    if not found:
        raise UsageError(*both("explain.no-record", id=start))
    if len(found) > 1:
        known = ", ".join(record.record_id for record in found[:5])
        raise UsageError(*both("explain.many-records", id=start, known=known))
    return found[0]


def _rows(evidence: Evidence, say: Say) -> list[list[str]]:
    boxes = "; ".join(", ".join(f"{side:.4f}" for side in box) for box in evidence.boxes)
    sure = "–" if evidence.confidence is None else f"{figure(100 * evidence.confidence, say)} % ({evidence.kind})"
    return [
        [say("explain.wording"), evidence.text],
        [say("explain.page"), str(evidence.page)],
        [say("explain.boxes"), boxes or "–"],
        [say("explain.confidence"), sure],
        [say("explain.producer"), evidence.producer],
    ]


def _write_crop(store: Store, record: Record, evidence: list[Evidence], settings: Settings, path: Path) -> None:
    placed = next((one for one in evidence if one.boxes), None)
    if placed is None:
        raise UsageError(*both("explain.no-box"))
    original = store.original(record.source.sha256)
    page = extractors.render_page(original, placed.page, settings.reading, PAGE_SIDE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        cut(page, placed.boxes).save(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(*both("error.cannot-write", path=path, reason=reason)) from error
