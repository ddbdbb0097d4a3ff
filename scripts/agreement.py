"""How far the machine's levels agree with a reader's, over the rated minutes and sentences of the tests.

``python -m scripts.agreement [--set long|short] [--half even|odd|all] [--wrong]``. The texts are understood as
``bienban extract --text`` does, then assessed; so errors of understanding count. Rule writers read odd
numbers only: the even half is what counts. ``long`` is the first set with its sentences, ``short`` the second.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

import quality
from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from quality.agreement import Agreement
from quality.assignments import grade_assignment
from quality.concreteness import rate
from quality.faults import rate_fault
from schemas import Record
from scripts.rated_short import short_meetings

__all__ = ["main", "rated_pairs", "short_pairs"]

RATED = Path("tests/quality/rated")
ASPECTS = (
    "discussion_substance",
    "self_criticism_specificity",
    "task_assignment_clarity",
    "follow_up_of_previous_resolution",
    "focus",
)
_LEVELS = 4

Pair = tuple[str, int | None, int | None]  # id, reader's level, machine's level


def rated_pairs(folder: Path = RATED) -> dict[str, list[Pair]]:
    """By aspect, the pairs of every rated meeting; series are assessed with their history."""
    meetings = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((folder / "meetings").glob("*.yaml"))
    ]
    lexicon = load_lexicon()
    records: list[Record] = []
    owner: list[str] = []
    for meeting in meetings:
        text = meeting["text"]
        units = split(pages_from_text(text), f"{meeting['id']}.txt", sha256(text.encode()).hexdigest())
        for unit in units:
            records.append(understand(unit, lexicon))
            owner.append(meeting["id"])
    levels: dict[str, Any] = {}
    for name, assessment in zip(owner, quality.assess_series(records), strict=True):
        levels.setdefault(name, assessment.profile.levels)
    return {
        aspect: [(m["id"], m["ratings"][aspect]["level"], getattr(levels.get(m["id"]), aspect, None)) for m in meetings]
        for aspect in ASPECTS
    }


def short_pairs(folder: Path = RATED) -> dict[str, list[Pair]]:
    """By aspect, the pairs of the short set; each meeting stands alone."""
    found: dict[str, list[Pair]] = {aspect: [] for aspect in ASPECTS}
    for name, told, records in short_meetings(folder, load_lexicon()):
        assessments = quality.assess_series(records)
        for aspect, level in zip(ASPECTS, told, strict=True):
            said = getattr(assessments[0].profile.levels, aspect) if assessments else None
            found[aspect].append((name, level, said))
    return found


def sentence_pairs(folder: Path = RATED) -> dict[str, list[Pair]]:
    """By kind, the pairs of every rated sentence, read alone by what grades its kind in a meeting."""
    graders: dict[str, Callable[[str], int]] = {
        "contribution": lambda text: rate(text).grade,
        "self_criticism": lambda text: rate_fault(text).grade,
        "task": grade_assignment,
    }
    found: dict[str, list[Pair]] = {}
    for item in yaml.safe_load((folder / "sentences.yaml").read_text(encoding="utf-8"))["sentences"]:
        found.setdefault(f"sentences: {item['kind']}", []).append(
            (item["id"], item["level"], graders[item["kind"]](item["text"]))
        )
    return found


def in_half(pairs: Iterable[Pair], half: str) -> list[Pair]:
    """Pairs whose number is even (held out), odd, or all."""
    return [
        pair
        for pair in pairs
        if half == "all" or (int(pair[0].lstrip("abcdefghijklmnopqrstuvwxyz")) % 2 == 0) == (half == "even")
    ]


def main() -> int:
    """Print the agreement table of each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("even", "odd", "all"), nargs="*", default=["odd", "even", "all"])
    parser.add_argument("--set", choices=("long", "short"), default="long", dest="which")
    parser.add_argument(
        "--wrong", action="store_true", help="list what is a level or more apart (never of the even half)"
    )
    args = parser.parse_args()
    both = short_pairs() if args.which == "short" else {**rated_pairs(), **sentence_pairs()}
    for half in args.half:
        print(f"\n{half}: n, exact, within one, kappa [95 %], bias, reader/machine null")
        for aspect, pairs in both.items():
            mine = in_half(pairs, half)
            known = [(a, b) for _, a, b in mine if a is not None and b is not None]
            nulls = Counter(
                "both" if a is None and b is None else "reader" if a is None else "machine"
                for _, a, b in mine
                if a is None or b is None
            )
            found = Agreement.of(known)
            low, high = found.interval or (float("nan"), float("nan"))
            kappa = float("nan") if found.kappa is None else found.kappa
            print(
                f"{aspect:34} {found.count:3} {found.exact:6.0%} {found.adjacent:6.0%}  {kappa:5.2f} "
                f"[{low:5.2f}, {high:5.2f}]  {found.bias:+.2f}  {dict(nulls) or ''}"
            )
            if half != "even":
                print(_confusion(known))
            if args.wrong and half == "odd":
                print("   ", " ".join(f"{name}:{a}->{b}" for name, a, b in mine if a != b))
    return 0


def _confusion(pairs: Sequence[tuple[int, int]]) -> str:
    cells = Counter(pairs)
    rows = [" ".join(f"{cells[a, b]:3}" for b in range(_LEVELS)) for a in range(_LEVELS)]
    return "\n".join(f"      reader {a}: {row}" for a, row in enumerate(rows))


if __name__ == "__main__":
    raise SystemExit(main())
