"""``bienban rubric list | show | check | diff``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command, localised_group
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the group of commands."""
    group = typer.Typer(
        cls=localised_group(say),
        help=say("rubric.help"),
        rich_markup_mode=None,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
    )
    app.add_typer(group, name="rubric")
    style, options = localised_command(say), say("frame.options-metavar")
    folder = Annotated[Path | None, typer.Option("--dir", help=say("rubric.dir"))]
    as_json = Annotated[bool, typer.Option("--json", help=say("option.json"))]

    @group.command("list", help=say("rubric.list.help"), cls=style, options_metavar=options)
    def list_rubrics(context: typer.Context, directory: folder = None, json: as_json = False) -> None:
        from bienban import rubrics  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        rubrics.show_list(directory, session.say, as_json=json)

    @group.command("show", help=say("rubric.show.help"), cls=style, options_metavar=options)
    def show(
        context: typer.Context,
        rubric_id: Annotated[str, typer.Argument(metavar="ID", help=say("rubric.id"))],
        directory: folder = None,
        json: as_json = False,
    ) -> None:
        from bienban import rubrics  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        rubrics.show_one(rubric_id, directory, session.say, as_json=json)

    @group.command("check", help=say("rubric.check.help"), cls=style, options_metavar=options)
    def check(
        context: typer.Context,
        files: Annotated[
            list[Path] | None, typer.Argument(metavar=say("rubric.file"), help=say("rubric.files"))
        ] = None,
        directory: folder = None,
    ) -> None:
        from bienban import rubrics  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        rubrics.check(files or [], directory, session.say)

    @group.command("diff", help=say("rubric.diff.help"), cls=style, options_metavar=options)
    def diff(
        context: typer.Context,
        old: Annotated[str, typer.Argument(metavar=say("rubric.old"), help=say("rubric.id"))],
        new: Annotated[str, typer.Argument(metavar=say("rubric.new"), help=say("rubric.id"))],
        directory: folder = None,
        json: as_json = False,
    ) -> None:
        from bienban import rubrics  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        rubrics.show_diff(old, new, directory, session.say, as_json=json)
