"""``bienban export``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "export", cls=localised_command(say), help=say("export.help"), options_metavar=say("frame.options-metavar")
    )
    def export(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("export.dir"))],
        records: Annotated[str | None, typer.Option("--records", help=say("export.records"))] = None,
        cell_names: Annotated[bool, typer.Option("--cell-names", help=say("export.cell-names"))] = False,
    ) -> None:
        from bienban.export.write import export as write  # noqa: PLC0415 - pandas takes a second to import

        session: Session = context.obj
        for made in write(session.settings(), folder, records=records, cell_names=cell_names):
            print(session.say("export.written", path=made.path, rows=made.rows))
