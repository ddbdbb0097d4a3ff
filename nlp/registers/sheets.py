"""The first sheet of a workbook (xlsx) as CSV, line for row, so that faults name the row that Excel shows."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

from schemas import UsageError

__all__ = ["ZIP", "as_csv"]

ZIP = b"PK\x03\x04"  # a workbook is a zip archive, and no CSV begins so
MAX_UNPACKED = 400_000_000  # bytes; a small file may unpack to what no memory holds
MAX_ROWS, MAX_COLUMNS = 500_000, 200


def as_csv(path: Path, data: bytes) -> bytes:
    """The first sheet as UTF-8 CSV; raises ``UsageError`` where ``data`` is no workbook, or too large a one."""
    # The library brings its own warnings about drawings and styles that do not concern us.
    import warnings  # noqa: PLC0415

    from openpyxl import load_workbook  # noqa: PLC0415 - only whoever hands in a workbook needs it

    try:
        _check_size(path, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
            lines = [[_text(value) for value in row] for row in rows]
    except UsageError:
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as XML and zip have
        kind = type(error).__name__
        raise UsageError(
            f"{path}: not a readable workbook ({kind})", f"{path}: không phải bảng tính đọc được ({kind})"
        ) from error
    if len(lines) > MAX_ROWS:
        raise UsageError(f"{path}: more than {MAX_ROWS} rows", f"{path}: quá {MAX_ROWS} dòng")
    out = io.StringIO(newline="")
    width = max((len(_trimmed(line)) for line in lines), default=0)
    csv.writer(out, lineterminator="\n").writerows(line[:width] or [""] for line in lines)
    return out.getvalue().encode()


def _check_size(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED:
            raise UsageError(f"{path}: too large when unpacked", f"{path}: quá lớn khi giải nén")


def _trimmed(line: list[str]) -> list[str]:
    while line and not line[-1]:
        line = line[:-1]
    return line


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())  # a line end inside a field would shift the numbers of all rows after it
