"""Those who read the bench, each a process of its own that is timed and watched as a whole, start-up included.

``python -m scripts.bench.readers NAME FOLDER PDF`` reads the pages of one class and writes JSON: per page the text and,
for ours, the words with their confidence.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["READERS", "Run", "available", "run_reader"]

ROOT = Path(__file__).resolve().parents[2]
READERS = ("ours", "tesseract", "tesseract-prepared", "lines", "ocrmypdf")  # and "ours-raw": confidences as stated


@dataclass(frozen=True)
class Run:
    """What one reader made of one class: pages in order, wall and processor seconds, peak memory in bytes."""

    pages: list[dict[str, Any]]
    seconds: float
    processor: float
    memory: int


def available(name: str, ocrmypdf: str | None) -> bool:
    """Whether the reader can be run on this machine."""
    if name == "ocrmypdf":
        return bool(ocrmypdf)
    if name == "lines":
        from extractors.engines.lines import installed  # noqa: PLC0415 - the packages are optional

        return installed()
    return True


def run_reader(name: str, folder: Path, pdf: Path, ocrmypdf: str | None) -> Run:
    """Let ``name`` read the pages of ``folder`` (JPEG files) or ``pdf`` (the same pages)."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        if name == "ocrmypdf":
            text = Path(scratch) / "text.txt"
            command = [str(ocrmypdf), "-q", "-l", "vie", "-j", str(os.cpu_count() or 1), "--sidecar", str(text)]
            command += [str(pdf), str(Path(scratch) / "out.pdf")]
        else:
            command = [sys.executable, "-m", "scripts.bench.readers", name, str(folder), str(out)]
        seconds, processor, memory = _watched(command)
        if name == "ocrmypdf":
            pages = [{"text": part} for part in text.read_text(encoding="utf-8").split("\f")]
        else:
            pages = json.loads(out.read_text(encoding="utf-8"))
    return Run(pages, seconds, processor, memory)


def _watched(command: list[str]) -> tuple[float, float, int]:
    """Run ``command``; wall seconds, processor seconds and peak memory of it and all its children."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": str(ROOT)}
    begun, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    said = process.communicate()[1]
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} failed: {said.decode(errors='replace')[-800:]}")
    after = os.times()
    used = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return time.perf_counter() - begun, used, peak


def _memory(root: int) -> int:
    """Resident bytes of a process and its children (Linux; 0 elsewhere). Shared pages are counted once each: high."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.name))
        resident[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += resident.get(pid, 0)
        waiting += children.get(pid, [])
    return total


def _read(name: str, folder: Path) -> list[dict[str, Any]]:
    paths = sorted(folder.glob("*.jpg"))
    if name in {"ours", "ours-raw"}:
        return _ours(folder / "pages.pdf", calibrate=name == "ours")
    if name == "tesseract":
        program = shutil.which("tesseract")
        if program is None:
            raise SystemExit("tesseract is not installed")

        def plain(path: Path) -> dict[str, Any]:
            done = subprocess.run([program, str(path), "-", "-l", "vie"], capture_output=True, check=True)
            return {"text": done.stdout.decode()}

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(plain, paths))
    return _single(name, paths)


def _ours(pdf: Path, *, calibrate: bool) -> list[dict[str, Any]]:
    from extractors import ReadSettings, read  # noqa: PLC0415 - each reader imports only what it needs

    out = []
    for page in read(pdf, ReadSettings(text_layer=False, calibrate=calibrate)):
        words = [
            [word.raw or word.text if not calibrate else word.text, word.confidence]
            for line in page.lines
            for word in line.words
        ]
        steps = [{"name": step.name, "tool": step.tool, **step.settings} for step in page.steps]
        out.append(
            {
                "text": page.text,
                "words": words,
                "state": page.state.value,
                "quality": page.quality.model_dump(),
                "scripts": [line.script.value for line in page.lines],
                "steps": steps,
            }
        )
    return out


def _single(name: str, paths: list[Path]) -> list[dict[str, Any]]:
    """One engine call on our default preparation: what choosing and merging must not fall behind."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    from extractors import ReadSettings  # noqa: PLC0415
    from extractors.engines import Hints, pick_engine, pick_second  # noqa: PLC0415
    from extractors.layout import rows_of  # noqa: PLC0415
    from extractors.prepare.chain import prepare, sheet_of  # noqa: PLC0415

    engine = pick_second(ReadSettings()) if name == "lines" else pick_engine(ReadSettings())
    if engine is None:
        raise SystemExit(f"{name} is not installed")

    def once(path: Path) -> dict[str, Any]:
        with Image.open(path) as image:
            dpi = image.info.get("dpi", (None,))[0]
            prepared = prepare(sheet_of(np.asarray(image.convert("RGB")), dpi, rectify=True))
        words = engine.read(prepared.bare, Hints(dpi=prepared.dpi))
        return {"text": "\n".join(" ".join(word.text for word in row) for row in rows_of(words))}

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(once, paths))


if __name__ == "__main__":
    Path(sys.argv[3]).write_text(json.dumps(_read(sys.argv[1], Path(sys.argv[2]))), encoding="utf-8")
