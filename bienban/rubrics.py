"""What ``bienban rubric`` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import quality
from bienban.i18n import Say, both
from bienban.session import tell
from bienban.tables import show_table
from bienban.words import date_text, figure
from schemas import UsageError

__all__ = ["check", "show_diff", "show_list", "show_one"]


def show_list(directory: Path | None, say: Say, *, as_json: bool) -> None:
    """All rubrics with their standing; as JSON Lines of whole rubrics where asked."""
    rubrics = quality.load_rubrics(directory)
    if as_json:
        for rubric in rubrics:
            print(rubric.model_dump_json())
        return
    head = [say(f"rubric.col-{name}") for name in ("id", "title", "valid", "max")]
    rows = [[r.id, r.title, _validity(r.valid.from_, r.valid.to), figure(r.total, say)] for r in rubrics]
    show_table("", head, rows)


def show_one(name: str, directory: Path | None, say: Say, *, as_json: bool) -> None:
    """The rubric with the id ``name``, or of that file; raises ``UsageError`` for an unknown one."""
    rubric = _named(name, directory)
    if as_json:
        print(json.dumps(rubric.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2))
        return
    title = f"{rubric.id} ({rubric.version}): {rubric.title}"
    head = [say(f"rubric.col-{name}") for name in ("id", "criterion", "max")]
    rows = []
    for criterion in rubric.criteria:
        rows.append([criterion.id, criterion.label, figure(criterion.max, say)])
        if len(criterion.parts) > 1:
            rows.extend([f"  {part.id}", f"  {part.label}", figure(part.max, say)] for part in criterion.parts)
    show_table(title, head, rows)
    for note in rubric.notes:
        print(f"- {note}")


def check(files: Sequence[Path], directory: Path | None, say: Say) -> None:
    """Read ``files``, or every rubric file; raises ``UsageError`` naming the first that cannot be used."""
    count = len([quality.read_rubric(path) for path in files] if files else quality.load_rubrics(directory))
    tell(say("rubric.ok", count=count))


def show_diff(old: str, new: str, directory: Path | None, say: Say, *, as_json: bool) -> None:
    """What ``new`` has otherwise than ``old`` (ids or files); raises ``UsageError`` for one that cannot be used."""
    first, second = _named(old, directory), _named(new, directory)
    changes = quality.rubric_changes(first, second)
    if as_json:
        for change in changes:
            print(change.model_dump_json())
        return
    if not changes:
        tell(say("rubric.same"))
        return
    head = [say(f"rubric.col-{name}") for name in ("change", "place", "old", "new")]
    rows = [
        [f"{say(f'rubric.kind-{c.kind}')}: {say(f'rubric.{c.action}')}", c.place, _shown(c.old), _shown(c.new)]
        for c in changes
    ]
    show_table(f"{first.id} ({first.version}) → {second.id} ({second.version})", head, rows)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _named(name: str, directory: Path | None) -> quality.Rubric:
    if name.endswith((".yaml", ".yml")):
        return quality.read_rubric(name)
    rubrics = quality.load_rubrics(directory)
    for rubric in rubrics:
        if rubric.id == name:
            return rubric
    known = ", ".join(rubric.id for rubric in rubrics)
    raise UsageError(*both("assess.no-rubric", id=name, known=known))


def _validity(first: object, last: object) -> str:
    return f"{date_text(str(first)) if first else '…'} – {date_text(str(last)) if last else '…'}"
