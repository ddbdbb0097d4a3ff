"""The library in helper processes: the real one, and helpers that crash, hang, babble or outlive their parent."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from drawn import LINES, draw_page
from PIL import Image

import extractors
from extractors import ReadSettings, reader_version
from extractors.engines import EngineError, Hints, make_engine, pick_engine
from extractors.engines import helper as helpers
from extractors.engines.tesseract_inprocess import TesseractInProcess, find_tessdata
from schemas import EnvironmentError_, PageState

ROOT = Path(__file__).resolve().parents[2]
WHITE = np.full((40, 50), 255, np.uint8)
# What every pretended helper begins with: it greets as the real one does and takes its calls apart.
BEGINNING = """
    import json, os, signal, struct, sys, time
    def say(status, data):
        sys.stdout.buffer.write(struct.pack("<cI", status, len(data)) + data); sys.stdout.buffer.flush()
    def take():
        head = sys.stdin.buffer.read(13)
        if len(head) < 13: sys.exit(0)
        kind, length, width, height = struct.unpack("<cIII", head)
        options = json.loads(sys.stdin.buffer.read(length))
        pixels = sys.stdin.buffer.read(width * height)
        return pixels
    say(b"R", json.dumps({"version": "9", "languages": ["vie"], "id": os.getpid()}).encode())
"""
WORD = "5\\t1\\t1\\t1\\t1\\t1\\t1\\t2\\t3\\t4\\t90\\tBiên\\n"
# A black first pixel makes it go wrong; any other page is read.
SOMETIMES = """
    while True:
        pixels = take()
        if pixels[0] == 0:
            {wrong}
        say(b"A", "{word}".encode())
