"""Who may import whom: the contracts of import-linter hold."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_layers_hold() -> None:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_contracts_name_every_room() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in {"samples", "scripts"}}
    layers = {name for layer in settings["contracts"][0]["layers"] for name in layer.split(" | ")}
    assert set(settings["root_packages"]) == rooms == layers
