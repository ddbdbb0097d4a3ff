"""``bienban user add | list | set-role | set-cells | disable | enable | reset-password``."""

from typing import Annotated

import typer

from bienban.frame import localised_command, localised_group
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        cls=localised_group(say),
        help=say("user.help"),
        rich_markup_mode=None,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
    )
    app.add_typer(group, name="user")
    style, options = localised_command(say), say("frame.options-metavar")
    one = Annotated[str, typer.Argument(metavar=say("user.name"), help=say("user.name.help"))]
    some_cells = Annotated[list[str] | None, typer.Option("--cell", help=say("user.cell"))]
    every_cell = Annotated[bool, typer.Option("--all-cells", help=say("user.all-cells"))]
    # The work is imported when a command runs: it brings the store.

    @group.command("add", help=say("user.add.help"), cls=style, options_metavar=options)
    def add(
        context: typer.Context,
        name: one,
        role: Annotated[str, typer.Option("--role", help=say("user.role.option"))],
        cell: some_cells = None,
        all_cells: every_cell = False,
    ) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.add(session.settings(), session.say, name, role, cell or [], every=all_cells)

    @group.command("list", help=say("user.list.help"), cls=style, options_metavar=options)
    def list_all(
        context: typer.Context, json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False
    ) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.listed(session.settings(), session.say, as_json=json)

    @group.command("set-role", help=say("user.role.help"), cls=style, options_metavar=options)
    def set_role(
        context: typer.Context,
        name: one,
        role: Annotated[str, typer.Option("--role", help=say("user.role.option"))],
    ) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.role(session.settings(), session.say, name, role)

    @group.command("set-cells", help=say("user.cells.help"), cls=style, options_metavar=options)
    def set_cells(context: typer.Context, name: one, cell: some_cells = None, all_cells: every_cell = False) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.cells(session.settings(), session.say, name, cell or [], every=all_cells)

    @group.command("disable", help=say("user.disable.help"), cls=style, options_metavar=options)
    def disable(context: typer.Context, name: one) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.disable(session.settings(), session.say, name)

    @group.command("enable", help=say("user.enable.help"), cls=style, options_metavar=options)
    def enable(context: typer.Context, name: one) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.enable(session.settings(), session.say, name)

    @group.command("reset-password", help=say("user.reset.help"), cls=style, options_metavar=options)
    def reset_password(context: typer.Context, name: one) -> None:
        from bienban import accounts  # noqa: PLC0415

        session: Session = context.obj
        accounts.reset_password(session.settings(), session.say, name)
