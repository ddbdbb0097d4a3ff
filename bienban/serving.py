"""What ``bienban serve`` does: the review pages on this machine's own address."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
from pathlib import Path

import web
from bienban.archive import open_store
from bienban.i18n import both
from bienban.logs import log_to
from bienban.running import batch_settings
from bienban.session import Session, tell
from bienban.settings import Settings
from schemas import UsageError
from store import from_os

__all__ = ["form_key", "serve"]

KEY_NAME = "web.key"


def serve(settings: Settings, session: Session) -> None:
    """Serve until interrupted. Raises ``UsageError`` for a port that is taken, ``StoreError`` for the database."""
    port = settings.web_port
    _free(port)
    open_store(settings).close()  # what is wrong with the database is said here, not in a page
    app = web.create_app(
        lambda: open_store(settings),
        settings.reading,
        session.paper.language,
        key=form_key(settings.data_dir),
        person=_own_name(),
        batch=batch_settings(settings),
    )
    tell(session.say("serve.at", port=port))
    with log_to(settings.log_dir):
        web.serve(app, port)


def form_key(data_dir: Path) -> bytes:
    """The key that signs the tokens of forms: made once, for its owner only, so that a restart loses nothing."""
    path = data_dir / KEY_NAME
    try:
        return path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_bytes(32)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(key)
    except FileExistsError:
        return path.read_bytes()
    except OSError as error:
        raise from_os(error, str(data_dir)) from error
    return key


def _own_name() -> str:
    """The name of the account that serves: it stands beside what was corrected until the person says another."""
    try:
        return getpass.getuser()
    except OSError:  # an account without a name
        return "–"


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((web.HOST, port))
        except OSError as error:
            raise UsageError(*both("serve.port-used", port=port, reason=error.strerror or "")) from error
