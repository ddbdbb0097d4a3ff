"""What is asked for is used, and what is used is asked for."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = SETTINGS["tool"]["importlinter"]["root_packages"]
# Looked for, and done without where it is not there: see bienban/checking.py.
UNPROMISED = {"packaging"}
# One with a package we ask for, which pins it and gives out its types.
PARTS = {"starlette": "fastapi", "pydantic-core": "pydantic", "pdfminer-six": "pdfplumber"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", name, maxsplit=1)[0]).lower()


def imported() -> dict[str, set[str]]:
    """Top-level module to the files of the shipped packages that import it; ours and Python's own left out."""
    found: dict[str, set[str]] = {}
    for path in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(path.relative_to(ROOT).as_posix())
    return {name: files for name, files in found.items() if name not in {*ROOMS, *sys.stdlib_module_names}}


def distributions(module: str) -> set[str]:
    """The installed distributions that hold ``module``; its own name where none does (an optional package)."""
    names = {plain(name) for name in metadata.packages_distributions().get(module, [module])}
    return names | {PARTS[name] for name in names & set(PARTS)}


def test_every_dependency_is_imported_somewhere() -> None:
    used = {name for module in imported() for name in distributions(module)}
    asked = {plain(one) for one in SETTINGS["project"]["dependencies"]}
    assert len(asked) > 20
    assert asked - used == set()


def test_every_import_is_a_dependency() -> None:
    """A package that comes along with another one may go with it, or change under us."""
    project = SETTINGS["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = {plain(one) for several in lists for one in several}
    stray = {module: files for module, files in imported().items() if not distributions(module) & (asked | UNPROMISED)}
    assert stray == {}


@pytest.mark.parametrize(
    ("package", "room"),
    [
        ("pdfplumber", "extractors"),
        ("pytesseract", "extractors"),
        ("spacy", "nlp"),
        ("underthesea", "nlp"),
        ("pandas", "bienban"),
        ("prefect", "flows"),
    ],
)
def test_the_packages_it_is_known_for_work_in_their_rooms(package: str, room: str) -> None:
    assert any(file.startswith(f"{room}/") for file in imported().get(package, ()))
