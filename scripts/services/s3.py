"""An S3 server on the loopback address, gone when it is left: moto's, which keeps everything in its memory.

with S3Server() as server:
    os.environ |= server.environment
    address = server.new_bucket()
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from types import TracebackType
from typing import Self

__all__ = ["S3Server"]

START_SECONDS = 120.0


class S3Server:
    """One server. ``stop`` and ``start`` may be called in between; what it held is then gone."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a client must find in its environment to talk to this server."""
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_S3": self.address,
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, stdin=quiet)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                self._ask("GET", "/moto-api/")
            except OSError:
                if self._process.poll() is not None:
                    raise RuntimeError("moto's server ended; is moto installed with flask and flask-cors?") from None
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError("moto's server does not answer")

    def stop(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def new_bucket(self) -> str:
        """Make an empty bucket; an address in it."""
        name = f"b{uuid.uuid4().hex[:12]}"
        self._ask("PUT", f"/{name}")
        return f"s3://{name}/originals"

    def _ask(self, method: str, path: str) -> None:
        request = urllib.request.Request(self.address + path, method=method)  # noqa: S310 - our own server
        request.add_header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request")
        handler = urllib.request.ProxyHandler({})  # no proxy of the machine
        with urllib.request.build_opener(handler).open(request, timeout=10):
            pass


if __name__ == "__main__":
    with S3Server() as own:
        print("\n".join(f"export {name}={value}" for name, value in own.environment.items()), own.new_bucket())
        os.read(0, 1)
