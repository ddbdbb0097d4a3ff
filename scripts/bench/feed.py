"""How long a feed of many meetings takes, how much memory, and how fast a dashboard's questions are answered from it.

The archive is made here: meetings of many cells with as many contributions, tasks, decisions, findings and criteria as
papers have. Seconds depend on the machine and on what else it does; CPU seconds are given beside them.

    python -m scripts.bench.feed [--meetings 1000000] [--folder out/bench-feed] [--keep]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import insert

import quality
from bienban.publish.run import publish
from bienban.settings import load_settings
from schemas import Record
from store import Store
from store.packing import assessment_columns
from store.tables import AssessmentRow, DocumentRow, OriginalRow, PageRow, RecordRow, SightingRow

ROOT = Path(__file__).resolve().parents[2]
PER_DOCUMENT = 20  # meetings in one book of minutes
PER_CELL = 240  # twenty years
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Văn", "Thị", "Đình", "Ngọc", "Hữu", "Minh")
GIVEN = ("Lành", "Thơm", "Chắt", "Đượm", "Quyết", "Sự", "Nết", "Vững", "Bảy", "Xoan")


def main() -> None:
    """Make the archive, publish it, ask the documented questions; print one line a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--meetings", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "bench-feed")
    parser.add_argument("--keep", action="store_true", help="leave the archive and use it again next time")
    options = parser.parse_args()
    data = options.folder / f"data-{options.meetings}"
    if not data.exists():
        began = time.monotonic()
        make(data, options.meetings)
        print(f"archive: {options.meetings} meetings in {time.monotonic() - began:.0f} s, {size(data) / 1e9:.2f} GB")
    for name in ("feed", "feed.duckdb"):
        shutil.rmtree(data / name, ignore_errors=True)
    target = options.folder / "feed.duckdb"
    target.unlink(missing_ok=True)
    settings = load_settings(overrides={"data_dir": data})
    first(settings, target, options.meetings)
    again(settings, target)
    ask(target)
    if not options.keep:
        shutil.rmtree(options.folder)


def first(settings: Any, target: Path, meetings: int) -> None:
    """The whole feed, with the memory of this process and its helpers."""
    peak = Peak()
    began, used = time.monotonic(), cpu()
    done = publish(settings, "duckdb", str(target))
    seconds, spent = time.monotonic() - began, cpu() - used
    rows = sum(done.rows.values())
    print(f"publish: {meetings} meetings, {rows} rows in {seconds:.0f} s ({meetings / seconds:.0f} meetings/s)")
    print(
        f"  CPU {spent:.0f} s, peak memory {peak.stop() / 1e9:.2f} GB in all processes, file {size(target) / 1e9:.2f} GB"
    )


def again(settings: Any, target: Path) -> None:
    """One corrected meeting, then nothing."""
    with Store.open(None, settings.data_dir) as store:
        store.correct("m0000000", "/attendance/present", 11, who="bench")
    for what in ("one correction", "nothing new"):
        began = time.monotonic()
        done = publish(settings, "duckdb", str(target))
        print(f"publish again, {what}: {done.changed} made anew in {time.monotonic() - began:.0f} s")


def ask(target: Path) -> None:
    """The queries of docs/analytics.md: the median of five calls each."""
    text = (ROOT / "docs" / "analytics.md").read_text(encoding="utf-8")
    with duckdb.connect(str(target), read_only=True) as db:
        for number, query in enumerate(re.findall(r"```sql\n(.*?)```", text, re.DOTALL), 1):
            times = []
            for _ in range(5):
                began = time.monotonic()
                db.execute(query).fetchall()
                times.append(1000 * (time.monotonic() - began))
            print(f"query {number}: {statistics.median(times):.0f} ms (slowest {max(times):.0f})")


def make(data: Path, meetings: int) -> None:
    """The archive, written straight into its tables: saving one by one would take a day."""
    with Store.open(None, data) as store:
        made = patterns()
        for start in range(0, meetings, 10_000):
            with store._write() as session:
                for table, rows in batch(made, range(start, min(start + 10_000, meetings))).items():
                    session.execute(insert(table), rows)


