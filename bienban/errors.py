"""The errors a caller may meet, and the exit status each one ends the command with.

| status | meaning |
|-------:|---------|
| 0 | everything asked for was done |
| 1 | some input could not be read; each is named with its reason, all others are done (``InputError``) |
| 2 | unusable arguments or settings (``UsageError``) |
| 3 | this machine lacks a tool; the message holds the line that installs it (``EnvironmentError_``) |
| 4 | the database or the disk refused (``StoreError``) |
| 70 | a defect of the program: the traceback is in the log, without names and without document text |
| 130 | interrupted by the user (Ctrl-C) |
| 141 | the program that read our output closed it (``bienban extract … \\| head``) |
"""

from schemas.errors import (
    BienBanError,
    EncryptedError,
    EnvironmentError_,
    InputError,
    NotADocumentError,
    StoreError,
    TooLargeError,
    UnreadableError,
    UsageError,
)

__all__ = [
    "EXIT_BUG",
    "EXIT_INTERRUPTED",
    "EXIT_OK",
    "EXIT_PIPE",
    "EXIT_SOME_UNREAD",
    "EXIT_STORE",
    "EXIT_USAGE",
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

EXIT_OK = 0
EXIT_SOME_UNREAD = InputError.exit_code
EXIT_USAGE = UsageError.exit_code
EXIT_STORE = StoreError.exit_code
EXIT_BUG = BienBanError.exit_code
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141
