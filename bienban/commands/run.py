"""``bienban run``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command("run", cls=localised_command(say), help=say("run.help"), options_metavar=say("frame.options-metavar"))
    def run(
        context: typer.Context,
        paths: Annotated[list[Path], typer.Argument(metavar=say("metavar.paths"), help=say("argument.paths"))],
        no_prefect: Annotated[bool, typer.Option("--no-prefect", help=say("run.no-prefect"))] = False,
        cells: Annotated[Path | None, typer.Option("--cells", help=say("option.cells"))] = None,
        roster: Annotated[Path | None, typer.Option("--roster", help=say("option.roster"))] = None,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
        rubric: Annotated[str | None, typer.Option("--rubric", help=say("option.rubric"))] = None,
    ) -> int:
        from bienban.running import run as work  # noqa: PLC0415 - the rooms take seconds to import

        session: Session = context.obj
        settings = session.settings(workers=workers, rubric=rubric, cells=cells, roster=roster)
        return work(paths, settings, session, prefect=not no_prefect)
