"""``bienban import``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, shown


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "import", cls=localised_command(say), help=say("import.help"), options_metavar=say("frame.options-metavar")
    )
    def bring(
        context: typer.Context,
        kind: Annotated[str, typer.Argument(metavar="cells|members|schedule", help=say("import.kind"))],
        path: Annotated[Path, typer.Argument(metavar="FILE", help=say("import.file"))],
    ) -> None:
        from bienban.reference import bring_in  # noqa: PLC0415 - the rooms take seconds to import

        session: Session = context.obj
        rows, new = bring_in(session.settings(), kind, path)
        print(session.say("import.done" if new else "import.same", path=shown(path), rows=rows))
