"""``bienban db upgrade | check | copy``."""

from typing import Annotated

import typer

from bienban.frame import localised_command, localised_group
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        cls=localised_group(say),
        help=say("db.help"),
        rich_markup_mode=None,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
    )
    app.add_typer(group, name="db")
    style, options = localised_command(say), say("frame.options-metavar")

    @group.command("upgrade", help=say("db.upgrade.help"), cls=style, options_metavar=options)
    def upgrade(context: typer.Context) -> int:
        from bienban import databases  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        return databases.upgrade(session.settings(), session.say)

    @group.command("check", help=say("db.check.help"), cls=style, options_metavar=options)
    def check(
        context: typer.Context,
        full: Annotated[bool, typer.Option("--full", help=say("db.full"))] = False,
        json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> int:
        from bienban import databases  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        return databases.check(session.settings(), session.say, full=full, as_json=json)

    @group.command("copy", help=say("db.copy.help"), cls=style, options_metavar=options)
    def copy(
        context: typer.Context,
        target: Annotated[str, typer.Argument(metavar=say("db.target"), help=say("db.target.help"))],
        originals: Annotated[str | None, typer.Option("--originals", help=say("db.originals"))] = None,
    ) -> int:
        from bienban import databases  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        return databases.copy(session.settings(), session.say, target, originals)
