"""What the description of the API allows and forbids, sent to it: never an error of the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_tools import drawn
from hypothesis import HealthCheck, given, settings

from store import Store
from web import create_app

schemathesis = pytest.importorskip("schemathesis", reason="make test-browser installs it")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory):
    data = tmp_path_factory.mktemp("api") / "data"
    drawn(data)
    app = create_app(lambda: Store.open(None, Path(data)))
    from fastapi.testclient import TestClient

    with TestClient(app, base_url="http://127.0.0.1"):
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "127.0.0.1"})


def test_no_request_makes_the_server_fail(api) -> None:
    asked: dict[str, set[int]] = {}
    for found in api.get_all_operations():
        operation = found.ok()
        seen = asked.setdefault(f"{operation.method} {operation.path}", set())

        @given(case=operation.as_strategy())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def check(case) -> None:
            if "record_id" in (case.path_parameters or {}):
                case.path_parameters["record_id"] = "paper"
            response = case.call(headers={"host": "127.0.0.1"})
            seen.add(response.status_code)  # noqa: B023 - called before the loop goes on
            assert response.status_code < 500, response.text

        check()
    assert len(asked) == 10
    assert all(asked.values()), "no request was sent to some of them"
