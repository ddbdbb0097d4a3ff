"""What was done before the meeting, as far as the minutes mention it."""

from __future__ import annotations

import datetime

from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS", "days_before"]


def days_before(earlier: str | None, later: str | None) -> int | None:
    """Whole days from ``earlier`` to ``later``; None where one of them is not a full date."""
    if not earlier or not later or len(earlier) != 10 or len(later) != 10:
        return None
    try:
        return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days
    except ValueError:
        return None


def committee_before(case: Case, params: Params) -> Observation:
    """Measure ``days`` between the committee's (chi ủy) meeting and this one; 0 where its day is not known in full."""
    del params
    record = case.now.record
    met = record.preparation.committee_met_on
    advice = "Ghi ngày chi ủy (hoặc bí thư, phó bí thư) họp thống nhất nội dung trước buổi sinh hoạt."
    if met is None:
        return Observation.silent("Biên bản không ghi việc chi ủy họp chuẩn bị trước buổi sinh hoạt.", advice)
    days = days_before(met, record.held.date)
    if days is not None and days < 0:
        return Observation.unknowable("Ngày chi ủy họp chuẩn bị ghi sau ngày sinh hoạt nên không dùng được.", advice)
    told = f"trước buổi sinh hoạt {days} ngày" if days is not None else "trước buổi sinh hoạt"
    return Observation.exact({"days": days or 0}, f"Chi ủy đã họp chuẩn bị {told}.", ["/preparation/committee_met_on"])


def documents_before(case: Case, params: Params) -> Observation:
    """Measure ``days`` between posting or sending the documents and the meeting."""
    del params
    record = case.now.record
    posted = record.preparation.documents_posted_on
    advice = "Gửi hoặc đăng tài liệu trước ít nhất 01 ngày và ghi ngày vào biên bản."
    if posted is None:
        return Observation.silent("Biên bản không ghi ngày gửi hoặc đăng tài liệu cho đảng viên.", advice)
    days = days_before(posted, record.held.date)
    if days is None:
        return Observation.unknowable("Ngày đăng tài liệu hoặc ngày họp ghi không đủ nên không so sánh được.", advice)
    if days < 0:
        return Observation.exact(
            {"days": days}, "Tài liệu được gửi hoặc đăng sau ngày họp.", ["/preparation/documents_posted_on"], advice
        )
    return Observation.exact(
        {"days": days},
        f"Tài liệu được gửi hoặc đăng trước buổi sinh hoạt {days} ngày.",
        ["/preparation/documents_posted_on", "/held/date"],
        advice,
    )


DETECTORS = (
    Detector(
        "committee_before",
        frozenset({"days"}),
        frozenset(),
        committee_before,
        "Whether the cell's committee met before, and how many days before.",
    ),
    Detector(
        "documents_before",
        frozenset({"days"}),
        frozenset(),
        documents_before,
        "How many days before the meeting its documents were posted or sent.",
    ),
)
