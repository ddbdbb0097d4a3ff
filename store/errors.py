"""What the database and the disk may refuse, in words a person can act on.

StoreError
├── LockedError      another process holds the database; trying again may help
├── LostError        the database server, or the place for originals, cannot be reached
├── DiskFullError    no room left
├── ReadOnlyError    the data folder or the database cannot be written
├── NewerError       the database was written by a newer program
└── BrokenError      the database file is damaged, or is not a database
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from schemas import StoreError

__all__ = [
    "BrokenError",
    "DiskFullError",
    "LockedError",
    "LostError",
    "NewerError",
    "ReadOnlyError",
    "from_os",
    "passing",
    "translated",
]


class LockedError(StoreError):
    """Another process holds the database for longer than we wait."""

    code = "store-locked"
    passing = False  # True: refused at once because of another writer, and worth an immediate new try


class LostError(StoreError):
    """The database server or the file store cannot be reached, or went away in the middle."""

    code = "store-lost"


class DiskFullError(StoreError):
    """No room left on the disk."""

    code = "store-full"


class ReadOnlyError(StoreError):
    """The data folder, or the database in it, cannot be written."""

    code = "store-read-only"


class NewerError(StoreError):
    """The database has a schema that this program does not know."""

    code = "store-newer"


class BrokenError(StoreError):
    """The database file is damaged."""

    code = "store-broken"


def locked() -> LockedError:
    return LockedError(
        "The database is in use by another process. Wait until it has finished and try again.",
        "Cơ sở dữ liệu đang được một chương trình khác sử dụng. Hãy đợi chương trình đó xong rồi thử lại.",
    )


def conflict() -> LockedError:
    """Two writers met, and this one was sent back: the same once more will do."""
    error = locked()
    error.passing = True
    return error


def lost() -> LostError:
    return LostError(
        "The database server cannot be reached. Check that it runs, and the address, user and password; "
        "then run the same command again. What was stored stays.",
        "Không kết nối được máy chủ cơ sở dữ liệu. Hãy kiểm tra máy chủ đang chạy, địa chỉ, tên người dùng và "
        "mật khẩu; rồi chạy lại đúng lệnh này. Dữ liệu đã lưu vẫn còn.",
    )


def lost_files(where: str) -> LostError:
    return LostError(
        f"The place for originals cannot be reached ({where}). Check that it is there, its address and the "
        "credentials; then run the same command again. What was stored stays.",
        f"Không truy cập được nơi lưu bản gốc ({where}). Hãy kiểm tra nơi lưu, địa chỉ và quyền truy cập; "
        "rồi chạy lại đúng lệnh này. Dữ liệu đã lưu vẫn còn.",
    )


def full() -> DiskFullError:
    return DiskFullError(
        "The disk is full. Nothing was lost; free some space and run the same command again.",
        "Ổ đĩa đã đầy. Không mất dữ liệu nào; hãy giải phóng dung lượng rồi chạy lại đúng lệnh này.",
    )


def read_only(what: str = "") -> ReadOnlyError:
    named = f" ({what})" if what else ""
    return ReadOnlyError(
        f"The data folder cannot be written{named}. Check its permissions, or choose another data folder.",
        f"Không ghi được vào thư mục dữ liệu{named}. Hãy kiểm tra quyền ghi hoặc chọn thư mục dữ liệu khác.",
    )


def newer(found: str, known: str) -> NewerError:
    return NewerError(
        f"The database has schema {found}, but this program knows only up to {known}. Install a newer bienban.",
        f"Cơ sở dữ liệu có cấu trúc {found}, chương trình này chỉ biết đến {known}. Hãy cài bản bienban mới hơn.",
    )


def broken() -> BrokenError:
    return BrokenError(
        "The database file is damaged or is not a database. Put back a copy of it, or choose another data folder.",
        "Tệp cơ sở dữ liệu bị hỏng hoặc không phải cơ sở dữ liệu. Hãy khôi phục bản sao hoặc chọn thư mục khác.",
    )


def from_os(error: OSError, what: str = "") -> StoreError:
    """The ``StoreError`` that says what an operating system error on our own files means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(what)
    reason = error.strerror or type(error).__name__
    return StoreError(
        f"The data folder refused: {reason}.",
        f"Thư mục dữ liệu báo lỗi: {reason}.",
    )


# SQLite says these in English whatever the locale; PostgreSQL is told apart by its SQLSTATE.
_SQLITE = (
    ("database or disk is full", full),
    ("is locked", locked),
    ("readonly database", read_only),
    ("unable to open database file", read_only),
    ("disk i/o error", full),
    ("malformed", broken),
    ("not a database", broken),
)
_SQLSTATE: dict[str, Callable[[], StoreError]] = {
    "53100": full,
    "53300": lost,  # no connection free
    "55P03": locked,
    "40P01": conflict,
    "40001": conflict,
    "25006": read_only,
    "42501": lambda: read_only("database"),
    "57P01": lost,
    "57P02": lost,
    "57P03": lost,
}


def from_database(error: SQLAlchemyError | sqlite3.Error) -> StoreError:
    """The ``StoreError`` for what the database driver said; its own text may hold data and is left out."""
    original = error.orig if isinstance(error, DBAPIError) else error if isinstance(error, sqlite3.Error) else None
    state = getattr(original, "sqlstate", None)
    if state in _SQLSTATE:
        return _SQLSTATE[state]()
    if (state or "").startswith("08") or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return lost()
    if state is None and isinstance(error, OperationalError) and not isinstance(original, sqlite3.Error):
        return lost()  # PostgreSQL gives a state to all that it says itself
    said = str(original).lower() if original is not None else ""
    for phrase, make in _SQLITE:
        if phrase in said:
            return make()
    kind = type(original or error).__name__
    return StoreError(f"The database refused ({kind}).", f"Cơ sở dữ liệu báo lỗi ({kind}).")


def passing(error: BaseException) -> bool:
    """Whether the same may well succeed in a moment."""
    return isinstance(error, LostError) or (isinstance(error, LockedError) and error.passing)


@contextmanager
def translated() -> Iterator[None]:
    """Run database work; what the driver raises leaves as a ``StoreError`` (the cause stays attached)."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:  # SQLite's own: what a connection meets before it is handed out
        raise from_database(error) from error
