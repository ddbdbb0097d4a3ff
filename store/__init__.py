"""The archive: originals that are never altered, and a database of what was read in them.

``Store`` is the door. ``cell_of`` gives the key under which a record's cell is filed. Times are UTC, ids are stable
over re-runs, and everything that a person typed is kept apart from what the machine read (``Correction``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.accounts import ROLES, Account, Accounts
    from store.carrying import Parts
    from store.checking import Checked
    from store.conflicts import ConflictError, HeldError
    from store.copying import TableCopy, copy_rows
    from store.corrections import Answer, Correction, Difference, differences, standing, value_at, with_corrections
    from store.database import default_url, open_engine, without_password
    from store.doubts import SURE, Certainty, FieldState, certainty, covered, failed_pointers, required_of
    from store.errors import BrokenError, DiskFullError, LockedError, LostError, NewerError, ReadOnlyError, from_os
    from store.files import open_files
    from store.folding import folded, words_of
    from store.hands import HandEntry, HandLine, HandModel, HandPages, Hands
    from store.layouts import LayoutAct, Layouts
    from store.lending import lend_pages, lender, lent_pages
    from store.lineboxes import LineBoxes, Wanted
    from store.logins import LoginRefusedError, Logins
    from store.models import AsideItem, DocumentSummary, Index, RunSummary, SaveOutcome, StaleCell, StepNote
    from store.packing import as_kept, cell_key, cell_of, file_sha256, path_text
    from store.queue import Card, Filter, Queue, QueuePage
    from store.reading import is_seen
    from store.review import Act, Action, Actor, Lease, ReviewDesk, token_of
    from store.store import Store
    from store.trail import Break, Trail, verify_trail
    from store.transcripts import TypedLine, TypedLines, laid_pages, with_typed_lines
    from store.uploads import Upload, Uploads
    from store.views import note_view


__all__ = [
    "ROLES",
    "SURE",
    "Account",
    "Accounts",
    "Act",
    "Action",
    "Actor",
    "Answer",
    "AsideItem",
    "Break",
    "BrokenError",
    "Card",
    "Certainty",
    "Checked",
    "ConflictError",
    "Correction",
    "Difference",
    "DiskFullError",
    "DocumentSummary",
    "FieldState",
    "Filter",
    "HandEntry",
    "HandLine",
    "HandModel",
    "HandPages",
    "Hands",
    "HeldError",
    "Index",
    "LayoutAct",
    "Layouts",
    "Lease",
    "LineBoxes",
    "LockedError",
    "LoginRefusedError",
    "Logins",
    "LostError",
    "NewerError",
    "Parts",
    "Queue",
    "QueuePage",
    "ReadOnlyError",
    "ReviewDesk",
    "RunSummary",
    "SaveOutcome",
    "StaleCell",
    "StepNote",
    "Store",
    "TableCopy",
    "Trail",
    "TypedLine",
    "TypedLines",
    "Upload",
    "Uploads",
    "Wanted",
    "as_kept",
    "cell_key",
    "cell_of",
    "certainty",
    "copy_rows",
    "covered",
    "default_url",
    "differences",
    "failed_pointers",
    "file_sha256",
    "folded",
    "from_os",
    "is_seen",
    "laid_pages",
    "lend_pages",
    "lender",
    "lent_pages",
    "note_view",
    "open_engine",
    "open_files",
    "path_text",
    "required_of",
    "standing",
    "token_of",
    "value_at",
    "verify_trail",
    "with_corrections",
    "with_typed_lines",
    "without_password",
    "words_of",
]

# SQLAlchemy and Alembic take seconds to import; `bienban extract` and --help need neither.
_HOMES = {
    "accounts": ("ROLES", "Account", "Accounts"),
    "layouts": ("LayoutAct", "Layouts"),
    "lending": ("lend_pages", "lender", "lent_pages"),
    "lineboxes": ("LineBoxes", "Wanted"),
    "logins": ("LoginRefusedError", "Logins"),
    "trail": ("Break", "Trail", "verify_trail"),
    "corrections": ("Answer", "Correction", "Difference", "differences", "standing", "value_at", "with_corrections"),
    "carrying": ("Parts",),
    "checking": ("Checked",),
    "copying": ("TableCopy", "copy_rows"),
    "database": ("default_url", "open_engine", "without_password"),
    "files": ("open_files",),
    "errors": ("BrokenError", "DiskFullError", "LockedError", "LostError", "NewerError", "ReadOnlyError", "from_os"),
    "models": ("AsideItem", "DocumentSummary", "Index", "RunSummary", "SaveOutcome", "StaleCell", "StepNote"),
    "packing": ("as_kept", "cell_key", "cell_of", "file_sha256", "path_text"),
    "reading": ("is_seen",),
    "conflicts": ("ConflictError", "HeldError"),
    "doubts": ("SURE", "Certainty", "FieldState", "certainty", "covered", "failed_pointers", "required_of"),
    "folding": ("folded", "words_of"),
    "hands": ("HandEntry", "HandLine", "HandModel", "HandPages", "Hands"),
    "queue": ("Card", "Filter", "Queue", "QueuePage"),
    "review": ("Act", "Action", "Actor", "Lease", "ReviewDesk", "token_of"),
    "transcripts": ("TypedLine", "TypedLines", "laid_pages", "with_typed_lines"),
    "uploads": ("Upload", "Uploads"),
    "store": ("Store",),
    "views": ("note_view",),
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"store.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
