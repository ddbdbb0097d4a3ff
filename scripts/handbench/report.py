"""The figures of the bench as a table for docs/handwriting.md."""

from __future__ import annotations

from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from extractors.engines.lines_models import letters
from extractors.engines.lines_recognise import letters_of, pieces, words_of
from extractors.hands.alphabet import Alphabet
from extractors.hands.beam import aligned, likeliest
from extractors.hands.language import load_letters
from extractors.hands.scoring import error_rate
from extractors.hands.sets import chosen
from extractors.hands.settle import settled
from scripts.handbench.hands import HANDS
from scripts.handbench.store import kept_lines, read_steps

__all__ = ["table", "with_language"]

Row = dict[str, Any]


def table(rows: list[Row], out: Path) -> str:
    """Character errors in percent: a row a hand, a column a number of lines, mean over seeds and their span.

    Of each: the plain reading / as it is read, with the language model, names, dates and numbers plain.
    """
    sizes = sorted({row["lines"] for row in rows})
    hands = list(dict.fromkeys(row["hand"] for row in rows))
    text = ["| hand (simulated) | base | " + " | ".join(map(str, sizes)) + " |", "|---" * (len(sizes) + 2) + "|"]
    plain: dict[int, list[float]] = {size: [] for size in sizes}
    used: dict[int, list[float]] = {size: [] for size in sizes}
    for hand in hands:
        mine = [row for row in rows if row["hand"] == hand]
        cells = []
        for size in sizes:
            found = [row for row in mine if row["lines"] == size]
            if not found:
                cells.append("")
                continue
            spoken = [with_language(row, out)[0] for row in found]
            plain[size].append(mean(row["learnt"] for row in found))
            used[size].append(mean(spoken))
            cells.append(f"{_cell([row['learnt'] for row in found])} / {_cell(spoken)}")
        text.append(f"| {hand} | {mean(row['base'] for row in mine):.1f} | " + " | ".join(cells) + " |")
    middle = (f"**{median(plain[size]):.1f} / {median(used[size]):.1f}** of {len(plain[size])}" for size in sizes)
    text.append("| median | | " + " | ".join(middle) + " |")
    return "\n".join(text)


def with_language(row: Row, out: Path) -> tuple[float, float]:
    """Errors in percent as hands are read, and with the language model heard everywhere."""
    classes, model = letters(), load_letters()
    stem = Path(next(hand.file for hand in HANDS if hand.name == row["hand"])).stem
    judges = chosen(kept_lines(out / f"{stem}-judge.npz"), Alphabet(classes)).lines[: row["judged_by"]]
    steps = read_steps(out / f"{stem}-{row['seed']}-{row['lines']}.npz")
    used, heard = [], []
    for line, parts in zip(judges, steps, strict=True):
        said: list[str] = []
        all_said: list[str] = []
        for (start, end), part in zip(pieces(line.picture), parts, strict=True):
            piece = np.ascontiguousarray(line.picture[:, start:end])
            meant = words_of(aligned(part, likeliest(part, classes, model), classes), piece, len(part))
            plain = words_of(letters_of(part, classes), piece, len(part))
            said += [word.text for word, _ in settled(plain, meant)]
            all_said += [word.text for word in meant]
        used.append((line.text, " ".join(said)))
        heard.append((line.text, " ".join(all_said)))
    return 100 * error_rate(used), 100 * error_rate(heard)


def _cell(values: list[float]) -> str:
    span = f" ({min(values):.1f} to {max(values):.1f})" if len(values) > 1 else ""
    return f"{mean(values):.1f}{span}"
