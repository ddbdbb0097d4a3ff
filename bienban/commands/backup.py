"""``bienban backup``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, shown


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "backup", cls=localised_command(say), help=say("backup.help"), options_metavar=say("frame.options-metavar")
    )
    def backup(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("backup.dir"))],
    ) -> None:
        from bienban.keeping.backup import backup as work  # noqa: PLC0415 - SQLAlchemy takes a while to import

        session: Session = context.obj
        made = work(session.settings(), folder)
        counts = made.counts
        print(
            session.say(
                "backup.done",
                path=shown(made.folder),
                files=made.files,
                size=f"{made.size / 1e6:.1f}",
                documents=counts["documents"],
                corrections=counts["corrections"],
            )
        )
