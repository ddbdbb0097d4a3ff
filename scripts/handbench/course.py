"""One course of learning, measured: a hand, a seed, a number of lines."""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from typing import Any

from extractors.engines.lines_models import RECOGNISER, checked_bytes, letters, open_session
from extractors.hands.alphabet import Alphabet
from extractors.hands.general import base_for_hands
from extractors.hands.learn import learn
from extractors.hands.plainreading import best_path, steps_of
from extractors.hands.scoring import error_rate
from extractors.hands.sets import Labelled, chosen
from scripts.handbench.hands import Hand, lines_of
from scripts.handbench.store import kept_lines, kept_steps, save_lines
from scripts.hands.fonts import Face

__all__ = ["Row", "lines_drawn", "measured"]

Row = dict[str, Any]


def lines_drawn(options: argparse.Namespace, hand: Hand, face: Face, count: int, part: str) -> list[Labelled]:
    """Lines of a hand, drawn at the first asking; the first ``count`` of them."""
    path = options.out / f"{Path(hand.file).stem}-{part}.npz"
    kept = kept_lines(path) if path.is_file() else []
    if len(kept) < count:
        kept = lines_of(hand, face, count, 1, part)
        save_lines(path, kept)
    return kept[:count]


def measured(
    options: argparse.Namespace,
    hand: Hand,
    face: Face,
    others: list[tuple[Hand, Face]],
    size: int,
    seed: int,
    most: int,
) -> Row:
    """One course of learning. ``seed`` also says which of the drawn lines are typed."""
    classes = letters()
    base = base_for_hands() if options.base == "general" else checked_bytes(RECOGNISER)
    replayed = [line for other, its in others for line in lines_drawn(options, other, its, 20, "learn")]
    alphabet = Alphabet(classes)
    pool = chosen(lines_drawn(options, hand, face, most, "learn"), alphabet).lines
    first = (seed - 1) * 37 % len(pool)
    mine = [pool[(first + at) % len(pool)] for at in range(min(size, len(pool)))]
    judges = chosen(lines_drawn(options, hand, face, options.judge, "judge"), alphabet).lines
    cpu, wall = time.process_time(), time.monotonic()
    learnt = learn(base, classes, mine, chosen(replayed, alphabet).lines, seed=seed, threads=1)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    row: Row = {"hand": hand.name, "seed": seed, "lines": size, "cpu_s": round(cpu), "wall_s": round(wall)}
    row["learning_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row["judged_by"] = len(judges)
    for name, model in (("base", base), ("learnt", learnt.model or base)):
        session = open_session(model)
        steps = [steps_of(session, line.picture) for line in judges]
        kept_steps(options.out / f"{Path(hand.file).stem}-{seed}-{size if name == 'learnt' else 'base'}.npz", steps)
        read = [best_path(parts, classes) for parts in steps]
        row[name] = round(100 * error_rate(zip((line.text for line in judges), read, strict=True)), 2)
        row[f"{name}_words"] = round(100 * _words_wrong(zip((line.text for line in judges), read, strict=True)), 2)
    row["held_out"] = [round(100 * learnt.base_error, 1), round(100 * learnt.error, 1)]
    row["dropped"] = len(learnt.left)
    row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return row


def _words_wrong(pairs: Any) -> float:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    wrong = total = 0
    for right, read in pairs:
        wrong += Levenshtein.distance(right.split(), read.split())
        total += len(right.split())
    return wrong / max(1, total)
