"""`scripts/setup.sh` on machines that lack something, and `make eval` without a development set."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.eval.__main__ import main as evaluate

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("bash", "env", "dirname", "grep", "cat", "tail", "mktemp", "rm", "sha256sum", "cut", "ls")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone's folder and a machine that has a shell, apt-get and an ordinary user without sudo; nothing else."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (programs / tool).symlink_to(found)
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "apt-get", "echo called >> $0.log; exit 1")
    return tmp_path


def program(machine: Path, name: str, body: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def setup(machine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [machine / "scripts" / "setup.sh", "runtime"],
        env={"PATH": str(machine / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_rights_the_exact_line_for_all_that_is_missing_is_printed(machine: Path) -> None:
    done = setup(machine)
    assert done.returncode == 3
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd python3 python3-venv\n"
    ) in done.stderr
    assert not (machine / "bin" / "apt-get.log").exists()


def test_only_what_is_missing_is_asked_for(machine: Path) -> None:
    program(machine, "tesseract", "printf 'List:\\neng\\nosd\\n'")
    program(machine, "python3", "exit 0")
    done = setup(machine)
    assert done.returncode == 3
    assert done.stderr.endswith("--no-install-recommends tesseract-ocr-vie\n")


def test_a_python_that_is_too_old_is_named(machine: Path) -> None:
    program(machine, "tesseract", "printf 'List:\\nvie\\nosd\\n'")
    program(machine, "python3", '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    done = setup(machine)
    assert done.returncode == 3
    assert "Python 3.9.2" in done.stderr
    assert "3.11" in done.stderr


def test_a_machine_without_apt_is_told_what_to_install(machine: Path) -> None:
    (machine / "bin" / "apt-get").unlink()
    done = setup(machine)
    assert done.returncode == 3
    assert "no apt-get" in done.stderr
    assert "tesseract-ocr-vie" in done.stderr


def test_a_refusing_apt_ends_with_the_line_to_type(machine: Path) -> None:
    program(machine, "id", "echo 0")
    done = setup(machine)
    assert done.returncode == 3
    assert "sudo apt-get update" in done.stderr
    assert (machine / "bin" / "apt-get.log").read_text(encoding="utf-8").count(
        "called"
    ) == 3  # install, update, install


def test_evaluation_without_a_development_set_says_so_and_succeeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(["--devset", str(tmp_path / "none"), "--set", "devset"]) == 0
    assert f"No development set at {tmp_path / 'none'}: it was not measured." in capsys.readouterr().out
