"""Text of this repository's own making to count letters in: made-up minutes and sentences, wordings written for it.

The papers of tests/corpus and the samples are left out, as readers are measured on them. Nothing is about anybody.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.hands.alphabet import plain
from extractors.hands.language import Table, counted
from nlp.people.generate import examples
from scripts.bench.minutes import meetings
from scripts.letter_texts import without_marks, wordings

__all__ = ["OUT", "texts", "train_letters"]

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "extractors" / "hands" / "letters.bin"
_MEETINGS, _SENTENCES = 300, 4000
_SEED = 3
_ROW = (6, 16)  # words of a handwritten row


def texts() -> Iterator[str]:
    """Lines of text, plain, each once."""
    drawn = [line for record in meetings(_MEETINGS, seed=7) for line in record["text"].splitlines()]
    for kind in ("train", "held_out"):
        drawn += (one.text for one in examples(_SENTENCES // 2, seed=5, templates=kind))
    written = (without_marks(text) for text in wordings(seed=_SEED))
    yield from dict.fromkeys(line for text in (*drawn, *written) if (line := plain(text)))


def rows(lines: Iterable[str], seed: int = 2) -> Iterator[str]:
    """The same text as it runs on from row to row in a notebook: rows begin and end in mid-sentence."""
    rng = random.Random(seed)
    shuffled = list(lines)
    rng.shuffle(shuffled)
    words = " ".join(shuffled).split()
    at = 0
    while at < len(words):
        count = rng.randint(*_ROW)
        yield " ".join(words[at : at + count])
        at += count


def train_letters() -> int:
    """Count anew and write the model."""
    lines = list(texts())
    counts = counted(rows(lines), into=counted(lines))
    table = Table.of(counts, least=2)
    OUT.write_bytes(zlib.compress(table.content, 9))
    print(
        f"{OUT.relative_to(ROOT)}: {len(counts)} contexts counted, {len(table)} kept, {OUT.stat().st_size / 1e6:.2f} MB"
    )
    return 0
