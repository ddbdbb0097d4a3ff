"""``bienban schema``."""

import json
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say, both


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command("schema", cls=localised_command(say), help=say("schema.help"))
    def schema(name: Annotated[str, typer.Argument(help=say("schema.name"))] = "record") -> None:
        from schemas import SCHEMAS, UsageError, json_schema  # noqa: PLC0415 - pydantic models take a while to build

        if name not in SCHEMAS:
            raise UsageError(*both("schema.unknown", name=name, known=", ".join(SCHEMAS)))
        print(json.dumps(json_schema(name), ensure_ascii=False, indent=2))
