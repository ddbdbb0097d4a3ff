"""What lies beside the documents in a folder and is no input: told in one line, so that nobody misses a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import extractors
from bienban.i18n import Say
from bienban.session import tell

__all__ = ["tell_left_out"]


def tell_left_out(paths: Sequence[Path], say: Say) -> None:
    """One line on standard error with how many files were left out, by the endings of their names; else nothing."""
    kinds = Counter(file.suffix.lower() or say("beside.no-ending") for file in extractors.left_out(paths))
    if kinds:
        told = ", ".join(f"{count} {ending}" for ending, count in kinds.most_common())
        tell(say("beside.left-out", total=kinds.total(), kinds=told))
