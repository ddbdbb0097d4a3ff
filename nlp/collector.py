"""Python's collector of circular garbage, at rest while a unit is understood.

It looks through all young objects after each seven hundred new ones, and now and then through all lexicons, a tenth of
the time; understanding makes thousands of objects, and hardly a circle among them. What it leaves undone is done after.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_at_rest"]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Put the collector off until the block ends; where somebody else has done so already, nothing changes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
