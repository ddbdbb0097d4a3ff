"""Keys and pseudonyms of the feed: keyed HMAC, the same letters as in `bienban export` and the report."""

from __future__ import annotations

import hmac
from base64 import b32encode
from functools import lru_cache

from bienban.pseudonyms import Pseudonyms

__all__ = ["Keys"]


class Keys:
    """Makes all keys of one feed from one secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.person = lru_cache(maxsize=200_000)(Pseudonyms(secret, ()).of)
        self.document = lru_cache(maxsize=1_000)(self._document)

    def __reduce__(self) -> tuple[type[Keys], tuple[bytes]]:
        return (type(self), (self._secret,))  # for worker processes; the cache stays behind

    def _keyed(self, kind: str, value: str, letters: int) -> str:
        # The kind is part of what is hashed: a cell and a document of one name must not share their letters.
        digest = hmac.digest(self._secret, f"{kind}:{value}".encode(), "sha256")
        return f"{kind}-{b32encode(digest[:10]).decode('ascii')[:letters]}"  # ten bytes make sixteen letters

    def meeting(self, record_id: str) -> str:
        return self._keyed("BG", record_id, 16)

    def _document(self, sha256: str) -> str:
        return self._keyed("TL", sha256, 16)

    def cell(self, name: str) -> str:
        return self._keyed("CB", name, 12)

    def unit(self, name: str) -> str:
        return self._keyed("TC", name, 12)

    def seal(self, text: str) -> str:
        """Digest of a text under the secret, in hexadecimal; says nothing to who has not the secret."""
        return hmac.digest(self._secret, f"seal:{text}".encode(), "sha256").hex()[:32]
