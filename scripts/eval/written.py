"""Tables in documents, between two marks that name them, so that a command can write them anew."""

from __future__ import annotations

from pathlib import Path

__all__ = ["replace_block"]


def replace_block(path: Path, name: str, text: str) -> None:
    """Put ``text`` between ``<!-- name -->`` and ``<!-- /name -->`` in ``path``; raises ``ValueError`` without them."""
    whole = path.read_text("utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if begin not in whole or end not in whole:
        raise ValueError(f"{path.name} has no place for {name!r}")
    before, rest = whole.split(begin, 1)
    after = rest.split(end, 1)[1]
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
