"""Audit the evidence of records: has every value its place, and does the wording quoted stand there?

    python -m scripts.eval.evidence RECORDS.jsonl --files DIR [--cache DIR] [--list N]
                                    [--crops N --seed S --sheet OUT.png]

* Every value that is not null has evidence or an inference, itself or the list item or object that it is part of.
* The quote is compared with the words of the reading whose middle lies inside the evidence's boxes (1.5 thousandths
  of the page wider on each side): four fifths of the quote's letters must stand there, in order or (in tables, whose
  rows have cells of several lines) by their number, and not more than a quarter beside them. A box holds whole words:
  what stands beside the quote inside its own words ("23" in "23/24") does not count. A quote that runs over the end of
  its page is compared with the part on the first page.
* ``--crops`` draws N places chosen by chance from the page images, each with its quote below, for a person to look at.

Pages come from the reader, or from ``--cache`` where the same reader has read the same bytes (``make eval`` fills
``out/eval/pages``). Exit status 0: nothing is wrong; 1: something is; 2: unusable arguments.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import LCSseq

from bienban.pagecache import PageCache
from extractors import ReadSettings, file_sha256, read, reader_version
from schemas import Box, Page
from scripts.eval.crops import Crop, draw_sheet
from scripts.eval.sets import ROOT

META = {
    "schema_version",
    "record_id",
    "source",
    "text",
    "reading",
    "findings",
    "inferred",
    "evidence",
    "cell",
    "alternatives",
}
QUOTED_LEAST = 0.8  # share of the quote's letters among the words in the boxes
BESIDE_MOST = 0.25  # share of the letters in the boxes that are not the quote's
WIDER = 0.0015  # of the page: boxes are rounded


@dataclass(frozen=True)
class Fault:
    """``kind``: unbacked, no-boxes, off-page, not-there (the quote), too-much (in the boxes)."""

    file: str
    pointer: str
    kind: str
    quote: str
    found: str


def main(arguments: list[str] | None = None) -> int:
    """Audit a file of records and print counts and faults."""
    parser = argparse.ArgumentParser(prog="python -m scripts.eval.evidence", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--files", type=Path, required=True, help="the folder of the files that were read")
    parser.add_argument("--cache", type=Path, default=ROOT / "out" / "eval" / "pages")
    parser.add_argument("--list", type=int, default=20, metavar="N", help="print the first N faults")
    parser.add_argument("--crops", type=int, default=0, metavar="N", help="draw N places chosen by chance")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sheet", type=Path, default=Path("out/evidence.png"))
    options = parser.parse_args(arguments)
    if not options.records.is_file() or not options.files.is_dir():
        print(f"cannot read {options.records} or {options.files}", file=sys.stderr)
        return 2
    records = [json.loads(line) for line in options.records.read_text("utf-8").splitlines()]
    counts: Counter[str] = Counter()
    faults: list[Fault] = []
    crops: list[Crop] = []
    for record in records:
        path = options.files / Path(record["source"]["path"]).name
        pages = {page.number: page for page in pages_of(path, options.cache)}
        faults += audit(record, pages, counts)
        crops += [
            Crop(path, where, one["page"], one["boxes"], one["text"]) for where, one in record["evidence"].items()
        ]
    _tell(counts, faults, options.list)
    if options.crops:
        options.sheet.parent.mkdir(parents=True, exist_ok=True)
        for sheet in draw_sheet(crops, options.crops, options.seed, options.sheet):
            print(f"drawn: {sheet}")
    return 1 if faults else 0


def pages_of(path: Path, cache: Path) -> list[Page]:
    settings = ReadSettings()
    kept = PageCache(cache, reader_version(settings))
    digest = file_sha256(path)
    pages = kept.get(digest)
    if pages is None:
        pages = list(read(path, settings))
        kept.put(digest, pages)
    return pages


def audit(record: dict[str, Any], pages: dict[int, Page], counts: Counter[str]) -> list[Fault]:
    """The faults of one record; ``counts`` gets how many values and quotes were looked at."""
    file = Path(record["source"]["path"]).name
    backing = {**record["inferred"], **record["evidence"]}
    faults = []
    for pointer, value in _values({key: part for key, part in record.items() if key not in META}, ""):
        counts["values"] += 1
        if not any(pointer == one or pointer.startswith(f"{one}/") for one in backing):
            faults.append(Fault(file, pointer, "unbacked", str(value), ""))
    for pointer, one in record["evidence"].items():
        counts["quotes"] += 1
        fault = misplaced(one, pages)
        if fault:
            faults.append(Fault(file, pointer, fault[0], one["text"], fault[1]))
    counts["inferred"] += len(record["inferred"])
    return faults


def _values(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """All values that are stated, with their pointers; empty lists and nulls state nothing."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _values(value, f"{pointer}/{index}")
    elif node is not None and not (pointer == "/document_type" and node == "other"):
        yield pointer, node


def misplaced(evidence: dict[str, Any], pages: dict[int, Page]) -> tuple[str, str] | None:
    page = pages.get(evidence["page"])
    if page is None:
        return "off-page", ""
    boxes = [Box(*box) for box in evidence["boxes"]]
    if not boxes:
        return "no-boxes", ""
    words = _words_in(page, boxes)
    found = " ".join(words)
    quote, there = _letters(evidence["text"]), _letters(found)
    if not quote:
        return None  # ticks and rules: nothing to compare
    if there and there == quote[: len(there)] and _ends_page(page, boxes):
        return None
    same = max(LCSseq.similarity(quote, there), sum((Counter(quote) & Counter(there)).values()) - _by_chance(quote))
    if same < QUOTED_LEAST * len(quote):
        return "not-there", found
    quoted = [_letters(word) for word in evidence["text"].split()]
    beside = sum(len(word) for word in map(_letters, words) if not any(one and one in word for one in quoted))
    return ("too-much", found) if beside > BESIDE_MOST * len(there) else None


def _by_chance(quote: str) -> int:
    """Letters that any other text of this length would share: counting without order must not forgive a wrong place."""
    return len(quote) // 10


def _words_in(page: Page, boxes: list[Box]) -> list[str]:
    """The words whose middle lies in one of the boxes, box by box, each once, in reading order of a box."""
    found: list[str] = []
    used: set[int] = set()
    words = [word for line in page.lines for word in line.words]
    for box in boxes:
        for index, word in enumerate(words):
            x, y = word.box.middle
            inside = box.x0 - WIDER <= x <= box.x1 + WIDER and box.top - WIDER <= y <= box.bottom + WIDER
            if inside and index not in used:
                used.add(index)
                found.append(word.text)
    return found


def _ends_page(page: Page, boxes: list[Box]) -> bool:
    lowest = max((line.box.bottom for line in page.lines), default=1.0)
    return max(box.bottom for box in boxes) >= lowest - 0.06


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _tell(counts: Counter[str], faults: list[Fault], most: int) -> None:
    kinds = Counter(fault.kind for fault in faults)
    backed = counts["values"] - kinds["unbacked"]
    placed = counts["quotes"] - (len(faults) - kinds["unbacked"])
    print(f"values with evidence or inference: {backed} of {counts['values']}")
    print(f"quotes that stand on their page inside their boxes: {placed} of {counts['quotes']}")
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count}")
    for fault in faults[:most]:
        print(f"  {fault.file} {fault.pointer} {fault.kind}: {fault.quote[:90]!r} there: {fault.found[:90]!r}")


if __name__ == "__main__":
    raise SystemExit(main())
