"""A batch over a cluster of two worker processes gives the rows of one in threads; a lost worker costs a new try."""

from __future__ import annotations

import builtins
import hashlib
import os
import platform
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_stages import FakeRooms, archive, dump

from flows.spread import parts_of
from flows.steps import BatchSettings, Progress, run_batch
from schemas import EnvironmentError_, StoreError, UnreadableError
from scripts.services.s3 import S3Server
from store import Store, open_files

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def cluster(s3_server: S3Server) -> Iterator[str]:
    """Address of a Dask cluster of two processes, which know the way to the S3 server."""
    import dask
    from distributed import LocalCluster

    few = dask.config.set({"distributed.scheduler.allowed-failures": 1})  # three by default; the test need not wait
    with (
        few,
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,
            silence_logs="ERROR",
            env=s3_server.environment,
        ) as found,
    ):
        yield found.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = archive(tmp_path / "in")
    (found / "Nguyễn Văn A.txt").write_text("BUG")
    return found


@pytest.fixture
def settings(tmp_path: Path, cluster: str) -> BatchSettings:
    from distributed import Client

    with Client(cluster) as client:  # the worker that another test lost is still on its way back
        client.wait_for_workers(2, timeout=60)
    return BatchSettings(data_dir=tmp_path / "data", workers=2, runner="dask", cluster=cluster)


def in_threads(folder: Path, tmp_path: Path, **changes: str) -> tuple[object, dict[str, list[str]]]:
    data = tmp_path / "threads"
    return run_batch([folder], BatchSettings(data_dir=data, workers=2), stages=FakeRooms(**changes)), dump(data)


def kept(address: str | None, data: Path, names: list[str]) -> list[str]:
    files = open_files(address, data)
    found = [line.split(" ")[0].partition(".") for line in names]
    return sorted(f"{sha}.{extension} {files.digest(sha, extension)}" for sha, _, extension in found)


def test_the_same_papers_give_the_same_rows_here_and_on_a_cluster(
    folder: Path, tmp_path: Path, settings: BatchSettings, postgres_url: str, s3_url: str
) -> None:
    """SQLite, threads and a folder; PostgreSQL, Dask and S3."""
    remote = settings.model_copy(update={"database_url": postgres_url, "originals_url": s3_url})
    seen: list[Progress] = []
    spread = run_batch([folder], remote, seen.append, FakeRooms())
    again = run_batch([folder], remote, stages=FakeRooms(understand="u2"))
    here, expected = in_threads(folder, tmp_path)
    _, second = in_threads(folder, tmp_path, understand="u2")
    assert (spread.loaded, spread.pages_read, spread.bugs, len(spread.aside), spread.changed) == (7, 12, 1, 3, True)
    assert (spread.loaded, spread.pages_read, spread.bugs, len(spread.aside)) == (
        here.loaded,
        here.pages_read,
        here.bugs,
        len(here.aside),
    )
    assert spread.counts == here.counts
    assert again.loaded == 7
    found = dump(remote.data_dir, postgres_url)
    assert found | {"files": second["files"]} == second
    assert kept(s3_url, remote.data_dir, second["files"]) == second["files"]
    assert [one.done for one in seen if one.kind in {"document", "aside"}] == list(range(1, 11))
    assert expected != second


def test_several_workers_share_sqlite_and_a_folder(folder: Path, tmp_path: Path, settings: BatchSettings) -> None:
    spread = run_batch([folder], settings, stages=FakeRooms())
    _, expected = in_threads(folder, tmp_path)
    assert dump(settings.data_dir) == expected
    assert spread.exit_code == 1
    with Store.open(None, settings.data_dir) as store:
        assert store.audit_break() is None
        assert [run.status for run in store.runs()] == ["finished"]
    assert run_batch([folder], settings, stages=FakeRooms()).bugs == 1  # what failed is tried again, nothing else


class DeadlyRooms(FakeRooms):
    """Reading one file ends the whole process: every time, or only the first."""

    def __init__(self, folder: Path, *, always: bool) -> None:
        super().__init__()
        self.mark, self.always = folder.parent / "mark", always
        self.deadly = hashlib.sha256((folder / "so-03.txt").read_bytes()).hexdigest()

    def read(self, path, settings):
        if path.stem == self.deadly and (self.always or not self.mark.exists()):
            self.mark.write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(path, settings)


def test_a_lost_worker_costs_a_new_try(folder: Path, tmp_path: Path, settings: BatchSettings) -> None:
    result = run_batch([folder], settings, stages=DeadlyRooms(folder, always=False))
    assert (tmp_path / "mark").exists()
    assert (result.loaded, result.bugs) == (7, 1)
    assert dump(settings.data_dir) == in_threads(folder, tmp_path)[1]


@pytest.mark.slow
def test_a_document_that_ends_every_worker_is_put_aside(folder: Path, settings: BatchSettings) -> None:
    result = run_batch([folder], settings, stages=DeadlyRooms(folder, always=True))
    assert (result.loaded, result.bugs) == (6, 2)
    (aside,) = [item for item in result.aside if item.path.endswith("so-03.txt")]
    assert "KilledWorker" in aside.reason_en
    with Store.open(None, settings.data_dir) as store:
        assert len(store.documents()) == 6


def test_a_missing_tool_on_a_worker_ends_the_batch(folder: Path, settings: BatchSettings) -> None:
    (folder / "zz.txt").write_text("NO TOOL")
    with pytest.raises(EnvironmentError_, match="apt install"):
        run_batch([folder], settings, stages=FakeRooms())


