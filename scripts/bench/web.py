"""Server time of each review page over a drawn archive: ``python -m scripts.bench.web --meetings 100000``.

The archive is drawn once into ``out/bench-web-N`` (rows only, no scans) and kept for the next call. Times are those of
the application itself, without a network, each page asked for several times; the middle and the worst are told.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from schemas import Line, Page, PageQuality, PageSource, Record, Word
from store import Store
from store.cards import card_of, searchable
from store.packing import digest, page_columns, record_columns
from store.review_tables import CardRow, SearchRow
from store.saving import path_key
from store.tables import DocumentRow, FindingRow, OriginalRow, PageRow, RecordRow, SightingRow

LIMIT = 0.150  # seconds that a page may take
STEP = 1000
NAMES = re.findall(r"\w+", "Lò Văn Mẫu Hà Thị Bưởi Sùng A Dế Vi Đức Khoai Quàng Thị Mận Giàng Seo Lúa")
WORDS = re.findall(
    r"\w+",
    "chi bộ họp thường kỳ đánh giá kết quả lãnh đạo thực hiện nhiệm vụ tháng trước đường liên bản kênh mương "
    "ao cá vườn cây giống tiền điện nước sạch trường mầm non đảng viên trẻ quần chúng ưu tú phân công giúp đỡ hộ nghèo",
)


def main() -> int:
    """Draw, measure, tell. Exit status 1 when a page takes longer than the limit in the middle of its times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meetings", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--times", type=int, default=7)
    asked = parser.parse_args()
    folder = asked.out / f"bench-web-{asked.meetings}"
    with Store.open(None, folder) as store:
        if store.counts()["records"] < asked.meetings:
            draw(store, asked.meetings)
    return 0 if measure(folder, asked.times) else 1


def draw(store: Store, meetings: int) -> None:
    """Rows of ``meetings`` meetings in cells of 120 months each."""
    dice = random.Random(7)
    started, moment = time.monotonic(), datetime.now(UTC)
    for first in range(0, meetings, STEP):
        rows: dict[Any, list[dict[str, Any]]] = {
            table: []
            for table in (OriginalRow, DocumentRow, SightingRow, PageRow, RecordRow, CardRow, SearchRow, FindingRow)
        }
        for number in range(first, min(first + STEP, meetings)):
            _one(number, dice, moment, rows)
        with store._write() as session:
            for table, several in rows.items():
                if several:
                    session.execute(insert(table), several)
        if first % 20_000 == 0:
            print(f"  {first} of {meetings} drawn, {time.monotonic() - started:.0f} s", flush=True)


