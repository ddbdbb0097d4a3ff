"""``bienban restore``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, shown


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "restore", cls=localised_command(say), help=say("restore.help"), options_metavar=say("frame.options-metavar")
    )
    def restore(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("restore.dir"))],
    ) -> None:
        from bienban.commands.verify import show  # noqa: PLC0415
        from bienban.keeping.backup import restore as work  # noqa: PLC0415 - SQLAlchemy takes a while to import

        session: Session = context.obj
        settings = session.settings()
        show(work(settings, folder), session.say)
        print(session.say("restore.done", path=shown(settings.data_dir)))
