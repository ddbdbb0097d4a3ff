"""What each page shows: reads the store, prepares plain values, fills the template."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.judged import judged_assessments
from schemas import Page, Record
from store import Store
from web.fields import marks, numbering, sections
from web.states import State, summarise, worst_first
from web.words import label, place, reason_text, speaker, value_text

__all__ = ["PER_PAGE", "error", "index", "record"]

PER_PAGE = 100  # rows of the list at once


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def index(store: Store, language: str, state: State | None, page: int) -> str:
    """The list of records, the most urgent first; only those of ``state`` where one is given."""
    rows = worst_first(store.records())
    counts = Counter(row.state for row in rows)
    shown = [row for row in rows if state is None or row.state is state]
    last = max(1, -(-len(shown) // PER_PAGE))
    page = min(page, last)
    return _render(
        "list.html",
        language,
        "/",
        {"state": state.value} if state else {},
        rows=shown[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(rows),
        counts=[(one, counts[one]) for one in State if counts[one]],
        state=state,
        page=page,
        last=last,
        aside=store.aside(),
    )


def record(store: Store, language: str, found: Record) -> str:
    """One record beside its page images."""
    sizes = {page.number: page for page in store.pages(found.source.sha256)}
    return _render(
        "record.html",
        language,
        f"/record/{found.record_id}",
        {},
        row=summarise(found),
        record=found,
        sections=sections(found),
        numbers=numbering(found),
        pages=[(one, _size(sizes.get(one.page)), _state(found, one.page)) for one in marks(found)],
        assessments=judged_assessments(store, None, [found.record_id]),
    )


def error(language: str, status: int, reason: str | None) -> str:
    """A page that says what went wrong, without repeating what was asked."""
    return _render("error.html", language, "/", {}, status=status, reason=reason)


def _size(page: Page | None) -> tuple[int, int] | None:
    """Width and height that the image will have in proportion, so that the layout stands before it is loaded."""
    return (page.width, page.height) if page else None


def _state(record: Record, page: int) -> str | None:
    states = {one.page: one.state.value for one in record.reading}
    state = states.get(page)
    return None if state == "read" else state


def _kind(record: Record, language: str) -> str:
    """What the record is, in a few words: "Biên bản thường kỳ", "Regular minutes"."""
    document = value_text("document_type", record.document_type.value, language)
    if record.meeting_type is None:
        return document
    meeting = value_text("meeting_type", record.meeting_type.value, language)
    return speaker(language)("kind", document=document.lower(), meeting=meeting.lower()).capitalize()


def _render(template: str, language: str, here: str, query: dict[str, str], **values: Any) -> str:
    def address(path: str, **parameters: str | int) -> str:
        """An address of ours that keeps the language."""
        asked = {**parameters, **({"lang": language} if language != "vi" else {})}
        return f"{path}?{urlencode(asked)}" if asked else path

    return (
        _templates()
        .get_template(template)
        .render(
            language=language,
            say=speaker(language),
            label=partial(label, language=language),
            place=partial(place, language=language),
            follows=partial(reason_text, language=language),
            shown=partial(value_text, language=language),
            kind=lambda record: _kind(record, language),
            address=address,
            other=f"{here}?{urlencode({**query, 'lang': 'en' if language == 'vi' else 'vi'})}",
            file_name=lambda path: PurePath(path).name,
            **values,
        )
    )
