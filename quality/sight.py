"""Which values of a record rest on a quote that stands on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quality.folding import collapse
from schemas import CitedEvidence, Record

__all__ = ["Sight"]

_PIECES = re.compile(r"\n|\s…\s|\s\.\.\.\s|\s\[…\]\s| {4,}")
_MOST = 6  # quotes cited for one criterion: enough to check it, few enough to print


class Sight:
    """Evidence of one record, by JSON pointer; only quotes found in the record's text count (white space and case
    apart). The text of a unit is what was read from its pages, so a quote that is not in it stands on no page."""

    def __init__(self, record: Record) -> None:
        self._evidence = record.evidence
        self._raw = record.text
        self._text = collapse(record.text)
        self._checked: dict[str, bool] = {}
        self._cited: dict[str, CitedEvidence] = {}
        self._supporting: dict[str, list[str]] = {}
        self._under: dict[str, list[str]] = {}
        for key in record.evidence:
            above = key.rpartition("/")[0]
            while above:
                self._under.setdefault(above, []).append(key)
                above = above.rpartition("/")[0]

    def stands(self, key: str) -> bool:
        """Whether the quote under this very pointer stands on the page."""
        known = self._checked.get(key)
        if known is None:
            evidence = self._evidence.get(key)
            known = evidence is not None and self._on_page(evidence.text)
            self._checked[key] = known
        return known

    def keys(self, pointer: str) -> list[str]:
        """Pointers with a standing quote that support ``pointer``: itself, else what lies below it, else above it."""
        known = self._supporting.get(pointer)
        if known is None:
            known = self._supporting[pointer] = self._found(pointer)
        return known

    def _found(self, pointer: str) -> list[str]:
        if self.stands(pointer):
            return [pointer]
        below = [key for key in self._under.get(pointer, ()) if self.stands(key)]
        if below:
            return below
        above = pointer.rpartition("/")[0]
        while above:
            if self.stands(above):
                return [above]
            above = above.rpartition("/")[0]
        return []

    def seen(self, pointer: str) -> bool:
        return bool(self.keys(pointer))

    def cite(self, pointers: Iterable[str], most: int = _MOST) -> list[CitedEvidence]:
        """The quotes for ``pointers``, in that order, each once."""
        found: dict[str, CitedEvidence] = {}
        for pointer in pointers:
            for key in self.keys(pointer):
                found[key] = self._quote(key)
                if len(found) >= most:
                    return list(found.values())
        return list(found.values())

    def _quote(self, key: str) -> CitedEvidence:
        known = self._cited.get(key)
        if known is None:
            known = CitedEvidence.of(key, self._evidence[key])
            self._cited[key] = known
        return known

    def _on_page(self, quote: str) -> bool:
        if quote in self._raw and not quote.isspace() and quote:
            return True  # letter for letter, which is how most quotes stand there
        whole = collapse(quote)
        if not whole:
            return False
        if whole in self._text:
            return True
        pieces = [collapse(piece) for piece in _PIECES.split(quote)]
        pieces = [piece for piece in pieces if piece]
        return len(pieces) > 1 and all(piece in self._text for piece in pieces)
