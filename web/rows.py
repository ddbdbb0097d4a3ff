"""What the review page shows of a record: one row per value or list, with its state and its place. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from schemas import Box, Evidence, Finding, Record, Severity
from store import (
    Certainty,
    Correction,
    Difference,
    FieldState,
    certainty,
    covered,
    failed_pointers,
    required_of,
    standing,
    token_of,
    value_at,
)
from web.fields import leaves, nearest
from web.kinds import Kind, choices, kind_of, leaves_of, long_text
from web.typed import to_typed

__all__ = ["Part", "Row", "RowGroup", "ids_of", "row_groups", "rows_of", "with_typed"]

APART = frozenset(
    {
        "schema_version",
        "record_id",
        "source",
        "findings",
        "inferred",
        "evidence",
        "reading",
        "text",
        "alternatives",
        "cell",
    }
)  # shown elsewhere on the page, or not values of the paper at all
MOST_BOXES = 12
MOST_ITEMS = 500


@dataclass(frozen=True)
class Place:
    """Where a value stands: page (1-based) and boxes, as fractions of the original page."""

    page: int
    boxes: tuple[Box, ...]
    text: str = ""

    @property
    def data(self) -> str:
        """The boxes as the page's script reads them: hundred-thousandths, "x0-top-x1-bottom", one after the other."""
        return "_".join("-".join(str(round(side * 100_000)) for side in box) for box in self.boxes)


@dataclass(frozen=True)
class Part:
    """One part of an item of a list, as a field of a form: ``name`` within the item."""

    name: str
    key: str
    kind: Kind
    typed: str
    options: tuple[str, ...]
    long: bool
    place: Place | None


@dataclass(frozen=True)
class Item:
    """One item of a list; ``origin`` is its number in the record, None for the empty one that adds."""

    origin: int | None
    parts: tuple[Part, ...]
    place: Place | None
    doubtful: bool = False


