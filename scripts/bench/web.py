"""Server time of each review page over a drawn archive: ``python -m scripts.bench.web --meetings 100000``.

The archive is drawn once into ``out/bench-web-N`` (rows only, no scans) and kept for the next call. Times are processor
time of the application itself, without a network: of the first request after a change in the archive, when nothing that
was counted counts any more, and of the next one.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import Request
from sqlalchemy import insert, select

from schemas import Line, Page, PageQuality, PageSource, Record, Word
from store import Store
from store.cards import card_of, searchable
from store.folding import folded
from store.packing import cell_key, page_columns, page_text, record_columns
from store.review_tables import CardRow, SearchRow
from store.saving import path_key
from store.tables import DocumentRow, FindingRow, OriginalRow, PageRow, RecordRow, SightingRow
from web.access import Person

CODES = ["missing-end", "weekday", *(f"rule-{number:02}" for number in range(12))]
LIMIT = 0.150  # seconds that a page may take
STEP = 1000
PATTERNS = 400  # different meetings; the others are these with another cell and month
PLACED = (
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
)
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
    patterns = [_pattern(dice) for _ in range(PATTERNS)]
    for first in range(0, meetings, STEP):
        rows: dict[Any, list[dict[str, Any]]] = {
            table: []
            for table in (OriginalRow, DocumentRow, SightingRow, PageRow, RecordRow, CardRow, SearchRow, FindingRow)
        }
        for number in range(first, min(first + STEP, meetings)):
            _one(number, dice, dice.choice(patterns), moment, rows)
        with store._write() as session:
            for table, several in rows.items():
                if several:
                    session.execute(insert(table), several)
        if first % 20_000 == 0:
            print(f"  {first} of {meetings} drawn, {time.monotonic() - started:.0f} s", flush=True)


class _Drawn(NamedTuple):
    """One meeting of some kind, of which many are made by giving it another cell and month."""

    body: dict[str, Any]
    columns: dict[str, Any]
    card: dict[str, Any]
    text: str
    page: dict[str, Any]


def _pattern(dice: random.Random) -> _Drawn:
    text = " ".join(dice.choices(WORDS, k=150) + dice.choices(NAMES, k=12))
    present, total = dice.randint(10, 24), 25
    sure = dice.choice([0.4, 0.7, 0.92, 0.99, 0.99])
    proof = {"page": 1, "boxes": [[0.1, 0.1, 0.4, 0.12]], "confidence": sure, "producer": "bench", "text": "chữ"}
    record = Record.model_validate(
        {
            "record_id": "0" * 20,
            "source": {"path": "so.pdf", "sha256": "0" * 64, "pages": [1]},
            "document_type": "minutes",
            "meeting_type": dice.choice(["regular", "regular", "regular", "thematic"]),
            "organisation": {"name": "Chi bộ bản"},
            "period": "2016-01",
            "held": {"date": "2016-01-05", "start": "19:30", "end": "21:30"},
            "chair": {"name": " ".join(dice.choices(NAMES, k=3))},
            "secretary": {"name": " ".join(dice.choices(NAMES, k=3))},
            "attendance": {"total": total, "present": present, "absent": total - present, "rate": present / total},
            "contributions": [
                {"text": " ".join(dice.choices(WORDS, k=12)), "substantive": dice.random() < 0.5} for _ in range(5)
            ],
            "tasks": [{"action": " ".join(dice.choices(WORDS, k=6))} for _ in range(3)],
            "evidence": dict.fromkeys(PLACED, proof),
            "reading": [{"page": 1, "source": "ocr", "state": "read", "grade": dice.choice("AABC")}],
            "text": text,
        }
    )
    box = (0.1, 0.1, 0.4, 0.12)
    rows = [text.split()[at : at + 10] for at in range(0, 160, 10)]
    page = Page(
        number=1,
        width=1654,
        height=2339,
        source=PageSource.OCR,
        quality=PageQuality(grade="A"),
        lines=tuple(
            Line(words=tuple(Word(text=word, box=box, confidence=0.9) for word in words), box=box, row=number)
            for number, words in enumerate(rows)
        ),
    )
    return _Drawn(
        body=record.model_dump(mode="json", by_alias=True),
        columns=record_columns(record),
        card=card_of(record, [], None, ""),
        text=searchable(record, []),
        page=page_columns(page, page_text(page)),
    )


def _one(number: int, dice: random.Random, drawn: _Drawn, moment: datetime, rows: dict[Any, list[Any]]) -> None:
    cell, month = divmod(number, 120)
    at_month = f"{2016 + month // 12}-{month % 12 + 1:02}"
    held = f"{at_month}-{dice.randint(1, 28):02}"
    sha256, record_id, name = f"{number:064x}", f"{number:020x}", f"Chi bộ bản số {cell}"
    path, found, key = f"so-{cell:05}-{month:02}.pdf", f"{number:064x}", cell_key(name)
    at = {"first_saved": moment, "changed_at": moment}
    body = {
        **drawn.body,
        "record_id": record_id,
        "source": {"path": path, "sha256": sha256, "pages": [1]},
        "organisation": {**drawn.body["organisation"], "name": name},
        "period": at_month,
        "held": {**drawn.body["held"], "date": held},
    }
    rows[OriginalRow].append(
        {"sha256": sha256, "size": 1, "media_type": "application/pdf", "extension": "pdf", "first_seen": moment}
    )
    versions = {"read_version": "b", "understand_version": "b", "pages_digest": ""}
    rows[DocumentRow].append({"sha256": sha256, "path": path, "page_count": 1, "record_count": 1, **versions, **at})
    rows[SightingRow].append(
        {"sha256": sha256, "path": path, "path_key": path_key(f"{path}{number}"), "first_seen": moment}
    )
    rows[PageRow].append({"sha256": sha256, **drawn.page})
    said = {"organisation": name, "cell": key, "held_on": held}
    digests = {"body_digest": found, "digest": found}
    rows[RecordRow].append(
        {
            **{**drawn.columns, **said, "period": at_month},
            **{"record_id": record_id, "sha256": sha256, "unit_index": 0, "body": body, "corrected": 0},
            **digests,
            **at,
        }
    )
    card = {**drawn.card, **said, "month": at_month, "file_name": path, "state": _state(dice, drawn.card["state"])}
    rows[CardRow].append({**card, "record_id": record_id, "sha256": sha256, "current": True, "changed_at": moment})
    rows[SearchRow].append({"record_id": record_id, "folded": f"{drawn.text} {folded(name)}"})
    if number % 3 == 0:
        said = {"severity": "warning", "message": "m", "paths": []}
        rows[FindingRow].append({"record_id": record_id, "position": 0, "code": dice.choice(CODES), **said})


def _state(dice: random.Random, own: str) -> str:
    return dice.choice(["approved", own, own, own])


PAGES = {
    "queue": "/",
    "queue, one state": "/?state=needs_review",
    "queue, page 900": "/?page=900",
    "queue, by cell": "/?cell=ban+so+77",
    "queue, by period": "/?since=2020-01&until=2020-12&state=new",
    "queue, by kind": "/?kind=thematic",
    "queue, by finding": "/?finding=weekday",
    "search, common words": "/?q=chi+bo",
    "search, a name": "/?q=Lò+Văn+Mẫu",
    "search, nothing": "/?q=khong+co+tu+nay",
    "overview": "/overview",
    "overview, cells 801 to 834": "/overview?page=21",
    "one paper": "/record/{}",
    "cutting its scan": "/record/{}/units",
    "typing its lines": "/record/{}/lines",
    "files": "/upload",
    "API: queue": "/api/v1/papers",
    "API: months": "/api/v1/months",
    "API: one paper": "/api/v1/papers/{}",
}


class _Seeing:
    """Somebody who sees some cells, or all."""

    login = False

    def __init__(self, cells: frozenset[str] | None) -> None:
        self._cells = cells

    def person(self, request: Request, session: str) -> Person:  # noqa: ARG002 - asked of all who let people in
        return Person("bench", session, "admin", self._cells)


def measure(folder: Path, times: int) -> bool:
    """The tables of times; whether all are under the limit in the middle, also the first time after a change."""
    with Store.open(None, folder) as store, store._read() as session:
        doubtful = select(CardRow.record_id, CardRow.cell).where(CardRow.worst < 0.6).limit(50 * times)
        some = list(session.execute(doubtful))
        named = session.scalars(select(CardRow.cell).distinct().order_by(CardRow.cell).limit(30)).all()
    cells = frozenset(named) | {cell for _, cell in some[:times]}
    papers = [record_id for record_id, cell in some if cell in cells][:times]
    everyone = _table("who sees all cells", folder, papers, times, None)
    return _table(f"who sees {len(cells)} cells", folder, papers, times, cells) and everyone


def _table(who: str, folder: Path, papers: list[str], times: int, cells: frozenset[str] | None) -> bool:
    from fastapi.testclient import TestClient  # noqa: PLC0415 - the tests' client is only for measuring

    from web import create_app  # noqa: PLC0415

    good = True
    app = create_app(lambda: Store.open(None, folder), access=_Seeing(cells))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.get("/record/" + papers[0])  # the first paper loads the rules
        print(f"{who:32} {'changed':>8} {'again':>8} {'worst':>8}  processor milliseconds, middle of {times}")
        for name, address in PAGES.items():
            cold, warm = [], []
            for turn in range(times):
                asked = address.format(papers[turn % len(papers)])
                app.state.queue.forget()
                cold.append(_spent(client, asked))
                warm.append(_spent(client, asked))
            good &= max(statistics.median(cold), statistics.median(warm)) <= LIMIT
            shown = (statistics.median(cold), statistics.median(warm), max(cold))
            print(f"{name:32} " + " ".join(f"{one * 1000:8.0f}" for one in shown), flush=True)
    return good


def _spent(client: Any, address: str) -> float:
    """Processor time of one request: other work on the machine does not count, and the test's client does."""
    start = time.process_time()
    answer = client.get(address)
    spent = time.process_time() - start
    assert answer.status_code == 200, (address, answer.status_code)  # noqa: S101
    return spent


if __name__ == "__main__":
    raise SystemExit(main())
