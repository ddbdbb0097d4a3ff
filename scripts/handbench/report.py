"""The figures of the bench as a table for docs/handwriting.md."""

from __future__ import annotations

from pathlib import Path
from statistics import mean, median
from typing import Any

__all__ = ["table"]


def table(rows: list[dict[str, Any]], out: Path) -> str:  # noqa: ARG001 - readings lie there
    """Character errors in percent: a row a hand, a column a number of lines, mean over seeds and their span."""
    sizes = sorted({row["lines"] for row in rows})
    hands = list(dict.fromkeys(row["hand"] for row in rows))
    text = ["| hand (simulated) | base | " + " | ".join(map(str, sizes)) + " |", "|---" * (len(sizes) + 2) + "|"]
    for hand in hands:
        mine = [row for row in rows if row["hand"] == hand]
        cells = [_cell([row["learnt"] for row in mine if row["lines"] == size]) for size in sizes]
        text.append(f"| {hand} | {mean(row['base'] for row in mine):.1f} | " + " | ".join(cells) + " |")
    middle = [
        [mean(row["learnt"] for row in rows if row["hand"] == hand and row["lines"] == size) for hand in hands
         if any(row["hand"] == hand and row["lines"] == size for row in rows)]
        for size in sizes
    ]  # fmt: skip
    text.append("| median | | " + " | ".join(f"**{median(one):.1f}**" if one else "" for one in middle) + " |")
    return "\n".join(text)


def _cell(values: list[float]) -> str:
    if not values:
        return ""
    span = f" ({min(values):.1f} to {max(values):.1f})" if len(values) > 1 else ""
    return f"{mean(values):.1f}{span}"
