"""``bienban serve``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "serve", cls=localised_command(say), help=say("serve.help"), options_metavar=say("frame.options-metavar")
    )
    def serve(
        context: typer.Context,
        port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help=say("serve.port"))] = None,
        host: Annotated[str | None, typer.Option("--host", metavar=say("db.target"), help=say("serve.host"))] = None,
        team: Annotated[bool, typer.Option("--team", help=say("serve.team"))] = False,
    ) -> None:
        from bienban.serving import serve as work  # noqa: PLC0415 - FastAPI and the rooms take seconds to import

        session: Session = context.obj
        work(session.settings(web_port=port, web_address=host), session, team=team)
