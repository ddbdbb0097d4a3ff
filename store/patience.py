"""Trying again what the database refused for the moment: its server restarts, or two writers met."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from schemas import StoreError
from store.errors import passing

__all__ = ["patient"]

PATIENCE_SECONDS = 60.0  # a server that is restarted is back sooner; one that is not needs a person
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds

P = ParamSpec("P")
T = TypeVar("T")


def pauses() -> Iterator[float]:
    """Seconds to wait before each new try: doubling, until patience has run out."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = FIRST_PAUSE
    while time.monotonic() + pause < deadline:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def patient(work: Callable[P, T]) -> Callable[P, T]:
    """``work``, tried again while what it raises is passing.

    Only for work that may be done twice: when a connection breaks off in the middle of a commit, nobody can say
    whether it went through.
    """

    @wraps(work)
    def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for pause in pauses():
            try:
                return work(*args, **kwargs)
            except StoreError as error:
                if not passing(error):
                    raise
                time.sleep(pause)
        return work(*args, **kwargs)

    return tried
