"""The published JSON Schemas."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from schemas.assessments import Assessment
from schemas.pages import Page
from schemas.records import Record

__all__ = ["SCHEMAS", "json_schema"]

SCHEMAS: dict[str, type[BaseModel]] = {"record": Record, "assessment": Assessment, "page": Page}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str = "record") -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what we print; ``name`` is a key of ``SCHEMAS``, else ``KeyError``."""
    schema = SCHEMAS[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, "title": f"bienban {name}", **{k: v for k, v in schema.items() if k != "title"}}
