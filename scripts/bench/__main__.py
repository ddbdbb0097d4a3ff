"""The reading bench: how many characters we read wrongly, how fast, and what others make of the same pages.

    make bench                                        all classes, all readers that are installed
    python -m scripts.bench --pages 2 --only photo    two pages of each class whose name holds "photo"
    python -m scripts.bench --readers ours,tesseract --no-unseen --out out/bench

Pages are drawn from texts in tests/corpus, always of the same folders, so that runs of different days compare; a page
depends on its class, number and fonts alone. Seconds depend on the machine: compare ratios of one run. The classes
called "unseen" use other fonts and other damage; whoever tunes the reading must not look at them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from scripts.bench.classes import CLASSES, Drawn, draw_class
from scripts.bench.fonts import find_faces
from scripts.bench.pdf import write_pdf
from scripts.bench.readers import READERS, ROOT, Run, available, run_reader
from scripts.bench.score import Errors, compare, expected_calibration_error, word_hits

Result = dict[str, Any]
TEXTS = ("blind", "seen", "unseen")  # of tests/corpus; more texts there must not change the pages


def main() -> int:
    """Draw, read, compare, print; exit 2 where there is nothing to draw with."""
    options = _options()
    faces, missing = find_faces(options.fonts)
    for line in missing:
        print(f"bench: left out, {line}", file=sys.stderr)
    texts = [text for folder in TEXTS for text in sorted((ROOT / "tests" / "corpus" / folder).glob("*.txt"))]
    readers = [name for name in options.readers.split(",") if available(name, options.ocrmypdf)]
    results: list[Result] = []
    for name, kind in CLASSES.items():
        if options.only not in name or (kind.unseen and options.no_unseen):
            continue
        if len(faces.get(kind.family, [])) < (2 if kind.unseen else 1):
            continue
        pages = draw_class(name, faces, texts, options.pages, options.out / name)
        write_pdf(options.out / name / "pages.pdf", [(page.path, page.size, page.dpi) for page in pages])
        results.append(_measured(name, pages, readers, options))
    if not results:
        print("bench: nothing to measure: no class of that name, or no font", file=sys.stderr)
        return 2
    (options.out / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(results, readers))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=6, help="pages of each class")
    parser.add_argument("--only", default="", help="only classes whose name holds this")
    parser.add_argument("--no-unseen", action="store_true", help="leave out what is kept from those who tune")
    parser.add_argument("--readers", default=",".join(READERS), help="which readers, by comma")
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="folder with further fonts")
    parser.add_argument("--ocrmypdf", default=None, help="the ocrmypdf program to compare with")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench", help="where pages and results go")
    parser.add_argument("--errors", action="store_true", help="print where ours differs from the truth, line by line")
    return parser.parse_args()


def _measured(name: str, pages: list[Drawn], readers: list[str], options: argparse.Namespace) -> Result:
    result: Result = {"class": name, "pages": len(pages), "limit": CLASSES[name].limit, "readers": {}}
    for reader in readers:
        run = run_reader(reader, options.out / name, options.out / name / "pages.pdf", options.ocrmypdf)
        errors = [compare("\n".join(page.lines), read["text"]) for page, read in zip(pages, run.pages, strict=False)]
        total = sum(errors, Errors())
        result["readers"][reader] = {
            "cer": total.cer,
            "wer": total.wer,
            "cer_pages": [round(e.cer, 2) for e in errors],
            "seconds_a_page": run.seconds / len(pages),
            "processor_a_page": run.processor / len(pages),
            "memory_mb": run.memory / 1e6,
        }
        if reader.startswith("ours"):
            result["readers"][reader] |= _confidence(pages, run)
            kept = [{**read, "truth": page.lines} for page, read in zip(pages, run.pages, strict=True)]
            (options.out / name / f"{reader}.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        print(f"{name:28} {reader:20} {total.cer:6.2f} {result['readers'][reader]['cer_pages']}", file=sys.stderr)
        if options.errors and reader == "ours":
            _show_errors(pages, run)
    return result


def _confidence(pages: list[Drawn], run: Run) -> Result:
    said: list[float] = []
    hits: list[bool] = []
    for page, read in zip(pages, run.pages, strict=True):
        said += [word[1] or 0.0 for word in read["words"]]
        hits += word_hits("\n".join(page.lines), [word[0] for word in read["words"]])
    return {
        "words": len(said),
        "calibration_error": expected_calibration_error(said, hits),
        "states": [read["state"] for read in run.pages],
        "grades": [read["quality"]["grade"] for read in run.pages],
    }


def _show_errors(pages: list[Drawn], run: Run) -> None:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    for number, (page, read) in enumerate(zip(pages, run.pages, strict=True)):
        right, got = " ".join(page.lines).split(), read["text"].split()
        for step in Levenshtein.opcodes(right, got):
            if step.tag != "equal":
                before = " ".join(right[max(0, step.src_start - 2) : step.src_start])
                print(
                    f"   {number}: {before} [{' '.join(right[step.src_start : step.src_end])}] -> "
                    f"[{' '.join(got[step.dest_start : step.dest_end])}]",
                    file=sys.stderr,
                )


def table(results: list[Result], readers: list[str]) -> str:
    """The figures for people: CER and WER in percent, then cost as ratios to ours."""
    head = f"{'class':<28}{'limit':>6}" + "".join(f"{name:>20}" for name in readers)
    lines = ["character / word error rate, percent", head]
    for result in results:
        cells = [f"{_get(result, r, 'cer'):.2f} / {_get(result, r, 'wer'):.1f}" for r in readers]
        limit = f"{result['limit']}" if result["limit"] is not None else ""
        lines.append(f"{result['class']:<28}{limit:>6}" + "".join(f"{cell:>20}" for cell in cells))
    lines += ["", "wall seconds a page as a multiple of ours (ours: seconds) · processor · peak memory MB", head]
    for result in results:
        cells = []
        for reader in readers:
            wall, used = _get(result, reader, "seconds_a_page"), _get(result, reader, "processor_a_page")
            if reader != "ours" and "ours" in result["readers"]:
                wall, used = (
                    wall / _get(result, "ours", "seconds_a_page"),
                    used / _get(result, "ours", "processor_a_page"),
                )
            cells.append(f"{wall:.2f} · {used:.2f} · {_get(result, reader, 'memory_mb'):.0f}")
        lines.append(f"{result['class']:<28}{'':>6}" + "".join(f"{cell:>20}" for cell in cells))
    if "ours" in readers:
        lines += ["", "ours: expected calibration error of word confidence, page states and grades"]
        for result in results:
            ours = result["readers"]["ours"]
            grades = "".join(str(grade or "-") for grade in ours["grades"])
            odd = [state for state in ours["states"] if state != "read"]
            lines.append(f"{result['class']:<28}{ours['calibration_error']:>8.3f}  {grades}  {' '.join(odd)}")
    return "\n".join(lines)


def _get(result: Result, reader: str, figure: str) -> float:
    return float(result["readers"][reader][figure])


if __name__ == "__main__":
    raise SystemExit(main())
