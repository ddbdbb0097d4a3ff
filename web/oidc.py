"""Single sign-on: a provider (OpenID Connect) vouches for who somebody is; role and cells stay those of the account.

Authorization code flow with PKCE, state and nonce. Of what the provider says only its signed ID token is believed, and
of that only the one claim that names an account. Nothing but the provider's own address is ever called.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from schemas import UsageError

__all__ = ["COOKIE", "LASTS", "Begun", "OidcRefusedError", "Provider", "opened", "sealed"]

COOKIE = "bienban_oidc"
LASTS = 600  # seconds that a login at the provider may take
PATIENCE = 10.0  # seconds that the provider may take to answer us
LEEWAY = 60  # seconds that its clock may be off
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]  # never "none", never HS
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OidcRefusedError(UsageError):
    """The provider was not reached, or what it said is not to be believed. It is not said which to whoever asks."""

    code = "login"

    def __init__(self, why: str, vietnamese: str | None = None) -> None:
        super().__init__(
            "Single sign-on did not succeed. Try again, or log in with name and password.",
            vietnamese or "Đăng nhập một lần không thành công. Hãy thử lại, hoặc đăng nhập bằng tên và mật khẩu.",
        )
        self.why = why


@dataclass(frozen=True)
class Begun:
    """A login that was begun, as the browser keeps it until it comes back."""

    state: str
    nonce: str
    verifier: str
    to: str
    at: int


class Provider:
    """One OpenID Connect provider. Safe to share among threads."""

    def __init__(self, issuer: str, client: str, secret: str, claim: str = "preferred_username") -> None:
        """``claim``: the one of the ID token that holds the name of an account."""
        if not _safe(issuer):
            raise UsageError("The issuer must be an https address.", "Địa chỉ nhà cung cấp phải là https.")
        self._issuer, self._client, self._secret, self._claim = issuer.rstrip("/"), client, secret, claim
        self._known: tuple[float, dict[str, Any]] | None = None

    def begin(self, back: str, to: str) -> tuple[str, Begun]:
        """Where to send the browser, and what it is to keep. ``back``: our address that it is sent back to."""
        begun = Begun(
            secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), to, int(time.time())
        )
        with self._session(back) as session:
            address, _ = session.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), begun

    def finish(self, back: str, begun: Begun, code: str, state: str) -> str:
        """The name of the account that the provider vouches for. Raises ``OidcRefusedError``."""
        if not hmac.compare_digest(state.encode(), begun.state.encode()) or not code:
            raise OidcRefusedError("state")
        metadata = self._metadata()
        try:
            with self._session(back) as session:
                answer = session.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=begun.verifier, grant_type="authorization_code"
                )
                keys = session.request("GET", metadata["jwks_uri"], withhold_token=True).raise_for_status().json()
        except Exception as error:  # whatever network, client library and provider raise, nobody is let in
            raise OidcRefusedError(type(error).__name__) from error
        name = self._claims(str(answer.get("id_token", "")), keys, begun.nonce).get(self._claim)
        if not isinstance(name, str) or not name.strip():
            raise OidcRefusedError("claim")
        return name

    def _claims(self, token: str, keys: Any, nonce: str) -> dict[str, Any]:
        """What the ID token says, once signature, issuer, audience, times and nonce are right."""
        from joserfc import jwt  # noqa: PLC0415 - only where single sign-on is used
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        try:
            found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
            rules = jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self._issuer_said()},
                aud={"essential": True, "value": self._client},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            rules.validate(found.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise OidcRefusedError(type(error).__name__) from error
        claims: dict[str, Any] = found.claims
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client:
            raise OidcRefusedError("azp")
        return claims

    def _issuer_said(self) -> str:
        return str(self._metadata()["issuer"])

    def _metadata(self) -> dict[str, Any]:
        """The provider's own description, asked once an hour."""
        if self._known is not None and time.monotonic() - self._known[0] < 3600:
            return self._known[1]
        try:
            with self._session("") as session:
                address = f"{self._issuer}/.well-known/openid-configuration"
                found = dict(session.request("GET", address, withhold_token=True).raise_for_status().json())
            ends = [str(found[name]) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        except Exception as error:  # as above
            raise OidcRefusedError(type(error).__name__) from error
        if str(found.get("issuer", "")).rstrip("/") != self._issuer or not all(_safe(one) for one in ends):
            raise OidcRefusedError("issuer")
        self._known = (time.monotonic(), found)
        return found

    def _session(self, back: str) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415 - only where single sign-on is used

        return OAuth2Client(
            self._client,
            self._secret,
            scope="openid profile email",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=PATIENCE,
            follow_redirects=False,
        )


def _safe(address: str) -> bool:
    """Encrypted, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def sealed(begun: Begun, key: bytes) -> str:
    """For a cookie: signed, so that only what we began comes back."""
    body = urlsafe_b64encode(json.dumps(asdict(begun)).encode())
    return f"{body.decode()}.{_seal(body, key)}"


def opened(cookie: str, key: bytes) -> Begun:
    """What was sealed, while it lasts. Raises ``OidcRefusedError``."""
    body, _, seal = cookie.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body.encode(), key).encode()):
        raise OidcRefusedError("seal")
    begun = Begun(**json.loads(urlsafe_b64decode(body)))
    if time.time() - begun.at > LASTS:
        raise OidcRefusedError("late")
    return begun


def _seal(body: bytes, key: bytes) -> str:
    return hmac.new(key, b"oidc " + body, sha256).hexdigest()
