"""Pages that could not be read at all must not vanish with the records that they did not give."""

from __future__ import annotations

from collections.abc import Sequence

from flows.stages import Stages
from schemas import Layout, Page, PageState, Record, UnreadableError

__all__ = ["understood"]


def understood(
    stages: Stages, pages: Sequence[Page], path: str, sha256: str, layout: Layout | None = None
) -> list[Record]:
    """Records of a file's pages, cut into units as a person said in ``layout``.

    Raises ``UnreadableError`` where there are none because of pages that failed: a record would have named them, so
    without one the file itself must be named with the reason.
    """
    records = stages.understand(pages, path, sha256, layout) if layout else stages.understand(pages, path, sha256)
    failed = [page for page in pages if page.state is PageState.FAILED]
    if failed and not records:
        first = failed[0]
        reason = first.notes[-1] if first.notes else "-"
        raise UnreadableError(
            f"{len(failed)} of {len(pages)} pages could not be read, the others hold no minutes; page {first.number}: "
            f"{reason}",
            f"{len(failed)} trong {len(pages)} trang không đọc được, các trang còn lại không có biên bản; trang "
            f"{first.number}: {reason}",
        )
    return records
