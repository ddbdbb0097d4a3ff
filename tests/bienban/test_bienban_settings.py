"""Command line > environment > file > defaults; mistakes are named."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bienban.archive import database_address, open_store
from bienban.running import batch_settings
from bienban.settings import ENV_PREFIX, Settings, load_settings
from bienban.settings_table import settings_rows
from schemas import UsageError
from store import Store, default_url


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.data_dir == Path("data")
    assert settings.database_url is None
    assert database_address(settings) == default_url(Path("data"))
    assert settings.report_path == Path("data/report.html")


def test_each_place_outranks_the_one_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bienban.toml").write_text(
        "workers = 3\n[reading]\nmax_pages = 7\nrender_dpi = 200\n", encoding="utf-8"
    )
    settings = load_settings()
    assert (settings.workers, settings.reading.max_pages, settings.reading.render_dpi) == (3, 7, 200)
    monkeypatch.setenv("BIENBAN_WORKERS", "4")
    monkeypatch.setenv("BIENBAN_READING__MAX_PAGES", "8")
    settings = load_settings()
    assert (settings.workers, settings.reading.max_pages, settings.reading.render_dpi) == (4, 8, 200)
    assert load_settings(overrides={"workers": 5}).workers == 5
    assert load_settings(overrides={"workers": None}).workers == 4


def test_a_named_file_replaces_the_one_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bienban.toml").write_text("workers = 3\n", encoding="utf-8")
    other = tmp_path / "sub" / "other.toml"
    other.parent.mkdir()
    other.write_text('workers = 9\ndata_dir = "kho"\n', encoding="utf-8")
    settings = load_settings(other)
    assert settings.workers == 9
    assert settings.data_dir == other.parent / "kho", "relative paths in a file are meant from that file"
    monkeypatch.setenv("BIENBAN_CONFIG", str(other))
    assert load_settings().workers == 9


def test_the_database_follows_the_data_folder_unless_named() -> None:
    assert database_address(load_settings(overrides={"data_dir": Path("kho")})) == default_url(Path("kho"))
    url = "postgresql+psycopg://localhost/bienban"
    assert database_address(load_settings(overrides={"database_url": url})) == url


def test_without_an_address_every_way_in_opens_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` hands the setting to the flow, the other commands open the store themselves."""
    monkeypatch.setenv("BIENBAN_DATABASE_URL", "")
    settings = load_settings(overrides={"data_dir": Path("kho")})
    with open_store(settings) as store:
        store.put_aside("a.pdf", None, "unreadable", "damaged", "hỏng")
    assert [path.name for path in Path("kho").glob("*.sqlite3")] == [
        Path(make_url(default_url(Path("kho"))).database or "").name
    ]
    handed = batch_settings(settings)
    with Store.open(handed.database_url, handed.data_dir) as store:
        assert [item.path for item in store.aside()] == ["a.pdf"]


def test_workers_reach_the_reading_unless_it_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(overrides={"workers": 2}).reading.workers == 2
    monkeypatch.setenv("BIENBAN_READING__WORKERS", "6")
    assert load_settings(overrides={"workers": 2}).reading.workers == 6


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("wrokers = 3\n", ["wrokers", "workers", "bienban.toml"]),
        ("[reading]\nmax_page = 3\n", ["reading.max_page", "max_pages"]),
        ('workers = "many"\n', ["workers"]),
        ("workers = -1\n", ["workers"]),
        ('language = "fr"\n', ["language"]),
        ("workers = \n", ["bienban.toml", "TOML"]),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: str, names: list[str]) -> None:
    (tmp_path / "bienban.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings()
    for name in names:
        assert name in caught.value.english and name in caught.value.vietnamese


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml"):
        load_settings(tmp_path / "none.toml")


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENBAN_READING__MAX_PAGES", "nought")
    with pytest.raises(UsageError, match="BIENBAN_READING__MAX_PAGES"):
        load_settings()


def test_settings_are_frozen_and_travel_to_other_processes() -> None:
    settings = load_settings(overrides={"workers": 2})
    assert pickle.loads(pickle.dumps(settings)) == settings
    with pytest.raises(ValueError, match="frozen"):
        settings.workers = 3  # type: ignore[misc]


def test_every_setting_can_be_set_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(settings_rows())
    assert len(rows) == len({row.variable for row in rows}) > 15
    assert all(row.variable.startswith(ENV_PREFIX) and row.meaning for row in rows)
    monkeypatch.setenv("BIENBAN_REPORT_IMAGES", "12")
    assert Settings().report_images == 12
