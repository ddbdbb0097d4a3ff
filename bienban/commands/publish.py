"""``bienban publish``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, shown


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "publish", cls=localised_command(say), help=say("publish.help"), options_metavar=say("frame.options-metavar")
    )
    def publish(
        context: typer.Context,
        *,
        target: Annotated[str | None, typer.Argument(metavar="TARGET", help=say("publish.target"))] = None,
        to: Annotated[str, typer.Option("--to", show_default=False, help=say("publish.to"))] = "parquet",
        identified: Annotated[bool, typer.Option("--identified", help=say("publish.identified"))] = False,
        reason: Annotated[str | None, typer.Option("--reason", help=say("publish.reason"))] = None,
    ) -> None:
        from bienban.publish.run import publish as work  # noqa: PLC0415 - pandas and duckdb take a second to import

        session: Session = context.obj
        settings = session.settings()
        done = work(settings, to, target, identified=identified, reason=reason)
        for name, rows in done.rows.items():
            print(session.say("export.written", path=name, rows=rows))
        key = "publish.done" if done.new else "publish.nothing-new"
        place = "postgresql" if to == "postgres-schema" else shown(target or settings.publish_target)
        print(session.say(key, changed=done.changed, gone=done.gone, place=place))
