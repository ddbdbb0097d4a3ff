"""What ``bienban explain`` does: from a value back to the ink.

For one value: the value, its wording, where it stands, a picture of that place, who read it and which rule or model
took it, and the readings that lost. For a list or a group of values the same for each of its items.
"""

from __future__ import annotations

import json
import re
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
from schemas import Evidence, InputError, Record, StoreError, UsageError
from store import Store

__all__ = ["explain", "pointer_of", "value_at"]

CROPS = "crops"  # folder in the data folder for pictures that nobody named a file for
Row = list[str]


def explain(settings: Settings, say: Say, record_id: str, field: str, crop: Path | None) -> None:
    """Print where the value at ``field`` comes from; write the piece of the page to ``crop`` or the data folder.

    Raises ``UsageError`` for an unknown record or field, and where there is nothing to cut out for ``crop``.
    """
    pointer = pointer_of(field)
    with open_store(settings) as store:
        record = _find(store, record_id)
        value = value_at(record, pointer)
        rows = [[say("explain.value"), _shown(value)], [say("explain.file"), record.source.path]]
        parts = _parts(record, pointer, value)
        for part in parts or [pointer]:
            if parts:
                rows.append([part, _shown(value_at(record, part))])
            rows.extend(_origin(record, part, say))
            if crop is None:
                rows.extend(_kept_crop(store, record, part, settings, say))
        rows.extend(_lost(record, pointer, say))
        if crop is not None:
            _write_crop(store, record, evidence_for(record, pointer), settings, crop)
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


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parts(record: Record, pointer: str, value: Any) -> list[str]:
    """The pointers that a list or a group of values is explained by; none for a single value."""
    if isinstance(value, list):
        return [f"{pointer}/{index}" for index in range(len(value))]
    if isinstance(value, dict) and pointer not in record.evidence:
        filled = [name for name, inner in value.items() if inner not in (None, [], {})]
        return [f"{pointer}/{name}" for name in filled]
    return []


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


def _origin(record: Record, pointer: str, say: Say) -> list[Row]:
    """What a value follows from: an inference, or wordings on the page with who read and who chose them."""
    rows = [[say("explain.inferred"), record.inferred[pointer]]] if pointer in record.inferred else []
    evidence = evidence_for(record, pointer)
    for one in evidence:
        rows.extend(_rows(one, say))
    if not evidence and not rows:
        rows.append([say("explain.wording"), say("explain.no-evidence")])
    return rows


def _rows(evidence: Evidence, say: Say) -> list[Row]:
    boxes = "; ".join(", ".join(f"{side:.4f}" for side in box) for box in evidence.boxes)
    sure = "–" if evidence.confidence is None else f"{figure(100 * evidence.confidence, say)} % ({evidence.kind})"
    reader, _, rule = evidence.producer.rpartition(" / ")
    return [
        [say("explain.wording"), evidence.text],
        [say("explain.page"), str(evidence.page)],
        [say("explain.boxes"), boxes or "–"],
        [say("explain.confidence"), sure],
        [say("explain.producer"), reader or "–"],
        [say("explain.rule"), rule],
    ]


def _lost(record: Record, pointer: str, say: Say) -> list[Row]:
    """The readings that were not taken, for the value and what lies within it."""
    rows: list[Row] = []
    for path, alternatives in record.alternatives.items():
        if path != pointer and not path.startswith(f"{pointer}/"):
            continue
        for one in alternatives:
            rule = one.evidence.producer.rpartition(" / ")[2]
            where = say("explain.lost-where", page=one.evidence.page, rule=rule)
            rows.append([say("explain.lost"), f"{path}: {one.value}  “{one.evidence.text}” ({where})"])
    return rows or [[say("explain.lost"), say("explain.none-lost")]]


def _kept_crop(store: Store, record: Record, pointer: str, settings: Settings, say: Say) -> list[Row]:
    """A picture in the data folder, where the page can be drawn; a paper given as text has none."""
    evidence = evidence_for(record, pointer)
    if not any(one.boxes for one in evidence):
        return []
    name = re.sub(r"[^A-Za-z0-9_]+", "-", pointer.strip("/")) or "record"
    path = settings.data_dir / CROPS / record.record_id / f"{name}.png"
    try:
        _write_crop(store, record, evidence, settings, path)
    except (InputError, StoreError, KeyError):
        return [[say("explain.image"), say("explain.no-image")]]
    return [[say("explain.image"), str(path)]]


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