"""


@pytest.fixture
def pretended(tmp_path):
    """An engine whose helper runs the given body."""

    def make(body: str, timeout: float = 20.0) -> TesseractInProcess:
        path = tmp_path / f"helper{len(list(tmp_path.iterdir()))}.py"
        path.write_text(textwrap.dedent(BEGINNING) + textwrap.dedent(body), encoding="utf-8")
        return TesseractInProcess("vie", None, timeout, command=(sys.executable, "-S", str(path)))

    yield make
    helpers.close_helpers()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed .SIGSEGV"),
        ("os._exit(3)", "status 3"),
        ("time.sleep(60)", "no result in 0.7 s"),
        ("say(b'A', bytes([255, 254])); continue", "UTF-8"),
        ("sys.stdout.write('Detected 5 diacritics, more than one header long'); sys.stdout.flush()", "no answer"),
        ("say(b'A', b'what is this'); continue", "row|table|no word"),
        ("say(b'E', b'RuntimeError: out of luck'); continue", "out of luck"),
    ],
    ids=["crashes", "exits", "hangs", "not-utf8", "babbles", "no-table", "says-so"],
)
def test_what_goes_wrong_costs_one_page_and_is_named(pretended, wrong, said):
    engine = pretended(SOMETIMES.format(wrong=wrong, word=WORD), timeout=0.7)
    bad = WHITE.copy()
    bad[0, 0] = 0
    assert engine.version() == "9"
    with pytest.raises(EngineError, match=said):
        engine.read(bad, Hints())
    # a fresh helper, or the same one, reads the next page: the answer to the bad one is not taken for its own
    assert [word.text for word in engine.read(WHITE, Hints())] == ["Biên"]


def test_a_crash_fails_its_page_of_a_file_only(pretended, monkeypatch, tmp_path):
    # pages are prepared before they are read, so the page that kills is known by its size
    body = """
        while True:
            head = sys.stdin.buffer.read(13)
            if len(head) < 13: sys.exit(0)
            kind, length, width, height = struct.unpack("<cIII", head)
            sys.stdin.buffer.read(length + width * height)
            if width > height: os.kill(os.getpid(), signal.SIGSEGV)
            say(b"A", b"")
    """
    engine = pretended(body)
    monkeypatch.setattr("extractors.reader.pick_engine", lambda settings: engine)
    upright, lying = draw_page(size=(900, 1240)), draw_page(size=(1240, 900))
    upright.save(tmp_path / "book.tif", save_all=True, append_images=[lying, upright], dpi=(200, 200))
    pages = list(extractors.read(tmp_path / "book.tif", ReadSettings(second_reader="off", orientation=False)))
    assert [page.state is PageState.FAILED for page in pages] == [False, True, False]
    assert "SIGSEGV" in pages[1].notes[-1]


def test_a_helper_is_kept_and_as_many_run_as_calls_at_once(pretended):
    engine = pretended(
        """
        while True:
            take()
            time.sleep(0.2)
            say(b"A", ("5\\t1\\t1\\t1\\t1\\t1\\t1\\t2\\t3\\t4\\t90\\t%d\\n" % os.getpid()).encode())
        """
    )
    one = {engine.read(WHITE, Hints())[0].text for _ in range(2)}
    assert len(one) == 1
    with ThreadPoolExecutor(3) as pool:
        three = {words[0].text for words in pool.map(lambda _: engine.read(WHITE, Hints()), range(3))}
    assert len(three) == 3
    assert one < three


def test_a_helper_that_ended_while_idle_costs_nothing(pretended):
    engine = pretended('take(); say(b"A", b""); sys.exit(0)')
    assert [engine.read(WHITE, Hints()), time.sleep(0.3), engine.read(WHITE, Hints())] == [[], None, []]


def test_no_data_and_a_helper_that_cannot_start_are_named(pretended, tmp_path):
    with pytest.raises(EnvironmentError_, match="apt-get install"):
        TesseractInProcess("vie", str(tmp_path), 5).version()
    assert find_tessdata("vie", str(tmp_path)) is None
    dies = TesseractInProcess("vie", None, 5, command=(sys.executable, "-S", "-c", "import os; os._exit(9)"))
    with pytest.raises(EnvironmentError_, match="status 9"):
        dies.version()
    with pytest.raises(EnvironmentError_, match="No such file"):
        TesseractInProcess("vie", None, 5, command=(str(tmp_path / "nothing"),)).version()


def test_auto_falls_back_to_the_program_and_the_doctor_says_why(monkeypatch):
    monkeypatch.setattr("extractors.engines.tesseract_inprocess.importlib.util.find_spec", lambda name: None)
    assert make_engine(ReadSettings()).name == "tesseract"
    statuses = {status.name: status for status in extractors.check_tools(ReadSettings())}
    assert statuses["engine: tesseract"].ok
    assert "bienban[fast]" in statuses["tesseract-inprocess"].install_en
    assert not statuses["tesseract-inprocess"].needed


def test_the_old_name_is_the_same_setting():
    assert ReadSettings(engine="tesserocr") == ReadSettings(engine="tesseract-inprocess")


def test_helpers_begun_ahead_take_the_calls_and_are_not_begun_twice(pretended):
    engine = pretended(f"""
    while True:
        take(); time.sleep(0.3)
        say(b"A", "{WORD}".encode())
    """)
    engine.begin(2)
    ((_, waiting),) = [(key, list(idle)) for key, idle in helpers._IDLE.items() if key[1] == engine._command]
    assert len(waiting) == 2
    with ThreadPoolExecutor(2) as pool:
        assert all(words[0].text == "Biên" for words in pool.map(engine.read, [WHITE, WHITE], [Hints(), Hints()]))
    engine.begin(2)
    ((_, again),) = [(key, list(idle)) for key, idle in helpers._IDLE.items() if key[1] == engine._command]
    assert {id(one) for one in again} == {id(one) for one in waiting}


def test_a_helper_begun_ahead_that_cannot_start_fails_at_its_first_call_only(pretended):
    engine = pretended("sys.exit(3)")
    engine._command = (sys.executable, "-S", "-c", "import sys; sys.exit(3)")
    engine.begin(1)
    with pytest.raises(EngineError, match="status 3"):
        engine.read(WHITE, Hints())


def test_reading_a_scan_loads_neither_pandas_nor_pdfplumber():
    code = "import sys, extractors.reader; print(*{'pandas', 'pdfplumber', 'onnxruntime', 'scipy'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said.split() == []


def test_the_worker_starts_with_the_standard_library_alone():
    worker = ROOT / "extractors" / "engines" / "tesseract_worker.py"
    code = f"import runpy, sys; runpy.run_path({str(worker)!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-S", "-P", "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"numpy", "cv2", "PIL", "extractors", "schemas"} & set(loaded.split())


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize("fork", [False, True], ids=["alone", "pipe-kept-open-by-a-fork"])
def test_helpers_die_with_a_parent_that_is_killed(tmp_path, busy, fork):
    pytest.importorskip("tesserocr")
    parent = tmp_path / "parent.py"
    parent.write_text(
        textwrap.dedent(f"""
        import os, sys, threading, time, json
        import numpy as np
        from extractors.engines import Hints
        from extractors.engines import helper as h
        from extractors.engines.tesseract_inprocess import TesseractInProcess
        engine = TesseractInProcess("vie", None, 60)
        engine.version()
        (one,) = next(iter(h._IDLE.values()))
        print(one._process.pid, flush=True)
        if {fork} and os.fork() == 0:
            time.sleep(6); os._exit(0)
        page = (np.random.default_rng(1).random((4000, 4000)) * 255).astype(np.uint8)
        if {busy}:
            threading.Thread(target=engine.read, args=(page, Hints()), daemon=True).start()
        time.sleep(0.3)
        print("ready", flush=True)
        time.sleep(60)
        """)
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    started = subprocess.Popen([sys.executable, str(parent)], stdout=subprocess.PIPE, text=True, env=environment)
    pid = int(started.stdout.readline())
    assert started.stdout.readline() == "ready\n"
    os.kill(pid, signal.SIGINT)  # Ctrl-C is not for it
    os.kill(pid, 0)
    started.kill()
    started.wait()
    started.stdout.close()
    assert _gone(pid, 4.0)


def _gone(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (OSError, IndexError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.engine
class TestWithTheLibrary:
    @pytest.fixture(autouse=True)
    def needs_it(self):
        pytest.importorskip("tesserocr")

    def test_auto_is_the_library_and_caches_know_it(self):
        assert pick_engine(ReadSettings()).name == "tesseract-inprocess"
        versions = [reader_version(ReadSettings(engine=name)) for name in ("auto", "tesseract", "tesserocr")]
        assert len(set(versions)) == 3
        assert "tesseract-inprocess-5" in versions[0]

    def test_a_page_reads_the_same_whatever_was_read_before(self):
        engine = TesseractInProcess("vie", None, 60)
        page = np.asarray(draw_page())
        other = np.asarray(Image.fromarray(page[::-1, ::-1]))
        first = engine.read(page, Hints(dpi=200))
        assert " ".join(word.text for word in first) == " ".join(LINES)
        engine.read(other, Hints(dpi=70, psm=11, thresholding=2, variables={"tessedit_char_whitelist": "0123456789"}))
        assert engine.read(page, Hints(dpi=200)) == first
        assert engine.orientation(other, Hints(dpi=200)).degrees == 180

    def test_missing_language_data_gives_the_install_line(self):
        for engine in ("tesseract", "tesseract-inprocess", "auto"):
            with pytest.raises(EnvironmentError_, match="apt-get install"):
                pick_engine(ReadSettings(engine=engine, language="xyz"))
