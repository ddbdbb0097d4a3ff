"""``bienban rescore``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, tell


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "rescore", cls=localised_command(say), help=say("rescore.help"), options_metavar=say("frame.options-metavar")
    )
    def rescore(
        context: typer.Context,
        rubric: Annotated[str | None, typer.Option("--rubric", help=say("option.rubric"))] = None,
    ) -> None:
        from bienban.running import batch_settings  # noqa: PLC0415 - imports the rooms
        from flows.judged import rescore as work  # noqa: PLC0415

        session: Session = context.obj
        done = work(batch_settings(session.settings(rubric=rubric)))
        tell(session.say("rescore.done", cells=done.cells, meetings=done.meetings, changed=done.changed))
