"""A real server on the loopback address and a real Chromium. Run by `make test-browser`; skipped where there is none."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_tools import watch

sync_api = pytest.importorskip("playwright.sync_api", reason="make test-browser installs it")

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def serve(data_dir: Path) -> Iterator[Callable[..., str]]:
    """``serve()`` starts the application over ``data_dir`` and gives its address; options are ``create_app``'s."""
    import uvicorn

    from store import Store
    from web import create_app

    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(**options: Any) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        app = create_app(lambda: Store.open(None, data_dir), **{"person": "Người thử", **options})
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a fresh browser that fails the test on an error of a script and on a request to another machine."""
    context = chromium.new_context(viewport={"width": 1360, "height": 900}, locale="vi-VN")
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    wrong: list[str] = []
    watch(opened, wrong)
    yield opened
    context.close()
    assert wrong == []
