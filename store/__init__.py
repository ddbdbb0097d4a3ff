"""The archive: originals that are never altered, and a database of what was read in them.

``Store`` is the door. ``cell_of`` gives the key under which a record's cell is filed. Times are UTC, ids are stable
over re-runs, and everything that a person typed is kept apart from what the machine read (``Correction``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.corrections import Correction, Difference, differences, with_corrections
    from store.database import default_url, without_password
    from store.errors import BrokenError, DiskFullError, LockedError, LostError, NewerError, ReadOnlyError, from_os
    from store.models import AsideItem, DocumentSummary, Index, RunSummary, SaveOutcome, StaleCell, StepNote
    from store.packing import as_kept, cell_of, file_sha256, path_text
    from store.reading import is_seen
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
    "LostError",
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
    "without_password",
]

# SQLAlchemy and Alembic take seconds to import; `bienban extract` and --help need neither.
_HOMES = {
    "corrections": ("Correction", "Difference", "differences", "with_corrections"),
    "database": ("default_url", "without_password"),
    "errors": ("BrokenError", "DiskFullError", "LockedError", "LostError", "NewerError", "ReadOnlyError", "from_os"),
    "models": ("AsideItem", "DocumentSummary", "Index", "RunSummary", "SaveOutcome", "StaleCell", "StepNote"),
    "packing": ("as_kept", "cell_of", "file_sha256", "path_text"),
    "reading": ("is_seen",),
    "store": ("Store",),
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"store.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
