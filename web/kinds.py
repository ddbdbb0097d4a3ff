"""What kind of value stands at each place of a record: text, figure, date… read off the contract itself."""

from __future__ import annotations

import types
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas import Record

__all__ = ["Kind", "choices", "kind_of", "leaves_of", "long_text"]

Kind = str  # text | count | number | bool | date | clock | period | choice
_LONG = frozenset({"text", "action", "cause", "remedy", "theme", "title", "done", "not_done", "solutions"})
_LONG |= {"causes_objective", "causes_subjective", "indicator"}


@lru_cache(maxsize=512)
def kind_of(key: str) -> Kind:
    """Kind of the value at the dotted ``key`` without indexes ("tasks.deadline"); raises ``KeyError``."""
    annotation, field = _at(key)
    base = _bare(annotation)
    if isinstance(base, type) and issubclass(base, Enum):
        return "choice"
    if base is bool:
        return "bool"
    if base is int:
        return "count"
    if base is float:
        return "number"
    pattern = _pattern(annotation, field)
    if pattern is None:
        return "text"
    if ":" in pattern:
        return "clock"
    return "period" if "Q" in pattern else "date"


@lru_cache(maxsize=64)
def choices(key: str) -> tuple[str, ...]:
    """The values that a choice may have, in the contract's order."""
    base = _bare(_at(key)[0])
    return tuple(str(one.value) for one in base) if isinstance(base, type) and issubclass(base, Enum) else ()


def long_text(key: str) -> bool:
    """Whether people write a sentence there rather than a word."""
    return kind_of(key) == "text" and key.rpartition(".")[2] in _LONG


@lru_cache(maxsize=64)
def leaves_of(key: str) -> tuple[str, ...]:
    """The parts of one item of the list at ``key``, dotted ("votes.for"); ``("",)`` where an item is a plain value."""
    item = _bare(_at(key)[0])
    if not (isinstance(item, type) and issubclass(item, BaseModel)):
        return ("",)
    return tuple(_leaves(item))


def _leaves(model: type[BaseModel]) -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        part, inner = field.alias or name, _bare(field.annotation)
        if get_origin(_optional(field.annotation)) is list:
            continue  # what the reader noted beside a value is none
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += [f"{part}.{leaf}" for leaf in _leaves(inner)]
        else:
            found.append(part)
    return found


def _at(key: str) -> tuple[Any, FieldInfo | None]:
    model: type[BaseModel] = Record
    annotation: Any = Record
    found: FieldInfo | None = None
    for part in key.split("."):
        found = next(
            (field for name, field in model.model_fields.items() if part == (field.alias or name)),
            None,
        )
        if found is None:
            raise KeyError(key)
        annotation = found.annotation
        inner = _bare(annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return annotation, found


def _optional(annotation: Any) -> Any:
    """The annotation without "or None" and without ``Annotated``."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation


def _bare(annotation: Any) -> Any:
    """The type of the value itself, or of an item where it is a list."""
    inner = _optional(annotation)
    return _optional(get_args(inner)[0]) if get_origin(inner) is list else inner


def _pattern(annotation: Any, field: FieldInfo | None) -> str | None:
    """The pattern that the contract asks a text to have."""
    seen = [annotation, field]
    while seen:
        one = seen.pop()
        pattern = getattr(one, "pattern", None)
        if isinstance(pattern, str):
            return pattern
        if isinstance(one, FieldInfo):
            seen += one.metadata
        elif get_origin(one) is Annotated:
            seen += list(get_args(one))
        elif get_origin(one) in (Union, types.UnionType, list):
            seen += [part for part in get_args(one) if part is not type(None)]
        elif isinstance(one, types.GenericAlias):
            seen += list(one.__args__)
        elif hasattr(one, "metadata"):
            seen += list(one.metadata)
    return None
