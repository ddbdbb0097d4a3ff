"""Accounts and the trail by command, and what `serve` refuses."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Protocol

import pytest

import bienban
from bienban import cli

PASSWORD = "bèo dạt mây trôi"
ROOT = Path(bienban.__file__).parents[1]


class Call(Protocol):
    """The command line in this process, with what is typed into it; gives the exit code."""

    def __call__(self, *args: str, typed: str = "") -> int: ...


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(tmp_path)

    def run(*args: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return cli.run(["--lang", "en", "--data-dir", str(tmp_path / "data"), *args])

    return run


def test_accounts_are_made_with_a_password_from_standard_input(call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("user", "add", "hoa", "--role", "admin", "--all-cells") == 2  # no password
    assert call("user", "add", "hoa", "--role", "admin", "--all-cells", typed="ngắn\n") == 2
    assert call("user", "add", "hoa", "--role", "admin", typed=f"{PASSWORD}\n") == 2  # no cells
    assert call("user", "add", "hoa", "--role", "admin", "--all-cells", typed=f"{PASSWORD}\n") == 0
    assert call("user", "add", "lan", "--role", "viewer", "--cell", "Chi bộ Thôn Đông", typed=f"{PASSWORD}\n") == 0
    assert "no paper of the cell Chi bộ Thôn Đông" in capsys.readouterr().err
    assert call("user", "set-role", "lan", "--role", "reviewer") == 0
    assert call("user", "disable", "lan") == 0
    assert call("user", "disable", "hoa") == 2
    capsys.readouterr()
    assert call("user", "list", "--json") == 0
    said = capsys.readouterr().out
    assert json.loads(said)[1] == {"name": "lan", "role": "reviewer", "cells": ["thon dong"], "active": False}
    assert "argon2" not in said


def test_the_trail_is_looked_at_by_command(call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("user", "add", "hoa", "--role", "admin", "--all-cells", typed=f"{PASSWORD}\n")
    capsys.readouterr()
    assert call("audit", "verify", "--json") == 0
    head = json.loads(capsys.readouterr().out)["head"]
    assert call("audit", "verify", "--head", head) == 0
    assert call("audit", "verify", "--head", "f" * 64) == 4
    with sqlite3.connect(tmp_path / "data" / "bienban.sqlite3") as connection:
        connection.execute("UPDATE audit SET actor = 'x' WHERE id = 1")
    capsys.readouterr()
    assert call("audit", "verify") == 4
    assert "row 1 was changed" in capsys.readouterr().err
    assert call("audit", "verify", "--lang", "vi") == 4
    assert "dòng 1 bị sửa" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--host", "0.0.0.0"], "Without --team"),
        (["--host", "192.0.2.1"], "Without --team"),
        (["--team"], "an account that may administer"),
    ],
)
def test_serve_lets_nobody_in_unasked(
    call: Call, args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("serve", *args) == 2
    assert said in capsys.readouterr().err


def test_serve_sends_no_password_in_the_clear(call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("user", "add", "hoa", "--role", "admin", "--all-cells", typed=f"{PASSWORD}\n")
    capsys.readouterr()
    assert call("serve", "--team", "--host", "0.0.0.0") == 2
    assert "in the clear" in capsys.readouterr().err
    (tmp_path / "bienban.toml").write_text('web_certificate = "a.pem"\nweb_certificate_key = "b.pem"\n')
    assert call("serve", "--team", "--host", "0.0.0.0") == 2
    assert "certificate" in capsys.readouterr().err


def test_serve_wants_the_whole_of_single_sign_on(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("user", "add", "hoa", "--role", "admin", "--all-cells", typed=f"{PASSWORD}\n")
    for lines, said in (
        ('web_oidc_issuer = "https://login.example.vn"\n', "all three"),
        ('web_oidc_issuer = "https://a.vn"\nweb_oidc_client = "x"\nweb_oidc_secret_file = "none"\n', "cannot be read"),
        ('web_oidc_issuer = "http://a.vn"\nweb_oidc_client = "x"\nweb_oidc_secret_file = "bienban.toml"\n', "https"),
    ):
        (tmp_path / "bienban.toml").write_text(lines)
        capsys.readouterr()
        assert call("serve", "--team") == 2
        assert said in capsys.readouterr().err


def test_every_test_that_the_page_on_security_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    attacks = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "tests/web").glob("test_attacks_*.py"))
    others = ("web/test_web_units.py", "store/test_store_accounts.py")
    code = attacks + "".join((ROOT / "tests" / name).read_text(encoding="utf-8") for name in others)
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in code} == set()
    tried = set(re.findall(r"^def (test_\w+)", attacks, re.MULTILINE))
    assert len(tried) > 20
    assert tried - named == set()
