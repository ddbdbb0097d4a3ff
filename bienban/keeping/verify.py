"""Whether an archive is whole: the store's own checks, in words."""

from __future__ import annotations

from typing import NamedTuple

from store import Store

__all__ = ["Verified", "verify_archive"]


class Verified(NamedTuple):
    """One check: what, how many things were looked at, and which of them (at most ten) are not as they should be."""

    what: str
    looked_at: int
    wrong: tuple[str, ...]


def verify_archive(store: Store, *, content: bool) -> list[Verified]:
    """All checks of the store. ``content``: every original is read and its hash compared."""
    return [Verified(one.what, one.looked_at, one.which) for one in store.check(content=content)]
