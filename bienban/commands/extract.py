"""``bienban extract``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, written_text


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "extract", cls=localised_command(say), help=say("extract.help"), options_metavar=say("frame.options-metavar")
    )
    def extract(
        context: typer.Context,
        *,
        paths: Annotated[list[Path], typer.Argument(metavar=say("metavar.paths"), help=say("argument.paths"))],
        text: Annotated[bool, typer.Option("--text", help=say("extract.text"))] = False,
        pages_cache: Annotated[Path | None, typer.Option("--pages-cache", help=say("extract.pages-cache"))] = None,
        out: Annotated[Path | None, typer.Option("--out", help=say("extract.out"))] = None,
        cells: Annotated[Path | None, typer.Option("--cells", help=say("option.cells"))] = None,
        roster: Annotated[Path | None, typer.Option("--roster", help=say("option.roster"))] = None,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
    ) -> int:
        from bienban.extracting import extract as work  # noqa: PLC0415 - the rooms take seconds to import

        session: Session = context.obj
        settings = session.settings(workers=workers, cells=cells, roster=roster)
        if out is None:
            return work(paths, settings, session.say, sys.stdout, text=text, cache=pages_cache)
        with written_text(out) as stream:
            return work(paths, settings, session.say, stream, text=text, cache=pages_cache)
