"""One Dask worker against two on the same pages: many documents, and one book.

    python -m scripts.bench.spread [--pages 200] [--documents 50] [--out FILE.json]

Pages are those of the samples' scanned books, each with a number of its own in a corner (pages that are alike in one
file are read once). Every worker is a process with one thread, engines included, and has read one page before the clock
starts. The runs are made in turn, one worker, two, two, one, so that a machine that grows busy meanwhile is fair to
both; the better of each pair counts.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from extractors import ReadSettings, page_count, read, render_page
from flows.settings import BatchSettings
from flows.steps import run_batch

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ("so-bien-ban-2025.pdf", "so-nghi-quyet-2025.pdf")
TURNS = (1, 2, 2, 1)


def main() -> int:
    """Measure and print; the figures as JSON where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=200, help="pages of the batch, and of the book")
    parser.add_argument("--documents", type=int, default=50, help="documents that the batch's pages stand in")
    parser.add_argument("--out", type=Path, default=None, help="write the figures to this file as JSON")
    options = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="bienban-spread-") as name:
        folder = Path(name)
        for what, documents in (("documents", options.documents), ("one_book", 1)):
            scans = folder / what
            draw(scans, options.pages, documents)
            found[what] = compared(scans, folder, options.pages)
            print(what, json.dumps(found[what]), flush=True)
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def draw(folder: Path, pages: int, documents: int) -> None:
    """Write ``documents`` PDF files with ``pages`` pages in all."""
    folder.mkdir()
    sheets = list(islice(cycle(samples()), pages))
    for number in range(documents):
        first, last = pages * number // documents, pages * (number + 1) // documents
        own = [numbered(sheets[at], at + 1) for at in range(first, last)]
        path = folder / f"{number:03}.pdf"
        own[0].save(path, format="PDF", save_all=True, append_images=own[1:], resolution=200, title=str(number))


def numbered(sheet: Image.Image, number: int) -> Image.Image:
    """A copy of a page with a number in its upper left corner."""
    copy = sheet.copy()
    ImageDraw.Draw(copy).text((40, 40), str(number), fill=0, font_size=32)
    return copy


def samples() -> list[Image.Image]:
    """The pages of the samples' scanned books."""
    found = []
    for name in BOOKS:
        path = ROOT / "samples" / "files" / name
        found += [render_page(path, number + 1).convert("L") for number in range(page_count(path))]
    return found


def compared(scans: Path, folder: Path, pages: int) -> dict[str, float]:
    """Seconds with one worker and with two, and by what two are faster."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for turn, workers in enumerate(TURNS):
        with cluster(workers) as address:
            data = folder / f"data-{scans.name}-{turn}"
            settings = BatchSettings(data_dir=data, workers=workers, runner="dask", cluster=address)
            began = time.perf_counter()
            result = run_batch([scans], settings)
            seconds[workers].append(time.perf_counter() - began)
            if result.pages_read != pages or result.bugs or result.aside:
                raise RuntimeError(f"{result.pages_read} of {pages} pages were read")
    one, two = min(seconds[1]), min(seconds[2])
    return {"pages": pages, "one_worker": round(one, 1), "two_workers": round(two, 1), "ratio": round(one / two, 2)}


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Address of a cluster whose workers have their engines and models at hand."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra

    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,
            silence_logs="ERROR",
        ) as found,
        Client(found, set_as_default=False) as client,
    ):
        client.run(warm, str(ROOT / "samples" / "files" / BOOKS[0]))
        yield found.scheduler_address


def warm(path: str) -> int:
    """Read one page, so that what a process loads once is loaded."""
    return sum(1 for _ in islice(read(path, ReadSettings(workers=1)), 1))


if __name__ == "__main__":
    raise SystemExit(main())
