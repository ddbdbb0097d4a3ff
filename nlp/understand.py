"""A document unit → its record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from nlp.collector import collector_at_rest
from nlp.draft import Draft
from nlp.fields.absentees import read_absentees_table
from nlp.fields.attendance import read_attendance
from nlp.fields.closing import read_closing, read_self_assessment
from nlp.fields.decisions import read_decisions, read_votes_table
from nlp.fields.discussion import read_discussion
from nlp.fields.dues import read_dues
from nlp.fields.header import read_header, read_period, read_title
from nlp.fields.held import read_held
from nlp.fields.officers import read_officers, read_resolution_chair
from nlp.fields.preparation import read_preparation
from nlp.fields.previous_resolution import read_previous_resolution
from nlp.fields.targets import read_targets, read_targets_table
from nlp.fields.task_tables import read_task_rows, read_tasks_table
from nlp.fields.tasks import read_tasks
from nlp.fields.work import read_work
from nlp.findings import find_findings
from nlp.findings_texts import make_finding
from nlp.kinds import SHORT_TITLE, classify_document, classify_meeting
from nlp.lexicon import Lexicon
from nlp.misread import search_form
from nlp.neighbours import Years, years_of
from nlp.outline import Outline, outline
from nlp.registers.linking import link_cell, note_links, resolver
from nlp.titles import straightened
from nlp.topics import expected_topics, section_weight, weigh_topics
from nlp.unittext import from_unit
from schemas import (
    DocumentType,
    Finding,
    MeetingType,
    PageState,
    Reading,
    Record,
    RecordSource,
    Severity,
    Topic,
    Unit,
    UnitContext,
)

__all__ = ["UNDERSTANDING_VERSION", "record_id", "understand"]

UNDERSTANDING_VERSION = "30"  # raised whenever the same pages may give another record

PERSON = "correction"  # what no rule found but a person said

_THEME = re.compile(r"\b(?:chuyen\s*de|chu\s*de|noi\s*dung\s*chuyen\s*de)\s*(?:quy\s*[ivx\d]+[^:\n]{0,20})?:\s*")
_PARTY_HEADER = re.compile(r"^\W*(?:dang\s*(?:bo|uy|cong\s*san)|chi\s*bo)\b", re.MULTILINE)


def understand(unit: Unit, lexicon: Lexicon) -> Record:
    """The record of ``unit``: each value with evidence or an inference, contradictions as findings."""
    with collector_at_rest():
        return _understand(unit, lexicon)


def _understand(unit: Unit, lexicon: Lexicon) -> Record:
    text = from_unit(unit)
    frame = outline(text, lexicon)
    record = Record(
        record_id=record_id(unit),
        source=RecordSource(path=unit.source.path, sha256=unit.source.sha256, pages=list(unit.source.pages)),
        document_type=DocumentType.OTHER,
        text=unit.text,
        reading=[
            Reading(page=p.number, source=p.source, state=p.state, grade=p.quality.grade, producer=p.producer)
            for p in unit.pages
        ],
    )
    draft = Draft(text, record)
    _classify(frame, draft, unit)
    years = years_of([placed.line.text for placed in unit.context.book_heading], unit.context.earlier_date)
    if record.document_type is DocumentType.OTHER:
        _read_other(frame, draft)
        link_cell(draft, lexicon.cells)
        linking = []
    else:
        linking = _read_cell_document(frame, draft, unit, years)
    record.findings = [*find_findings(frame, draft), *linking, *_reading_findings(unit)]
    return draft.finish()


def record_id(unit: Unit) -> str:
    """Stable over re-runs on the same bytes: from the file's hash and the unit's place in it, or a person's layout."""
    return unit.record_id or hashlib.sha256(f"{unit.source.sha256}/{unit.index}".encode()).hexdigest()[:20]


def _classify(frame: Outline, draft: Draft, unit: Unit) -> None:
    context, folded = unit.context, frame.unit.folded_flow
    title = straightened(frame.unit.flow[slice(*frame.title)], folded[slice(*frame.title)]).strip(" -–*.")
    head = folded[: frame.title[1] + 600]
    # A book names its cell once, on the cover: its entries need not say again whose they are.
    book = " ".join(search_form(placed.line.text) for placed in (*context.book_heading, *context.earlier_header))
    if context.previous_title and (not frame.title[1] or SHORT_TITLE.match(title)):
        book += " " + search_form(context.previous_title)
    record = draft.record
    record.document_type = unit.kind or classify_document(title, f"{head} {book}")
    opening = folded[frame.title[1] : min(frame.opening[1], frame.title[1] + 450)]
    record.meeting_type = classify_meeting(record.document_type, title, opening)
    span = frame.title if frame.title[1] else (0, min(len(folded), 80))
    evidence = frame.unit.evidence(*span, "kind of document")
    if evidence:
        said = {"kind": "human", "confidence": None, "producer": PERSON}
        draft.evidence["/document_type"] = evidence.model_copy(update=said) if unit.kind else evidence
        if record.meeting_type is not None:
            draft.evidence["/meeting_type"] = evidence
    elif unit.kind:
        draft.inferred["/document_type"] = PERSON


def _read_other(frame: Outline, draft: Draft) -> None:
    """A paper that is no minutes of a cell is named, nothing more: what was said there is no business of ours."""
    party = _PARTY_HEADER.search(frame.unit.folded[: frame.title[0]]) is not None
    if party:
        read_header(frame, draft, UnitContext())
    else:
        read_title(frame, draft)


