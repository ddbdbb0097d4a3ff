"""Pages that lie in the wrong place of a pile: a page that goes on with nothing, and a page that nothing goes on with.

A scan may hold page 2 before page 1, or slip a page behind another meeting's. Such a page is moved only where there is
one place for it: it opens no document, what stands before it has ended (or nothing does), and it ends a meeting; and a
page with a title breaks off without an end. Anything less leaves the pages as they lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PageEnds", "page_order"]

NEAR = 4  # pages that a leaf may have strayed


@dataclass(frozen=True, slots=True)
class PageEnds:
    """How a page begins and ends: with a heading (of minutes or a resolution, or of any paper), with a closing."""

    page: int
    headed: bool  # a document of any kind begins within its first rows, or it is a cover
    meeting: bool  # the last document that begins on it, or goes on over it, is of a meeting
    begins: bool  # some document begins on it
    closed: bool  # its last rows close a meeting


def page_order(ends: Sequence[PageEnds]) -> list[int]:
    """Positions of the pages in the order in which they are to be read."""
    order = list(range(len(ends)))
    strays = [at for at in order if _strays(ends, at)]
    broken = [at for at in order if _breaks_off(ends, at)]
    for stray in strays:
        near = [at for at in broken if at not in (stray, stray - 1) and abs(at - stray) <= NEAR]
        if len(near) != 1:
            continue
        broken.remove(near[0])
        order.remove(stray)
        order.insert(order.index(near[0]) + 1, stray)
    return order


def _strays(ends: Sequence[PageEnds], at: int) -> bool:
    """Nothing begins on it, it closes a meeting, and nothing before it is open."""
    return ends[at].closed and not ends[at].begins and (at == 0 or ends[at - 1].closed)


def _breaks_off(ends: Sequence[PageEnds], at: int) -> bool:
    """A meeting stands open at its end, and what follows begins anew, strays, or is nothing."""
    goes_on = at + 1 < len(ends) and not ends[at + 1].headed and not _strays(ends, at + 1)
    return ends[at].begins and ends[at].meeting and not ends[at].closed and not goes_on
