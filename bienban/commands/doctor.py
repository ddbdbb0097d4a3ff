"""``bienban doctor``."""

import json
from typing import Annotated

import typer

from bienban.frame import localised_command
from bienban.i18n import Say
from bienban.session import Session, tell


def register(app: typer.Typer, say: Say) -> None:
    """Add the command."""

    @app.command(
        "doctor", cls=localised_command(say), help=say("doctor.help"), options_metavar=say("frame.options-metavar")
    )
    def doctor(
        context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False
    ) -> int:
        from bienban.checking import check_machine  # noqa: PLC0415 - looks at everything, so it imports much
        from bienban.errors import EnvironmentError_  # noqa: PLC0415
        from bienban.tables import show_table  # noqa: PLC0415

        session: Session = context.obj
        checks = check_machine(session.settings(), session.say)
        missing = [check for check in checks if check.needed and not check.ok]
        if as_json:
            report = {"ok": not missing, "checks": [check.as_dict() for check in checks]}
            print(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            head = ["", session.say("doctor.col-what"), session.say("doctor.col-found"), session.say("doctor.col-todo")]
            show_table("", head, [[_mark(c.ok, c.needed), c.name, c.found, c.todo] for c in checks])
        if not missing:
            tell(session.say("doctor.ok"))
            return 0
        tell(session.say("doctor.missing", names=", ".join(check.name for check in missing)))
        return EnvironmentError_.exit_code


def _mark(ok: bool, needed: bool) -> str:
    if ok:
        return "✓"
    return "✗" if needed else "!"
