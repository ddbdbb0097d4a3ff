"""From an exception to the line that a person reads and the exit status. Imported only when something went wrong."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bienban import __version__
from bienban.errors import EXIT_BUG, EXIT_INTERRUPTED, EXIT_PIPE, EXIT_STORE, EXIT_USAGE, BienBanError
from bienban.frame import explain_usage_error
from bienban.i18n import Say, option_value
from bienban.logs import write_crash
from bienban.session import tell

__all__ = ["log_defect", "settle"]

DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)  # the machine's trouble, no defect of ours


def settle(error: BaseException, args: Sequence[str], say: Say) -> int:
    """Tell the person what happened; returns the exit status."""
    if isinstance(error, BienBanError):
        tell(say("error.prefix", message=error.message(say.language)))
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        tell(say("error.interrupted"))
        return EXIT_INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # The reader has gone; point stdout elsewhere so that the interpreter's last flush stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE
    if isinstance(error, OSError) and error.errno in DISK:
        tell(say("error.prefix", message=say("error.disk", reason=error.strerror)))
        return EXIT_STORE
    line = explain_usage_error(error, say)
    if line:
        tell(line)
        return EXIT_USAGE
    folder = option_value(args, "--data-dir") or os.environ.get("BIENBAN_DATA_DIR") or "data"
    tell(say("error.bug", kind=type(error).__name__, log=log_defect(error, Path(folder) / "logs", say)))
    return EXIT_BUG


def log_defect(error: BaseException, folder: Path, say: Say) -> str:
    """Write ``error`` to the log; returns where it is, in words where it could not be written."""
    path = write_crash(error, folder, __version__)
    return str(path) if path else say("error.no-log")
