"""``bienban hand list | add | assign | show | propose | lines | learn | import | export``."""

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
        help=say("hand.help"),
        rich_markup_mode=None,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
    )
    app.add_typer(group, name="hand")
    _entries(group, say)
    _lines(group, say)
    _learning(group, say)


def _entries(group: typer.Typer, say: Say) -> None:
    style, options = localised_command(say), say("frame.options-metavar")

    @group.command("list", help=say("hand.list.help"), cls=style, options_metavar=options)
    def listed(
        context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False
    ) -> None:
        from bienban import hands  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        hands.listed(session.settings(), session.say, as_json=as_json)

    @group.command("add", help=say("hand.add.help"), cls=style, options_metavar=options)
    def add(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.name"))],
        book: Annotated[str, typer.Option("--book", help=say("hand.book"))] = "",
        cell: Annotated[str, typer.Option("--cell", help=say("hand.cell"))] = "",
        period: Annotated[str, typer.Option("--period", help=say("hand.period"))] = "",
    ) -> None:
        from bienban import hands  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        hands.add(session.settings(), session.say, name, book, cell, period)

    @group.command("assign", help=say("hand.assign.help"), cls=style, options_metavar=options)
    def assign(
        context: typer.Context,
        hand: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))],
        documents: Annotated[list[str], typer.Argument(metavar=say("hand.documents"), help=say("hand.document"))],
        pages: Annotated[str, typer.Option("--pages", metavar="1-20", help=say("hand.pages"))] = "",
    ) -> None:
        from bienban import hands  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        hands.assign(session.settings(), session.say, hand, documents, pages)

    @group.command("show", help=say("hand.show.help"), cls=style, options_metavar=options)
    def show(
        context: typer.Context,
        hand: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))],
    ) -> None:
        from bienban import hands  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        hands.show(session.settings(), session.say, hand)

    @group.command("propose", help=say("hand.propose.help"), cls=style, options_metavar=options)
    def propose(
        context: typer.Context,
        documents: Annotated[list[str], typer.Argument(metavar=say("hand.documents"), help=say("hand.document"))],
    ) -> None:
        from bienban import hands  # noqa: PLC0415 - imports the store

        session: Session = context.obj
        hands.propose(session.settings(), session.say, documents)


def _lines(group: typer.Typer, say: Say) -> None:
    style, options = localised_command(say), say("frame.options-metavar")

    @group.command("lines", help=say("hand.lines.help"), cls=style, options_metavar=options)
    def lines(
        context: typer.Context,
        *,
        hand: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))],
        to: Annotated[Path | None, typer.Option("--to", metavar="DIR", help=say("hand.lines.to"))] = None,
        count: Annotated[int, typer.Option("--count", min=1, max=2000, help=say("hand.lines.count"))] = 25,
    ) -> None:
        from bienban import hand_lines  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        hand_lines.offer(session.settings(), session.say, hand, to, count)

    @group.command("import", help=say("hand.import.help"), cls=style, options_metavar=options)
    def bring(
        context: typer.Context,
        hand: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))],
        paths: Annotated[list[Path], typer.Argument(metavar=say("metavar.paths"), help=say("hand.import.paths"))],
        complete: Annotated[bool, typer.Option("--all-lines", help=say("hand.import.complete"))] = False,
    ) -> int:
        from bienban import hand_lines  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        return hand_lines.bring(session.settings(), session.say, hand, paths, complete=complete)

    @group.command("export", help=say("hand.export.help"), cls=style, options_metavar=options)
    def export(
        context: typer.Context,
        *,
        hand: Annotated[str, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))],
        to: Annotated[Path, typer.Option("--to", metavar="DIR", help=say("hand.export.to"))],
        form: Annotated[
            str, typer.Option("--format", metavar="pairs|page|alto", help=say("hand.export.format"))
        ] = "pairs",
        everything: Annotated[bool, typer.Option("--all-lines", help=say("hand.export.all"))] = False,
    ) -> None:
        from bienban import hand_lines  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        hand_lines.export(session.settings(), session.say, hand, to, form, everything=everything)


def _learning(group: typer.Typer, say: Say) -> None:
    @group.command(
        "learn",
        help=say("hand.learn.help"),
        cls=localised_command(say),
        options_metavar=say("frame.options-metavar"),
    )
    def learn(
        context: typer.Context,
        *,
        hand: Annotated[str | None, typer.Argument(metavar=say("hand.metavar"), help=say("hand.which"))] = None,
        due: Annotated[bool, typer.Option("--due", help=say("hand.learn.due"))] = False,
        force: Annotated[bool, typer.Option("--force", help=say("hand.learn.force"))] = False,
        seed: Annotated[int, typer.Option("--seed", min=0, help=say("hand.learn.seed"))] = 1,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
    ) -> int:
        from bienban import hands  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        settings = session.settings(workers=workers)
        return hands.learn(settings, session.say, hand, due=due, force=force, seed=seed)
