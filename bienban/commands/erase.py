"""``bienban erase``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, shown


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "erase", cls=localised_command(say), help=say("erase.help"), options_metavar=say("frame.options-metavar")
    )
    def erase(
        context: typer.Context,
        *,
        which: Annotated[str, typer.Argument(metavar="SHA256|RECORD_ID", help=say("erase.which"))],
        reason: Annotated[str | None, typer.Option("--reason", help=say("erase.reason"))] = None,
        confirm: Annotated[str | None, typer.Option("--confirm", help=say("erase.confirm-help"))] = None,
    ) -> None:
        from bienban.keeping.erase import erase as work  # noqa: PLC0415 - SQLAlchemy takes a while to import

        session: Session = context.obj
        done = work(session.settings(), which, reason=reason, confirm=confirm)
        rows = ", ".join(f"{table} {count}" for table, count in sorted(done.gone.items()))
        print(session.say("erase.done", sha256=done.sha256[:12], rows=rows or "0"))
        for path in done.handed_in:
            print(session.say("erase.handed-in", path=shown(path)))
        for path in done.removed:
            print(session.say("erase.removed", path=shown(path)))
        for place in done.elsewhere:
            print(session.say("erase.elsewhere", place=shown(place)))
