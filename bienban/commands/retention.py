"""``bienban retention``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "retention",
        cls=localised_command(say),
        help=say("retention.help"),
        options_metavar=say("frame.options-metavar"),
    )
    def retention(
        context: typer.Context,
        *,
        years: Annotated[int | None, typer.Option("--years", min=0, help=say("retention.years"))] = None,
        list_all: Annotated[bool, typer.Option("--list", help=say("retention.list"))] = False,
    ) -> None:
        from bienban.keeping.retention import retention as work  # noqa: PLC0415 - SQLAlchemy takes a while to import
        from bienban.tables import show_table  # noqa: PLC0415

        session: Session = context.obj
        say = session.say
        found = work(session.settings(), years)
        head = [say(f"retention.{name}") for name in ("year", "originals", "papers", "megabytes")]
        rows = [[one.year or "–", str(one.originals), str(one.papers), f"{one.size / 1e6:.1f}"] for one in found.years]
        show_table(say("retention.title"), head, rows)
        for name, size in found.beside.items():
            print(say("retention.beside", name=name, size=f"{size / 1e6:.1f}"))
        if found.refused:
            bytes_kept = sum(one.size for one in found.refused)
            print(say("retention.refused", count=len(found.refused), size=f"{bytes_kept / 1e6:.1f}"))
        if found.term:
            late = [one.sha256 for one in found.refused if one.past]
            print(say("retention.past", count=len(found.past), years=found.term))
            if late:
                print(say("retention.refused-past", count=len(late), years=found.term))
            for sha256 in (*found.past, *late) if list_all else ():
                print(sha256)
        print(say("retention.nothing-deleted"))
