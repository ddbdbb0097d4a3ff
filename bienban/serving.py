"""What ``bienban serve`` does: the review pages on this machine's own address."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import web
from bienban.archive import open_store
from bienban.i18n import both
from bienban.logs import log_to
from bienban.pseudonyms import Pseudonyms, load_key
from bienban.running import batch_settings
from bienban.session import Session, tell
from bienban.settings import Settings
from schemas import Record, UsageError
from store import Accounts, from_os

__all__ = ["form_key", "serve"]

KEY_NAME = "web.key"
HERE = ("127.0.0.1", "localhost")
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - every address of this machine: only where somebody says so


def serve(settings: Settings, session: Session, *, team: bool = False) -> None:
    """Serve until interrupted: to one person on this machine, or with logins to a team.

    Raises ``UsageError`` for a port that is taken and for what would let others in unasked or passwords be read on the
    way, ``StoreError`` for the database.
    """
    host, port = settings.web_address, settings.web_port
    if not team and host not in HERE:
        raise UsageError(*both("serve.only-loopback", host=host))
    with open_store(settings) as store:  # what is wrong with the database is said here, not in a page
        if team and not Accounts(store).has_admin():
            raise UsageError(*both("serve.no-admin"))
    provider = _provider(settings) if team else None
    certificate, certificate_key = _certificate(settings, host)
    _free(host, port)
    hosts = [name.strip() for name in settings.web_hosts.split(",") if name.strip()] if team else []
    if team and host in ANYWHERE and not hosts:
        raise UsageError(*both("serve.no-hosts", host=host))
    app = web.create_app(
        lambda: open_store(settings),
        settings.reading,
        session.paper.language,
        access=web.Team(settings.web_idle_minutes, provider=provider) if team else None,
        key=form_key(settings.data_dir),
        person=_own_name(),
        batch=batch_settings(settings),
        hosts=[*hosts, host] if team and host not in ANYWHERE else hosts,
        hide=_hide(settings.data_dir) if team else None,
        learn=settings.learn_in_background,
    )
    if team:
        name = hosts[0] if hosts else host
        tell(session.say("serve.team-at", url=f"{'https' if certificate else 'http'}://{name}:{port}/"))
    else:
        tell(session.say("serve.at", port=port))
    with log_to(settings.log_dir):
        web.serve(app, port, host, certificate, certificate_key)


def _provider(settings: Settings) -> web.Provider | None:
    """Single sign-on, where the settings name a provider. Raises ``UsageError`` where they name half of one."""
    given = (settings.web_oidc_issuer, settings.web_oidc_client, settings.web_oidc_secret_file)
    if not any(given):
        return None
    if not all(given) or settings.web_oidc_secret_file is None:
        raise UsageError(*both("serve.oidc-half"))
    try:
        secret = settings.web_oidc_secret_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(*both("serve.oidc-secret", reason=type(error).__name__)) from error
    return web.Provider(settings.web_oidc_issuer, settings.web_oidc_client, secret, settings.web_oidc_claim)


def _certificate(settings: Settings, host: str) -> tuple[str | None, str | None]:
    """Paths of certificate and key, proved to belong together; without them only this machine is served."""
    if settings.web_certificate is None and settings.web_certificate_key is None:
        if host not in HERE:
            raise UsageError(*both("serve.no-certificate", host=host))
        return None, None
    if settings.web_certificate is None or settings.web_certificate_key is None:
        raise UsageError(*both("serve.certificate-bad", reason="web_certificate, web_certificate_key"))
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.web_certificate, settings.web_certificate_key, password=lambda: "")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(*both("serve.certificate-bad", reason=reason)) from error
    return str(settings.web_certificate), str(settings.web_certificate_key)


def _hide(data_dir: Path) -> Callable[[Record], Record]:
    """Takes names out of a record: the same person has the same pseudonym as in what is published."""
    key = load_key(data_dir)
    return lambda record: Pseudonyms(key, [record]).record(record)


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


def _free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(*both("serve.port-used", port=port, reason=error.strerror or "")) from error
