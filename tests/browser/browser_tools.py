"""What the tests in a browser share."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "files"
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
