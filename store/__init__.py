"""The archive: originals that are never altered, and a database of what was read in them.

``Store`` is the door. ``cell_of`` gives the key under which a record's cell is filed. Times are UTC, ids are stable
over re-runs, and everything that a person typed is kept apart from what the machine read (``Correction``).
"""

from store.corrections import Correction, Difference, differences, with_corrections
from store.database import default_url
from store.errors import BrokenError, DiskFullError, LockedError, NewerError, ReadOnlyError, from_os
from store.models import AsideItem, DocumentSummary, Index, RunSummary, SaveOutcome, StaleCell, StepNote
from store.originals import file_sha256
from store.packing import as_kept, cell_of
from store.reading import is_seen
from store.saving import path_text
from store.store import Store

__all__ = [
    "AsideItem",
    "BrokenError",
    "Correction",
    "Difference",
    "DiskFullError",
    "DocumentSummary",
    "Index",
    "LockedError",
    "NewerError",
    "ReadOnlyError",
    "RunSummary",
    "SaveOutcome",
    "StaleCell",
    "StepNote",
    "Store",
    "as_kept",
    "cell_of",
    "default_url",
    "differences",
    "file_sha256",
    "from_os",
    "is_seen",
    "path_text",
    "with_corrections",
]
