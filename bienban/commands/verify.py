"""``bienban verify``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session

if TYPE_CHECKING:
    from bienban.keeping.verify import Verified


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "verify", cls=localised_command(say), help=say("verify.help"), options_metavar=say("frame.options-metavar")
    )
    def verify(
        context: typer.Context,
        folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=say("verify.dir"))] = None,
    ) -> int:
        from bienban.archive import open_store  # noqa: PLC0415 - SQLAlchemy takes a while to import
        from bienban.errors import EXIT_STORE  # noqa: PLC0415
        from bienban.keeping.backup import check_backup  # noqa: PLC0415
        from bienban.keeping.verify import verify_archive  # noqa: PLC0415

        session: Session = context.obj
        if folder is not None:
            found = check_backup(folder)
        else:
            with open_store(session.settings()) as store:
                found = verify_archive(store, content=True)
        show(found, session.say)
        return EXIT_STORE if any(one.wrong for one in found) else 0


def show(found: "list[Verified]", say: Say) -> None:
    """One line a check."""
    for one in found:
        key = "verify.wrong" if one.wrong else "verify.ok"
        print(say(key, what=one.what, count=one.looked_at, wrong=", ".join(one.wrong)))
