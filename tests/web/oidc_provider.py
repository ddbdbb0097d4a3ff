"""A small OpenID Connect provider of our own on this machine: it lets everybody in as who the test says."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "bienban", "a-secret-of-the-client"


class OwnProvider:
    """``person`` logs in; ``changed`` replaces claims of the ID token, ``key`` signs it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.known = RSAKey.generate_key(2048, {"kid": "a"})
        self.key, self.header = self.known, {"alg": "RS256", "kid": "a"}
        self.person, self.changed = "reviewer", {}  # type: str, dict[str, Any]
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def metadata(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.address, **{name: f"{self.address}/{path}" for name, path in names.items()}}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The ID token for a code, once; None where anything is wrong."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], "preferred_username": self.person} | self.changed
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = self.forged(claims) if self.header["alg"] == "HS256" else jwt.encode(self.header, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def forged(self, claims: dict[str, Any]) -> str:
        """Signed with the public key as if it were a shared secret; no library of repute does so."""
        parts = [urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (self.header, claims)]
        seal = hmac.new(self.known.as_pem(private=False), b".".join(parts), hashlib.sha256).digest()
        return b".".join([*parts, urlsafe_b64encode(seal).rstrip(b"=")]).decode()


@contextmanager
def provider() -> Iterator[OwnProvider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, _flat(urlsplit(self.path).query)
            own.asked.append(path)
            if path == "/.well-known/openid-configuration":
                self._say(own.metadata())
            elif path == "/keys":
                self._say(KeySet([own.known]).as_dict(private=False))
            elif path == "/authorize":
                self.send_response(302)
                self.send_header("location", own.authorize(asked))
                self.end_headers()

        def do_POST(self) -> None:
            own.asked.append(self.path)
            form = _flat(self.rfile.read(int(self.headers["content-length"])).decode())
            given = own.token(form)
            self._say(given or {"error": "invalid_grant"}, 200 if given else 400)

        def _say(self, said: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    own = OwnProvider(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield own
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
