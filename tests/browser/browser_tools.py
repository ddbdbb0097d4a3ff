"""What the tests in a browser share."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from schemas import Evidence, Line, Page, PageQuality, PageSource, PageState, Reading, Record, Word
from store import Store, file_sha256

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "files"
BOX, LOWER = (0.25, 0.5, 0.75, 0.55), (0.25, 0.6, 0.75, 0.65)
AXE = Path(__file__).with_name("axe-core-4.14.1.min.js")


def until(page: Any, truth: str, seconds: float = 30.0) -> None:
    """Wait for an expression to hold. (The page's policy keeps the browser's own way of waiting for one out.)"""
    deadline = time.monotonic() + seconds
    while not page.evaluate(truth):
        assert time.monotonic() < deadline, truth
        time.sleep(0.05)


def watch(page: Any, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    page.on(
        "request",
        lambda asked: (
            wrong.append(asked.url)
            if "//127.0.0.1" not in asked.url[:18] and not asked.url.startswith(("data:", "blob:"))
            else None
        ),
    )


def axe(page: Any) -> list[str]:
    """What axe finds that is serious or critical, as "rule: element"."""
    # the page's own policy lets no foreign text in: the tool is put in by the debugger
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def drawn(data_dir: Path, name: str = "paper", state: PageState = PageState.READ, **values: object) -> None:
    """One record on a drawn page, without any engine."""
    path = data_dir.parent / f"{name}.png"
    image = Image.new("RGB", (800, 1200), "white")
    ImageDraw.Draw(image).rectangle((200, 600, 600, 660), fill="black")
    ImageDraw.Draw(image).text((20, 20), name, fill="black")
    image.save(path)
    sha256 = file_sha256(path)
    lines = tuple(
        Line(words=(Word(text=text, box=box, confidence=0.5),), box=box, row=row)
        for row, (text, box) in enumerate((("Bưởi", BOX), ("dưa", LOWER)))
    )
    page = Page(
        number=1,
        width=800,
        height=1200,
        source=PageSource.OCR,
        state=state,
        lines=lines,
        quality=PageQuality(grade="C"),
    )
    record = Record.model_validate(
        {
            "record_id": name,
            "source": {"path": path.name, "sha256": sha256, "pages": [1]},
            "document_type": "review",
            "organisation": {"name": "Chi bộ Khe Sim"},
            "period": "2026-03",
            "reading": [Reading(page=1, source=PageSource.OCR, state=state, grade="C")],
            "evidence": {
                "/organisation/name": Evidence(text="KHE SIM", page=1, boxes=[BOX], confidence=0.4, producer="t"),
                "/document_type": Evidence(text="x", page=1, boxes=[LOWER], confidence=0.99, producer="t"),
                "/period": Evidence(text="tháng 3", page=1, boxes=[LOWER], confidence=0.5, producer="t"),
            },
            **values,
        }
    )
    with Store.open(None, data_dir) as store:
        store.remember_original(path, sha256)
        store.save_document(
            path=path, sha256=sha256, pages=[page], records=[record], versions={"read": "1", "understand": "1"}
        )