def _read_cell_document(frame: Outline, draft: Draft, unit: Unit, years: Years) -> list[Finding]:
    """Fill the draft; returns what a register of cells or a roster, where given, does not know."""
    record = draft.record
    resolution = record.document_type is DocumentType.RESOLUTION
    read_header(frame, draft, unit.context)
    if record.document_type is not DocumentType.REVIEW:
        read_held(frame, draft, years, resolution=resolution)
    read_period(frame, draft, years)
    if record.document_type is not DocumentType.REVIEW:
        if resolution:
            read_resolution_chair(frame, draft)
        else:
            read_officers(frame, draft)
        read_attendance(frame, draft)
    link_cell(draft, frame.lexicon.cells)
    resolve, members = resolver(draft, frame, frame.lexicon.roster)
    # Those from above are on no roster of the cell.
    _relink(draft, resolve, resolver(draft, frame, None)[0] if frame.lexicon.roster else resolve)
    _theme(frame, draft)
    for table in frame.tables:
        read_absentees_table(draft, table, frame.unit)
        read_tasks_table(frame, draft, table, resolve)
        read_targets_table(draft, table, frame.unit)
        read_votes_table(draft, table, frame.unit)
    read_preparation(frame, draft)
    read_dues(frame, draft)
    read_work(frame, draft)
    read_previous_resolution(frame, draft)
    if record.document_type is not DocumentType.RESOLUTION:
        read_discussion(frame, draft, resolve)
    read_decisions(frame, draft)
    read_task_rows(frame, draft, resolve)
    read_tasks(frame, draft, resolve)
    read_targets(frame, draft)
    read_self_assessment(frame, draft)
    read_closing(frame, draft, resolve)
    _topics(frame, draft)
    return note_links(draft, members)


def _relink(draft: Draft, resolve: Callable[[str], str], outside: Callable[[str], str]) -> None:
    """Full names for officers and absentees; ``outside``: for those from above."""
    record = draft.record
    for officer in (record.chair, record.secretary):
        if officer.name:
            officer.name = resolve(officer.name)
    for guest in record.superiors:
        if guest.name:
            guest.name = outside(guest.name)
    for absentee in record.attendance.absentees:
        if absentee.name:
            absentee.name = resolve(absentee.name)


def _theme(frame: Outline, draft: Draft) -> None:
    unit = frame.unit
    if draft.record.meeting_type is not MeetingType.THEMATIC:
        return
    named = re.match(r"[^:]*\bchuyen\s*de\s*(?:ve|:)\s*(?P<t>.{8,})", unit.folded_flow[slice(*frame.title)])
    if named and not re.match(r"\W*(?:quy|thang|nam)\b", named.group("t")):
        span = (frame.title[0] + named.start("t"), frame.title[1])
        draft.put("/theme", unit.slice(*span), span, "theme in the title")
    match = _THEME.search(unit.folded, frame.title[0], max(frame.opening[1], frame.title[1] + 200))
    if not match:
        return
    block = next((b for b in frame.blocks if b.start <= match.end() <= b.end), None)
    end = block.end if block else frame.opening[1]
    quoted = re.match(r"\s*[\"“”'](?P<t>[^\"“”]{5,300})[\"“”]", unit.flow[match.end() : match.end() + 330])
    begin = match.end()
    row_end = unit.text.find("\n", begin, end)
    if row_end >= 0 and unit.text[row_end + 1 : row_end + 2].isupper():
        end = row_end  # the next printed row begins a sentence of its own
    span = (begin + quoted.start("t"), begin + quoted.end("t")) if quoted else (begin, end)
    draft.put("/theme", unit.slice(*span).strip(' ."“”'), span, "theme")


def _topics(frame: Outline, draft: Draft) -> None:
    segments: list[tuple[str, float]] = []
    spans: list[tuple[int, int]] = []
    for piece in frame.body_pieces:
        weight = section_weight(piece.path)
        if weight:
            segments.append((frame.unit.flow[piece.start : piece.end], weight))
            spans.append((piece.start, piece.end))
    if frame.title[1]:
        segments.insert(0, (frame.unit.flow[slice(*frame.title)], 1.0))
        spans.insert(0, frame.title)
    cell = draft.record.organisation.name
    taken, lost = weigh_topics(segments, expected_topics(cell), cell)
    own = _party_life(draft)
    for hit in (*taken, *lost):
        if hit in lost and own and hit.topic is Topic.PARTY_BUILDING:
            continue
        first = max(hit.spans, key=lambda span: span.points)  # the wording that says most
        base = spans[first.segment][0]
        place, rule = (base + first.start, base + first.end), f"topic lexicon, {hit.score:g} points"
        if hit in lost:
            draft.lose("/topics", hit.topic.value, place, rule)
            continue
        draft.record.topics.append(hit.topic)
        evidence = frame.unit.evidence(*place, rule)
        if evidence:
            draft.evidence[f"/topics/{len(draft.record.topics) - 1}"] = evidence
    if own and Topic.PARTY_BUILDING not in draft.record.topics:
        draft.record.topics.append(Topic.PARTY_BUILDING)
        draft.evidence[f"/topics/{len(draft.record.topics) - 1}"] = draft.evidence[own]


def _party_life(draft: Draft) -> str | None:
    """Where members criticise themselves or one another, which is the party's own matter; None where they do not."""
    record = draft.record
    return "/self_criticism/0" if record.self_criticism else "/criticism/0" if record.criticism else None


def _reading_findings(unit: Unit) -> list[Finding]:
    unread = [page.number for page in unit.pages if page.state in (PageState.NEEDS_TRANSCRIPTION, PageState.FAILED)]
    if not unread:
        return []
    pages = ", ".join(str(number) for number in unread)
    return [make_finding("needs-transcription", Severity.ERROR, "/text", pages=pages)]
