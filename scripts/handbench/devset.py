"""The development set's handwriting-like pages before and after learning from half of each hand's lines.

    python -m scripts.handbench.devset [--devset DIR] [--out DIR] [--threads N]

The lines are those that the reader finds; each gets the text of the set's line that it shows, as a person would type
it: the first, third, fifth ... of a hand are learnt from, the others are judged. Prints, for each hand, wrong
characters on the judged lines and F1 of the fields of all its papers, read before and after. A style of the set counts
as one hand; both are fonts (simulated, very even), and neither is among those that the general base was made from.
Exit status 2: no development set, or torch is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors import ReadSettings, read
from extractors.engines.lines_models import letters
from extractors.hands.alphabet import Alphabet, plain
from extractors.hands.crops import line_pictures
from extractors.hands.general import base_for_hands
from extractors.hands.learn import learn
from extractors.hands.replay import replay_lines
from extractors.hands.scoring import error_rate
from extractors.hands.sets import FEWEST, Labelled, chosen
from extractors.hands.torchfree import lacking_torch
from nlp import load_lexicon, split, understand
from schemas import Box, Page
from schemas.hands import HandUse
from scripts.eval.score import score_file
from scripts.eval.sets import HANDS, GoldSet, devset, devset_folder
from scripts.eval.tally import Board

_UNLIKE = 0.75  # share of wrong letters from which a found line and a line of the set are not the same one


def main() -> int:
    """Learn and compare, hand by hand."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--devset", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/handdev"))
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    found = devset(devset_folder(options.devset))
    if found is None or found.manifest is None or lacking_torch() is not None:
        print(lacking_torch() or "no development set there", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    hands: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in json.loads(found.manifest.read_text("utf-8"))["scans"]:
        if entry["style"] in HANDS:
            hands[entry["style"]].append(entry)
    for style, entries in hands.items():
        _compare(style, entries, found, options)
    return 0


def _compare(style: str, entries: list[dict[str, Any]], found: GoldSet, options: argparse.Namespace) -> None:
    settings = ReadSettings()
    folder = found.scans_at or Path()
    before = {entry["file"]: tuple(read(folder / entry["file"], settings)) for entry in entries}
    pairs = [
        (entry, page.number, box, text)
        for entry in entries
        for page in before[entry["file"]]
        for box, text in _typed(page, _lines_of(found, entry["doc"], page.number))
    ]
    judged = pairs[1::2]
    print(f"{style}: {len(entries)} files, {len(pairs)} lines", flush=True)
    _tell("before learning", before, entries, found, judged)
    typed = chosen(_pictures(folder, pairs[::2], settings), Alphabet(letters())).lines
    if len(typed) < FEWEST:
        print(f"  {len(typed)} lines to learn from: refused, fewer than {FEWEST}")
        return
    learnt = learn(base_for_hands(), letters(), typed, replay_lines(), seed=1, threads=options.threads)
    told = f"{100 * learnt.base_error:.1f} -> {100 * learnt.error:.1f} %, {'used' if learnt.model else 'not used'}"
    print(f"  learnt from {learnt.learnt_from} lines in {learnt.seconds:.0f} s, held out {told}")
    if learnt.model is None:
        return
    model = options.out / f"{style}.onnx"
    model.write_bytes(learnt.model)
    use = HandUse(hand=style, version=1, model=model, sha256=sha256(learnt.model).hexdigest())
    after = {entry["file"]: tuple(read(folder / entry["file"], settings, [use])) for entry in entries}
    _tell("after learning", after, entries, found, judged)


def _tell(
    name: str,
    pages: dict[str, tuple[Page, ...]],
    entries: list[dict[str, Any]],
    found: GoldSet,
    judged: Sequence[tuple[dict[str, Any], int, Box, str]],
) -> None:
    board, lexicon = Board(), load_lexicon()
    for entry in entries:
        units = split(pages[entry["file"]], entry["file"], entry["sha256"])
        said = [understand(unit, lexicon).model_dump(mode="json", by_alias=True) for unit in units]
        gold = found.docs[entry["doc"]]
        score_file(entry["file"], gold, said, found.allowances.get(entry["doc"], {}), [board])
    read_ = ((plain(text), plain(_read_at(pages[entry["file"]], at, box))) for entry, at, box, text in judged)
    wrong, f1 = 100 * error_rate(read_), 100 * (board.every.f1 or 0)
    print(f"  {name}: {wrong:.2f} % of characters wrong on {len(judged)} lines, F1 of fields {f1:.1f}", flush=True)


def _lines_of(found: GoldSet, doc: str, page: int) -> list[str]:
    rows = json.loads((found.gold / f"{doc}.lines.json").read_text("utf-8"))
    return [row["text"] for row in rows if row["page"] == page]


def _typed(page: Page, texts: list[str]) -> list[tuple[Box, str]]:
    """The lines found on ``page`` with the texts that they show, both in their order, by the least unlikeness."""
    read_, size = [plain(line.text) for line in page.lines], len(texts)
    unlike = [[Levenshtein.normalized_distance(one, plain(text)) for text in texts] for one in read_]
    best = [[0.0] * (size + 1) for _ in range(len(read_) + 1)]
    for i in range(len(read_)):
        for j in range(size):
            gain = best[i][j] + max(0.0, _UNLIKE - unlike[i][j])
            best[i + 1][j + 1] = max(gain, best[i][j + 1], best[i + 1][j])
    out: list[tuple[Box, str]] = []
    i, j = len(read_), size
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            out.append((page.lines[i].box, texts[j]))
    return out[::-1]


def _pictures(
    folder: Path, pairs: Sequence[tuple[dict[str, Any], int, Box, str]], settings: ReadSettings
) -> list[Labelled]:
    asked: dict[str, dict[int, list[tuple[Box, str]]]] = defaultdict(lambda: defaultdict(list))
    for entry, number, box, text in pairs:
        asked[entry["file"]][number].append((box, text))
    out = []
    for file, pages in asked.items():
        pictures = line_pictures(folder / file, {n: [box for box, _ in rows] for n, rows in pages.items()}, settings)
        for number, rows in pages.items():
            out += [
                Labelled(picture, text, f"{file} {number}", f"{file} {number}")
                for picture, (_, text) in zip(pictures[number], rows, strict=True)
                if picture is not None
            ]
    return out


def _read_at(pages: Sequence[Page], number: int, box: Box) -> str:
    """What was read inside ``box``, by the middles of the words."""
    page = next(page for page in pages if page.number == number)
    words = [word for line in page.lines for word in line.words if _inside(word.box.middle, box)]
    return " ".join(word.text for word in sorted(words, key=lambda word: word.box.x0))


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box.x0 <= point[0] <= box.x1 and box.top <= point[1] <= box.bottom


if __name__ == "__main__":
    raise SystemExit(main())
