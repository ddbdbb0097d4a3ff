"""What ``bienban archive --check`` does: whether what was written is still there, unaltered and valid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bienban.archiving import manifest as lists
from bienban.archiving.making import need_tools
from bienban.i18n import Say, both
from bienban.session import shown, tell
from schemas import UsageError

__all__ = ["check"]


def check(folder: Path, say: Say) -> int:
    """Check every file that the manifest in ``folder`` lists; returns 0, or 1 where something is wrong.

    Hashes are compared, and PDF files tested against PDF/A-2b. Raises ``UsageError`` where there is no manifest and
    ``EnvironmentError_`` without the packages that test.
    """
    need_tools()
    found = lists.load(folder)
    if not found.entries:
        raise UsageError(*both("archive.no-manifest", path=folder / lists.NAME))
    wrong = list(_wrong(folder, found, say))
    for path, reason in wrong:
        tell(say("archive.failed", path=shown(path), reason=reason))
    total = sum(len(entry.files) for entry in found.entries.values())
    tell(say("archive.checked", total=total, wrong=len(wrong)))
    return 1 if wrong else 0


def _wrong(folder: Path, found: lists.Manifest, say: Say) -> Iterator[tuple[Path, str]]:
    from bienban.archiving.pdfa import failings  # noqa: PLC0415 - optional packages

    for entry in found.entries.values():
        for one in entry.files:
            path = folder / one.path
            if not lists.intact(folder, one):
                yield path, say("archive.altered")
            elif one.format == "pdfa" and (reasons := failings(path)):
                yield path, reasons[0]
