"""Contradictions in votes and ballots, and votes that the party statutes do not let pass.

Shares of those present and of those convened are kept apart: the first is what minutes usually state ("23/23 = 100 %"),
the second is what the statutes ask for (official members convened, whether they came or not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.draft import Draft
from nlp.findings_texts import make_finding
from nlp.fold import fold
from nlp.outline import Outline
from schemas import Decision, Finding, Record, Severity, Votes

__all__ = ["vote_findings", "voters_findings"]

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_OF_CONVENED = re.compile(
    r"\b(?:so\s*voi|tren\s*tong\s*so|trieu\s*tap)\b[^.;%]{0,60}?(?<![\d/])(?P<base>\d{1,3})\s*(?:dang\s*vien|d/?c|dong\s*chi)"
    r"[^.;%]{0,60}?(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s*%"
)
_ISSUED = re.compile(r"\bphat\s*ra\s*:?\s*(?P<n>\d{1,3})")
_RETURNED = re.compile(r"\bthu\s*(?:ve|vao)\s*:?\s*(?P<n>\d{1,3})")
_VALID = re.compile(r"(?<!khong )\bhop\s*le\s*:?\s*(?P<n>\d{1,3})")
_CHOICE = re.compile(
    r"(?<![\d/])(?P<a>\d{1,3})\s*(?:/\s*\d{1,3}\s*)?phieu|"
    r"\b(?:dong\s*y|tan\s*thanh|nhiem\s*vu|khac|trang|xuat\s*sac|tot|kha|trung\s*binh|kem)\s*:?\s*(?P<b>\d{1,3})(?!\s*(?:/|%|phieu|\d))"
)
_TWO_THIRDS = re.compile(
    r"\bket\s*nap\b(?!\s*(?:doan|hoi\s*vien))|\b(?:cong\s*nhan|chuyen)\s*(?:dang\s*vien\s*|dang\s*)?chinh\s*thuc|\bkhai\s*tru\b|\bgiai\s*tan\b"
)


def vote_findings(outline: Outline, draft: Draft) -> Iterator[Finding]:
    """Each vote against the figures around it (Điều lệ Đảng, Điều 3, 4, 5, 9, 38), then the ballots of the unit."""
    for index, decision in enumerate(draft.record.decisions):
        if decision.votes is None:
            continue
        path = f"/decisions/{index}/votes"
        span = draft.spans.get(path)
        wording = outline.unit.folded_flow[span[0] : span[1]] if span else ""
        behind = outline.unit.folded_flow[span[1] : span[1] + 60] if span else ""
        yield from _voters(draft.record, decision.votes, path, wording + behind)
        yield from _shares(decision.votes, path, wording)
        yield from _majority(draft.record, decision, path)
    yield from _ballots(outline, draft)


def voters_findings(record: Record) -> Iterator[Finding]:
    """What the figures of the votes show without the wording around them."""
    for index, decision in enumerate(record.decisions):
        if decision.votes is not None:
            yield from _voters(record, decision.votes, f"/decisions/{index}/votes", "")


def _voters(record: Record, votes: Votes, path: str, wording: str) -> Iterator[Finding]:
    """Điều 3: probationary members have no vote. And nobody votes who is not there, or twice."""
    a = record.attendance
    official = a.present_official if a.present_official is not None else a.official
    counted = "du bi" in wording and re.search(r"\b(?:ke\s*ca|gom|trong\s*do)\b", wording) is not None
    cast = max(votes.for_ or 0, votes.base or 0)
    beyond = official is not None and cast > official and a.present is not None and cast <= a.present
    if counted or beyond:
        stated = official if official is not None else "?"
        yield make_finding("probationary-vote", Severity.ERROR, path, cast=cast, official=stated)
    wider = re.search(r"\bso\s*voi\b|\btrieu\s*tap\b|\btong\s*so\b", wording)
    if votes.base and a.present is not None and votes.base > a.present and not wider:
        figures = {"base": votes.base, "present": a.present}
        yield make_finding("votes-over-base:present", Severity.ERROR, path, "/attendance/present", **figures)
    total = (votes.for_ or 0) + (votes.against or 0) + (votes.abstain or 0)
    limit = votes.base or a.present
    if limit is not None and total > limit:
        yield make_finding("votes-over-base", Severity.ERROR, path, votes=total, base=limit)
    elif votes.base and votes.for_ is not None and votes.against is not None and total < votes.base:
        figures = {"for_": votes.for_, "against": votes.against, "abstain": votes.abstain or 0}
        yield make_finding("vote-sum", Severity.WARNING, path, **figures, made=total, base=votes.base)


def _shares(votes: Votes, path: str, wording: str) -> Iterator[Finding]:
    """A stated percentage against its own base: of those who voted, and of those convened where that is said."""
    if votes.for_ is None:
        return
    pairs: list[tuple[int, float]] = []
    convened = _OF_CONVENED.search(wording)
    if convened:
        pairs.append((int(convened.group("base")), _number(convened.group("share"))))
    first = _PERCENT.search(wording)
    if (
        first
        and votes.base
        and (convened is None or first.start() < convened.start())
        and "so voi" not in wording[: first.start()]
    ):
        pairs.append((votes.base, _number(first.group(1))))
    for base, stated in pairs:
        if base and abs(stated - 100 * votes.for_ / base) > 1:
            figures = {"actual": votes.for_, "planned": base, "stated": f"{stated:g}"}
            yield make_finding("percent", Severity.WARNING, path, **figures, computed=f"{100 * votes.for_ / base:.1f}")


def _number(figure: str) -> float:
    return float(figure.replace(",", "."))


def _majority(record: Record, decision: Decision, path: str) -> Iterator[Finding]:
    """Điều 9: more than half of the official members; Điều 4, 5 and 38: two thirds. A note, since who was convened
    (members transferred for a time, exempt members who stay away) cannot be told from one paper."""
    votes, official = decision.votes, record.attendance.official
    if votes is None or votes.for_ is None or not official:
        return
    figures = {"for_": votes.for_, "official": official}
    if _TWO_THIRDS.search(fold(decision.text)):
        if 3 * votes.for_ < 2 * official:
            yield make_finding("vote-below-two-thirds", Severity.WARNING, path, "/attendance/official", **figures)
    elif 2 * votes.for_ <= official:
        yield make_finding("vote-below-half", Severity.WARNING, path, "/attendance/official", **figures)


def _ballots(outline: Outline, draft: Draft) -> Iterator[Finding]:
    """ "Phát ra 15, thu về 15, hợp lệ 14; đồng ý 12 phiếu, không đồng ý 3 phiếu"."""
    for number, block in enumerate(outline.blocks):
        if block.start < outline.title[1] or block.columns > 1:
            continue
        text = outline.unit.folded_flow[block.start : block.end]
        found = [pattern.search(text) for pattern in (_ISSUED, _RETURNED, _VALID)]
        issued, returned, valid = (int(match.group("n")) if match else None for match in found)
        ends = [match.end() for match in found if match]
        if len(ends) < 2:
            continue
        path = _decided(draft, outline.blocks[number].start, block.end)
        if issued is not None and returned is not None and returned > issued:
            yield make_finding("ballot-sum:returned", Severity.ERROR, path, returned=returned, issued=issued)
        if returned is not None and valid is not None and valid > returned:
            yield make_finding("ballot-sum:valid", Severity.ERROR, path, valid=valid, returned=returned)
        whole = valid if valid is not None else returned
        choices = [int(m.group("a") or m.group("b")) for m in _CHOICE.finditer(text, max(ends))]
        if whole is not None and len(choices) > 1 and sum(choices) > whole:
            yield make_finding("ballot-sum:counted", Severity.ERROR, path, counted=sum(choices), valid=whole)


def _decided(draft: Draft, start: int, end: int) -> str:
    """The path of the decision whose votes stand in a block, or that of all decisions."""
    for path, span in draft.spans.items():
        if path.startswith("/decisions/") and path.endswith("/votes") and start <= span[0] < end:
            return path
    return "/decisions"
