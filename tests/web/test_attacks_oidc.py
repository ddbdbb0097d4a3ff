"""Single sign-on against a provider of our own, and attacks on it: nobody comes in whom it did not vouch for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from attack_tools import hidden
from joserfc.jwk import RSAKey
from oidc_provider import CLIENT, SECRET, OwnProvider, provider
from web_browser import BASE, KEY, Browser

from schemas import UsageError
from store import Accounts, Store, verify_trail
from web import Provider, Team, create_app
from web.oidc import Begun, OidcRefusedError, opened, sealed


@pytest.fixture
def own() -> Iterator[OwnProvider]:
    with provider() as found:
        yield found


@pytest.fixture
def visitor(archive: Store, own: OwnProvider) -> Iterator[Browser]:
    team = Team(provider=Provider(own.address, CLIENT, SECRET))
    app = create_app(lambda: archive, key=KEY, access=team, hosts=["team.example"], hide=hidden)
    with Browser(app, base_url=BASE) as browser:
        yield browser


def go(visitor: Browser, to: str = "", **changes: str) -> Any:
    """Off to the provider and back, as a browser goes; ``changes`` to what it brings back."""
    begun = visitor.get("/login/oidc", params={"to": to}, follow_redirects=False)
    assert begun.status_code == 303
    back = httpx.get(begun.headers["location"]).headers["location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    return visitor.get(f"/login/oidc/back?{urlencode({**asked, **changes})}")


def test_who_is_vouched_for_has_the_role_and_cells_of_their_account(visitor: Browser, archive: Store) -> None:
    assert "/login/oidc" in visitor.get("/login?to=/overview").text
    page = go(visitor, "/record/dong")
    assert page.status_code == 200
    assert 'content="0; url=/record/dong"' in page.text
    assert visitor.get("/record/dong").status_code == 200
    assert visitor.get("/record/tay").status_code == 404
    [login] = [one for one in archive.audit_trail() if one.action == "login"]
    assert (login.actor, login.details) == ("reviewer", {"by": "provider"})
    assert verify_trail(archive).first is None


def test_it_is_off_unless_a_provider_is_named(archive: Store) -> None:
    with Browser(create_app(lambda: archive, key=KEY, access=Team()), base_url=BASE) as browser:
        assert "oidc" not in browser.get("/login").text
        assert browser.get("/login/oidc").status_code == 404
        assert browser.get("/login/oidc/back?code=a&state=b").status_code == 404


def test_nobody_is_given_an_account_by_logging_in(visitor: Browser, archive: Store, own: OwnProvider) -> None:
    own.person = "nguoi-la"
    assert go(visitor).status_code == 401
    Accounts(archive).set_active("scorer", False, by="thử")
    own.person = "scorer"
    assert go(visitor).status_code == 401
    assert visitor.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"iss": "http://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"sub": None},
        {"preferred_username": None},
        {"preferred_username": ["reviewer"]},
    ],
)
def test_a_token_that_was_not_made_for_this_login_lets_nobody_in(
    visitor: Browser, own: OwnProvider, changed: dict[str, Any]
) -> None:
    own.changed = changed
    assert go(visitor).status_code == 401
    assert visitor.get("/", follow_redirects=False).status_code == 303
    own.changed = {}
    assert go(visitor).status_code == 200  # so it was that which was refused


def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(visitor: Browser, own: OwnProvider) -> None:
    own.key = RSAKey.generate_key(2048, {"kid": "a"})
    assert go(visitor).status_code == 401
    # the well-known confusion: the public key of the provider taken for a shared secret
    own.header = {"alg": "HS256", "kid": "a"}
    assert go(visitor).status_code == 401
    own.key, own.header = own.known, {"alg": "RS256", "kid": "a"}
    assert go(visitor).status_code == 200


def test_a_login_that_was_begun_elsewhere_cannot_be_ended_here(visitor: Browser) -> None:
    """Login CSRF: a link back with a code of the attacker's, to a browser that began nothing, or something else."""
    assert go(visitor, state="another").status_code == 401
    attacker = Browser(visitor.app, base_url=BASE)
    begun = attacker.get("/login/oidc", follow_redirects=False)
    back = httpx.get(begun.headers["location"]).headers["location"]
    assert visitor.get(urlsplit(back)._replace(scheme="", netloc="").geturl()).status_code == 401
    assert visitor.get("/", follow_redirects=False).status_code == 303


def test_a_code_is_good_for_once(visitor: Browser) -> None:
    begun = visitor.get("/login/oidc", follow_redirects=False)
    kept = visitor.cookies["bienban_oidc"]
    back = urlsplit(httpx.get(begun.headers["location"]).headers["location"])
    address = f"{back.path}?{back.query}"
    assert visitor.get(address).status_code == 200
    thief = Browser(visitor.app, base_url=BASE)
    thief.cookies.set("bienban_oidc", kept)
    assert thief.get(address).status_code == 401


def test_single_sign_on_leads_nowhere_else(visitor: Browser) -> None:
    assert 'content="0; url=/"' in go(visitor, "//evil.example").text


def test_the_cookie_of_a_login_that_was_begun_is_signed_and_ends() -> None:
    begun = Begun("s", "n", "v", "/", int(time.time()))
    assert opened(sealed(begun, KEY), KEY) == begun
    late = Begun("s", "n", "v", "/", int(time.time()) - 3600)
    for cookie in ("", "x", sealed(begun, b"another"), "A" + sealed(begun, KEY), sealed(late, KEY)):
        with pytest.raises(OidcRefusedError):
            opened(cookie, KEY)


def test_a_provider_that_is_away_or_not_itself_lets_nobody_in(archive: Store, own: OwnProvider) -> None:
    with pytest.raises(UsageError):
        Provider("http://login.example.vn", CLIENT, SECRET)  # in the clear over a network
    for address in ("http://localhost:9", own.address.replace("localhost", "127.0.0.1")):  # another issuer than it says
        app = create_app(lambda: archive, key=KEY, access=Team(provider=Provider(address, CLIENT, SECRET)))
        browser = Browser(app, base_url=BASE)
        app.state.store = archive
        answer = browser.get("/login/oidc", follow_redirects=False)
        assert answer.status_code == 401
        assert "Đăng nhập một lần không thành công" in answer.text