@dataclass(frozen=True)
class Row:
    """One value (or one list) of the record as the page asks about it."""

    pointer: str
    key: str
    kind: Kind  # of a list: "list"
    value: Any
    typed: str
    options: tuple[str, ...]
    long: bool
    required: bool
    certainty: Certainty
    token: str
    place: Place | None
    evidence: Evidence | None = None
    inferred: str | None = None
    answer: Correction | None = None
    difference: Difference | None = None
    rules: tuple[Finding, ...] = ()
    items: tuple[Item, ...] = ()
    others: tuple[str, ...] = ()  # readings that lost

    @property
    def ident(self) -> str:
        return ids_of(self.pointer)

    @property
    def state(self) -> FieldState:
        return self.certainty.state

    @property
    def doubtful(self) -> bool:
        """Whether a person is asked to look."""
        return self.state in (FieldState.FAILED, FieldState.UNREVIEWED)

    @property
    def empty(self) -> bool:
        """Whether nothing stands there and nobody need say so."""
        return self.value in (None, []) and not self.required and self.answer is None and not self.doubtful


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong together."""

    key: str
    rows: tuple[Row, ...] = field(default=())


def ids_of(pointer: str) -> str:
    """The id of the row of a pointer: letters, figures and dashes."""
    return "f" + pointer.replace("/", "-").replace("_", "")


def row_groups(
    shown: Record, findings: Sequence[Finding], corrections: Sequence[Correction], changes: Sequence[Difference]
) -> list[RowGroup]:
    """All rows in the order of the contract, by section. ``shown``: the record with ``corrections`` laid over it.

    ``findings``: those that hold for the record as it is shown; ``changes``: each answer against what is read now.
    """
    maker = _Maker(shown, findings, corrections, changes)
    groups = [RowGroup(key, tuple(maker.rows(key))) for key in maker.body if key not in APART]
    singles = tuple(row for group in groups if not isinstance(maker.body[group.key], dict) for row in group.rows)
    flat = RowGroup("document", tuple(row for row in singles if row.kind != "list"))
    rest = []
    for group in groups:
        rows = tuple(row for row in group.rows if row not in flat.rows)
        if rows:
            rest.append(RowGroup(group.key, rows))
    return [flat, *rest]


def rows_of(groups: Iterable[RowGroup]) -> list[Row]:
    """All rows, in order."""
    return [row for group in groups for row in group.rows]


def with_typed(row: Row, form: Mapping[str, str]) -> Row:
    """The row with what was typed into its form instead of what is stored."""
    if row.kind != "list":
        return replace(row, typed=form.get("value", row.typed))
    blank, items = row.items[-1], []
    for number in range(MOST_ITEMS):
        origin = form.get(f"i.{number}.origin")
        if origin is None:
            break
        known = next((one for one in row.items if str(one.origin) == origin), blank)
        parts = tuple(
            replace(part, typed=form.get(f"i.{number}.{part.name or 'value'}", part.typed)) for part in known.parts
        )
        items.append(replace(known, parts=parts))
    return replace(row, items=tuple(items) or row.items)


class _Maker:
    def __init__(
        self,
        shown: Record,
        findings: Sequence[Finding],
        corrections: Sequence[Correction],
        changes: Sequence[Difference],
    ) -> None:
        self.shown, self.corrections, self.findings = shown, corrections, findings
        self.body = shown.model_dump(mode="json", by_alias=True)
        self.answers = {one.pointer: one for one in standing(corrections)}
        self.changes = {one.pointer: one for one in changes}
        self.failed = failed_pointers(shown.model_copy(update={"findings": list(findings)}))
        self.required = frozenset(required_of(shown))

    def rows(self, key: str) -> list[Row]:
        found: list[Row] = []
        for pointer in _stops(f"/{key}", self.body[key]):
            value = value_at(self.body, pointer)
            found.append(self._list(pointer, value) if isinstance(value, list) else self._single(pointer, value))
        return found

    def _single(self, pointer: str, value: Any) -> Row:
        key = _key(pointer)
        evidence = nearest(self.shown.evidence, pointer)
        proof = self.shown.evidence[evidence] if evidence is not None else None
        required = pointer in self.required
        sure = certainty(self.shown, pointer, value, answered=self.answers, failed=self.failed, required=required)
        return Row(
            pointer=pointer,
            key=key,
            kind=kind_of(key),
            value=value,
            typed=to_typed(key, value),
            options=choices(key),
            long=long_text(key),
            required=required,
            certainty=sure,
            token=token_of(self.shown, pointer, self.corrections),
            place=_place(proof),
            evidence=proof,
            inferred=self.shown.inferred.get(pointer),
            answer=self.answers.get(pointer),
            difference=self.changes.get(pointer),
            rules=self._rules(pointer),
            others=tuple(one.value for one in self.shown.alternatives.get(pointer, []) if one.value != str(value))[:3],
        )

    def _list(self, pointer: str, value: list[Any]) -> Row:
        key = _key(pointer)
        sures: list[Certainty] = []
        items: list[Item] = []
        for index, item in enumerate(value):
            at = f"{pointer}/{index}"
            mine = [
                certainty(self.shown, leaf, inner, answered=self.answers, failed=self.failed, required=False)
                for leaf, _, inner in leaves(at, item)
                if inner is not None
            ]
            sures += mine
            doubtful = any(one.state in (FieldState.FAILED, FieldState.UNREVIEWED) for one in mine)
            items.append(Item(index, self._parts(at, key, item), self._place_of(at), doubtful))
        items.append(Item(None, self._parts(None, key, None), None))
        whole = certainty(
            self.shown, pointer, value, answered=self.answers, failed=self.failed, required=pointer in self.required
        )
        settled = not sures or covered(pointer, self.answers) or whole.state is FieldState.FAILED
        worst = whole if settled else min(sures, key=lambda one: one.degree)
        return Row(
            pointer=pointer,
            key=key,
            kind="list",
            value=value,
            typed="",
            options=(),
            long=False,
            required=pointer in self.required,
            certainty=worst,
            token=token_of(self.shown, pointer, self.corrections),
            place=next((item.place for item in items if item.place), None),
            answer=self.answers.get(pointer),
            difference=self.changes.get(pointer),
            rules=self._rules(pointer),
            items=tuple(items),
        )

    def _parts(self, at: str | None, key: str, item: Any) -> tuple[Part, ...]:
        found = []
        for leaf in leaves_of(key):
            dotted = f"{key}.{leaf}" if leaf else key
            value = item if not leaf else _inside(item, leaf)
            found.append(
                Part(
                    name=leaf,
                    key=dotted,
                    kind=kind_of(dotted),
                    typed=to_typed(dotted, value),
                    options=choices(dotted),
                    long=long_text(dotted),
                    place=self._place_of(f"{at}/{leaf.replace('.', '/')}" if leaf else at)
                    if at and value is not None
                    else None,
                )
            )
        return tuple(found)

    def _place_of(self, pointer: str) -> Place | None:
        holder = nearest(self.shown.evidence, pointer)
        return _place(self.shown.evidence[holder]) if holder is not None else None

    def _rules(self, pointer: str) -> tuple[Finding, ...]:
        return tuple(
            one
            for one in self.findings
            if one.severity is not Severity.INFO
            and any(path == pointer or path.startswith(f"{pointer}/") for path in one.paths)
        )


def _stops(pointer: str, value: Any) -> Iterable[str]:
    """Where a person is asked: each single value, and each list as a whole."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _stops(f"{pointer}/{key}", inner)
    else:
        yield pointer


def _key(pointer: str) -> str:
    return ".".join(part for part in pointer.split("/") if part and not part.isdecimal())


def _inside(item: Any, leaf: str) -> Any:
    for part in leaf.split("."):
        item = item.get(part) if isinstance(item, Mapping) else None
    return item


def _place(evidence: Evidence | None) -> Place | None:
    if evidence is None:
        return None
    return Place(evidence.page, tuple(evidence.boxes[:MOST_BOXES]), evidence.text)
