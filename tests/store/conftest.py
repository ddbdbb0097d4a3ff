from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Store


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(database_url: str | None, data_dir: Path) -> Iterator[Store]:
    with Store.open(database_url, data_dir) as opened:
        yield opened
