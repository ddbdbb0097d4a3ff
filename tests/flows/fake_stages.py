"""Rooms made of text files: each line ``cell | date`` is a meeting. They fail on demand and can be made slow."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors import ReadSettings, discover
from flows.settings import BatchSettings
from flows.stages import Versions
from schemas import (
    Assessment,
    Box,
    EncryptedError,
    EnvironmentError_,
    Line,
    Organisation,
    Page,
    PageSource,
    Record,
    RecordSource,
    UnreadableError,
    Word,
)

BOX = Box(0.123456789, 0.2, 0.3, 0.4)


class FakeRooms:
    def __init__(self, read: str = "r1", understand: str = "u1", assess: str = "q1", delay: float = 0.0) -> None:
        self.found = Versions(read=read, understand=understand, assess=assess)
        self.delay = delay
        self.calls: list[str] = []
        self.threads: set[int] = set()
        self.marks: list[Path] = []  # files written when a stage begins

    def discover(self, paths, settings: ReadSettings) -> list[Path]:
        return discover(paths, settings, every=True)

    def versions(self, settings: BatchSettings) -> Versions:
        return self.found.model_copy(update={"assess": f"{self.found.assess}+{settings.rubric or 'by-date'}"})

    def _called(self, what: str) -> None:
        self.calls.append(what)
        self.threads.add(threading.get_ident())
        time.sleep(self.delay)

    def read(self, path: Path, settings: ReadSettings, hands=()) -> Iterator[Page]:
        self._called(f"read {path.name}" + "".join(f" by {use.hand} v{use.version}" for use in hands))
        text = path.read_text(encoding="utf-8")
        if text.startswith("BAD"):
            raise UnreadableError("It is damaged", "Tệp bị hỏng")
        if text.startswith("LOCKED"):
            raise EncryptedError("It needs a password", "Tệp có mật khẩu")
        if text.startswith("NO TOOL"):
            raise EnvironmentError_("apt install tesseract-ocr", "apt install tesseract-ocr")
        for number, line in enumerate(text.splitlines(), start=1):
            if line == "BAD PAGE":
                raise UnreadableError("It breaks off", "Tệp bị cụt")
            words = tuple(Word(text=word, box=BOX, confidence=0.5) for word in line.split())
            lines = (Line(words=words, box=BOX, row=0),) if words else ()
            time.sleep(self.delay)
            yield Page(number=number, width=10, height=10, source=PageSource.OCR, lines=lines, producer="fake 1")

    def page_count(self, path: Path, settings: ReadSettings) -> int:
        return len(path.read_text(encoding="utf-8").splitlines())

    def read_part(self, path: Path, settings: ReadSettings, part: tuple[int, int], hands=()) -> Iterator[Page]:
        first, last = part
        return (page for page in FakeRooms.read(self, path, settings, hands) if first <= page.number <= last)

    def understand(self, pages: Sequence[Page], path: str, sha256: str) -> list[Record]:
        self._called(f"understand {Path(path).name}")
        if any("BUG" in page.text for page in pages):
            raise ValueError(f"secret name in {pages[0].text}")
        return [self._record(page, path, sha256) for page in pages if "|" in page.text]

    def _record(self, page: Page, path: str, sha256: str) -> Record:
        cell, date = (part.strip() for part in page.text.split("|"))
        return Record(
            record_id=f"{sha256[:16]}-{page.number}",
            source=RecordSource(path=path, sha256=sha256, pages=[page.number]),
            document_type="minutes",
            organisation=Organisation(name=cell),
            held={"date": date},
            theme=self.found.understand,
            evidence={"/held/date": {"text": date, "page": 1, "boxes": [list(page.lines[0].box)], "producer": "fake"}},
            text=page.text,
        )

    def assess(self, records: Sequence[Record], rubric: str | None) -> list[Assessment]:
        self._called("assess")
        if any(record.organisation.name == "CRASH" for record in records):
            raise RuntimeError("secret name")
        dates = sorted(record.held.date or "" for record in records)
        return [
            Assessment(
                record_id=record.record_id,
                source=record.source,
                rubric=None,
                notes=[f"{dates.index(record.held.date or '')} before it", self.found.assess],
            )
            for record in records
        ]


def dump(data_dir: Path, database_url: str | None = None) -> dict[str, list[str]]:
    """All rows but those that tell when and by which run, without times; and the kept originals.

    The same rows give the same text, whichever database they stand in.
    """
    from sqlalchemy import select

    from store import default_url
    from store.database import open_engine
    from store.tables import Base

    engine = open_engine(database_url or default_url(data_dir))
    found = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in {"runs", "steps", "audit"}:
                continue
            counted = {"id"} if table.name == "search_texts" else set()  # a number that means nothing
            columns = [
                column
                for column in table.columns
                if not column.name.endswith(("_seen", "_at", "_saved")) and column.name not in counted
            ]
            rows = connection.execute(select(*columns)).all()
            found[table.name] = sorted(map(repr, rows))
    engine.dispose()
    files = [path for path in (data_dir / "originals").rglob("*") if path.is_file()]
    found["files"] = sorted(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)
    return found


def archive(folder: Path, documents: int = 6) -> Path:
    """A folder of that many meetings' files in two cells, one file with three meetings, a copy and two bad files."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(documents):
        (folder / f"so-{index:02}.txt").write_text(f"Chi bộ {'AB'[index % 2]} | 2026-0{index % 9 + 1}-03\n")
    (folder / "book.txt").write_text("Chi bộ A | 2025-10-03\nChi bộ A | 2025-11-03\nbìa sau\nChi bộ B | 2025-12-03\n")
    (folder / "copy.txt").write_bytes((folder / ("so-00.txt" if documents else "book.txt")).read_bytes())
    (folder / "damaged.txt").write_text("BAD")
    (folder / "cut.txt").write_text("Chi bộ A | 2026-01-09\nBAD PAGE\n")
    return folder
