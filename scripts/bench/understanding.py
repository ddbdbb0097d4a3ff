"""Speed and memory of the understanding alone: pages a second on one core, start-up, memory over thousands of pages.

    python -m scripts.bench.understanding [--pages 10000] [--marks 1000 5000 10000] [--json]

Documents are made from the sample texts, each with other figures, days and names of places, so that no two are alike
and no cache can answer; they go through the same functions as ``bienban extract``: pages, units, records, JSON.
One process, one thread; what is timed begins with pages of words. Processor seconds are counted, not the clock, as
other work on the machine takes its share of the clock; and because even those grow where neighbours share a core, a
plain loop of ten million additions is timed between the documents (``loop_seconds``): compare runs by
``pages_per_loop``, pages in the time of that loop. Start-up is ``bienban extract`` on one page of text, in a fresh
process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from nlp.lexicon import Lexicon
from schemas import Page

ROOT = Path(__file__).resolve().parents[2]
STARTS = 3
WARM_UP = 30  # documents: each kind among them, so that what is timed begins after the start
LOOP, FULL_LOOP = 200_000, 10_000_000
_NUMBER = re.compile(r"(?<![\d/.,])\d{2}(?![\d/.,])")
_SYLLABLES = ("Na", "Pù", "Khe", "Bản", "Lũng", "Thác", "Suối", "Đồi", "Gò", "Rạch", "Vàm", "Cồn", "Nậm", "Huổi")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument(
        "--marks", type=int, nargs="+", default=[1_000, 5_000, 10_000], help="tell memory at these pages"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    figures: dict[str, float] = {"start_seconds": start_up()}
    lexicon = load_lexicon()
    for text in islice(documents(1), WARM_UP):  # models are loaded when they are first needed
        records(pages_from_text(text), lexicon)
    seconds, looped, loops, pages = 0.0, 0.0, 0, 0
    marks = sorted(mark for mark in options.marks if mark <= options.pages)
    for number, text in enumerate(documents(options.pages)):
        read = pages_from_text(text)
        begun = time.process_time()
        records(read, lexicon)
        seconds += time.process_time() - begun
        pages += len(read)
        if number % 40 == 0:
            looped += loop()
            loops += 1
        while marks and pages >= marks[0]:
            figures[f"peak_mb_at_{marks.pop(0)}"] = peak()
        if pages >= options.pages:
            break
    reference = looped / loops * FULL_LOOP / LOOP
    figures |= {"pages": pages, "cpu_seconds": seconds, "pages_per_cpu_second": pages / seconds}
    figures |= {"loop_seconds": reference, "pages_per_loop": pages / seconds * reference, "peak_mb": peak()}
    print(
        json.dumps(figures) if options.json else "\n".join(f"{name:24}{value:10.2f}" for name, value in figures.items())
    )
    return 0


def loop() -> float:
    """Processor seconds of a plain loop."""
    begun, total = time.process_time(), 0
    for number in range(LOOP):
        total += number * number % 7
    return time.process_time() - begun


def documents(seed: int) -> Iterator[str]:
    """Texts without end, no two alike: the samples with other figures, other small words and other names of places."""
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "samples" / "gold").glob("*.txt"))]
    texts = [text for text in texts if len(text) > 300]
    while True:
        text = chance.choice(texts)
        place = " ".join(chance.sample(_SYLLABLES, 2))
        text = _NUMBER.sub(lambda found: f"{chance.randint(1, 28):0{len(found.group())}d}", text)
        yield text.replace("Bưng Sen", place).replace("BƯNG SEN", place.upper())


def records(pages: list[Page], lexicon: Lexicon) -> None:
    """Understand pages to records and write them as JSON."""
    digest = hashlib.sha256(pages[0].lines[0].text.encode()).hexdigest()
    for unit in split(pages, "bench.txt", digest):
        understand(unit, lexicon).model_dump_json(by_alias=True)


def peak() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def start_up() -> float:
    """Least processor seconds of ``bienban extract --text`` on one short page, out of a few."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "one.txt"
        page.write_text("CHI BỘ THÔN BÃI DÂU\nBIÊN BẢN HỌP CHI BỘ\nNgày 5/4/2026. Có mặt 9/9 đ/c.\n", encoding="utf-8")
        found = []
        for _ in range(STARTS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-m", "bienban", "extract", "--text", str(page)], check=True, capture_output=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


if __name__ == "__main__":
    raise SystemExit(main())
