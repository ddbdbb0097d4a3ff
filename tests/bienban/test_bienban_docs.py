"""The documents name every command, option, setting, error code and exit status that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bienban
from bienban import cli, errors
from bienban.commands import NAMES
from bienban.settings_table import settings_table

DOCS = Path(bienban.__file__).parents[1] / "docs"
GUIDES = ["users.md", "users.vi.md"]


def everything_below(kind: type[Exception]) -> set[type[Exception]]:
    return {kind, *(found for below in kind.__subclasses__() for found in everything_below(below))}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_list_of_settings_is_the_programs() -> None:
    assert settings_table() in read("settings.md"), "write it anew: python -m bienban.settings_table"


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_and_option_is_explained(guide: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = read(guide)
    calls = [[name] for name in NAMES] + [["rubric", name] for name in ("list", "show", "check", "diff")]
    calls += [["db", name] for name in ("upgrade", "check", "copy")] + [["audit", "verify"]]
    changes = ("set-role", "set-cells", "disable", "enable", "reset-password")
    calls += [["user", name] for name in ("add", "list", *changes)]
    parts = ("list", "add", "assign", "show", "propose", "lines", "learn", "import", "export")
    calls += [["hand", part] for part in parts]
    for call in calls:
        assert re.search(rf"`(bienban )?{' '.join(call)}", text), call
        assert cli.run([*call, "--help"]) == 0
        section = text.partition(f"### `bienban {call[0]}")[2].partition("\n##")[0]
        assert section, call
        options = set(re.findall(r"^ +(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE)) - {"--help"}
        assert [option for option in options if option not in section] == [], call


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_name_no_command_that_does_not_exist(guide: str) -> None:
    named = set(re.findall(r"^bienban ([a-z]+)|`bienban ([a-z]+)", read(guide), re.MULTILINE))
    assert {first or second for first, second in named} == set(NAMES)


def test_every_error_class_code_and_status_is_documented() -> None:
    import extractors
    import quality
    import store

    assert extractors and quality and store  # their own errors count too
    text = read("errors.md")
    ours = [
        kind for kind in everything_below(errors.BienBanError) if not kind.__module__.startswith(("tests", "test_"))
    ]
    assert len(ours) > 8
    for kind in ours:
        assert f"`{kind.code}`" in text, kind  # type: ignore[attr-defined]
        assert re.search(rf"^\| {kind.exit_code} \|", text, re.MULTILINE), kind  # type: ignore[attr-defined]
    for name in errors.__all__:
        if name.startswith("EXIT_"):
            assert re.search(rf"^\| {getattr(errors, name)} \|", text, re.MULTILINE), name
            assert f"| {getattr(errors, name)} |" in (errors.__doc__ or ""), name
