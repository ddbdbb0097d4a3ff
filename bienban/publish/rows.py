"""One record as rows of the facts. Works on plain JSON: a million records are to be passed through in minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from bienban.export.source import SMALL_GROUP
from bienban.publish.cells import Cell
from bienban.publish.keys import Keys
from schemas import MeetingType, ProfileLevels
from store.feeding import FeedRow

__all__ = ["Rows", "names_of", "rows_of"]

Rows = dict[str, list[tuple[Any, ...]]]  # table -> rows, values in the order of the table's columns
Json = dict[str, Any]
FULL = len("2026-03-03")
_NAME_WORDS = range(2, 6)  # of an assignee that is a person; longer ones are bodies


def names_of(record: Json) -> Iterator[str]:
    """Every name of a person that stands in a field of the record."""
    for officer in (record["chair"], record["secretary"], *record["superiors"]):
        yield officer["name"]
    for part, fields in (
        (record["attendance"]["absentees"], ("name",)),
        (record["contributions"], ("speaker",)),
        (record["self_criticism"], ("person",)),
        (record["praise"], ("person",)),
        (record["criticism"], ("by", "of")),
    ):
        for one in part:
            for name in fields:
                yield one[name]
    yield from record["closing"]["signed"]
    for task in record["tasks"]:
        words = (task["assignee"] or "").split()
        if len(words) in _NAME_WORDS and all(word[0].isupper() for word in words):
            yield task["assignee"]


def rows_of(row: FeedRow, cell: Cell | None, keys: Keys, *, identified: bool) -> tuple[Rows, set[str]]:
    """The rows of all facts of one record, and the names of persons in it."""
    record: Json = orjson.loads(row.body)
    names = {name for name in names_of(record) if name}
    judged = [orjson.loads(one) for one in row.assessments]
    group = _group(record, cell)
    maker = _Maker(row, record, cell, names, keys, group is None or group < SMALL_GROUP, identified)
    return {
        "fact_meeting": [maker.meeting(row, judged[0] if judged else None)],
        "meeting_topic": [(*maker.head, topic) for topic in dict.fromkeys(record["topics"])],
        "fact_attendance": maker.attendance(),
        "fact_contribution": maker.each("contributions", maker.contribution),
        "fact_decision": maker.each("decisions", maker.decision),
        "fact_task": maker.each("tasks", maker.task),
        "fact_self_criticism": maker.each("self_criticism", maker.self_criticism),
        "fact_score": [score for one in judged for score in maker.scores(one)],
        "fact_finding": list(maker.findings()),
        "fact_reading": list(maker.readings(row)),
    }, names


def _group(record: Json, cell: Cell | None) -> int | None:
    """How many people the figures of a record speak of; where it states none, the members of its cell."""
    stated = record["attendance"]
    sizes: list[int] = [stated[name] for name in ("total", "required", "present") if stated[name] is not None]
    if sizes:
        return max(sizes)
    return cell.people if cell and record["meeting_type"] != MeetingType.COMMITTEE else None


class _Maker:
    def __init__(
        self, row: FeedRow, record: Json, cell: Cell | None, names: set[str], keys: Keys, small: bool, identified: bool
    ) -> None:
        self.record, self.names, self.keys, self.small, self.identified = record, names, keys, small, identified
        month = _month(record["period"], record["held"]["date"], record["issued"]["date"])
        # Every fact says of which cell and month it is: to ask by them, no other table is needed.
        self.head = (keys.meeting(row.record_id), cell.key if cell else None, month)

    def each(self, name: str, make: Any) -> list[tuple[Any, ...]]:
        return [(*self.head, position, *make(one)) for position, one in enumerate(self.record[name], start=1)]

    def person(self, name: str | None) -> str | None:
        return None if name is None or self.small else self.keys.person(name)

    def said(self, text: str | None) -> str | None:
        return text if self.identified else None

    def meeting(self, row: FeedRow, judged: Json | None) -> tuple[Any, ...]:
        record = self.record
        held, issued = record["held"]["date"], record["issued"]["date"]
        spoken = Counter(one["substantive"] for one in record["contributions"])
        severities = Counter(one["severity"] for one in record["findings"])
        rubric = (judged or {}).get("rubric") or {}
        low, high = (judged or {}).get("total") or (None, None)
        worst, best = (judged or {}).get("grade") or (None, None)
        levels = ((judged or {}).get("profile") or {}).get("levels") or {}
        return (
            *self.head,
            self.keys.document(row.sha256),
            day_of(held) or day_of(issued),
            held,
            record["document_type"],
            record["meeting_type"],
            self.small,
            record["held"]["duration_minutes"],
            len(record["contributions"]),
            spoken[True],
            spoken[None],
            len(record["decisions"]),
            len(record["tasks"]),
            sum(one["deadline"] is not None for one in record["tasks"]),
            len(record["self_criticism"]),
            sum(one["specific"] is True for one in record["self_criticism"]),
            len(record["criticism"]),
            len(record["praise"]),
            record["previous_resolution"]["done"],
            record["previous_resolution"]["total"],
            severities["error"],
            severities["warning"],
            len(record["source"]["pages"]),
            row.corrected,
            rubric.get("id"),
            rubric.get("version"),
            low,
            high,
            (judged or {}).get("max_total"),
            worst,
            best,
            *(levels.get(name) for name in ProfileLevels.model_fields),
        )

    def attendance(self) -> list[tuple[Any, ...]]:
        stated = self.record["attendance"]
        figures = (stated["total"], stated["required"], stated["present"], stated["absent"], stated["rate"])
        if all(one is None for one in figures):
            return []
        return [(*self.head, self.record["document_type"], self.small, *((None,) * 5 if self.small else figures))]

    def contribution(self, one: Json) -> tuple[Any, ...]:
        signs = len(one.get("signs") or ())
        name, text = one["speaker"], one["text"]
        return self.person(name), one["substantive"], signs, len(text.split()), self.said(name), self.said(text)

    def decision(self, one: Json) -> tuple[Any, ...]:
        votes = one["votes"] or {}
        pro = votes.get("for")
        others = (votes.get("against") or 0) + (votes.get("abstain") or 0)
        # Where one or two did not agree, the figure says something of each of them.
        shown = pro is not None and not self.small and (others == 0 or others >= SMALL_GROUP)
        total = (pro or 0) + others
        share = round((pro or 0) / total, 4) if shown and total else None
        return pro is not None, others == 0 if shown else None, share, len(one["text"].split()), self.said(one["text"])

    def task(self, one: Json) -> tuple[Any, ...]:
        assignee, deadline = one["assignee"], one["deadline"]
        is_person = assignee in self.names
        until, held = day_of(deadline), day_of(self.record["held"]["date"])
        return (
            "person" if is_person else "group" if assignee else "none",
            self.person(assignee) if is_person else None,
            deadline,
            until,
            (until - held).days if until and held else None,
            len(one["action"].split()),
            self.said(assignee),
            self.said(one["action"]),
        )

    def self_criticism(self, one: Json) -> tuple[Any, ...]:
        return (
            self.person(one["person"]),
            one["specific"],
            one["cause"] is not None,
            one["remedy"] is not None,
            one["deadline"] is not None,
            len(one["text"].split()),
            self.said(one["person"]),
            self.said(one["text"]),
        )

    def scores(self, judged: Json) -> Iterator[tuple[Any, ...]]:
        rubric = judged["rubric"]
        if rubric is None:
            return
        head, of = self.head, f"{rubric['id']}/{rubric['version']}/"
        for one in judged["criteria"]:
            low, high = one["points"] or (None, None)
            yield (
                *head, of + one["id"], one["status"], one["level"], low, high, one["max_points"], len(one["evidence"]),
            )  # fmt: skip

    def findings(self) -> Iterator[tuple[Any, ...]]:
        seen: set[tuple[str, str]] = set()
        for position, one in enumerate(self.record["findings"], start=1):
            kind = one["code"], one["severity"]
            yield *self.head, position, *kind, kind not in seen, next((path for path in one["paths"] if path), None)
            seen.add(kind)

    def readings(self, row: FeedRow) -> Iterator[tuple[Any, ...]]:
        for page in dict.fromkeys(one["page"] for one in self.record["reading"]):
            one = next(found for found in self.record["reading"] if found["page"] == page)
            words, confidence, share = row.pages.get(page, (None, None, None))
            yield *self.head, page, one["source"], one["state"], one["grade"], words, confidence, share


@lru_cache(maxsize=50_000)
def day_of(text: str | None) -> date | None:
    """The day that a full date names; None for a partial one, or one that no calendar has."""
    if text is None or len(text) != FULL:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _month(*values: str | None) -> str | None:
    for value in values:
        if value and len(value) >= len("2026-03") and value[5].isdigit():
            return value[:7]
    return None
