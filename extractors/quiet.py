"""Library warnings stop here: what matters becomes an error or a note, the rest is noise to the caller."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quiet"]

_LOCK = threading.RLock()


@contextmanager
def quiet() -> Iterator[None]:
    """Silence ``warnings`` for a short library call.

    ``warnings.catch_warnings`` swaps state of the whole process, so calls from several threads take turns.
    """
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
