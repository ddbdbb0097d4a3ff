"""``bienban explain``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "explain", cls=localised_command(say), help=say("explain.help"), options_metavar=say("frame.options-metavar")
    )
    def explain(
        context: typer.Context,
        record_id: Annotated[str, typer.Argument(metavar="RECORD_ID", help=say("explain.record"))],
        field: Annotated[str, typer.Argument(metavar="FIELD", help=say("explain.field"))],
        crop: Annotated[Path | None, typer.Option("--crop", help=say("explain.crop"))] = None,
    ) -> None:
        from bienban.explaining import explain as work  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        work(session.settings(), session.say, record_id, field, crop)