def _one(number: int, dice: random.Random, moment: datetime, rows: dict[Any, list[dict[str, Any]]]) -> None:
    cell, month = divmod(number, 120)
    year, month = 2016 + month // 12, month % 12 + 1
    sha256 = f"{number:064x}"
    text = " ".join(dice.choices(WORDS, k=150) + dice.choices(NAMES, k=12))
    present, total = dice.randint(10, 24), 25
    sure = dice.choice([0.4, 0.7, 0.92, 0.99, 0.99])
    proof = {"page": 1, "boxes": [[0.1, 0.1, 0.4, 0.12]], "confidence": sure, "producer": "bench", "text": "chữ"}
    record = Record.model_validate(
        {
            "record_id": f"{number:020x}",
            "source": {"path": f"so-{cell:05}-{month:02}.pdf", "sha256": sha256, "pages": [1]},
            "document_type": "minutes",
            "meeting_type": dice.choice(["regular", "regular", "regular", "thematic"]),
            "organisation": {"name": f"Chi bộ bản số {cell}"},
            "period": f"{year}-{month:02}",
            "held": {"date": f"{year}-{month:02}-{dice.randint(1, 28):02}", "start": "19:30", "end": "21:30"},
            "chair": {"name": " ".join(dice.choices(NAMES, k=3))},
            "secretary": {"name": " ".join(dice.choices(NAMES, k=3))},
            "attendance": {"total": total, "present": present, "absent": total - present, "rate": present / total},
            "contributions": [
                {"text": " ".join(dice.choices(WORDS, k=12)), "substantive": dice.random() < 0.5} for _ in range(5)
            ],
            "tasks": [{"action": " ".join(dice.choices(WORDS, k=6))} for _ in range(3)],
            "evidence": dict.fromkeys(
                (
                    "/document_type",
                    "/meeting_type",
                    "/organisation/name",
                    "/held/date",
                    "/held/start",
                    "/held/end",
                    "/chair/name",
                    "/secretary/name",
                    "/attendance",
                    "/contributions",
                    "/tasks",
                ),
                proof,
            ),
            "reading": [{"page": 1, "source": "ocr", "state": "read", "grade": dice.choice("AABC")}],
            "text": text,
        }
    )
    body = record.model_dump(mode="json", by_alias=True)
    found = digest(body)
    at = {"first_saved": moment, "changed_at": moment}
    path = record.source.path
    rows[OriginalRow].append(
        {"sha256": sha256, "size": 1, "media_type": "application/pdf", "extension": "pdf", "first_seen": moment}
    )
    rows[DocumentRow].append(
        {
            "sha256": sha256,
            "path": path,
            "page_count": 1,
            "record_count": 1,
            "read_version": "b",
            "understand_version": "b",
            "pages_digest": "",
            **at,
        }
    )
    rows[SightingRow].append(
        {"sha256": sha256, "path": path, "path_key": path_key(f"{path}{number}"), "first_seen": moment}
    )
    box = (0.1, 0.1, 0.4, 0.12)
    words = tuple(Word(text=word, box=box, confidence=0.9) for word in text.split()[:120])
    page = Page(
        number=1,
        width=1654,
        height=2339,
        source=PageSource.OCR,
        quality=PageQuality(grade="A"),
        lines=(Line(words=words, box=box, row=0),),
    )
    rows[PageRow].append({"sha256": sha256, **page_columns(page)})
    rows[RecordRow].append(
        {
            "record_id": record.record_id,
            "sha256": sha256,
            "unit_index": 0,
            "body": body,
            "body_digest": found,
            "digest": found,
            "corrected": 0,
            **record_columns(record),
            **at,
        }
    )
    rows[CardRow].append(
        {
            "record_id": record.record_id,
            "sha256": sha256,
            "current": True,
            "changed_at": moment,
            **card_of(record, [], None, found),
        }
    )
    rows[SearchRow].append({"record_id": record.record_id, "folded": searchable(record, [])})
    if number % 3 == 0:
        rows[FindingRow].append(
            {
                "record_id": record.record_id,
                "position": 0,
                "code": dice.choice(["missing-end", "weekday"]),
                "severity": "warning",
                "message": "m",
                "paths": [],
            }
        )


def measure(folder: Path, times: int) -> bool:
    """The table of times; whether all are under the limit in the middle."""
    from fastapi.testclient import TestClient  # noqa: PLC0415 - the tests' client is only for measuring

    from web import create_app  # noqa: PLC0415

    with Store.open(None, folder) as store, store._read() as session:
        some = list(session.scalars(select(CardRow.record_id).where(CardRow.worst < 0.6).limit(times)))
    pages = {
        "queue": "/",
        "queue, one state": "/?state=needs_review",
        "queue, page 900": "/?page=900",
        "queue, by cell": "/?cell=ban+so+77",
        "queue, by period": "/?since=2020-01&until=2020-12&state=new",
        "queue, by finding": "/?finding=weekday",
        "search, common words": "/?q=chi+bo",
        "search, a name": "/?q=Lò+Văn+Mẫu",
        "search, nothing": "/?q=khong+co+tu+nay",
        "overview": "/overview",
        "overview, cells 801 to 834": "/overview?page=21",
        "files": "/upload",
    }
    good = True
    with TestClient(create_app(lambda: Store.open(None, folder)), base_url="http://127.0.0.1") as client:
        client.get("/record/" + some[0])  # the first paper loads the rules
        print(f"{'page':32} {'first':>8} {'middle':>8} {'worst':>8}  milliseconds of the server")
        for name, address in [*pages.items(), ("one paper", "")]:
            taken = []
            for turn in range(times):
                asked = address or f"/record/{some[turn % len(some)]}"
                start = time.perf_counter()
                answer = client.get(asked)
                taken.append(time.perf_counter() - start)
                assert answer.status_code == 200, (asked, answer.status_code)  # noqa: S101
            middle = statistics.median(taken)
            good &= middle <= LIMIT
            print(f"{name:32} {taken[0] * 1000:8.0f} {middle * 1000:8.0f} {max(taken) * 1000:8.0f}", flush=True)
    return good


if __name__ == "__main__":
    raise SystemExit(main())
