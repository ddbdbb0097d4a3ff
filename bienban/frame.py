"""The words that Typer itself puts around our help and our mistakes, in the language of the interface.

Typer and click write them in English only; the pages are plain text (quick, and good for screen readers), so the few
fixed phrases are put over once a page is written.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from bienban.i18n import Say

__all__ = ["explain_usage_error", "localised_command", "localised_group"]


def localised_group(say: Say) -> type[TyperGroup]:
    """A command group whose help page speaks ``say``'s language."""

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return _translated(super().get_help(ctx), say)

    return Group


def localised_command(say: Say) -> type[TyperCommand]:
    """A command whose help page speaks ``say``'s language."""

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _translated(super().get_help(ctx), say)

    return Command


def explain_usage_error(error: BaseException, say: Say) -> str | None:
    """One or two lines for a mistake in the arguments; None when ``error`` is something else.

    The classes are told by their names: they live in click or inside typer, depending on typer's version.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if not kinds & {"ClickException", "UsageError"}:
        return None
    message = say("error.prefix", message=_reason(error, kinds, say))
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "bienban"
    return f"{message}\n{say('error.see-help', command=command)}"


def _reason(error: BaseException, kinds: set[str], say: Say) -> str:
    parameter = getattr(error, "param", None)
    name = _shown_name(parameter)
    plain = str(getattr(error, "message", "") or error)
    if "MissingParameter" in kinds:
        return say("error.missing-argument", name=name)
    if "NoSuchOption" in kinds:
        return say("error.no-option", name=getattr(error, "option_name", ""))
    if "BadParameter" in kinds and name:
        return say("error.bad-value", name=name, reason=plain)
    unknown = re.match(r"No such command '(.*?)'", plain)
    if unknown:
        return say("error.no-command", name=unknown[1])
    if plain.startswith("Missing command"):
        return say("error.missing-command")
    return say("error.arguments", reason=plain)


def _shown_name(parameter: Any) -> str:
    if parameter is None:
        return ""
    options = [option for option in getattr(parameter, "opts", ()) if option.startswith("-")]
    return options[-1] if options else str(getattr(parameter, "metavar", None) or parameter.name)


def _translated(page: str, say: Say) -> str:
    for english, key in (
        (r"^Usage:", "frame.usage"),
        (r"^Arguments:", "frame.arguments"),
        (r"^Options:", "frame.options"),
        (r"^Commands:", "frame.commands"),
        (r"(?<=  )Show this message and exit\.", "option.help"),
        (r"(?<=[\[; ])required(?=\]|;)", "frame.required"),
        (r"(?<=[\[ ])default(?=: )", "frame.default"),
    ):
        page = re.sub(english, say(key), page, flags=re.MULTILINE)
    page = re.sub(r"[\[{](\S+?)[\]}]\.\.\.", r"\1…", page)  # {PATH}... says no more than PATH…
    return page.replace("<list[Path]>", "<path>").replace("<int range>", "<int>      ")
