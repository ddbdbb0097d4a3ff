"""Draw the plots of docs/analytics.md from the gold records of the samples, by way of a published feed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from bienban.publish.run import publish
from bienban.settings import load_settings
from schemas import Record
from store import Store

ROOT = Path(__file__).resolve().parents[1]
PLOTS = {
    "analytics-topics.svg": (
        "Meetings by topic",
        "SELECT t.name_en, count(*) FROM meeting_topic JOIN dim_topic t USING (topic) GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    "analytics-tasks.svg": (
        "Tasks by owner and deadline",
        "SELECT assignee_kind || CASE WHEN deadline_date IS NULL THEN ', no day' ELSE ', with a day' END, count(*) "
        "FROM fact_task GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
}
WIDTH, LEFT, BAR = 640, 260, 24


def main() -> None:
    """Write the plots."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder / "data")
        publish(load_settings(overrides={"data_dir": folder / "data"}), "duckdb", str(folder / "feed.duckdb"))
        with duckdb.connect(str(folder / "feed.duckdb"), read_only=True) as db:
            for file, (title, query) in PLOTS.items():
                (ROOT / "docs" / file).write_text(drawn(title, db.execute(query).fetchall()), encoding="utf-8")


def archive(data: Path) -> None:
    """The gold records of the samples as an archive of one file."""
    records = [
        one
        for path in sorted((ROOT / "samples" / "gold").glob("*.gold.json"))
        for one in json.loads(path.read_text("utf-8"))
    ]
    path = data.parent / "gold.bin"
    path.write_bytes(b"samples")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    given = [
        Record.model_validate({**one, "record_id": f"s{at}", "source": {**one["source"], "sha256": sha256}})
        for at, one in enumerate(records)
    ]
    with Store.open(None, data) as store:
        store.remember_original(path, sha256)
        store.save_document(
            path=path, sha256=sha256, pages=[], records=given, versions={"read": "s", "understand": "s"}
        )


def drawn(title: str, rows: list[tuple[str, int]]) -> str:
    """A bar chart as SVG."""
    top = max((count for _, count in rows), default=1)
    scale = (WIDTH - LEFT - 50) / top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{50 + BAR * len(rows)}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{escape(title)}">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="10" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for at, (label, count) in enumerate(rows):
        y = 40 + BAR * at
        parts.append(f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
        parts.append(f'<rect x="{LEFT}" y="{y + 2}" width="{count * scale:.1f}" height="{BAR - 6}" fill="#2f6f9f"/>')
        parts.append(f'<text x="{LEFT + count * scale + 6:.1f}" y="{y + 15}">{count}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
