"""The error tree. It lives here because every room may raise, and every room may import ``schemas`` only.

    BienBanError                exit 70   never raised itself
    ├── InputError              exit 1    this file cannot be read; the batch goes on
    │   ├── UnreadableError               damaged, truncated or empty
    │   ├── EncryptedError                needs a password
    │   ├── TooLargeError                 over a limit that is a setting
    │   └── NotADocumentError             not a PDF, TIFF, JPEG or PNG
    ├── UsageError              exit 2    unusable arguments or settings
    ├── EnvironmentError_       exit 3    a tool or its language data is missing; carries the line that installs it
    └── StoreError              exit 4    database or disk

Each error carries its message in both interface languages; ``str(error)`` is the English one.
"""

from __future__ import annotations

__all__ = [
    "BienBanError",
    "EncryptedError",
    "EnvironmentError_",
    "InputError",
    "NotADocumentError",
    "StoreError",
    "TooLargeError",
    "UnreadableError",
    "UsageError",
]


class BienBanError(Exception):
    """Base of all errors that are not bugs."""

    exit_code = 70
    code = "error"

    def __init__(self, english: str, vietnamese: str | None = None) -> None:
        super().__init__(english)
        self.english = english
        self.vietnamese = vietnamese or english

    def message(self, language: str) -> str:
        """The message in ``language`` (``"vi"`` or ``"en"``)."""
        return self.vietnamese if language == "vi" else self.english

    def __reduce__(self) -> tuple[type[BienBanError], tuple[str, str]]:
        # Errors cross process pools: rebuild them from both messages.
        return (type(self), (self.english, self.vietnamese))


class InputError(BienBanError):
    """One input cannot be read."""

    exit_code = 1
    code = "input"


class UnreadableError(InputError):
    """Damaged, truncated or empty."""

    code = "unreadable"


class EncryptedError(InputError):
    """Protected by a password."""

    code = "encrypted"


class TooLargeError(InputError):
    """Over a limit (bytes, pages, pixels) that is a setting."""

    code = "too-large"


class NotADocumentError(InputError):
    """Not a kind of file that holds pages."""

    code = "not-a-document"


class UsageError(BienBanError):
    """Arguments or settings cannot be used."""

    exit_code = 2
    code = "usage"


class EnvironmentError_(BienBanError):  # noqa: N801, N818 - the design names it so, apart from the built-in
    """Something this machine lacks; the message holds the exact line that installs it."""

    exit_code = 3
    code = "environment"


class StoreError(BienBanError):
    """The database or the disk refused."""

    exit_code = 4
    code = "store"
