"""Single sign-on in a real browser: it comes back from another site, where cookies that are Strict do not come along."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from store import Accounts, Store
from web import Provider, Team

sys.path.append(str(Path(__file__).parents[1] / "web"))
from oidc_provider import CLIENT, SECRET, provider


def test_from_the_provider_back_to_where_one_wanted_to_go(chromium: Any, serve: Any, data_dir: Path) -> None:
    with Store.open(None, data_dir) as store:
        Accounts(store).add("reviewer", "bèo dạt mây trôi xa", "reviewer", None, by="thử")
    with provider() as own:  # on "localhost", the pages on "127.0.0.1": two sites to a browser
        address = serve(access=Team(provider=Provider(own.address, CLIENT, SECRET)))
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/overview")
        page.click("a[href^='/login/oidc']")
        page.wait_for_selector("header .who")
        page.wait_for_url(f"{address}/overview")
        assert "reviewer" in page.inner_text("header .who")
        context.close()
