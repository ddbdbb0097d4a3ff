"""A PostgreSQL server of our own: in a new folder, on a socket there, gone when it is left.

    with PostgresServer() as server:
        url = server.new_database()

It needs the programs of the system package ``postgresql``; as root it runs as the user that package made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["PostgresServer", "missing"]

# Tests throw the data away with the machine running; measurements ask for a server as careful as one at work.
CARELESS = {"fsync": "off", "full_page_writes": "off"}
INSTALL = "sudo apt-get install -y --no-install-recommends postgresql"


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``: on the path, or the newest where Debian puts them."""
    found = shutil.which("initdb")
    if found and Path(found).resolve().with_name("pg_ctl").exists():
        return Path(found).resolve().parent
    several = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(several, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def missing() -> str | None:
    """Why no server can be started here, with the line that helps; None when one can."""
    if programs() is None:
        return f"no PostgreSQL programs on this machine; install them: {INSTALL}"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it"
    return None


def _user() -> Any:
    import pwd  # noqa: PLC0415 - not on every system

    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


class PostgresServer:
    """One server. ``stop`` and ``start`` may be called in between, to see what callers make of it."""

    def __init__(self, *, careful: bool = False) -> None:
        """``careful``: writes reach the disk before they are confirmed, as at work."""
        reason = missing()
        if reason:
            raise RuntimeError(reason)
        found = programs()
        assert found is not None  # noqa: S101 - `missing` has looked
        self.programs, self.careful = found, careful
        self.folder = Path(tempfile.mkdtemp(prefix="bienban-pg-"))
        self.data = self.folder / "data"
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = _user()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def __enter__(self) -> Self:
        try:
            # It sorts by a language, as most servers at work do: what needs another order must ask for it.
            language = ("--locale-provider=icu", "--icu-locale=vi-VN", "--locale=C.UTF-8")
            self._run("initdb", "-D", self.data, "-U", "bienban", "-A", "trust", "-E", "UTF8", "-N", *language)
            settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), "max_connections": "100"}
            settings |= {} if self.careful else CARELESS
            lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
            with (self.data / "postgresql.auto.conf").open("a") as config:
                config.write(lines)
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._remove()

    def start(self) -> None:
        """Start and wait until it answers."""
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.folder / "log")

    def stop(self) -> None:
        """Stop at once, as a machine that goes down would: open transactions are lost."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def new_database(self) -> str:
        """Make an empty database; its SQLAlchemy address."""
        name = f"b{uuid.uuid4().hex[:12]}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, database: str = "postgres") -> str:
        """Address of a database of this server."""
        return f"postgresql://bienban@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Carry out one statement outside of a transaction."""
        import psycopg  # noqa: PLC0415 - an extra

        where = {"host": str(self.folder), "user": "bienban", "dbname": database}
        with psycopg.connect(**where, autocommit=True) as connection:
            connection.execute(statement.encode())

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected."""
        self.sql(f"DROP DATABASE {url.split('@/')[1].partition('?')[0]} WITH (FORCE)")

    def _run(self, program: str, *args: object) -> None:
        command = [str(self.programs / program), *map(str, args)]
        # No pipe: the server would inherit it and hold it open.
        with (self.folder / f"{program}.out").open("wb") as out:
            done = subprocess.run(command, stdout=out, stderr=out, cwd=self.folder, check=False, **self._as)
        if done.returncode:
            said = (self.folder / f"{program}.out").read_text(errors="replace")[-500:]
            raise RuntimeError(f"{program} failed: {said}")

    def _remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
