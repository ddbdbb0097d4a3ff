"""``bienban judge``."""

from pathlib import Path
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "judge", cls=localised_command(say), help=say("judge.help"), options_metavar=say("frame.options-metavar")
    )
    def judge(
        context: typer.Context,
        record_id: Annotated[str | None, typer.Argument(metavar="RECORD_ID", help=say("explain.record"))] = None,
        criterion: Annotated[str | None, typer.Argument(metavar="CRITERION", help=say("judge.criterion"))] = None,
        level: Annotated[str | None, typer.Option("--level", help=say("judge.level"))] = None,
        reason: Annotated[str | None, typer.Option("--reason", help=say("judge.reason"))] = None,
        rater: Annotated[str | None, typer.Option("--rater", help=say("judge.rater"))] = None,
        withdraw: Annotated[bool, typer.Option("--withdraw", help=say("judge.withdraw"))] = False,
        sheet: Annotated[Path | None, typer.Option("--sheet", help=say("judge.sheet"))] = None,
        cell: Annotated[str | None, typer.Option("--cell", help=say("judge.cell"))] = None,
        filled: Annotated[Path | None, typer.Option("--import", help=say("judge.import"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> None:
        from bienban import judging, ratings  # noqa: PLC0415 - imports the rooms
        from bienban.i18n import both  # noqa: PLC0415
        from schemas import UsageError  # noqa: PLC0415

        session: Session = context.obj
        settings, say = session.settings(), session.say
        if sheet is not None:
            ratings.write_sheet(settings, say, sheet, cell)
        elif filled is not None:
            ratings.import_sheet(settings, say, filled, rater)
        elif record_id and criterion and withdraw:
            judging.withdraw(settings, record_id, criterion, reason, rater)
            judging.show(settings, say, record_id, as_json=as_json)
        elif record_id and criterion and level is not None:
            judging.override(settings, record_id, criterion, level=level, reason=reason, rater=rater)
            judging.show(settings, say, record_id, as_json=as_json)
        elif record_id and not criterion:
            judging.show(settings, say, record_id, as_json=as_json)
        else:
            raise UsageError(*both("judge.what"))
