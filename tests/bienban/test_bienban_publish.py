"""The feed: documented, checked, the same when done again, and nobody is named in it."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import PEOPLE, make_record
from test_bienban_export import gold, persons, plain

import bienban
import quality
from bienban import cli
from bienban.export.guard import LeakError
from bienban.pseudonyms import KEY_NAME, Pseudonyms, load_key
from bienban.publish.catalogue import FACT_MEETING, TABLES
from bienban.publish.columns import described
from bienban.publish.contracts import checked
from bienban.publish.scan import plain_names, runs
from schemas import Record
from store import Store

DOC = (Path(bienban.__file__).parents[1] / "docs" / "analytics.md").read_text(encoding="utf-8")
VERSIONS = {"read": "r", "understand": "u"}
FORMS = {"parquet": "out", "csv": "out", "duckdb": "out.duckdb"}


def stored(records: list[Record], name: str = "a", data: Path = Path("data")) -> None:
    """Put ``records`` into the archive as those of one file."""
    path = Path(f"{name}.bin")
    path.write_bytes(name.encode())
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    own = [
        one.model_copy(update={"source": one.source.model_copy(update={"sha256": sha256}), "record_id": f"{name}-{at}"})
        for at, one in enumerate(records)
    ]
    with Store.open(None, data) as store:
        store.remember_original(path, sha256)
        store.save_document(path=path, sha256=sha256, pages=[], records=own, versions=VERSIONS)


def assessed(data: Path = Path("data")) -> None:
    with Store.open(None, data) as store:
        for cell in store.stale_cells("test"):
            store.save_assessments(cell, "test", quality.assess_series(store.records(cell=cell.cell)))


def publish(*more: str, form: str = "duckdb") -> int:
    return cli.run(["--lang", "en", "publish", "--to", form, FORMS[form], *more])


def ask(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect("out.duckdb", read_only=True) as db:
        return db.execute(query).fetchall()


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def archive_of_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold records of the samples in an archive, made once."""
    folder = tmp_path_factory.mktemp("samples")
    with contextlib.chdir(folder):
        stored([Record.model_validate(one) for one in gold()])
        assessed()
    return folder / "data"


@pytest.fixture
def samples(archive_of_samples: Path, tmp_path: Path) -> set[str]:
    """A copy of that archive in the data folder; the names of all persons in it."""
    shutil.copytree(archive_of_samples, tmp_path / "data")
    return {name for one in gold() for name in persons(one)}


def texts_of(form: str) -> str:
    """Every text in every file of a target, as a reader of that kind of file sees it."""
    folder = Path("out")
    if form == "csv":
        return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.csv"))
    if form == "duckdb":
        names = [name for (name,) in ask("SELECT table_name FROM duckdb_tables()")]
        return "\n".join(str(row) for name in names for row in ask(f"SELECT * FROM {name}"))
    with duckdb.connect() as db:
        return "\n".join(
            str(row) for path in folder.glob("*.parquet") for row in db.execute(f"SELECT * FROM '{path}'").fetchall()
        )


def test_no_person_of_the_samples_stands_in_any_file(samples: set[str]) -> None:
    assert len(samples) > 15
    for form in FORMS:
        assert publish(form=form) == 0
        text = texts_of(form)
        assert len(text) > 10_000
        bare = plain(text)
        # One syllable without marks is a word of every rubric ("lượng"): it is looked for as it is written.
        assert [name for name in samples if " " not in name and re.search(rf"(?<!\w){name}(?!\w)", text)] == [], form
        assert [name for name in samples if " " in name and plain(name) in bare] == [], form
    everything = b"\n".join(path.read_bytes() for path in [*Path("out").iterdir(), Path("out.duckdb")])
    feed = b"\n".join(path.read_bytes() for path in Path("data/feed").rglob("*") if path.is_file())
    assert [name for name in samples if " " in name and name.encode() in everything + feed] == []
    assert len({who for (who,) in ask("SELECT speaker FROM fact_contribution WHERE speaker IS NOT NULL")}) > 5


