"""Pages that one worker has read and another puts together: through the place for originals, not the scheduler."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from schemas import Page
from store.files import Files
from store.packing import PACKING, page_text
from store.processes import own_name

__all__ = ["lend_pages", "lender", "lent_pages"]

_PAGES = TypeAdapter(list[Page])


def lender(run_id: str) -> str:
    """The name under which this process lends for one batch; what it left is swept when the process is gone."""
    return f"{own_name()}~{run_id[:16]}"


def lend_pages(files: Files, owner: str, name: str, pages: Sequence[Page]) -> None:
    """Put pages where the workers of a batch find them; raises ``StoreError``."""
    text = f"[{','.join(map(page_text, pages))}]"
    files.lend(owner, name, zlib.compress(text.encode(), PACKING))


def lent_pages(files: Files, owner: str, names: Sequence[str]) -> list[Page] | None:
    """All pages that were lent under ``names``, in their order; None where some are not there or not whole."""
    found: list[Page] = []
    for name in names:
        content = files.lent(owner, name)
        if content is None:
            return None
        try:
            found += _PAGES.validate_json(zlib.decompress(content))
        except (zlib.error, ValidationError):
            return None
    return found