def patterns() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Bodies and assessments of two dozen meetings that differ; the rest are these with other dates and cells."""
    records = [pattern(number) for number in range(24)]
    judged = {one.record_id: one for one in quality.assess_series(records)}
    return [(one.model_dump(mode="json", by_alias=True), assessment_columns(judged[one.record_id])) for one in records]


def pattern(number: int) -> Record:
    people = [f"{FAMILY[(number + at) % 8]} {MIDDLE[at % 6]} {GIVEN[(number * 3 + at) % 10]}" for at in range(12)]
    said = "đề nghị chi bộ rà soát tuyến mương số 3, phân công hai tổ nạo vét trước ngày 20, báo cáo kỳ sau"
    page = number % 20 + 1
    return Record.model_validate(
        {
            "record_id": f"p{number}",
            "source": {"path": "so.pdf", "sha256": "0" * 64, "pages": [page, page + 1]},
            "document_type": "minutes",
            "meeting_type": "regular",
            "number": "03-BB/CB",
            "organisation": {"name": "Chi bộ thôn Mẫu", "parent": "Đảng bộ xã Mẫu"},
            "period": "2025-01",
            "held": {"date": "2025-01-03", "start": "19:30", "end": "21:10", "duration_minutes": 100},
            "chair": {"name": people[0], "role": "Bí thư"},
            "secretary": {"name": people[1]},
            "attendance": {"total": 10 + number, "present": 9 + number, "rate": round((9 + number) / (10 + number), 4)},
            "topics": ["economy", "security"] if number % 2 else ["party_building"],
            "contributions": [
                {"speaker": people[at], "text": f"{said} {at}", "substantive": at % 3 > 0} for at in range(2 + number % 5)
            ],
            "self_criticism": [{"person": people[2], "text": said, "specific": number % 2 == 0}],
            "decisions": [{"text": said, "votes": {"for": 9 + number, "against": 0, "abstain": 0}}] * 2,
            "tasks": [{"assignee": people[at], "action": said, "deadline": "2025-01-20"} for at in range(1 + number % 4)],
            "findings": [{"code": "attendance-sum", "severity": "warning", "message": "x", "paths": ["/attendance/present"]}],
            "evidence": {
                f"/contributions/{at}/text": {"text": said, "page": page, "producer": "rule", "boxes": [[0.1, 0.2, 0.8, 0.3]]}
                for at in range(2 + number % 5)
            },
            "reading": [
                {"page": one, "source": "ocr", "state": "read", "grade": "AABC"[number % 4], "producer": "bench"}
                for one in (page, page + 1)
            ],
            "text": "",
        }
    )  # fmt: skip


def batch(made: list[tuple[dict[str, Any], dict[str, Any]]], numbers: range) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {
        one: [] for one in (OriginalRow, DocumentRow, SightingRow, PageRow, RecordRow, AssessmentRow)
    }
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for number in numbers:
        sha256 = hashlib.sha256(str(number // PER_DOCUMENT).encode()).hexdigest()
        if number % PER_DOCUMENT == 0:
            for table, several in document(sha256, moment):
                rows[table].extend(several)
        body, judged = made[number % len(made)]
        month = number % PER_CELL
        date = f"{2006 + month // 12}-{month % 12 + 1:02d}-03"
        cell = number // PER_CELL
        body = {
            **body,
            "record_id": f"m{number:07d}",
            "source": {**body["source"], "sha256": sha256},
            "period": date[:7],
            "held": {**body["held"], "date": date},
            "organisation": {"name": f"Chi bộ thôn {cell % 40 + 1}", "parent": f"Đảng bộ xã Mẫu {cell // 40 + 1}"},
        }
        rows[RecordRow].append(columns(body, number % PER_DOCUMENT, moment))
        rows[AssessmentRow].append({**judged, "record_id": body["record_id"], "assessed_at": moment})
    return {table: several for table, several in rows.items() if several}


def columns(body: dict[str, Any], unit: int, moment: datetime) -> dict[str, Any]:
    organisation = body["organisation"]["name"]
    seal = hashlib.sha256(body["record_id"].encode()).hexdigest()
    return {
        **_PLAIN, "record_id": body["record_id"], "sha256": body["source"]["sha256"], "unit_index": unit,
        "cell": organisation.lower(), "organisation": organisation, "parent": body["organisation"]["parent"],
        "period": body["period"], "held_on": body["held"]["date"], "members": body["attendance"]["total"],
        "present": body["attendance"]["present"], "body": body, "body_digest": seal, "digest": seal,
        "first_saved": moment, "changed_at": moment,
    }  # fmt: skip


def document(sha256: str, moment: datetime) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    yield (
        OriginalRow,
        [{"sha256": sha256, "size": 1, "media_type": "application/pdf", "extension": "pdf", "first_seen": moment}],
    )
    yield DocumentRow, [{
        "sha256": sha256, "path": sha256, "page_count": 40, "record_count": PER_DOCUMENT, "read_version": "b",
        "understand_version": "b", "pages_digest": sha256, "first_saved": moment, "changed_at": moment,
    }]  # fmt: skip
    yield SightingRow, [{"path_key": sha256, "sha256": sha256, "path": sha256, "first_seen": moment}]
    yield PageRow, [
        {"sha256": sha256, "number": page, "width": 1, "height": 1, "source": "ocr", "state": "read", "grade": "A",
         "words": 300, "mean_confidence": 0.93, "lexicon_share": 0.9, "ink_covered": 0.1, "producer": "b", "steps": [],
         "content": b""}
        for page in range(1, 41)
    ]  # fmt: skip


class Peak:
    """The most memory that this process and its children held at once, looked at four times a second."""

    def __init__(self) -> None:
        self.most = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._stop.wait(0.25):
            self.most = max(self.most, sum(map(resident, family(os.getpid()))))

    def stop(self) -> int:
        self._stop.set()
        self._thread.join()
        return self.most


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def cpu() -> float:
    """CPU seconds of this process and of children that ended."""
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def size(path: Path) -> int:
    return (
        path.stat().st_size if path.is_file() else sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    )


_PLAIN = {
    **dict.fromkeys(("meeting_type", "number", "held_from", "held_to", "duration_minutes", "absent", "attendance_rate")),
    "document_type": "minutes", "first_page": 1, "last_page": 2, "contributions": 0, "self_criticisms": 0,
    "criticisms": 0, "decisions": 0, "tasks": 0, "corrected": 0,
}  # fmt: skip


if __name__ == "__main__":
    main()
