"""How long the meeting lasted, against the rule."""

from __future__ import annotations

from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS", "minutes_between"]

_LONGEST = 600  # minutes; a longer span is a misread hour


def minutes_between(start: str, end: str) -> int:
    """Minutes from ``start`` to ``end`` (both HH:MM); negative where the end lies before the start."""
    (h1, m1), (h2, m2) = ((int(part) for part in clock.split(":")) for clock in (start, end))
    return h2 * 60 + m2 - h1 * 60 - m1


def duration(case: Case, params: Params) -> Observation:
    """Measures ``minutes``, ``shortfall`` (minutes below the rule, 0 when met) and ``ratio`` (of the rule).

    The rule is ``minutes``, or ``minutes_with_theme`` where a thematic part is held in the same session, or
    ``minutes_large`` for a cell of at least ``large_cell`` members. The span is read from start and end.
    """
    record = case.now.record
    start, end = record.held.start, record.held.end
    minutes: int | None
    paths = ["/held/start", "/held/end"]
    if start and end:
        minutes = minutes_between(start, end)
        if not 0 < minutes <= _LONGEST:
            return Observation.unknowable(
                "Giờ bắt đầu và giờ kết thúc ghi trong biên bản mâu thuẫn nhau nên không tính được thời lượng.",
                "Đối chiếu và ghi đúng giờ bắt đầu, giờ kết thúc.",
            )
    elif record.held.duration_minutes is not None and case.now.sight.seen("/held/duration_minutes"):
        minutes, paths = record.held.duration_minutes, ["/held/duration_minutes"]
    else:
        lacking = "giờ bắt đầu" if end and not start else "giờ kết thúc" if start else "giờ bắt đầu và giờ kết thúc"
        return Observation.silent(
            f"Biên bản không ghi {lacking} nên không biết thời lượng.", "Ghi rõ giờ bắt đầu và giờ kết thúc."
        )
    rule, why = _rule(case, params)
    shortfall = max(0.0, rule - minutes)
    told = "đạt yêu cầu" if not shortfall else f"thiếu {shortfall:g} phút"
    return Observation.exact(
        {"minutes": minutes, "shortfall": shortfall, "ratio": minutes / rule},
        f"Buổi sinh hoạt kéo dài {minutes} phút, quy định {rule:g} phút{why}, {told}.",
        paths,
        f"Sinh hoạt đủ {rule:g} phút.",
    )


def _rule(case: Case, params: Params) -> tuple[float, str]:
    record = case.now.record
    rule, why = float(str(params["minutes"])), ""
    members = record.attendance.total
    if "large_cell" in params and members is not None and members >= float(str(params["large_cell"])):
        return float(str(params["minutes_large"])), " đối với chi bộ đông đảng viên"
    if "minutes_with_theme" in params and record.theme and record.meeting_type != "thematic":
        rule, why = float(str(params["minutes_with_theme"])), " khi kết hợp sinh hoạt chuyên đề"
    return rule, why


DETECTORS = (
    Detector(
        "duration",
        frozenset({"minutes", "shortfall", "ratio"}),
        frozenset({"minutes", "minutes_with_theme", "minutes_large", "large_cell"}),
        duration,
        "How long the meeting lasted, from its start and end, against the rule.",
    ),
)
