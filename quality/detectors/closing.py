"""How the meeting ended: conclusion or resolution, tasks given out."""

from __future__ import annotations

from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS"]


def conclusion(case: Case, params: Params) -> Observation:
    """Measures ``decisions`` (count) and ``votes`` (1 where a vote in numbers is recorded, and not contradicted)."""
    del params
    facts = case.now
    count = len(facts.record.decisions)
    if not count:
        return Observation.silent("Biên bản không ghi kết luận hoặc nghị quyết.", "Ghi kết luận và kết quả biểu quyết.")
    voted = [
        at for at, item in enumerate(facts.record.decisions) if item.votes is not None and item.votes.for_ is not None
    ]
    doubt = facts.troubled("/decisions")
    told = "có số phiếu biểu quyết" if voted else "không ghi số phiếu biểu quyết"
    if doubt:
        told = f"{told} nhưng số liệu biểu quyết mâu thuẫn"
    return Observation.between(
        {"decisions": count, "votes": float(bool(voted) and not doubt)},
        {"decisions": count, "votes": float(bool(voted) and not doubt)},
        f"Biên bản ghi {count} kết luận, quyết định, {told}.",
        [f"/decisions/{at}" for at in (voted or range(count))],
        "Ghi số tán thành, không tán thành trên số đảng viên chính thức.",
    )


def tasks_assigned(case: Case, params: Params) -> Observation:
    """Measures ``count`` and ``clear``: the share of tasks with a named owner and a deadline (0 to 1)."""
    del params
    facts = case.now
    tasks = facts.tasks
    if not tasks:
        return Observation.silent(
            "Biên bản không ghi việc phân công nhiệm vụ.", "Giao từng việc cho người và thời hạn cụ thể."
        )
    clear = sum(1 for task in tasks if task.clear)
    return Observation.exact(
        {"count": len(tasks), "clear": clear / len(tasks)},
        f"Có {len(tasks)} nhiệm vụ được giao, {clear} nhiệm vụ rõ người làm và thời hạn.",
        [task.path for task in sorted(tasks, key=lambda task: not task.clear) if task.path],
        "Ghi rõ người làm và thời hạn của từng nhiệm vụ.",
    )


DETECTORS = (
    Detector(
        "conclusion",
        frozenset({"decisions", "votes"}),
        frozenset(),
        conclusion,
        "Conclusions or resolutions, and whether the vote is recorded in numbers.",
    ),
    Detector(
        "tasks_assigned",
        frozenset({"count", "clear"}),
        frozenset(),
        tasks_assigned,
        "Tasks given out, and how many have a named owner and a deadline.",
    ),
)
