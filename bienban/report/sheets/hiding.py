"""A sheet without names: known names become pseudonyms, wordings of papers and pieces of pages are left out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from bienban.i18n import Say
from bienban.pseudonyms import Pseudonyms
from bienban.report.sheets.model import Cell, Item, Sheet

__all__ = ["without_names"]


def without_names(sheet: Sheet, names: Pseudonyms, say: Say) -> Sheet:
    """``sheet`` as people may see it who must not see names."""
    hidden: Sheet = _walk(sheet, names, say("sheet.left-out"))
    return replace(hidden, pseudonyms=True)


def _walk(value: Any, names: Pseudonyms, left_out: str) -> Any:
    if isinstance(value, Cell) and value.free:
        return replace(value, text=left_out if value.text else "")
    if isinstance(value, Item):
        value = replace(value, quote=None, image=None, alt="")
    if isinstance(value, str):
        return names.hide(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _walk(getattr(value, one.name), names, left_out) for one in fields(value)})
    if isinstance(value, (list, tuple)):
        return type(value)(_walk(part, names, left_out) for part in value)
    return value
