"""A record in the making: each value goes in together with where it stands, or from what it was inferred."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nlp.unittext import UnitText
from schemas import Alternative, Evidence, Record
from schemas.base import Model

__all__ = ["Draft", "Span"]

Span = tuple[int, int]
MOST_ALTERNATIVES = 4  # of one value


@dataclass
class Draft:
    """Collects values for one record. The first value put into a place stays."""

    unit: UnitText
    record: Record
    evidence: dict[str, Evidence] = field(default_factory=dict)
    inferred: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    alternatives: dict[str, list[Alternative]] = field(default_factory=dict)
    away: int = 0  # members whom the page counts as elsewhere ("SHT", "đi làm ăn xa"): they are not required

    def get(self, pointer: str) -> Any:
        """The value at a JSON pointer of two or fewer steps."""
        target: Any = self.record
        for key in pointer.strip("/").split("/"):
            target = getattr(target, key)
        return target

    def put(self, pointer: str, value: Any, span: Span | None, rule: str, inferred: str | None = None) -> bool:
        """Set a scalar unless it is set already; ``span`` is the wording, ``inferred`` says from what it follows."""
        if value is None or value == "":
            return False
        if self.get(pointer) is not None:
            self.lose(pointer, value, span, rule)
            return False
        *parents, leaf = pointer.strip("/").split("/")
        target: Any = self.record
        for key in parents:
            target = getattr(target, key)
        setattr(target, leaf, value)
        self._note(pointer, span, rule, inferred)
        return True

    def lose(self, pointer: str, value: Any, span: Span | None, rule: str) -> None:
        """Keep a reading that differs from the value at ``pointer`` and is not taken: who checks may want to see it."""
        lost = self.alternatives.setdefault(pointer, [])
        wording = str(value)
        same = wording == str(self.get(pointer)) or any(one.value == wording for one in lost)
        if span is None or same or len(lost) >= MOST_ALTERNATIVES:
            return
        evidence = self.unit.evidence(*span, rule)
        if evidence is not None:
            lost.append(Alternative(value=wording, evidence=evidence))

    def append(
        self,
        pointer: str,
        item: Model | str,
        span: Span,
        rule: str,
        parts: dict[str, Span] | None = None,
        inferred: dict[str, str] | None = None,
    ) -> str:
        """Append ``item`` at ``pointer``, return its own pointer; ``parts`` are the wordings of its fields."""
        items: list[Any] = self.get(pointer)
        items.append(item)
        place = f"{pointer}/{len(items) - 1}"
        self._note(place, span, rule, None)
        for name, part in (parts or {}).items():
            self._note(f"{place}/{name}", part, rule, None)
        for name, reason in (inferred or {}).items():
            self.inferred[f"{place}/{name}"] = reason
        return place

    def amend(self, pointer: str, value: Any, span: Span, rule: str, inferred: str | None = None) -> None:
        """Set a field of a list item that is there already ("/tasks/2/deadline"): what a later sentence adds to it."""
        where, index, name = pointer.strip("/").split("/")
        setattr(self.get(f"/{where}")[int(index)], name, value)
        self._note(pointer, span, rule, inferred)

    def _note(self, pointer: str, span: Span | None, rule: str, inferred: str | None) -> None:
        if span is not None:
            evidence = self.unit.evidence(*span, rule)
            if evidence is not None:
                self.evidence[pointer] = evidence
                self.spans[pointer] = span
        if inferred is not None:
            self.inferred[pointer] = inferred

    def finish(self) -> Record:
        """The record with its evidence and inferences."""
        self.record.evidence = dict(self.evidence)
        self.record.inferred = dict(self.inferred)
        self.record.alternatives = {pointer: lost for pointer, lost in sorted(self.alternatives.items()) if lost}
        return self.record
