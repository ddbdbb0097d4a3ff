"""The command ``bienban``: finds out the language, builds the commands, and turns errors into lines and exit statuses.

Nothing heavy is imported here: ``bienban --help`` must answer at once.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bienban import __version__
from bienban.commands import NAMES
from bienban.frame import localised_group
from bienban.i18n import LANGUAGES, Say, configured_language, detect_language, option_value
from bienban.session import Session, tell

__all__ = ["build_app", "main", "run"]

EXIT_USAGE = 2  # bienban.errors holds the list; it is too heavy to import here
ANYWHERE = ("--lang", "--config", "--data-dir")  # understood before and after the command's name


def main() -> NoReturn:
    """Entry point of the ``bienban`` script."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run one command line; returns the exit status (bienban.errors lists them)."""
    say = Say(detect_language(args, os.environ, Path.cwd()))
    try:
        status = _invoke(list(args), say)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # the last resort: nothing reaches the user as a traceback
        from bienban.failures import settle  # noqa: PLC0415 - the error tree brings all of `schemas`

        return settle(error, args, say)
    return status


def build_app(say: Say) -> typer.Typer:
    """All commands with help in the language of ``say``."""
    app = typer.Typer(
        cls=localised_group(say),
        help=say("app.help"),
        epilog=say("app.epilog"),
        rich_markup_mode=None,
        add_completion=False,
        pretty_exceptions_enable=False,
        subcommand_metavar=say("frame.command-metavar"),
        options_metavar=say("frame.options-metavar"),
        context_settings={"max_content_width": 110},
    )

    @app.callback()
    def root(
        lang: Annotated[str | None, typer.Option("--lang", metavar="vi|en", help=say("option.lang"))] = None,
        config: Annotated[Path | None, typer.Option("--config", help=say("option.config"))] = None,
        data_dir: Annotated[Path | None, typer.Option("--data-dir", help=say("option.data-dir"))] = None,
        version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_show_version, help=say("option.version"))
        ] = False,
    ) -> None:
        """Declared for the help; their values are taken out of the arguments before (``_take_out``)."""

    for name in NAMES:
        module = f"{name}_" if iskeyword(name) else name
        import_module(f"bienban.commands.{module}").register(app, say)
    return app


def _invoke(args: list[str], say: Say) -> int:
    config, data_dir = option_value(args, "--config"), option_value(args, "--data-dir")
    session = Session(
        say=say,
        chosen_language=configured_language(args, os.environ, Path.cwd()),
        config=Path(config) if config else None,
        data_dir=Path(data_dir) if data_dir else None,
    )
    lang = option_value(args, "--lang")
    if lang not in (None, *LANGUAGES):
        tell(say("error.prefix", message=say("error.language", value=lang)))
        return EXIT_USAGE
    command = typer.main.get_command(build_app(say))
    try:
        with command.make_context("bienban", _take_out(args) or ["--help"], obj=session) as context:
            result: Any = command.invoke(context)
    except typer.Exit as leave:
        return leave.exit_code
    return result if isinstance(result, int) else 0


def _take_out(args: list[str]) -> list[str]:
    """``args`` without the options that are understood anywhere."""
    kept: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            return [*kept, arg, *rest]
        if arg in ANYWHERE:
            if next(rest, None) is None:
                return [*kept, arg]  # let the parser say that its value is missing
        elif not arg.startswith(tuple(f"{name}=" for name in ANYWHERE)):
            kept.append(arg)
    return kept


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"bienban {__version__}")
        raise typer.Exit
