"""Figures for Prometheus: what they say is so, and they say nothing of anybody."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from store import Store
from web.metrics import metrics_text, router


def values(text: str) -> dict[str, float]:
    families = text_string_to_metric_families(text)
    return {
        one.name + "".join(f"{{{value}}}" for value in one.labels.values()): one.value
        for family in families
        for one in family.samples
    }


def test_metrics_count_what_the_archive_holds(tmp_path: Path) -> None:
    with Store.open(None, tmp_path / "data") as store:
        store.put_aside(tmp_path / "Vũ Thị Khuê.pdf", None, "unreadable", "damaged", "hỏng")
        run_id = store.start_run()
        store.finish_run(run_id, "finished", {"pages_read": 7})
        text = metrics_text(store).decode()
        found = values(text)
        assert found["bienban_up"] == 1
        assert found["bienban_aside{unreadable}"] == 1
        assert found["bienban_runs{finished}"] == 1
        assert found["bienban_last_run_pages"] == 7
        assert found["bienban_documents"] == 0
        assert "Khuê" not in text


def test_the_routes_answer_and_say_when_the_archive_is_away(tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(router)
    app.state.store = Store.open(None, tmp_path / "data")
    with TestClient(app) as client:
        answer = client.get("/metrics")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
        assert client.get("/ready").json()["ready"] is True
        app.state.store.close()
        for path in (tmp_path / "data").glob("bienban.sqlite3*"):
            path.write_bytes(b"no database" * 1000)
        assert client.get("/metrics").text.rstrip().endswith("bienban_up 0.0")
        answer = client.get("/ready")
        assert (answer.status_code, answer.json()["ready"]) == (503, False)
    app.state.store.close()
