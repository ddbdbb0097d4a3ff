"""A small archive made by hand: no engine reads anything here."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import quality
from schemas import Box, Evidence, Finding, Line, Page, PageSource, PageState, Reading, Record, RecordSource, Word
from store import Store

CELL = {"name": "Chi bộ xóm Thử", "parent": "Đảng bộ xã Mẫu"}
PEOPLE = {"chair": "Vũ Thị Khuê", "secretary": "Ngô Văn Nghiễn", "absent": "Lại Đình Vẹn"}
ATTACK = "<script>alert('x')</script>"


def draw_page(path: Path) -> str:
    """A page with a line of ink in its middle; its SHA-256."""
    image = Image.new("L", (800, 1100), 255)
    ImageDraw.Draw(image).rectangle((80, 500, 700, 520), fill=0)
    image.save(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_record(sha256: str, path: str, month: int, **changes: object) -> Record:
    box = Box(0.1, 0.45, 0.9, 0.48)
    values: dict[str, object] = {
        "record_id": f"{sha256[:12]}{month:02d}",
        "source": RecordSource(path=path, sha256=sha256, pages=[1]),
        "document_type": "minutes",
        "meeting_type": "regular",
        "number": f"{month:02d}-BB/CB",
        "organisation": CELL,
        "period": f"2025-{month:02d}",
        "held": {"date": f"2025-{month:02d}-03", "start": "19:30", "end": "21:10", "duration_minutes": 100},
        "chair": {"name": PEOPLE["chair"], "role": "Bí thư"},
        "secretary": {"name": PEOPLE["secretary"]},
        "attendance": {
            "total": 20, "present": 18, "absent": 1,
            "absentees": [{"name": PEOPLE["absent"], "reason": "ốm", "excused": True}],
        },
        "contributions": [{"speaker": PEOPLE["secretary"], "text": f"đ/c Khuê cần rà soát {ATTACK}", "substantive": True}],
        "decisions": [{"text": f"Thông qua {ATTACK}", "votes": {"for": 18, "against": 0, "abstain": 0, "base": 18}}],
        "tasks": [{"assignee": PEOPLE["secretary"], "action": "rà soát danh sách hộ", "deadline": "2025-12-20"}],
        "findings": [
            Finding(
                code="attendance-sum",
                severity="error",
                message=f"Số có mặt 18 và vắng 1 không bằng tổng số 20, theo {PEOPLE['chair']} {ATTACK}",
                paths=["/attendance/present"],
            )
        ],
        "evidence": {
            "/held/date": Evidence(text="ngày 03", page=1, boxes=[box], confidence=0.9, producer="rule"),
            "/attendance/present": Evidence(text=f"có mặt 18 {ATTACK}", page=1, boxes=[box], producer="rule"),
        },
        "reading": [Reading(page=1, source=PageSource.OCR, state=PageState.READ, grade="A", producer="test")],
        "text": f"Biên bản họp {PEOPLE['chair']} có mặt 18 {ATTACK}",
    }  # fmt: skip
    return Record.model_validate({**values, **changes})


def make_page() -> Page:
    box = Box(0.1, 0.45, 0.9, 0.48)
    line = Line(words=(Word(text="Biên", box=box), Word(text="bản", box=box)), box=box, row=0)
    return Page(number=1, width=800, height=1100, source=PageSource.OCR, lines=(line,), producer="test")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the minutes of January, March (February is missing) and a file put aside."""
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    versions = {"read": "r", "understand": "u"}
    records = []
    with Store.open(None, data) as store:
        for month in (1, 3):
            path = tmp_path / f"thang-{month}.png"
            sha256 = draw_page(path)
            if month == 3:  # other bytes for the second page
                Image.open(path).rotate(180).save(path)
                sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            record = make_record(sha256, str(path), month)
            store.remember_original(path, sha256)
            store.save_document(path=path, sha256=sha256, pages=[make_page()], records=[record], versions=versions)
            records.append(record)
        stale = store.stale_cells("test")
        for cell in stale:
            store.save_assessments(cell, "test", quality.assess_series(store.records(cell=cell.cell)))
        store.put_aside(tmp_path / "hong.pdf", None, "unreadable", "damaged file", f"tệp hỏng {ATTACK}")
    return data


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting and no locale of the machine that runs the tests."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "BIENBAN_LANGUAGE", "BIENBAN_CONFIG", "BIENBAN_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
