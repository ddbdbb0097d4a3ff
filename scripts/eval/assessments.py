"""Audit assessments: does every point rest on a quote that stands on its page, is every total a range, and do the
meetings stand in the order in which a reader would put them?

    python -m scripts.eval.assessments [RECORDS.jsonl] [--files DIR] [--cache DIR] [--order FILE.yaml]
                                       [--assessments FILE.jsonl] [--rubric ID] [--list N]

Without RECORDS: the scans of the samples, and of the development set where it lies, are read (``make eval`` keeps their
pages) and audited with the order that ships.

* Every scored criterion cites a quote, and no other does. Each quote, also those of the profile's measures, is the
  record's own evidence under that pointer and stands in the unit's text; with ``--files`` also on its page inside its
  boxes, as ``scripts.eval.evidence`` compares them.
* Every criterion's points and every total is ``[low, high]`` inside its maximum, the total is the criteria's sum, and
  the grades follow it. Only a frame of conformity has no total.
* ``--order``: rows of meetings, best first (``order.yaml``, written from the papers alone). The sum of the five levels
  must fall from each to the next, and where both are judged by one frame of points, so must the middle of the total.

Assessments are those of ``bienban assess --records RECORDS.jsonl --json``, or of ``--assessments``.
Exit status 0: nothing is wrong; 1: something is; 2: unusable arguments.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import quality
from schemas import Page
from scripts.eval.evidence import misplaced, pages_of
from scripts.eval.predict import from_scans
from scripts.eval.sets import ROOT, GoldSet, devset, devset_folder, samples

__all__ = ["ORDER", "Fault", "audit", "main", "misordered"]

ORDER = Path(__file__).with_name("order.yaml")
OUT = ROOT / "out" / "eval"
HAIR = 0.011  # points are rounded to hundredths

Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """``kind``: no-quote, quote-unscored, foreign-quote, not-in-text, off-page, no-boxes, not-there, too-much, range,
    total, grade, order, missing; ``range`` is of a criterion's points."""

    meeting: str
    place: str
    kind: str
    told: str = ""


def main(arguments: list[str] | None = None) -> int:
    """Audit the assessments of a file of records; print counts and faults."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.eval.assessments", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("records", type=Path, nargs="?")
    parser.add_argument("--files", type=Path, help="the folder of the files that were read: look on the pages too")
    parser.add_argument("--cache", type=Path, default=OUT / "pages")
    parser.add_argument("--order", type=Path, help=f"rows of meetings, best first (ours: {ORDER.name})")
    parser.add_argument("--assessments", type=Path, help="audit these instead of what `bienban assess` says now")
    parser.add_argument("--rubric", help="judge by this frame instead of the one in force on the day")
    parser.add_argument("--list", type=int, default=20, metavar="N", help="print the first N faults")
    options = parser.parse_args(arguments)
    if options.records is None:
        return max(_audit_set(chosen, options) for chosen in [samples(), devset(devset_folder())] if chosen)
    for given in (options.records, options.files, options.order, options.assessments):
        if given is not None and not given.exists():
            print(f"cannot read {given}", file=sys.stderr)
            return 2
    return _audit_file(options.records, options.files, options)


def _audit_set(chosen: GoldSet, options: argparse.Namespace) -> int:
    files = chosen.scans_at or Path()
    records = OUT / f"{chosen.name}.jsonl"
    from_scans([files / scan.file for scan in chosen.scans], records, options.cache)
    print(f"== {chosen.name}")
    options.order = options.order or ORDER
    return _audit_file(records, files, options)


def _audit_file(source: Path, files: Path | None, options: argparse.Namespace) -> int:
    records = {one["record_id"]: one for one in _rows(source.read_text("utf-8"))}
    told = options.assessments.read_text("utf-8") if options.assessments else _assessed(source, options.rubric)
    assessments = {one["record_id"]: one for one in _rows(told)}
    counts: Counter[str] = Counter()
    faults = [Fault(meeting(records[name]), "", "missing") for name in records if name not in assessments]
    for name, assessment in assessments.items():
        faults += audit(records[name], assessment, _pages(records[name], files, options.cache), counts)
    if options.order:
        rows = yaml.safe_load(options.order.read_text("utf-8"))["rows"]
        faults += misordered(rows, {meeting(records[name]): one for name, one in assessments.items()}, counts)
    _tell(counts, faults, options.list)
    return 1 if faults else 0


def meeting(record: Json) -> str:
    """``so-bien-ban 2025-06-03 regular``: what a meeting is called in the order's rows and in faults."""
    when = record["held"]["date"] or record["period"] or record["record_id"]
    return f"{Path(record['source']['path']).stem} {when} {record['meeting_type'] or record['document_type']}"


def audit(record: Json, assessment: Json, pages: Mapping[int, Page] | None, counts: Counter[str]) -> list[Fault]:
    """The faults of one assessment; ``counts`` gets how much was looked at. Without ``pages`` only the text is."""
    name = meeting(record)
    text = _plain(record["text"])
    faults = []

    def look(place: str, quotes: Sequence[Json]) -> None:
        for quote in quotes:
            counts["quotes"] += 1
            kind, told = _quote_fault(quote, record, text, pages)
            if kind:
                faults.append(Fault(name, f"{place} {quote['path']}", kind, told))

    for row in assessment["criteria"]:
        counts["criteria"] += 1
        counts[row["status"]] += 1
        scored = row["status"] in ("scored", "human")
        if scored and not row["evidence"] and row["status"] == "scored":
            faults.append(Fault(name, row["id"], "no-quote", row["reason"]))
        if not scored and row["evidence"]:
            faults.append(Fault(name, row["id"], "quote-unscored", row["reason"]))
        if not _is_range(row["points"], row["max_points"], optional=row["status"] == "not_applicable"):
            faults.append(Fault(name, row["id"], "range", f"{row['points']} of {row['max_points']}"))
        look(row["id"], row["evidence"])
    for key, measure in assessment["profile"]["measures"].items():
        look(key, measure["evidence"])
    return [*faults, *_total_faults(name, assessment, counts)]


