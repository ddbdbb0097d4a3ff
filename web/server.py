"""Runs the application: on the loopback address, unless a team asks for another one."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

__all__ = ["HOST", "serve"]

HOST = "127.0.0.1"  # alone the pages show personal data and ask for no password: no other machine may reach them


def serve(
    app: FastAPI, port: int, host: str = HOST, certificate: str | None = None, certificate_key: str | None = None
) -> None:
    """Serve ``app`` until it is interrupted. Addresses of pages are not logged.

    Another ``host`` than this machine is for a team only: the caller sees to logins and encryption. What a proxy on
    this machine says of the browser's address is believed, what others say is not.
    """
    uvicorn.run(
        app,
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=certificate_key,
        forwarded_allow_ips=HOST,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
