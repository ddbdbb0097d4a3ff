"""A watched folder: complete files only, duplicates said, one bad file stops nothing, a signal ends it cleanly."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import PEOPLE, draw_page, make_page, make_record
from PIL import Image

import bienban
import extractors
from bienban import cli
from bienban.i18n import Say
from bienban.session import Session
from bienban.settings import Settings, load_settings
from bienban.watching import Watcher, watch
from flows.stages import Versions
from schemas import Assessment, Page, Record, UnreadableError
from store import LockedError, Store


class Fake:
    """Rooms without engines: a file is one meeting; one whose name says so is bad."""

    def __init__(self) -> None:
        self.refuse = 0

    def discover(self, paths: Sequence[Path | str], settings: extractors.ReadSettings) -> list[Path]:
        if self.refuse:
            self.refuse -= 1
            raise LockedError("locked")
        return extractors.discover(paths, settings)

    def versions(self, settings: object) -> Versions:
        return Versions(read="1", understand="1", assess="1")

    def read(self, path: Path, settings: object) -> Iterator[Page]:
        if "hong" in path.name:
            raise UnreadableError("damaged", "tệp hỏng")
        if "loi" in path.name:
            raise RuntimeError(PEOPLE["chair"])
        yield make_page()

    def understand(self, pages: Sequence[Page], path: str, sha256: str) -> list[Record]:
        return [make_record(sha256, path, 1, record_id=sha256[:20])]

    def assess(self, records: Sequence[Record], rubric: str | None) -> list[Assessment]:
        return []


@pytest.fixture
def incoming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def scan(path: Path, number: int) -> Path:
    draw_page(path)
    Image.open(path).rotate(number % 360, fillcolor=255).save(path)
    return path


def settings(**more: object) -> Settings:
    return load_settings(overrides={"watch_settle": 0.01, "watch_interval": 0.02, **more})


def run_once(incoming: Path, stages: Fake | None = None, **more: object) -> int:
    return watch(incoming, settings(**more), Session(Say("en")), once=True, stages=stages or Fake())


def test_what_arrives_is_read_and_the_folder_stays_as_it_was(
    incoming: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan(incoming / "a.png", 0)
    (incoming / "sub").mkdir()
    (incoming / "sub" / "b.png").write_bytes((incoming / "a.png").read_bytes())
    scan(incoming / "hong.png", 90)
    scan(incoming / "loi.png", 180)
    (incoming / "link.png").symlink_to(incoming / "a.png")
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in incoming.rglob("*.png")}
    assert run_once(incoming, log_format="json") == 1
    said = capsys.readouterr().err
    assert f"{incoming}/sub/b.png is the same as {incoming}/a.png" in said
    assert "hong.png: damaged" in said
    assert "link.png" not in said
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in incoming.rglob("*.png")} == before
    with Store.open(None, Path("data")) as store:
        (document,) = store.documents()
        assert [Path(path).name for path in document.paths] == ["a.png", "b.png"]
        assert sorted(item.code for item in store.aside()) == ["bug", "unreadable"]
    assert Path("data/report.html").exists()
    assert run_once(incoming) == 1, "what was put aside is said again after a new start"
    assert "0 read" in capsys.readouterr().err

    log = Path("data/logs/bienban.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line) for line in log.splitlines()]
    assert events[-1]["event"] == "finished"
    assert events[-1]["aside"] == {"unreadable": 1, "bug": 1}
    assert events[-1]["loaded"] == 1
    for hidden in (*PEOPLE.values(), "hong.png", str(incoming)):
        assert hidden not in log


def test_a_file_of_known_bytes_is_linked_and_said(incoming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan(incoming / "a.png", 0)
    assert run_once(incoming) == 0
    (incoming / "z.png").write_bytes((incoming / "a.png").read_bytes())
    capsys.readouterr()
    assert run_once(incoming) == 0
    assert f"z.png is the same as {incoming}/a.png" in capsys.readouterr().err


def test_a_file_is_taken_only_when_it_has_stopped_changing(incoming: Path) -> None:
    now = [0.0]
    watcher = Watcher(incoming, settle=10, clock=lambda: now[0])
    path = scan(incoming / "a.png", 0)
    assert watcher.ready() == []
    now[0] = 9
    path.write_bytes(path.read_bytes() + b"more")
    assert watcher.ready() == []
    now[0] = 18
    assert watcher.ready() == []
    now[0] = 19
    assert watcher.ready() == [path]
    watcher.done([path])
    assert watcher.ready() == []
    os.utime(path, (1, 1))
    watcher.ready()
    now[0] = 29
    assert watcher.ready() == [path], "a file that changed is new"
    path.unlink()
    assert watcher.ready() == []
    assert watcher.handled == {}, "what is gone is forgotten"


def test_a_database_that_is_away_for_a_while_ends_nothing(
    incoming: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bienban.watching.PATIENCE", (0.01,))
    stages = Fake()
    stages.refuse = 2
    scan(incoming / "a.png", 0)
    assert run_once(incoming, stages) == 0
    said = capsys.readouterr().err
    assert said.count("Trying again") == 2
    assert "1 read" in said


def test_inputs_and_outputs_lie_apart(incoming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, data in ((incoming, incoming / "data"), (incoming, incoming), (incoming, incoming.parent)):
        assert cli.run(["--data-dir", str(data), "watch", str(folder), "--once"]) == 2
    link = incoming.parent / "link"
    link.symlink_to(incoming)
    assert cli.run(["watch", str(link), "--once"]) == 2
    assert cli.run(["watch", str(incoming / "none"), "--once"]) == 2
    assert list(incoming.iterdir()) == []


def test_a_signal_ends_it_cleanly_and_figures_can_be_asked_for(incoming: Path) -> None:
    (incoming / "not.txt").write_text("x", encoding="utf-8")
    port = "18931"
    call = [sys.executable, "-m", "bienban", "--lang", "en", "watch", str(incoming), "--settle", "0.1"]
    root = Path(bienban.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root), "BIENBAN_WATCH_INTERVAL": "0.1"}
    with subprocess.Popen(
        [*call, "--metrics-port", port], stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        killer = threading.Timer(60, process.kill)
        killer.start()
        try:
            assert "Watching" in process.stderr.readline()
            for path in ("metrics", "health"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30) as answer:
                    text = answer.read().decode()
                assert ("bienban_up 1.0" in text) == (path == "metrics")
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            rest = process.stderr.read()
            assert process.wait() == 0
            assert time.monotonic() - began < 30
            assert "Stopped" in rest
        finally:
            killer.cancel()
            process.kill()
