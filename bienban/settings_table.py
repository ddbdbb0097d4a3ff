"""The table of docs/settings.md. ``python -m bienban.settings_table`` prints it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bienban.settings import ENV_PREFIX, Settings

__all__ = ["SettingRow", "settings_rows", "settings_table"]


class SettingRow(NamedTuple):
    """One setting: dotted name as in bienban.toml, environment variable, default as TOML would write it, meaning."""

    name: str
    variable: str
    default: str
    meaning: str


def settings_rows(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[SettingRow]:
    """All settings in the order of their definition; nested ones with their section's name in front."""
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings_rows(kind, f"{prefix}{key}.")
        else:
            name = prefix + key
            variable = ENV_PREFIX + name.upper().replace(".", "__")
            yield SettingRow(name, variable, _shown(field), field.description or "")


def settings_table() -> str:
    """The whole list as a Markdown table, without a final line break."""
    head = ["| Setting | Environment variable | Default | Meaning |", "|---|---|---|---|"]
    rows = [
        f"| `{row.name}` | `{row.variable}` | {f'`{row.default}`' if row.default else '(empty)'} | {row.meaning} |"
        for row in settings_rows()
    ]
    return "\n".join([*head, *rows])


def _shown(field: FieldInfo) -> str:
    value: Any = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value == "":
        return ""
    if isinstance(value, Path):
        return json.dumps(value.as_posix())
    if isinstance(value, (set, frozenset, tuple)):
        return json.dumps(list(value), default=str, ensure_ascii=False)
    return json.dumps(value, default=str, ensure_ascii=False)


if __name__ == "__main__":
    print(settings_table())
