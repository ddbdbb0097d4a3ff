"""Loading at scale: records a second into SQLite and PostgreSQL, a re-run over known documents, bytes for each record.

    make bench-scale                                  5,000 records, 10,000 known documents
    python -m scripts.bench.scale --records 500 --known 1000 --databases sqlite

Records are those understood from texts in tests/corpus, under other dates and hashes: real in size and shape. They come
in books of twelve, as reading and understanding hand them on; then once more to an empty archive from two processes at
once, as two workers of a cluster load them; then each as a document of its own. The PostgreSQL server is our own, as
careful about the disk as one at work, and on the same machine. Compare ratios of one run.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple

from extractors import ReadSettings
from flows.plan import make_plan
from flows.settings import BatchSettings
from flows.stages import Rooms
from schemas import Box, Line, Page, PageSource, Record, RecordSource, Word
from scripts.services import postgres
from store import Store, as_kept, saving

ROOT = Path(__file__).resolve().parents[2]
A_BOOK = 12  # meetings in one file: a year's book
VERSIONS = {"read": "r", "understand": "u"}


class Book(NamedTuple):
    """One document with what was read and understood in it."""

    sha256: str
    records: list[Record]
    pages: list[Page]


def main() -> int:
    """Measure and print; the figures as JSON where asked."""
    options = _options()
    examples = understood_examples(options.examples)
    found: dict[str, Any] = {"record_bytes": sum(len(one.model_dump_json()) for one, _ in examples) // len(examples)}
    for name in options.databases.split(","):
        with database(name) as (url, folder):
            found[name] = loading(url, folder, examples, options.records)
            if options.known:
                found[name] |= rerun(url, folder, options.known)
        with database(name) as (url, folder):
            found[name] |= side_by_side(url, folder, examples, options.records)
        print(name, json.dumps(found[name]), flush=True)
    if options.out:
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(json.dumps(found, indent=1))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=5000, help="records to load")
    parser.add_argument("--known", type=int, default=10_000, help="files of a run in which nothing is new; 0: none")
    parser.add_argument("--examples", type=int, default=8, help="texts to take records from")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which, by comma")
    parser.add_argument("--out", type=Path, default=None, help="write the figures to this file as JSON")
    return parser.parse_args()


def understood_examples(many: int) -> list[tuple[Record, list[Page]]]:
    """Records with their pages, from texts of the corpus."""
    import nlp  # noqa: PLC0415 - models, loaded only here

    lexicon, found = nlp.load_lexicon(), []
    for path in sorted((ROOT / "tests" / "corpus" / "seen").glob("*.txt"))[:many]:
        pages = pages_of(path.read_text(encoding="utf-8"))
        units = list(nlp.split(pages, path.name, "0" * 64))
        found.append((nlp.understand(units[0], lexicon), pages))
    return found


def pages_of(text: str) -> list[Page]:
    """A text as pages, with a box around each word."""
    pages = []
    for number, sheet in enumerate(text.split("\f"), start=1):
        lines = []
        rows = [row for row in sheet.splitlines() if row.strip()]
        for row, said in enumerate(rows):
            top = 0.05 + 0.9 * row / len(rows)
            step = 0.9 / max(1, len(said))
            words, at = [], 0
            for part in said.split():
                at = said.index(part, at)
                box = Box(0.05 + at * step, top, 0.05 + (at + len(part)) * step, top + 0.012)
                words.append(Word(text=part, box=box, confidence=0.93))
                at += len(part)
            lines.append(Line(words=tuple(words), box=Box(0.05, top, 0.95, top + 0.012), row=row))
        pages.append(Page(number=number, width=1654, height=2339, source=PageSource.OCR, lines=tuple(lines)))
    return pages


@contextmanager
def database(name: str) -> Iterator[tuple[str | None, Path]]:
    """An empty database and a data folder."""
    with tempfile.TemporaryDirectory(prefix="bienban-scale-") as folder:
        if name == "sqlite":
            yield None, Path(folder)
            return
        with postgres.PostgresServer(careful=True) as server:
            yield server.new_database(), Path(folder)


def books(
    examples: list[tuple[Record, list[Page]]], records: int, *, size: int = A_BOOK, name: str = "book"
) -> Iterator[Book]:
    """That many records in books of ``size``, one page each."""
    for book in range(0, records, size):
        sha256 = hashlib.sha256(f"{name} {book}".encode()).hexdigest()
        held: list[Record] = []
        pages: list[Page] = []
        for month in range(size):
            record, sheets = examples[(book + month) % len(examples)]
            source = RecordSource(path=f"/scans/{name}-{book}.pdf", sha256=sha256, pages=record.source.pages)
            organisation = record.organisation.model_copy(update={"name": f"Chi bộ thôn {book // 120}"})
            new = {"record_id": f"{sha256[:16]}-{month:02}", "source": source, "organisation": organisation}
            held.append(record.model_copy(update=new))
            pages += [as_kept(page.model_copy(update={"number": len(pages) + 1})) for page in sheets[:1]]
        yield Book(sha256, held, pages)


def loading(
    url: str | None, folder: Path, examples: list[tuple[Record, list[Page]]], records: int
) -> dict[str, float | int]:
    """Records a second through ``Store.save_document``, and what they take."""
    papers = list(books(examples, records))
    with Store.open(url, folder / "data") as store:
        note_originals(store, papers)
        seconds = timed(store, papers)
        total = sum(len(book.records) for book in papers)
        several = papers[: max(1, len(papers) // 10)]
        again = timed(store, several) / sum(len(book.records) for book in several)
        size = _size(store, folder, url)
        single = list(books(examples, records // 10, size=1, name="paper"))
        note_originals(store, single)
        alone = timed(store, single)
    return {
        "records": total,
        "records_per_second": round(total / seconds),
        "saved_again_per_second": round(1 / again),
        "documents_of_one_record_per_second": round(len(single) / alone),
        "database_bytes_per_record": round(size / total),
    }


def side_by_side(
    url: str | None, folder: Path, examples: list[tuple[Record, list[Page]]], records: int, processes: int = 2
) -> dict[str, float | int]:
    """Records a second from several processes into one empty archive, as workers of a cluster load what they read."""
    with Store.open(url, folder / "data"):
        pass
    # Not forked: engines have threads of their own.
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(processes + 1)
    work = [
        context.Process(target=_side, args=(url, folder, examples, records // processes, number, gate))
        for number in range(processes)
    ]
    for one in work:
        one.start()
    gate.wait()
    started = time.perf_counter()
    gate.wait()
    seconds = time.perf_counter() - started
    for one in work:
        one.join()
    with Store.open(url, folder / "data") as store:
        total = store.counts()["records"]
    return {"processes": processes, "records_per_second_side_by_side": round(total / seconds)}


def _side(
    url: str | None,
    folder: Path,
    examples: list[tuple[Record, list[Page]]],
    records: int,
    number: int,
    gate: Barrier,
) -> None:
    papers = list(books(examples, records, name=f"book of {number},"))
    with Store.open(url, folder / "data") as store:
        note_originals(store, papers)
        gate.wait()
        timed(store, papers)
        gate.wait()


def note_originals(store: Store, papers: list[Book]) -> None:
    """The rows that documents hang on; their bytes are not looked at."""
    with store._write() as session:
        for book in papers:
            saving.original(session, book.sha256, 100, "application/pdf", "pdf")


def timed(store: Store, papers: list[Book]) -> float:
    """Seconds to save them all."""
    gc.collect()
    gc.freeze()  # all papers lie here at once, which no batch does: it should not count their words again and again
    started = time.perf_counter()
    for book in papers:
        path = Path(f"/scans/{book.sha256[:8]}.pdf")
        store.save_document(path=path, sha256=book.sha256, pages=book.pages, records=book.records, versions=VERSIONS)
    return time.perf_counter() - started


def _size(store: Store, folder: Path, url: str | None) -> int:
    if url is None:
        return sum(path.stat().st_size for path in (folder / "data").glob("bienban.sqlite3*"))
    with store._engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)


def rerun(url: str | None, folder: Path, files: int) -> dict[str, float | int]:
    """Seconds until a run over ``files`` known papers has seen that nothing is new."""
    scans = folder / "scans"
    scans.mkdir()
    settings = BatchSettings(data_dir=folder / "data", database_url=url, workers=2, read=ReadSettings())
    rooms = Rooms()
    versions = rooms.versions(settings)
    with Store.open(url, folder / "data") as store:
        for index in range(files):
            data = f"%PDF-1.4 {index}".encode() + b" " * 200_000
            path = scans / f"{index:05}.pdf"
            path.write_bytes(data)
            sha256 = hashlib.sha256(data).hexdigest()
            with store._write() as session:
                saving.original(session, sha256, 100, "application/pdf", "pdf")
            store.save_document(path=path, sha256=sha256, pages=[], records=[], versions=versions.of_document)
        started = time.perf_counter()
        store.tidy()
        plan = make_plan([scans], settings, store, rooms)
        counts = store.counts()
        seconds = time.perf_counter() - started
    if plan.unchanged != files or plan.work:
        raise RuntimeError("not all papers were known")
    return {"known_files": files, "rerun_seconds": round(seconds, 1), "documents": counts["documents"]}


if __name__ == "__main__":
    raise SystemExit(main())
