"""prefect.yaml says what the program can do: entry points, parameters, schedules, one work pool."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import bienban
from bienban.commands import NAMES

ROOT = Path(bienban.__file__).parents[1]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.fixture
def prefect(tmp_path: Path) -> Any:
    from flows.environment import prepare_environment

    prepare_environment(tmp_path)
    import prefect

    return prefect


@pytest.mark.flow
def test_every_deployment_can_be_deployed(prefect: Any) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    assert len({one["name"] for one in DEPLOYMENTS}) == len(DEPLOYMENTS) >= 4
    for one in DEPLOYMENTS:
        file, _, name = one["entrypoint"].partition(":")
        spec = importlib.util.spec_from_file_location("deployed_for_test", ROOT / file)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        flow = getattr(module, name)
        assert isinstance(flow, prefect.Flow), name
        inspect.signature(flow.fn).bind(**one["parameters"])
        assert one["work_pool"]["name"] == "bienban"
        for schedule in one["schedules"]:
            CronSchedule(**schedule)
    said = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["prefect-version"]
    assert said == prefect.__version__


@pytest.mark.flow
def test_a_command_that_fails_fails_its_task_and_one_unread_file_does_not(
    prefect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess

    from bienban import deployed

    calls: list[list[str]] = []

    def answered(status: int) -> Any:
        def run(call: list[str], check: bool) -> Any:
            calls.append(call)
            return subprocess.CompletedProcess(call, status)

        return run

    monkeypatch.setattr(deployed.subprocess, "run", answered(1))
    assert deployed.run.fn("run", ["in"], "data") == 1
    assert calls[0][1:] == ["-m", "bienban", "--data-dir", "data", "run", "in"]
    assert calls[0][5] in NAMES
    monkeypatch.setattr(deployed.subprocess, "run", answered(4))
    with pytest.raises(deployed.CommandError, match="4"):
        deployed.run.fn("verify", [], "data")
