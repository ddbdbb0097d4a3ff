"""Two people at one paper: what the second one is told, with all that is needed to decide.

UsageError
├── ConflictError   the value was changed since the page was shown
└── HeldError       someone else has the paper open for review
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from schemas import UsageError

__all__ = ["ConflictError", "HeldError"]


class ConflictError(UsageError):
    """The value is no longer the one that the person saw. ``current`` is what stands there now."""

    code = "conflict"

    def __init__(self, english: str = "", vietnamese: str | None = None, *, current: Any = None, who: str = "") -> None:
        super().__init__(
            english or "Somebody changed this value after you opened the page. Both values are shown; choose one.",
            vietnamese or "Có người đã sửa giá trị này sau khi bạn mở trang. Cả hai giá trị ở dưới; hãy chọn một.",
        )
        self.current, self.who = current, who


class HeldError(UsageError):
    """Another reviewer holds the paper until ``until``."""

    code = "held"

    def __init__(
        self, english: str = "", vietnamese: str | None = None, *, who: str = "", until: datetime | None = None
    ) -> None:
        super().__init__(
            english or "Somebody else is reviewing this paper. What you typed is kept below; save it when it is free.",
            vietnamese or "Người khác đang rà soát văn bản này. Nội dung bạn gõ vẫn còn ở dưới; hãy lưu khi rảnh.",
        )
        self.who, self.until = who, until
