"""Measure the records: from scans and from gold texts, by kind of scan and by field, against the limits set for them.

    python -m scripts.eval [--devset DIR] [--only scans|text] [--set NAME] [--errors N] [--json FILE] [--write]

The development set is measured where it lies (``--devset``, ``BIENBAN_DEVSET``, or beside the clone), the samples
always.
``--write`` puts the tables into docs/understanding.md. Exit status 0: measured, whether or not the limits were met.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from scripts.eval.predict import by_file, from_scans, from_text
from scripts.eval.report import as_json, field_table, kind_table, limits, list_table
from scripts.eval.score import Miss, score_file
from scripts.eval.sets import ROOT, GoldSet, corpus, devset, devset_folder, samples
from scripts.eval.tally import Board
from scripts.eval.written import replace_block

OUT = ROOT / "out" / "eval"
DOCS = ROOT / "docs" / "understanding.md"

Boards = dict[str, Board]


def main(arguments: list[str] | None = None) -> int:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m scripts.eval", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--devset", type=Path, help="the development set's folder")
    parser.add_argument("--only", choices=("scans", "text"), help="leave the other out")
    parser.add_argument(
        "--set", dest="name", help="measure this set only (devset, samples, corpus/seen, corpus/unseen)"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors of each run")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/understanding.md")
    options = parser.parse_args(arguments)
    figures: dict[str, Any] = {}
    for chosen in _sets(options.devset, options.name):
        for mode in ("scans", "text"):
            if options.only in (None, mode) and (mode == "text" or chosen.scans):
                boards, misses = measure(chosen, mode)
                _show(chosen.name, mode, boards, misses[: options.errors])
                figures[f"{chosen.name} from {mode}"] = as_json(boards)
                if options.write:
                    replace_block(DOCS, f"eval {chosen.name} {mode}", _block(chosen.name, mode, boards))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _sets(folder: Path | None, name: str | None) -> list[GoldSet]:
    place = devset_folder(folder)
    beside = devset(place)
    if beside is None and name in (None, "devset"):
        print(f"No development set at {place}: it was not measured.\n")
    every = [*([beside] if beside else []), samples(), *corpus()]
    return [one for one in every if name in (None, one.name)]


def measure(chosen: GoldSet, mode: str) -> tuple[Boards, list[Miss]]:
    """Boards by kind of scan (from texts: one named "text") with one for all, and everything that is not right."""
    boards: Boards = defaultdict(Board)
    misses: list[Miss] = []
    if mode == "text":
        for doc, gold in chosen.docs.items():
            said = from_text(f"{doc}.txt", chosen.text_path(doc).read_text("utf-8"))
            misses += score_file(doc, gold, said, chosen.allowances.get(doc, {}), [boards["all"], boards["text"]])
        return boards, misses
    folder = chosen.scans_at or Path()
    predictions = OUT / f"{chosen.name}.jsonl"
    found = by_file(from_scans([folder / scan.file for scan in chosen.scans], predictions, OUT / "pages"))
    for scan in chosen.scans:
        groups = [boards["all"], boards[scan.kind]]
        misses += score_file(
            scan.file, chosen.docs[scan.doc], found.get(scan.file, []), chosen.allowances.get(scan.doc, {}), groups
        )
    return boards, misses


def _show(name: str, mode: str, boards: Boards, misses: list[Miss]) -> None:
    print(f"== {name}, from {mode}\n")
    print(kind_table(boards), end="\n\n")
    print(list_table(boards), end="\n\n")
    print(field_table(boards["all"]), end="\n\n")
    if name == "devset":
        print(limits(boards, mode), end="\n\n")
    for miss in misses:
        shown = [json.dumps(value, ensure_ascii=False, default=sorted)[:110] for value in (miss.gold, miss.said)]
        print(f"  {miss.where} {miss.path}: {miss.kind}: gold {shown[0]} said {shown[1]}")
    print(flush=True)


def _block(name: str, mode: str, boards: Boards) -> str:
    parts = [kind_table(boards)]
    if name == "devset":
        parts += [list_table(boards), limits(boards, mode)]
    if mode == "scans" or name != "devset":
        parts.append(field_table(boards["all"], only_lost=True))
    return "\n\n".join(parts)


if __name__ == "__main__":
    raise SystemExit(main())
