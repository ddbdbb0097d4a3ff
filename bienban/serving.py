"""What ``bienban serve`` does: the review pages on this machine's own address."""

from __future__ import annotations

import socket

import web
from bienban.archive import open_store
from bienban.i18n import both
from bienban.logs import log_to
from bienban.session import Session, tell
from bienban.settings import Settings
from schemas import UsageError

__all__ = ["serve"]


def serve(settings: Settings, session: Session) -> None:
    """Serve until interrupted. Raises ``UsageError`` for a port that is taken, ``StoreError`` for the database."""
    port = settings.web_port
    _free(port)
    open_store(settings).close()  # what is wrong with the database is said here, not in a page
    app = web.create_app(lambda: open_store(settings), settings.reading, session.paper.language)
    tell(session.say("serve.at", port=port))
    with log_to(settings.log_dir):
        web.serve(app, port)


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((web.HOST, port))
        except OSError as error:
            raise UsageError(*both("serve.port-used", port=port, reason=error.strerror or "")) from error
