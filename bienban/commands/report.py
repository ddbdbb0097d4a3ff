"""``bienban report``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "report", cls=localised_command(say), help=say("report.help"), options_metavar=say("frame.options-metavar")
    )
    def report(
        context: typer.Context,
        out: Annotated[Path | None, typer.Option("--out", help=say("option.out"))] = None,
        pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help=say("report.pseudonyms"))] = False,
    ) -> None:
        from bienban.report.render import write_report  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        settings = session.settings()
        path = out or settings.report_path
        made = write_report(settings, session.paper, path, pseudonyms=pseudonyms)
        if not (made.cells or made.aside):
            print(session.say("report.empty"))
        print(session.say("report.written", path=path))
