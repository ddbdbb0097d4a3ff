"""``bienban watch``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "watch", cls=localised_command(say), help=say("watch.help"), options_metavar=say("frame.options-metavar")
    )
    def watch(
        context: typer.Context,
        *,
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("watch.dir"))],
        once: Annotated[bool, typer.Option("--once", help=say("watch.once"))] = False,
        settle: Annotated[float | None, typer.Option("--settle", min=0.1, help=say("watch.settle"))] = None,
        metrics_port: Annotated[
            int | None, typer.Option("--metrics-port", min=1, max=65535, help=say("watch.metrics-port"))
        ] = None,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
    ) -> int:
        from bienban.watching import watch as work  # noqa: PLC0415 - the rooms take seconds to import

        session: Session = context.obj
        settings = session.settings(watch_settle=settle, workers=workers)
        return work(folder, settings, session, once=once, metrics_port=metrics_port)