def test_tables_and_queries_are_those_that_are_documented(samples: set[str]) -> None:
    assert publish() == 0
    queries = re.findall(r"```sql\n(.*?)```", DOC, re.DOTALL)
    assert len(queries) >= 8
    answers = [ask(query) for query in queries]
    assert sum(bool(rows) for rows in answers) >= 6
    assert described(TABLES) in DOC, "write them anew: python -m bienban.publish.catalogue"
    for table in TABLES:
        wanted = [(one.name, str(one.kind), one.meaning) for one in table.columns if not one.identified]
        query = f"SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = '{table.name}'"
        assert ask(query) == wanted, table.name
    assert ask("SELECT count(*) FROM fact_meeting") == [(19,)]
    for table in (
        "meeting_topic",
        *(f"fact_{one}" for one in ("attendance", "contribution", "task", "finding", "reading")),
    ):
        other = f"FROM {table} f JOIN fact_meeting m USING (meeting)"
        assert ask(f"SELECT count(*) {other} WHERE (f.cell, f.month) IS DISTINCT FROM (m.cell, m.month)") == [(0,)]
    kinds = "SELECT code, count(*) FILTER (WHERE first_of_kind), count(DISTINCT (meeting, severity)) FROM fact_finding GROUP BY code"
    assert all(first == distinct > 0 for _, first, distinct in ask(kinds))
    assert ask("SELECT count(*) FROM fact_score ANTI JOIN dim_criterion USING (criterion)") == [(0,)]
    assert ask("SELECT count(*) FROM fact_meeting m ANTI JOIN dim_cell USING (cell) WHERE m.cell IS NOT NULL") == [(0,)]
    assert ask("SELECT count(*) FROM fact_meeting m ANTI JOIN dim_date USING (date) WHERE m.date IS NOT NULL") == [(0,)]


