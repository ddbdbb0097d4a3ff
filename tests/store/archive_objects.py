"""Small contract objects for the tests of the store."""

from __future__ import annotations

import hashlib
from pathlib import Path

from schemas import (
    Assessment,
    Box,
    Evidence,
    Finding,
    Line,
    Organisation,
    Page,
    PageSource,
    Record,
    RecordSource,
    RubricRef,
    Severity,
    Step,
    Task,
    Word,
)

VERSIONS = {"read": "r1", "understand": "u1"}
BOX = Box(0.1, 0.2, 0.30001, 0.25)


def sha_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(folder: Path, name: str, data: bytes) -> tuple[Path, str]:
    path = folder / name
    path.write_bytes(data)
    return path, sha_of(data)


def page(number: int = 1, text: str = "Biên bản sinh hoạt chi bộ") -> Page:
    words = tuple(Word(text=part, box=BOX, confidence=0.9) for part in text.split())
    return Page(
        number=number,
        width=1654,
        height=2339,
        source=PageSource.OCR,
        lines=(Line(words=words, box=BOX, row=0),),
        steps=(Step(name="ocr", tool="tesseract", version="5.3.0", settings={"psm": 3}),),
        producer="tesseract 5.3.0",
    )


def record(sha256: str, index: int = 0, cell: str | None = "Chi bộ Bản Mới", **changes: object) -> Record:
    values: dict[str, object] = {
        "record_id": f"{sha256[:12]}-{index}",
        "source": RecordSource(path="so.pdf", sha256=sha256, pages=[1]),
        "document_type": "minutes",
        "organisation": Organisation(name=cell),
        "held": {"date": "2026-03-03", "start": "19:30"},
        "attendance": {"total": 25, "present": 23},
        "tasks": [Task(assignee="A Một", action="sửa đường"), Task(assignee="B Hai", action="trồng cây")],
        "findings": [
            Finding(code="no-end", severity=Severity.WARNING, message="Không ghi giờ kết thúc", paths=["/held/end"])
        ],
        "evidence": {
            "/held/date": Evidence(text="ngày 03 tháng 3", page=1, boxes=[BOX], confidence=0.9, producer="rule"),
            "/tasks/1/action": Evidence(text="trồng cây", page=1, producer="rule"),
        },
        "text": "Biên bản sinh hoạt chi bộ",
    }
    return Record.model_validate({**values, **changes})


def assessment(record: Record, total: float = 5.0) -> Assessment:
    return Assessment(
        record_id=record.record_id,
        source=record.source,
        rubric=RubricRef(id="test", version="1", title="Thử"),
        total=[total, total + 2],
        max_total=10,
        grade=["B", "A"],
    )
