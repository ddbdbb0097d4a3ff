"""``bienban agreement``."""

from enum import StrEnum
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


class Form(StrEnum):
    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "agreement",
        cls=localised_command(say),
        help=say("agreement.help"),
        options_metavar=say("frame.options-metavar"),
    )
    def agreement(
        context: typer.Context,
        form: Annotated[Form, typer.Option("--format", help=say("agreement.format"))] = Form.TABLE,
    ) -> None:
        from bienban.agreeing import show_agreement  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        show_agreement(session.settings(), session.say, as_json=form is Form.JSON)
