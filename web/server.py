"""Runs the application on the loopback address."""

from __future__ import annotations

import uvicorn
from fastapi import FastAPI

__all__ = ["HOST", "serve"]

HOST = "127.0.0.1"  # the pages show personal data and ask for no password: nobody else's machine may reach them


def serve(app: FastAPI, port: int) -> None:
    """Serve ``app`` on this machine until it is interrupted. Addresses of pages are not logged."""
    uvicorn.run(app, host=HOST, port=port, log_level="warning", access_log=False, server_header=False)
