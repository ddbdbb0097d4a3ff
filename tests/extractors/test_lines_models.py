"""The second reader's files: found, checked by hash, and nothing lost where they are missing."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from drawn import LINES, draw_page

from extractors import ReadSettings, check_tools, reader_version
from extractors.engines import Hints, pick_second
from extractors.engines import lines_models as models
from extractors.engines.lines import LineReader
from schemas import EnvironmentError_

HERE = models.installed()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An installed package of our own with one file in it."""
    folder = tmp_path / "some_model_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise RuntimeError('never imported')")
    (folder / "model.bin").write_bytes(b"weights")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return folder


def test_a_file_is_handed_out_only_with_its_hash(package):
    right = models.ModelFile("some_model_package", "model.bin", hashlib.sha256(b"weights").hexdigest())
    assert models.checked_bytes(right) == b"weights"  # and the package's own code has not run
    (package / "model.bin").write_bytes(b"weightz")
    with pytest.raises(EnvironmentError_, match="not the file"):
        models.checked_bytes(right)


def test_a_missing_file_or_package_names_the_install_line(package):
    for file in (
        models.ModelFile("some_model_package", "other.bin", "0"),
        models.ModelFile("no_such_model_package", "model.bin", "0"),
    ):
        assert models.locate(file) is None
        with pytest.raises(EnvironmentError_, match="second-reader"):
            models.checked_bytes(file)


@pytest.fixture
def without_models(monkeypatch):
    monkeypatch.setattr(models, "_LOADED", {})
    monkeypatch.setattr(models, "_VERIFIED", [])
    monkeypatch.setattr(models, "locate", lambda file: None)
    pick_second.cache_clear()
    yield
    pick_second.cache_clear()


def test_where_the_extra_is_missing_the_reader_says_so_and_reading_goes_on(without_models):
    assert not models.installed()
    assert LineReader().languages() == frozenset()
    with pytest.raises(EnvironmentError_, match="second-reader"):
        LineReader().version()
    assert pick_second(ReadSettings()) is None
    status = {tool.name: tool for tool in check_tools()}["second-reader"]
    assert (status.ok, status.needed, status.version) == (False, False, None)
    assert "second-reader" in status.install_en


def test_a_changed_model_file_is_not_used(monkeypatch, tmp_path):
    forged = tmp_path / "forged.onnx"
    forged.write_bytes(b"something else")
    monkeypatch.setattr(models, "_LOADED", {})
    monkeypatch.setattr(models, "_VERIFIED", [])
    monkeypatch.setattr(models, "locate", lambda file: forged)
    monkeypatch.setattr("extractors.engines.installed", lambda: True)
    pick_second.cache_clear()
    assert pick_second(ReadSettings()) is None
    pick_second.cache_clear()


def test_it_can_be_switched_off():
    assert pick_second(ReadSettings(second_reader="off")) is None


def test_importing_the_room_opens_no_model():
    code = "import sys, extractors; sys.exit('onnxruntime' in sys.modules or 'rapidocr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


if HERE:

    def test_results_are_cached_under_the_second_reader_too():
        version = reader_version(ReadSettings())
        assert "lines" in version
        assert "lines" not in reader_version(ReadSettings(second_reader="off"))

    @pytest.mark.engine
    def test_it_reads_drawn_lines_and_boxes_every_word():
        page = np.asarray(draw_page(LINES[:3], size=(1240, 360)))
        words = LineReader().read(page, Hints(dpi=200))
        rows: dict[tuple[int, int, int], list[str]] = {}
        for word in words:
            rows.setdefault(word.line, []).append(word.text)
        said, meant = " ".join(w for row in rows.values() for w in row), " ".join(LINES[:3])
        assert len(rows) == 3
        assert sum(a == b for a, b in zip(said.split(), meant.split(), strict=False)) >= 0.85 * len(meant.split())
        for word in words:
            x0, top, x1, bottom = (round(v) for v in word.rect)
            assert (page[top:bottom, x0:x1] < 128).any()
            assert 10 < bottom - top < 80
        for row in rows:
            rects = [w.rect for w in words if w.line == row]
            assert all(a[2] <= b[0] + 4 for a, b in pairwise(rects))

    @pytest.mark.engine
    def test_time_that_runs_out_is_an_engine_error():
        from extractors.engines import EngineError

        with pytest.raises(EngineError, match="time"):
            LineReader(timeout=0.0).read(np.asarray(draw_page(LINES[:1], size=(900, 220))), Hints(dpi=200))