class Telling(FakeRooms):
    """Each part that is read leaves a mark of who read it; one of them may go wrong."""

    def __init__(self, marks: Path, *, wrong: int = 0) -> None:
        super().__init__()
        self.told, self.wrong = marks, wrong

    def read_part(self, path, settings, part, hands=()):
        (self.told / f"{part[0]}-{part[1]} by {os.getpid()}").touch()
        if part[0] == self.wrong:
            raise UnreadableError("It breaks off", "Tệp bị cụt")
        time.sleep(0.2)
        return super().read_part(path, settings, part, hands)


@pytest.fixture
def marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("flows.spread.LEAST_BYTES", 500)
    found = tmp_path / "marks"
    found.mkdir()
    return found


def a_book(folder: Path, pages: int = 60) -> None:
    lines = [f"Chi bộ A | {1990 + number // 12}-{number % 12 + 1:02}-03\n" for number in range(pages)]
    (folder / "long.txt").write_text("".join(lines))


def left_over(settings: BatchSettings) -> list[Path]:
    return list((settings.data_dir / "originals" / "lent").glob("*"))


def test_the_pages_of_one_long_document_go_to_several_workers(
    folder: Path, tmp_path: Path, settings: BatchSettings, marks: Path
) -> None:
    a_book(folder)
    spread = run_batch([folder], settings, stages=Telling(marks))
    here, expected = in_threads(folder, tmp_path)
    told = [one.name.split(" by ") for one in marks.iterdir()]
    assert sorted(part for part, _ in told) == sorted(f"{first}-{last}" for first, last in parts_of(60))
    assert len({process for _, process in told}) == 2
    assert (spread.pages_read, spread.loaded) == (here.pages_read, here.loaded) == (72, 8)
    assert dump(settings.data_dir) == expected
    assert left_over(settings) == []


def test_parts_go_through_an_object_store(
    folder: Path, tmp_path: Path, settings: BatchSettings, marks: Path, postgres_url: str, s3_url: str
) -> None:
    a_book(folder)
    remote = settings.model_copy(update={"database_url": postgres_url, "originals_url": s3_url})
    assert run_batch([folder], remote, stages=Telling(marks)).pages_read == 72
    assert len(list(marks.iterdir())) == len(parts_of(60))
    _, expected = in_threads(folder, tmp_path)
    found = dump(remote.data_dir, postgres_url)
    assert found | {"files": expected["files"]} == expected
    files = open_files(s3_url, remote.data_dir)
    assert not any("lent" in name for name in files._fs.find(files._root))


def test_a_part_that_fails_leaves_the_document_to_one_worker(
    folder: Path, tmp_path: Path, settings: BatchSettings, marks: Path
) -> None:
    a_book(folder)
    result = run_batch([folder], settings, stages=Telling(marks, wrong=parts_of(60)[3][0]))
    assert (result.loaded, result.bugs) == (8, 1)
    assert dump(settings.data_dir) == in_threads(folder, tmp_path)[1]
    assert left_over(settings) == []


def test_what_is_wrong_with_a_long_document_is_said_once(
    folder: Path, tmp_path: Path, settings: BatchSettings, marks: Path
) -> None:
    (folder / "long.txt").write_text("Chi bộ A | 2025-10-03\n" * 39 + "BAD PAGE\n")
    result = run_batch([folder], settings, stages=Telling(marks))
    here, expected = in_threads(folder, tmp_path)
    assert [(item.path, item.reason_en) for item in result.aside] == [
        (item.path, item.reason_en) for item in here.aside
    ]
    assert dump(settings.data_dir) == expected


def test_what_a_leader_that_was_killed_had_lent_is_swept(folder: Path, settings: BatchSettings) -> None:
    gone = f"{2**22 + 1}@{platform.node()}"  # no process has this number
    left = settings.data_dir / "originals" / "lent" / f"{gone}~run"
    left.mkdir(parents=True)
    (left / "pages").write_bytes(b"")
    run_batch([folder], settings, stages=FakeRooms())
    assert not left.exists()


@pytest.mark.parametrize("pages", [1, 11, 12, 13, 60, 799])
def test_parts_are_alike_and_leave_no_page_out(pages: int) -> None:
    parts = parts_of(pages)
    assert [page for first, last in parts for page in range(first, last + 1)] == list(range(1, pages + 1))
    assert max(last - first for first, last in parts) - min(last - first for first, last in parts) <= 1
    assert len(parts) == 1 or all(5 <= last - first + 1 <= 11 for first, last in parts)


class OlderOnWorkers(FakeRooms):
    def __reduce__(self):
        return FakeRooms, ("r0",)


def test_a_worker_of_another_version_is_refused(folder: Path, settings: BatchSettings) -> None:
    with pytest.raises(EnvironmentError_, match="another version"):
        run_batch([folder], settings, stages=OlderOnWorkers())
    with Store.open(None, settings.data_dir) as store:
        assert store.counts()["documents"] == 0


def test_a_cluster_that_is_not_there_is_named(folder: Path, settings: BatchSettings) -> None:
    with pytest.raises(EnvironmentError_, match="cannot be reached"):
        run_batch([folder], settings.model_copy(update={"cluster": "tcp://127.0.0.1:9"}), stages=FakeRooms())


@pytest.mark.parametrize(("runner", "package"), [("dask", "distributed"), ("ray", "ray")])
def test_without_its_packages_the_line_that_installs_them_is_said(
    runner: str, package: str, folder: Path, settings: BatchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object):
        if name.partition(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentError_, match=rf"bienban\[{runner}\]"):
        run_batch([folder], settings.model_copy(update={"runner": runner}), stages=FakeRooms())


def test_a_database_that_refuses_ends_the_batch_with_its_own_error(folder: Path, settings: BatchSettings) -> None:
    bad = settings.model_copy(update={"originals_url": str(folder / "so-00.txt")})  # a file where a folder must be
    with pytest.raises(StoreError):
        run_batch([folder], bad, stages=FakeRooms())
