"""What the description of the API allows and forbids, sent to it: never an error of the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from test_browser_review import drawn

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
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_server_fail(case) -> None:
    if "record_id" in (case.path_parameters or {}):
        case.path_parameters["record_id"] = "paper"
    response = case.call(base_url="http://127.0.0.1")
    assert response.status_code < 500, response.text
