"""How the records hold out against misread texts: the same gold, scored from texts with more and more noise.

    python -m scripts.eval.robust [--devset DIR] [--set NAME]... [--levels 0 2 5 8 marks] [--seeds N] [--errors N]
                                  [--write]

Each level is a percentage of misread characters (:mod:`scripts.eval.noise`), or ``marks``: every mark lost, where marks
do not count in the gold either, as nobody could restore them. The noise is repeated with as many seeds and the counts
are added up. ``--write`` puts the table into docs/understanding.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from scripts.eval.__main__ import DOCS
from scripts.eval.noise import misread, without_marks
from scripts.eval.predict import from_text
from scripts.eval.report import share, table
from scripts.eval.score import Miss, score_file
from scripts.eval.sets import GoldSet, corpus, devset, devset_folder, samples
from scripts.eval.tally import Board
from scripts.eval.written import replace_block

LEVELS = ("0", "2", "5", "8", "marks")


def main(arguments: list[str] | None = None) -> int:
    """Measure every level and print the table."""
    parser = argparse.ArgumentParser(prog="python -m scripts.eval.robust", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--devset", type=Path, help="the development set's folder")
    parser.add_argument("--set", dest="names", action="append", help="measure this set only; may be repeated")
    parser.add_argument("--levels", nargs="+", choices=LEVELS, default=list(LEVELS))
    parser.add_argument("--seeds", type=int, default=2, help="texts a level and document")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors of each level")
    parser.add_argument("--write", action="store_true", help="put the table into docs/understanding.md")
    options = parser.parse_args(arguments)
    beside = devset(devset_folder(options.devset))
    every = [*([beside] if beside else []), samples(), *corpus()]
    sets = [one for one in every if not options.names or one.name in options.names]
    boards: dict[str, Board] = {}
    for level in options.levels:
        board, misses = measure(sets, level, options.seeds)
        boards[title(level)] = board
        print(f"{title(level)}: all fields {share(board.every.f1)}, units {share(board.units.f1)}", flush=True)
        for miss in misses[: options.errors]:
            gold, said = (
                json.dumps(value, ensure_ascii=False, default=sorted)[:100] for value in (miss.gold, miss.said)
            )
            print(f"  {miss.where} {miss.path}: {miss.kind}: gold {gold} said {said}")
    print("\n" + robust_table(boards))
    if options.write:
        replace_block(DOCS, "robustness", f"Sets: {', '.join(one.name for one in sets)}.\n\n" + robust_table(boards))
    return 0


def title(level: str) -> str:
    """The level in words."""
    return "no marks" if level == "marks" else f"{level} %"


def spoilt(text: str, level: str, seed: int) -> str:
    """``text`` as read at ``level``."""
    return without_marks(text) if level == "marks" else misread(text, int(level) / 100, seed)


def measure(sets: list[GoldSet], level: str, seeds: int) -> tuple[Board, list[Miss]]:
    """All documents at one level; levels without chance are measured once."""
    board = Board()
    misses: list[Miss] = []
    for chosen in sets:
        for doc, gold in chosen.docs.items():
            text = chosen.text_path(doc).read_text("utf-8")
            for seed in range(1 if level in ("0", "marks") else seeds):
                said = from_text(f"{doc}.txt", spoilt(text, level, seed))
                judged = (gold, said, chosen.allowances.get(doc, {}))
                misses += score_file(doc, *(_bare(judged) if level == "marks" else judged), [board])
    return board, misses


def _bare(value: Any) -> Any:
    """The value with the marks of all its strings gone; keys stay."""
    if isinstance(value, str):
        return without_marks(value)
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    return type(value)(_bare(one) for one in value) if isinstance(value, list | tuple) else value


def robust_table(boards: dict[str, Board]) -> str:
    """F1 of each field and level."""
    levels = list(boards)
    names = list(dict.fromkeys(name for board in boards.values() for name in board.rows()))
    rows = [["**units**", *(share(boards[level].units.f1) for level in levels)]]
    rows.append(["**negatives refused**", *(share(boards[level].negatives.recall) for level in levels)])
    rows.append(["**all fields**", *(share(boards[level].every.f1) for level in levels)])
    for name in names:
        found = [boards[level].rows().get(name) for level in levels]
        if any(one and one.asked for one in found):
            rows.append([name, *(share(one.f1 if one else None) for one in found)])
    return table(["F1", *levels], rows)


if __name__ == "__main__":
    raise SystemExit(main())
