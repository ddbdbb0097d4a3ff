"""Whether learning can be done here, without importing what it needs."""

from __future__ import annotations

import importlib.util

from schemas import EnvironmentError_

__all__ = ["LEARN_LINE", "check_torch", "lacking_torch"]

LEARN_LINE = "pip install 'bienban[learn]'"


def lacking_torch() -> EnvironmentError_ | None:
    """What to say where torch is not installed; None where it is."""
    if importlib.util.find_spec("torch") is not None:
        return None
    return EnvironmentError_(
        "Learning a hand needs PyTorch, which is not installed (reading does not need it). Install it, the build for "
        f"the processor is enough (docs/handwriting.md): {LEARN_LINE}",
        "Học nét chữ cần PyTorch, máy này chưa cài (đọc thì không cần). Hãy cài, bản chạy bằng bộ xử lý là đủ "
        f"(docs/handwriting.md): {LEARN_LINE}",
    )


def check_torch() -> None:
    """Raise ``EnvironmentError_`` where learning cannot be done."""
    error = lacking_torch()
    if error is not None:
        raise error
