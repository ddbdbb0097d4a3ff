"""The base of everything that crosses from one room to another."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Frozen", "Model"]


class Model(BaseModel):
    """Contract object: unknown keys are ignored on input (a newer producer may add some), names are given by alias."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True, validate_assignment=True)


class Frozen(BaseModel):
    """The same, immutable: what a room has produced is never changed by the next one."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True, frozen=True)
