"""Templates with what all of them need: words in the language asked for, addresses that keep it, the token of forms."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from web.findings import finding_name
from web.words import LANGUAGES, label, place, reason_text, speaker, value_text

__all__ = ["address_in", "draw", "language_of", "render"]


@lru_cache(maxsize=1)
def templates() -> Environment:
    return Environment(
        loader=PackageLoader("web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def language_of(request: Request) -> str:
    """The language that ``?lang=`` asks for, else the one of the application."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else request.app.state.language


def address_in(language: str, default: str, path: str, **parameters: str | int | None) -> str:
    """An address of ours that keeps the language; parameters that are None or empty are left out."""
    asked = {name: value for name, value in parameters.items() if value not in (None, "")}
    if language != default:
        asked["lang"] = language
    return f"{path}?{urlencode(asked)}" if asked else path


def draw(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    return HTMLResponse(render(request, template, **values), status_code=status)


def render(request: Request, template: str, **values: Any) -> str:
    """The text of one template."""
    language = language_of(request)
    other = "en" if language == "vi" else "vi"
    query = {name: value for name, value in request.query_params.items() if name != "lang"}
    here = str(values.get("here") or (request.url.path if request.method == "GET" else "/"))
    shown = {
        "language": language,
        "say": speaker(language),
        "label": partial(label, language=language),
        "place": partial(place, language=language),
        "follows": partial(reason_text, language=language),
        "shown": partial(value_text, language=language),
        "kind": partial(kind_text, language=language),
        "month": month_text,
        "finding_name": partial(finding_name, language=language),
        "moment": moment_text,
        "date": date_text,
        "address": partial(address_in, language, request.app.state.language),
        "other": f"{here}?{urlencode({**query, 'lang': other})}",
        "file_name": lambda path: PurePath(path).name,
        "csrf": getattr(request.state, "csrf", ""),
        "person": getattr(request.state, "person", None),
        "team": request.app.state.access.login,
        "query": query,
        "query_language": language != request.app.state.language,
        "path": request.url.path,
    }
    return templates().get_template(template).render({**shown, **values})


def kind_text(paper: Any, language: str) -> str:
    """What a paper is, in a few words: "Biên bản thường kỳ", "Regular minutes"."""
    document = value_text("document_type", str(getattr(paper.document_type, "value", paper.document_type)), language)
    if paper.meeting_type is None:
        return document
    meeting = value_text("meeting_type", str(getattr(paper.meeting_type, "value", paper.meeting_type)), language)
    return speaker(language)("kind", document=document.lower(), meeting=meeting.lower()).capitalize()


def date_text(iso: str | None) -> str:
    """05/03/2026, as far as it is known."""
    return "/".join(reversed((iso or "").split("-")))


def month_text(iso: str) -> str:
    """3/2026, from 2026-03."""
    return f"{int(iso[5:7])}/{iso[:4]}" if len(iso) >= 7 else iso


def moment_text(moment: datetime) -> str:
    """A moment in the time of this machine, to the minute."""
    return moment.astimezone().strftime("%H:%M %d/%m/%Y")
