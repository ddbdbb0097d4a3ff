"""Headers that keep the pages to themselves, names that are answered, and how much a request may carry."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "HOSTS", "BodyLimit", "SecurityHeaders"]

# A page of another site can make a browser ask this machine under a name of its own (DNS rebinding):
# only the names that mean "this machine" are answered.
HOSTS = ("127.0.0.1", "localhost")

# OpenSeadragon 6.1.1 adds one rule for phones as a style element: that text and no other is let through.
VIEWER_STYLE = "'sha256-9xTiqzfwFaL2SGb1rmr8gysEwVVjIvqWAgmZgqFqpEE='"

HEADERS = {
    "content-security-policy": (
        f"default-src 'self'; script-src 'self'; style-src 'self' {VIEWER_STYLE}; "
        "img-src 'self' data: blob:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",  # "no-referrer" would take the origin off our own forms too
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class SecurityHeaders:
    """ASGI layer that sets ``HEADERS`` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                token = scope.get("state", {}).get("new_session")
                if token is not None:
                    kept = f"bienban_session={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000"
                    headers.append("set-cookie", kept if on_this_machine(scope) else f"{kept}; Secure")
                if scope.get("scheme") == "https":
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        await self._app(scope, receive, with_headers)


def on_this_machine(scope: Scope) -> bool:
    """Whether the request came to a loopback name without encryption; everything else is encrypted or must be."""
    host = Headers(scope=scope).get("host", "").rpartition(":")[0] or Headers(scope=scope).get("host", "")
    return scope.get("scheme") != "https" and host in HOSTS


class BodyLimit:
    """ASGI layer that ends a request whose body is over ``small`` bytes, or over ``large`` where files come in."""

    def __init__(self, app: ASGIApp, small: int, large: int, large_path: str) -> None:
        self._app, self._small, self._large, self._large_path = app, small, large, large_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._large if scope["path"] == self._large_path else self._small
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            await Response("too large", 413)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            # what was not announced is cut off: the reader of the form sees a client that went away
            return {"type": "http.disconnect"} if seen > limit else message

        await self._app(scope, counted, send)
