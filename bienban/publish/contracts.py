"""Contracts that every batch must keep before it is loaded: types, no missing values, ranges, forms, unique keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from bienban.export.guard import LeakError
from bienban.publish.catalogue import TABLES
from bienban.publish.columns import Column, Form, Kind, Table

__all__ = ["checked", "contract", "framed"]

_DTYPES = {
    Kind.TEXT: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.TRUTH: "boolean",
    Kind.DATE: "datetime64[s]",
}


def framed(table: Table, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """``rows`` (values in the order of the columns) as a frame with the types of ``table``."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    return pd.DataFrame(
        {
            one.name: pd.Series(list(values), dtype=_DTYPES[one.kind])
            for one, values in zip(table.columns, columns, strict=True)
        }
    )


def checked(table: Table, rows: Sequence[Sequence[Any]], *, identified: bool = False) -> pd.DataFrame:
    """``rows`` as a frame that keeps the contract of ``table``; raises ``LeakError`` naming table and columns only."""
    frame = framed(table, rows)
    if not rows:
        return frame
    try:
        contract(table.name, identified).validate(frame, lazy=True)
    except SchemaErrors as error:
        columns = ", ".join(sorted({str(one) for one in error.failure_cases["column"].dropna()})) or "key"
        raise LeakError(
            f"publish: table '{table.name}' breaks its contract in: {columns}; nothing was published",
            f"xuất kho phân tích: bảng '{table.name}' sai quy ước ở: {columns}; không xuất gì",
        ) from None  # the cause quotes the values
    return frame


@cache
def contract(name: str, identified: bool = False) -> pa.DataFrameSchema:
    """The contract of one table, made of its declaration."""
    table = next(one for one in TABLES if one.name == name)
    return pa.DataFrameSchema(
        {one.name: pa.Column(_DTYPES[one.kind], _checks(one, identified), nullable=not one.required)
         for one in table.columns},
        unique=list(table.key),
        strict=True,
        ordered=True,
    )  # fmt: skip


def _checks(column: Column, identified: bool) -> list[pa.Check]:
    found = []
    if column.low is not None:
        found.append(pa.Check.ge(column.low))
    if column.high is not None:
        found.append(pa.Check.le(column.high))
    if column.kind is Kind.TEXT:
        if column.identified and not identified:
            found.append(pa.Check(lambda values: bool(values.isna().all()), ignore_na=False))
        elif not (column.identified or column.form is Form.WORDING):
            found.append(pa.Check(lambda values: column.allows_all(set(values.dropna().to_numpy(dtype=object)))))
    return found
