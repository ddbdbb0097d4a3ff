"""``bienban archive``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "archive", cls=localised_command(say), help=say("archive.help"), options_metavar=say("frame.options-metavar")
    )
    def archive(
        context: typer.Context,
        *,
        paths: Annotated[
            list[Path] | None, typer.Argument(metavar=say("metavar.paths"), help=say("argument.paths"))
        ] = None,
        to: Annotated[Path, typer.Option("--to", metavar="DIR", help=say("archive.to"))],
        formats: Annotated[str, typer.Option("--format", help=say("archive.format"))] = "pdfa",
        check: Annotated[bool, typer.Option("--check", help=say("archive.check"))] = False,
        pages_cache: Annotated[Path | None, typer.Option("--pages-cache", help=say("extract.pages-cache"))] = None,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
    ) -> int:
        session: Session = context.obj
        if check:
            from bienban.archiving.checking import check as look  # noqa: PLC0415 - optional packages

            return look(to, session.say)
        from bienban.archiving.run import archive as work  # noqa: PLC0415 - the rooms take seconds to import

        wanted = frozenset(name.strip() for name in formats.split(",") if name.strip())
        return work(paths or [], session.settings(workers=workers), session.say, to, wanted, pages_cache)
