"""Figures of an archive for Prometheus: counts only, never a name, a path or a cell.

add_metrics(app)                     the routes /metrics and /ready of the review pages
metrics_text(store)                  the same text for whoever serves it otherwise
serve_metrics(port, text)            a server of its own for a process without pages (`bienban watch`)
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from schemas import BienBanError
from store import Store
from web.access import allows
from web.routes.common import store_of

__all__ = ["CONTENT_TYPE", "metrics_text", "router", "serve_metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
HOST = "127.0.0.1"

router = APIRouter(include_in_schema=False)


class _Archive(Collector):
    """One look at the archive."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        counts = self._store.counts()
        yield GaugeMetricFamily("bienban_up", "1 while the archive can be read", value=1)
        for name, meaning in (
            ("documents", "originals that were read"),
            ("pages", "pages read"),
            ("cells", "cells with papers"),
            ("assessments", "assessments in force"),
            ("corrections", "acts of correcting by people"),
            ("bytes", "bytes of the originals"),
        ):
            yield GaugeMetricFamily(f"bienban_{name}", meaning, value=counts.get(name, 0))
        yield _labelled("bienban_records", "papers found, by kind", "kind", counts, "records.")
        yield _labelled(
            "bienban_findings", "contradictions and omissions, by severity", "severity", counts, "findings."
        )
        aside = GaugeMetricFamily("bienban_aside", "files put aside, by reason", labels=["code"])
        for code, count in sorted(Counter(item.code for item in self._store.aside()).items()):
            aside.add_metric([code], count)
        yield aside
        runs = self._store.runs()
        states = GaugeMetricFamily("bienban_runs", "batches, by how they ended", labels=["status"])
        for status, count in sorted(Counter(run.status for run in runs).items()):
            states.add_metric([status], count)
        yield states
        ended = [run for run in runs if run.finished is not None]
        if ended:
            last = ended[-1]
            finished = (last.finished or last.started).timestamp()
            yield GaugeMetricFamily("bienban_last_run_finished", "when the last batch ended, Unix time", value=finished)
            seconds = finished - last.started.timestamp()
            yield GaugeMetricFamily("bienban_last_run_seconds", "how long it took", value=seconds)
            pages = float(last.counts.get("pages_read", 0))
            yield GaugeMetricFamily("bienban_last_run_pages", "pages that it read", value=pages)


def _labelled(name: str, meaning: str, label: str, counts: dict[str, int], prefix: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for key, count in counts.items():
        if key.startswith(prefix):
            family.add_metric([key.removeprefix(prefix)], count)
    return family


def metrics_text(store: Store) -> bytes:
    """The figures in Prometheus' text form; ``bienban_up 0`` alone where the archive cannot be read."""
    registry = CollectorRegistry(auto_describe=False)
    try:
        registry.register(_Archive(store))
        return generate_latest(registry)
    except BienBanError:
        return b"# HELP bienban_up 1 while the archive can be read\n# TYPE bienban_up gauge\nbienban_up 0.0\n"


@router.get("/metrics")
@allows("administer")
def metrics(request: Request) -> Response:
    """Figures of the archive for Prometheus."""
    return Response(metrics_text(store_of(request)), media_type=CONTENT_TYPE)


@router.get("/ready")
@allows("administer")
def ready(request: Request) -> JSONResponse:
    """200 while the archive can be read, else 503; when that was looked at."""
    try:
        store_of(request).runs()
    except BienBanError as error:
        return JSONResponse({"ready": False, "code": error.code}, status_code=503)
    return JSONResponse({"ready": True, "at": datetime.now(UTC).isoformat(timespec="seconds")})


def _healthy() -> bytes:
    return b'{"status": "ok"}\n'


def serve_metrics(port: int, text: Callable[[], bytes]) -> ThreadingHTTPServer:
    """Serve ``/metrics`` and ``/health`` on this machine's own address until ``shutdown()``; raises ``OSError``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers: dict[str, Callable[[], bytes]] = {"/metrics": text, "/health": _healthy}
            found = answers.get(self.path)
            body = found() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", CONTENT_TYPE if self.path == "/metrics" else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: who asks for figures is no news."""

    server = ThreadingHTTPServer((HOST, port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    return server
