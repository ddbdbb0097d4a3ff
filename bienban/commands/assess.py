"""``bienban assess``."""

from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, tell


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "assess", cls=localised_command(say), help=say("assess.help"), options_metavar=say("frame.options-metavar")
    )
    def assess(
        context: typer.Context,
        records: Annotated[str | None, typer.Option("--records", help=say("assess.records"))] = None,
        rubric: Annotated[str | None, typer.Option("--rubric", help=say("option.rubric"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
        workers: Annotated[int | None, typer.Option("--workers", min=0, help=say("option.workers"))] = None,
    ) -> int:
        from bienban import assessing  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        settings = session.settings(rubric=rubric, workers=workers)
        if records is not None and as_json:
            return assessing.print_assessments(records, settings, session.say)
        if records is not None:
            found = assessing.read_records(records)
            assessments = assessing.assess_records(found, settings)
        else:
            from bienban.archive import stored_records  # noqa: PLC0415 - only this way needs a database

            found, judged = stored_records(settings)
            assessments = assessing.assess_records(found, settings, judged)
        if as_json:
            for assessment in assessments:
                print(assessment.model_dump_json())
            return 0
        if not assessments:
            tell(session.say("assess.none"))
            return 0
        assessing.show_assessments(assessments, found, session.say)
        tell(session.say("assess.caution"))
        return 0
