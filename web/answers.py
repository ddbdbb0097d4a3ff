"""From the fields of a form to a value of the contract: what a person answered."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from web.kinds import leaves_of
from web.typed import NotUnderstoodError, from_typed, to_typed

__all__ = ["MAX_ITEMS", "list_answer", "single_answer"]

MAX_ITEMS = 500
SEPARATOR = "."


def single_answer(key: str, typed: str, now: Any) -> Any:
    """The value typed for the field at dotted ``key``; ``now`` itself where the wording was left as it was shown.

    Raises ``NotUnderstoodError``.
    """
    return now if typed.strip() == to_typed(key, now).strip() else from_typed(key, typed)


def list_answer(key: str, form: Mapping[str, str], now: list[Any]) -> list[Any]:
    """The list at dotted ``key`` as the form has it: items in order, those marked for removal and empty ones left out.

    Fields are named ``i.<number>.<part>``; ``i.<number>.origin`` is the number of the item in ``now`` (its parts that
    the form does not show stay), ``i.<number>.remove`` takes it out. Raises ``NotUnderstoodError``.
    """
    found: list[Any] = []
    for number in range(MAX_ITEMS):
        prefix = f"i.{number}."
        if f"{prefix}origin" not in form:
            break
        if form.get(f"{prefix}remove"):
            continue
        origin = form[f"{prefix}origin"]
        before = now[int(origin)] if origin.isdecimal() and int(origin) < len(now) else None
        item = _item(key, form, prefix, before)
        if item is not None:
            found.append(item)
    return found


def _item(key: str, form: Mapping[str, str], prefix: str, before: Any) -> Any:
    parts = leaves_of(key)
    if parts == ("",):
        typed = form.get(prefix + "value", "")
        return (
            before if before is not None and typed.strip() == to_typed(key, before).strip() else from_typed(key, typed)
        )
    item: dict[str, Any] = deepcopy(before) if isinstance(before, dict) else {}
    filled = False
    for leaf in parts:
        typed = form.get(prefix + leaf, "")
        dotted = f"{key}.{leaf}"
        old = _inside(before, leaf)
        value = single_answer(dotted, typed, old)
        filled |= value is not None
        _set(item, leaf, value)
    if not filled:
        return None
    for leaf in parts:
        # a sentence that the contract asks for is at least empty
        if "." not in leaf and item.get(leaf) is None and leaf in {"text", "action", "indicator"}:
            raise NotUnderstoodError("needed")
    return _tidy(item)


def _tidy(item: dict[str, Any]) -> dict[str, Any]:
    """An object inside of which nothing is said is not there."""
    return {
        name: None if isinstance(value, dict) and all(one is None for one in value.values()) else value
        for name, value in item.items()
    }


def _inside(item: Any, leaf: str) -> Any:
    for part in leaf.split(SEPARATOR):
        item = item.get(part) if isinstance(item, Mapping) else None
    return item


def _set(item: dict[str, Any], leaf: str, value: Any) -> None:
    *above, last = leaf.split(SEPARATOR)
    for part in above:
        inner = item.get(part)
        if not isinstance(inner, dict):
            inner = item[part] = {}
        item = inner
    item[last] = value
