"""``bienban report``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say, both
from bienban.session import Session

if TYPE_CHECKING:
    from bienban.report.sheets.making import Wanted

FORMATS = ("html", "xlsx", "docx")


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "report", cls=localised_command(say), help=say("report.help"), options_metavar=say("frame.options-metavar")
    )
    def report(
        context: typer.Context,
        cell: Annotated[str | None, typer.Option("--cell", help=say("report.option-cell"))] = None,
        committee: Annotated[str | None, typer.Option("--committee", help=say("report.option-committee"))] = None,
        meeting: Annotated[str | None, typer.Option("--meeting", help=say("report.option-meeting"))] = None,
        year: Annotated[int | None, typer.Option("--year", help=say("report.option-year"))] = None,
        kind: Annotated[
            str,
            typer.Option("--format", metavar="|".join(FORMATS), show_default=False, help=say("report.option-format")),
        ] = "html",
        with_absences: Annotated[bool, typer.Option("--with-absences", help=say("report.option-absences"))] = False,
        out: Annotated[Path | None, typer.Option("--out", help=say("option.out"))] = None,
        pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help=say("report.pseudonyms"))] = False,
    ) -> None:
        from bienban.report.sheets.making import Wanted, write_sheet  # noqa: PLC0415 - imports the rooms

        session: Session = context.obj
        wanted = Wanted(meeting, cell, committee, year, with_absences=with_absences, pseudonyms=pseudonyms)
        refuse_misfits(wanted, kind)
        settings = session.settings()
        if meeting is None and cell is None and committee is None:
            _whole_archive(session, out, pseudonyms=pseudonyms)
            return
        today = datetime.now(UTC).astimezone().date()
        path = write_sheet(settings, wanted, kind, out, session.paper, today)
        print(session.say("report.written", path=path))


def _whole_archive(session: Session, out: Path | None, *, pseudonyms: bool) -> None:
    from bienban.report.render import write_report  # noqa: PLC0415 - imports the rooms

    settings = session.settings()
    path = out or settings.report_path
    made = write_report(settings, session.paper, path, pseudonyms=pseudonyms)
    if not (made.cells or made.aside):
        print(session.say("report.empty"))
    print(session.say("report.written", path=path))


def refuse_misfits(wanted: "Wanted", kind: str) -> None:
    """Raise ``UsageError`` where the options do not go together."""
    from schemas import UsageError  # noqa: PLC0415 - kept out of `bienban --help`

    subject = wanted.meeting or wanted.cell or wanted.committee
    if kind not in FORMATS:
        raise UsageError(*both("sheet.bad-format"))
    if wanted.meeting and (wanted.cell or wanted.committee or wanted.year):
        raise UsageError(*both("sheet.one-only"))
    if not subject and (wanted.year or wanted.with_absences or kind != "html"):
        raise UsageError(*both("sheet.needs-subject"))
    if wanted.with_absences and wanted.pseudonyms:
        raise UsageError(*both("sheet.absences-and-pseudonyms"))
