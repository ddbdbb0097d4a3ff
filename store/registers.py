"""Reference data in the archive: what the committee handed in of its cells, its members and its schedule."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from store import audit, saving
from store.tables import RegisterRow

if TYPE_CHECKING:
    from store.store import Store

__all__ = ["KINDS", "register_in_force", "save_register"]

KINDS = ("cells", "members", "schedule")


def save_register(store: Store, kind: str, content: bytes, rows: int, who: str) -> bool:
    """Put a register in force; False where the one in force is the same. ``content``: CSV, already checked."""
    digest = hashlib.sha256(content).hexdigest()
    with store._write() as session:
        newest = select(RegisterRow.digest).where(RegisterRow.kind == kind).order_by(RegisterRow.id.desc()).limit(1)
        if session.scalar(newest) == digest:
            return False
        packed = zlib.compress(content, 6)
        session.add(RegisterRow(kind=kind, digest=digest, rows=rows, content=packed, who=who, at=saving.now()))
        audit.write(session, who, "imported", kind, {"rows": rows, "digest": digest})
    return True


def register_in_force(store: Store, kind: str) -> bytes | None:
    """The CSV of the register in force; None where none was handed in."""
    query = select(RegisterRow.content).where(RegisterRow.kind == kind).order_by(RegisterRow.id.desc()).limit(1)
    with store._read() as session:
        packed = session.scalar(query)
    return None if packed is None else zlib.decompress(packed)