def _total_faults(name: str, assessment: Json, counts: Counter[str]) -> list[Fault]:
    counts["assessments"] += 1
    frame = next((one for one in quality.load_rubrics() if one.id == (assessment["rubric"] or {}).get("id")), None)
    total, grade = assessment["total"], assessment["grade"]
    if frame is None or frame.scale != "points":
        return [Fault(name, "total", "total", "points without a frame of points")] if total or grade else []
    counts["totals"] += 1
    if not _is_range(total, assessment["max_total"]):
        return [Fault(name, "total", "total", f"{total} of {assessment['max_total']}")]
    low, high = (sum(row["points"][end] for row in assessment["criteria"] if row["points"]) for end in (0, 1))
    reach = sum(row["max_points"] for row in assessment["criteria"] if row["points"])
    stretch = (frame.total or 0) / reach if frame.rescaling.mode == "proportional" and reach else 1
    if abs(low * stretch - total[0]) > HAIR or abs(min(high * stretch, frame.total or 0) - total[1]) > HAIR:
        return [Fault(name, "total", "total", f"{total} is not the sum [{low * stretch:.2f}, {high * stretch:.2f}]")]
    names = [one.name for one in frame.grades]
    if not grade or names.index(grade[0]) < names.index(grade[1]):
        return [Fault(name, "grade", "grade", str(grade))]
    return []


def misordered(rows: Sequence[Sequence[str]], found: Mapping[str, Json], counts: Counter[str]) -> list[Fault]:
    """Pairs of neighbours whose order is not that of the rows.

    A row none of whose meetings is there belongs to another set. A meeting is named by the beginning of ``meeting``; a
    second scan of it counts like the first."""
    faults = []
    for row in rows:
        steps = [[name for name in found if name.startswith(start)] for start in row]
        if not any(steps):
            continue
        for start, names in zip(row, steps, strict=True):
            if not names:
                faults.append(Fault(start, "", "missing", "named in the order"))
        for better, worse in itertools.pairwise(steps):
            for first, second in itertools.product(better, worse):
                counts["ordered pairs"] += 1
                if wrong := _not_above(found[first], found[second]):
                    faults.append(Fault(first, second, "order", wrong))
    return faults


def _not_above(better: Json, worse: Json) -> str:
    (a, b) = (sum(level or 0 for level in one["profile"]["levels"].values()) for one in (better, worse))
    if a <= b:
        return f"levels {a} and {b}"
    same = better["rubric"] and worse["rubric"] and better["rubric"]["id"] == worse["rubric"]["id"]
    if same and better["total"] and sum(better["total"]) <= sum(worse["total"]):
        return f"totals {better['total']} and {worse['total']}"
    return ""


def _quote_fault(quote: Json, record: Json, text: str, pages: Mapping[int, Page] | None) -> tuple[str, str]:
    own = record["evidence"].get(quote["path"])
    if own is None or any(own[key] != quote[key] for key in ("text", "page", "boxes")):
        return "foreign-quote", quote["text"]
    pieces = [piece for part in quote["text"].replace("    ", "\n").split("\n") if (piece := _plain(part))]
    # Rows of a table and quotes with a gap (" … ") stand in pieces.
    pieces = [piece.strip() for one in pieces for piece in one.replace("[…]", "…").split("…") if piece.strip()]
    if not pieces or not (_plain(quote["text"]) in text or all(piece in text for piece in pieces)):
        return "not-in-text", quote["text"]
    fault = misplaced(quote, dict(pages)) if pages is not None else None
    return fault or ("", "")


def _is_range(points: Any, most: float | None, *, optional: bool = False) -> bool:
    if points is None:
        return most is None or optional
    return len(points) == 2 and 0 <= points[0] <= points[1] <= (most or 0) + HAIR


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _rows(text: str) -> list[Json]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _assessed(records: Path, rubric: str | None) -> str:
    command = [sys.executable, "-m", "bienban", "assess", "--records", str(records), "--json"]
    return subprocess.run(
        [*command, *(["--rubric", rubric] if rubric else [])], check=True, capture_output=True, text=True
    ).stdout


def _pages(record: Json, folder: Path | None, cache: Path) -> dict[int, Page] | None:
    if folder is None:
        return None
    return {page.number: page for page in pages_of(folder / Path(record["source"]["path"]).name, cache)}


def _tell(counts: Counter[str], faults: list[Fault], most: int) -> None:
    kinds = Counter(fault.kind for fault in faults)
    of_quotes = ("foreign-quote", "not-in-text", "off-page", "no-boxes", "not-there", "too-much")
    placed = counts["quotes"] - sum(kinds[kind] for kind in of_quotes)
    print(f"assessments: {counts['assessments']}")
    print(f"totals as a range: {counts['totals'] - kinds['total']} of {counts['totals']}")
    print(f"scored criteria with a quote: {counts['scored'] - kinds['no-quote']} of {counts['scored']}")
    print(f"quotes that stand on their page: {placed} of {counts['quotes']}")
    print(f"pairs in a reader's order: {counts['ordered pairs'] - kinds['order']} of {counts['ordered pairs']}")
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count}")
    for fault in faults[:most]:
        print(f"  {fault.meeting} | {fault.place} | {fault.kind}: {fault.told[:120]!r}")


if __name__ == "__main__":
    raise SystemExit(main())
