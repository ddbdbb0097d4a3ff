"""``bienban audit verify``."""

from typing import Annotated

import typer

from bienban.frame import localised_command, localised_group
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        cls=localised_group(say),
        help=say("audit.help"),
        rich_markup_mode=None,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
    )
    app.add_typer(group, name="audit")

    @group.callback()
    def audit() -> None:
        """Keeps it a group while there is one command."""

    @group.command(
        "verify",
        help=say("audit.verify.help"),
        cls=localised_command(say),
        options_metavar=say("frame.options-metavar"),
    )
    def verify(
        context: typer.Context,
        head: Annotated[str | None, typer.Option("--head", metavar="HASH", help=say("audit.head"))] = None,
        json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> int:
        from bienban import accounts  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        return accounts.verify(session.settings(), session.say, head, as_json=json)
