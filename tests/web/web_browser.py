"""A browser for the tests of the pages: it keeps cookies and fills in forms."""

import re
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

BASE = "http://127.0.0.1"
KEY = b"k" * 32


class Browser(TestClient):
    """A browser that fills in the forms of our pages: ``fill`` carries the token of the page as a form does."""

    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.get("/who").text)
        assert found
        return found[1]

    def fill(self, address: str, fields: dict[str, str], **options: Any) -> Response:
        return self.post(address, data={"csrf": self.csrf(), **fields}, **options)

    def token(self, record_id: str, pointer: str) -> str:
        """What the form of one value says it was shown."""
        page = self.get(f"/record/{record_id}").text
        at = page.index(f'name="pointer" value="{pointer}"')
        found = re.search(r'name="token" value="([^"]+)"', page[at:])
        assert found
        return found[1]
