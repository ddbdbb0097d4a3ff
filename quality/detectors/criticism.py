"""Praise and reminder; self-criticism and criticism. Wording is judged, never the person."""

from __future__ import annotations

from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS"]


def regard(case: Case, params: Params) -> Observation:
    """Measures ``praise`` and ``criticism``: how many members' work was praised, or reminded of and criticised."""
    del params
    record = case.now.record
    praise = len(record.praise)
    critic = len(record.criticism)
    if not praise and not critic:
        return Observation.silent(
            "Biên bản không ghi biểu dương hay nhắc nhở, phê bình.",
            "Biểu dương việc tốt, nhắc nhở việc chưa tốt, nêu rõ việc.",
        )
    return Observation.exact(
        {"praise": praise, "criticism": critic},
        f"Biên bản ghi {praise} lượt biểu dương và {critic} lượt nhắc nhở, phê bình.",
        [*(f"/praise/{i}" for i in range(praise)), *(f"/criticism/{i}" for i in range(critic))],
        "Vừa biểu dương vừa nhắc nhở, nêu rõ việc.",
    )


def principle(case: Case, params: Params) -> Observation:
    """Measures ``self`` and ``mutual`` (statements of self-criticism and of criticism), ``concrete`` (those with an
    event, figure, date or remedy) and ``votes`` (1 where a vote in numbers is recorded)."""
    del params
    facts = case.now
    own, mutual = facts.self_criticism, facts.criticism
    votes = [at for at, item in enumerate(facts.record.decisions) if item.votes and item.votes.for_ is not None]
    if not own and not mutual:
        return Observation.silent(
            "Biên bản không ghi ý kiến tự phê bình và phê bình nào.",
            "Ghi từng ý kiến tự phê bình, phê bình với việc cụ thể.",
        )
    concrete = sum(1 for item in [*own, *mutual] if item.grade >= 2)
    ordered = sorted([*own, *mutual], key=lambda item: -item.grade)
    return Observation.exact(
        {"self": len(own), "mutual": len(mutual), "concrete": concrete, "votes": float(bool(votes))},
        f"Biên bản ghi {len(own)} ý kiến tự phê bình và {len(mutual)} ý kiến phê bình, {concrete} ý nêu việc cụ thể.",
        [item.path for item in ordered if item.path],
        "Nêu việc, nguyên nhân, cách sửa và thời hạn trong tự phê bình.",
    )


DETECTORS = (
    Detector(
        "regard",
        frozenset({"praise", "criticism"}),
        frozenset(),
        regard,
        "Praise, and reminders or criticism, of named work.",
    ),
    Detector(
        "principle",
        frozenset({"self", "mutual", "concrete", "votes"}),
        frozenset(),
        principle,
        "Self-criticism and criticism, and how many of them are concrete.",
    ),
)
