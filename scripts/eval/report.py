"""Boards as Markdown tables, and what the limits say of them."""

from __future__ import annotations

from typing import Any

from scripts.eval.sets import KINDS
from scripts.eval.tally import Board, Tally

__all__ = ["as_json", "field_table", "kind_table", "limits", "list_table", "share", "table"]

ALL_FIELDS = {  # least F1 over all fields
    "clean": 0.93,
    "born-digital": 0.93,
    "degraded": 0.88,
    "photo": 0.88,
    "typewriter": 0.88,
    "handwriting-like": 0.75,
    "text": 0.96,
}
UNITS = 0.97
LIST_FIELDS = ("contributions", "tasks", "attendance.absentees", "self_criticism", "decisions")
LIST_LEAST = 0.85
ON_CLEAN = ("clean", "born-digital")


def _order(boards: dict[str, Board]) -> list[str]:
    return [kind for kind in (*KINDS, "text", "all") if kind in boards and not (kind == "all" and "text" in boards)]


def share(value: float | None) -> str:
    """A share as a percentage, a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def kind_table(boards: dict[str, Board]) -> str:
    """One row a kind of scan."""
    head = ["kind", "units", "unit F1", "all fields F1", "precision", "recall", "strict", "negatives refused"]
    rows = []
    for kind in _order(boards):
        board = boards[kind]
        every, units, negatives = board.every, board.units, board.negatives
        rows.append(
            [
                kind,
                str(units.asked),
                *map(share, (units.f1, every.f1, every.precision, every.recall, every.strict)),
                f"{negatives.right} of {negatives.asked}" if negatives.asked else "–",
            ]
        )
    return table(head, rows)


def list_table(boards: dict[str, Board]) -> str:
    """F1 of each list by kind of scan."""
    kinds = _order(boards)
    names = list(dict.fromkeys(name for kind in kinds for name in boards[kind].lists))
    rows = [[name, *(share(boards[kind].lists[name].f1) for kind in kinds)] for name in names]
    return table(["list, F1", *kinds], rows)


def field_table(board: Board, *, only_lost: bool = False) -> str:
    """One row a field; ``only_lost`` leaves out those without an error."""
    head = ["field", "precision", "recall", "F1", "right", "wrong", "missed", "spurious"]
    rows = [
        [
            name,
            *map(share, (one.precision, one.recall, one.f1)),
            *map(str, (one.right, one.wrong, one.missed, one.spurious)),
        ]
        for name, one in [*board.rows().items(), ("all fields", board.every)]
        if (one.asked or one.said) and not (only_lost and one.f1 == 1)
    ]
    return table(head, rows)


def limits(boards: dict[str, Board], mode: str) -> str:
    """What was asked for, what is, and whether that is met."""
    rows: list[list[str]] = []

    def ask(what: str, value: float | None, least: float) -> None:
        said = "–" if value is None else "met" if value >= least else "**missed**"
        rows.append([what, f"{100 * least:.0f}", share(value), said])

    for kind in _order(boards):
        if kind in ALL_FIELDS:
            ask(f"all fields, {kind}", boards[kind].every.f1, ALL_FIELDS[kind])
    every = boards["all"]
    ask("unit F1", every.units.f1, UNITS)
    ask("negatives refused", every.negatives.recall, 1.0)
    if mode == "scans":
        for name in LIST_FIELDS:
            clean = Tally()
            for kind in ON_CLEAN:
                if kind in boards:
                    clean.add(boards[kind].lists[name])
            ask(f"{name}, clean and born-digital", clean.f1, LIST_LEAST)
    return table(["limit", "at least", "measured", ""], rows)


def as_json(boards: dict[str, Board]) -> dict[str, Any]:
    """All figures of a run."""

    def row(one: Tally) -> dict[str, Any]:
        return {**vars(one), "precision": one.precision, "recall": one.recall, "f1": one.f1, "strict": one.strict}

    return {
        kind: {
            "units": row(board.units),
            "negatives": row(board.negatives),
            "all_fields": row(board.every),
            "fields": {name: row(one) for name, one in board.rows().items()},
        }
        for kind, board in boards.items()
    }