def test_again_changes_nothing_and_anew_gives_the_same_bytes(
    samples: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("parquet", "csv"):
        assert publish(form=form) == 0
        before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
        capsys.readouterr()
        assert publish(form=form) == 0
        assert "nothing new" in capsys.readouterr().out
        for path in (Path("data/feed/feed.duckdb"), *Path("out").iterdir()):
            path.unlink()
        assert publish(form=form) == 0
        assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before
        for path in Path("out").iterdir():
            path.unlink()


def test_a_late_correction_replaces_the_rows_of_its_meeting_only(capsys: pytest.CaptureFixture[str]) -> None:
    stored([make_record("0" * 64, "x", month) for month in (1, 3)])
    assessed()
    assert publish() == 0
    assert sorted(ask("SELECT m.month, present FROM fact_meeting m JOIN fact_attendance USING (meeting)")) == [
        ("2025-01", 18), ("2025-03", 18),
    ]  # fmt: skip
    with Store.open(None, Path("data")) as store:
        store.correct("a-1", "/attendance/present", 17, who="reviewer")
    capsys.readouterr()
    assert publish() == 0
    assert "1 records made anew" in capsys.readouterr().out
    assert sorted(ask("SELECT m.month, present, corrected FROM fact_meeting m JOIN fact_attendance USING (meeting)")) == [
        ("2025-01", 18, 0), ("2025-03", 17, 1),
    ]  # fmt: skip
    stored([make_record("0" * 64, "x", 1)])  # the file is understood anew: one meeting less
    assert publish() == 0
    assert ask("SELECT month FROM fact_meeting") == [("2025-01",)]
    assert ask("SELECT count(*) FROM fact_task") == [(1,)]


def test_pseudonyms_are_those_of_the_report_and_go_with_the_key() -> None:
    stored([make_record("0" * 64, "x", 1)])
    assert publish() == 0
    (speaker,) = ask("SELECT speaker FROM fact_contribution")[0]
    assert speaker == Pseudonyms(load_key(Path("data")), ()).of(PEOPLE["secretary"])
    assert ask("SELECT assignee FROM fact_task") == [(speaker,)]
    (Path("data") / KEY_NAME).unlink()
    assert publish() == 0
    assert ask("SELECT speaker FROM fact_contribution") != [(speaker,)]


def test_small_groups_show_no_figures_and_no_pseudonyms() -> None:
    small = {"total": 4, "present": 3, "absent": 1, "rate": 0.75}
    votes = [{"text": "a", "votes": {"for": 3, "against": 1, "abstain": 0, "base": 4}}]
    stored([make_record("0" * 64, "x", 1, attendance=small, decisions=votes)], "small")
    dissent = [{"text": "a", "votes": {"for": 16, "against": 2, "abstain": 0, "base": 18}}]
    other = {"name": "Chi bộ thôn Khác", "parent": "Đảng bộ xã Mẫu"}
    stored([make_record("0" * 64, "x", 2, organisation=other, decisions=dissent)], "large")
    assert publish() == 0
    assert ask("SELECT DISTINCT small_group, members, required, present, absent, rate FROM fact_attendance "
               "WHERE small_group") == [(True, None, None, None, None, None)]  # fmt: skip
    assert ask("SELECT count(speaker) FROM fact_contribution") == [(1,)]
    assert ask("SELECT unanimous, share_for FROM fact_decision") == [(None, None), (None, None)]
    assert sorted(ask("SELECT small_group, members FROM dim_cell"), key=str) == [(False, 20), (True, None)]


@pytest.mark.parametrize(
    "changes",
    [
        {"findings": [{"code": "vu-thi-khue", "severity": "info", "message": ""}]},
        {"findings": [{"code": "a", "severity": "info", "message": "", "paths": ["/vu/thi/khue"]}]},
        {"findings": [{"code": "Vũ Thị Khuê", "severity": "info", "message": ""}]},
    ],
)
def test_a_name_that_would_slip_through_stops_everything(
    changes: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    stored([make_record("0" * 64, "x", 1)])
    assert publish(form="csv") == 0
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    stored([make_record("0" * 64, "x", 2, chair={"name": None}, contributions=[], **changes)], "b")
    for _ in range(2):  # what was refused once is refused again
        assert publish(form="csv") == 2
        said = capsys.readouterr().err
        assert "fact_finding" in said
        assert "khue" not in plain(said)
        assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_a_name_of_the_roster_is_looked_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("roster.csv").write_text("name\nĐoàn Thị Lụa\n", encoding="utf-8")
    stored([make_record("0" * 64, "x", 1, findings=[{"code": "doan-thi-lua", "severity": "info", "message": ""}])])
    assert publish() == 0
    monkeypatch.setenv("BIENBAN_ROSTER", "roster.csv")
    assert publish() == 2


def test_a_contract_is_kept_before_loading() -> None:
    row = ["BG-AAAAAAAAAAAAAAAA", "TL-AAAAAAAAAAAAAAAA", *[None] * (len(FACT_MEETING.columns) - 2)]
    with pytest.raises(LeakError, match=r"fact_meeting.*document_type"):
        checked(FACT_MEETING, [row])


def test_names_leave_only_for_those_who_may_and_with_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stored([make_record("0" * 64, "x", 1)])
    assert publish("--identified", "--reason", "inspection 7") == 2
    assert not Path("out.duckdb").exists()
    monkeypatch.setenv("BIENBAN_IDENTIFIED_ACCOUNTS", f"nobody, {getpass.getuser()}")
    assert publish("--identified") == 2
    assert "--reason" in capsys.readouterr().err
    assert publish("--identified", "--reason", "inspection 7") == 0
    assert ask("SELECT speaker_name FROM fact_contribution") == [(PEOPLE["secretary"],)]
    assert [path for path in Path("data/feed").rglob("*") if path.is_file()] == [], "nothing with names stays behind"
    with Store.open(None, Path("data")) as store:
        trail = [(one.actor, one.action, one.details) for one in store.audit_trail()]
        assert store.audit_break() is None
    assert trail[-1] == (
        getpass.getuser(), "published with names", {"to": "duckdb", "meetings": 1, "reason": "inspection 7"},
    )  # fmt: skip
    assert publish() == 0
    with pytest.raises(duckdb.BinderException):
        ask("SELECT speaker_name FROM fact_contribution")


def test_the_key_is_never_beside_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    stored([make_record("0" * 64, "x", 1)])
    assert cli.run(["publish", "data/out"]) == 2
    assert cli.run(["publish", "data/x.duckdb", "--to", "duckdb"]) == 2
    assert cli.run(["publish", "--to", "xml", "out"]) == 2
    assert cli.run(["publish"]) == 2
    assert not Path("data/out").exists()


def test_names_are_found_without_case_and_marks() -> None:
    names = set(plain_names(["Vũ Thị Khuê", "Tốt"]))
    assert names == {"vu thi khue"}
    assert names & set(runs("Chi bộ VU  THI_KHUE đứng đầu"))
    assert not names & set(runs("Vũ Thị"))
    assert json.dumps(sorted(runs("a b c"))) == '["a b", "a b c", "b c"]'


@pytest.mark.services
def test_the_same_rows_come_from_and_go_to_postgresql(
    postgres_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    address = postgres_url.replace("postgresql+psycopg://", "postgresql://")

    def both_ways() -> list[tuple[Any, ...]]:
        assert publish() == 0
        assert cli.run(["--lang", "en", "publish", "--to", "postgres-schema", postgres_url]) == 0
        here = ask("SELECT * FROM fact_attendance ORDER BY meeting")
        with psycopg.connect(address) as there:
            assert there.execute("SELECT * FROM bienban_feed.fact_attendance ORDER BY meeting").fetchall() == here
            tasks = there.execute("SELECT * FROM bienban_feed.fact_task ORDER BY meeting, position").fetchall()
            assert tasks == ask("SELECT * FROM fact_task ORDER BY meeting, position")
            there.execute("SET search_path TO bienban_feed")
            for query in re.findall(r"```sql\n(.*?)```", DOC, re.DOTALL):
                there.execute(query)
        return here

    stored([make_record("0" * 64, "x", month) for month in (1, 3)])
    assessed()
    before = both_ways()
    with Store.open(None, Path("data")) as store:
        store.correct("a-1", "/attendance/present", 17, who="reviewer")
    after = both_ways()
    assert len(before) == len(after) == 2
    assert before != after
    capsys.readouterr()
    assert cli.run(["--lang", "en", "publish", "--to", "postgres-schema", postgres_url]) == 0
    assert "nothing new" in capsys.readouterr().out
    with Store.open(postgres_url, Path("pg")) as store:  # and an archive that itself lies in PostgreSQL
        record = make_record("0" * 64, "x", 1)
        path = Path("a.bin")
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        store.remember_original(path, sha256)
        own = record.model_copy(update={"source": record.source.model_copy(update={"sha256": sha256})})
        store.save_document(path=path, sha256=sha256, pages=[], records=[own], versions=VERSIONS)
    monkeypatch.setenv("BIENBAN_DATABASE_URL", postgres_url)
    assert cli.run(["--data-dir", "pg", "publish", "--to", "duckdb", "out.duckdb"]) == 0
    assert ask("SELECT present FROM fact_attendance") == [(18,)]


def test_many_keys_are_looked_at_one_by_one_all_the_same() -> None:
    column = next(one for one in FACT_MEETING.columns if one.name == "meeting")
    good = ["BG-" + "A2" * 8, "BG-" + "B7" * 8]
    assert column.allows_all(good)
    assert column.allows_all([])
    for bad in ("Nguyễn Văn A", good[0] + "\n" + good[1], good[0] + "\n", "\n", "", good[0].lower()):
        assert not column.allows_all([*good, bad])
