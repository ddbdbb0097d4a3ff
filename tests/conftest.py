"""What tests of several rooms share: databases, the same tests on each."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from scripts.services import postgres
from scripts.services.s3 import S3Server

REQUIRED = (
    "BIENBAN_TEST_SERVICES"  # set where the servers must be there: missing ones then fail instead of being skipped
)


def unavailable(reason: str) -> None:
    """Leave the test out, saying why; where servers are required, fail."""
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.PostgresServer]:
    """A real server of our own, one for each test process."""
    reason = postgres.missing()
    if reason:
        unavailable(reason)
    with postgres.PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgres_server.new_database()
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """An empty database as settings name it, once SQLite in the data folder (None), once PostgreSQL."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A real S3 server of our own, one for each test process."""
    with S3Server() as server:
        yield server


@pytest.fixture
def s3_url(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket, and the environment in which clients and their child processes find the server."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    return s3_server.new_bucket()


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.services)])
def originals_url(request: pytest.FixtureRequest) -> str | None:
    """An empty place for originals as settings name it, once the folder in the data folder (None), once S3."""
    return None if request.param == "folder" else request.getfixturevalue("s3_url")
