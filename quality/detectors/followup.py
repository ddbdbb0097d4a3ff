"""What became of the previous conclusion or resolution."""

from __future__ import annotations

from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS"]

_FEW = 3  # fewer earlier tasks say nothing about a share


def previous_resolution(case: Case, params: Params) -> Observation:
    """Measures ``share`` (of the previous tasks or targets that were done, 0 to 1) and ``reported`` (statements about
    them). In this order: the ratio that the page states; the last meeting's tasks matched with this one's results;
    else only that something was reported, which leaves the share open."""
    del params
    facts = case.now
    stated = facts.record.previous_resolution
    reported = [row for row in facts.results if row.grade >= 1]
    support = [row.path for row in reported if row.path]
    advice = "Báo cáo từng việc của nghị quyết kỳ trước: xong, chưa xong, nguyên nhân."
    if stated.done is not None and stated.total:
        share = min(1.0, stated.done / stated.total)
        doubt = " (số liệu trong biên bản mâu thuẫn)" if facts.troubled("/previous_resolution") else ""
        return Observation.exact(
            {"share": share, "reported": len(reported)},
            f"Nghị quyết kỳ trước hoàn thành {stated.done}/{stated.total} nhiệm vụ, đạt {share:.0%}{doubt}.",
            ["/previous_resolution/done", "/previous_resolution/total", *support],
            advice,
        )
    followed = case.followed
    if followed and len(followed.states) >= _FEW and followed.mentioned:
        total = len(followed.states)
        best = followed.done + (total - followed.mentioned)
        return Observation.between(
            {"share": followed.done / total, "reported": len(reported)},
            {"share": best / total, "reported": len(reported)},
            f"Trong {total} việc giao kỳ trước, biên bản nhắc {followed.mentioned} việc, {followed.done} việc đã xong.",
            [*followed.paths, *support],
            advice,
        )
    if not facts.results:
        return Observation.silent("Biên bản không ghi kết quả thực hiện nghị quyết kỳ trước.", advice)
    if not reported:
        return Observation.unknowable(
            "Phần đánh giá kỳ trước chỉ có câu chung chung nên không biết kết quả thực hiện nghị quyết.", advice
        )
    failed = any(row.grade >= 1 for row in facts.not_done)
    return Observation.between(
        {"share": 0.0, "reported": len(reported)},
        {"share": 0.99 if failed else 1.0, "reported": len(reported)},
        f"Biên bản nêu {len(reported)} ý về kết quả kỳ trước, không ghi tỷ lệ hoàn thành.",
        support,
        advice,
    )


def work_assessed(case: Case, params: Params) -> Observation:
    """Measures ``done`` and ``not_done`` (statements that say something about such work) and ``causes``."""
    del params
    facts = case.now
    done = [row for row in facts.done if row.grade >= 1]
    failed = [row for row in facts.not_done if row.grade >= 1]
    rows = [*done, *failed, *facts.causes]
    if not rows:
        return Observation.silent(
            "Biên bản không ghi cụ thể việc đã làm và chưa làm.", "Nêu việc đã làm, chưa làm và nguyên nhân."
        )
    return Observation.exact(
        {"done": len(done), "not_done": len(failed), "causes": len(facts.causes)},
        f"Biên bản nêu {len(done)} việc đã làm, {len(failed)} việc chưa làm, {len(facts.causes)} nguyên nhân.",
        [row.path for row in rows if row.path],
        "Nêu rõ việc chưa làm được và nguyên nhân.",
    )


DETECTORS = (
    Detector(
        "previous_resolution",
        frozenset({"share", "reported"}),
        frozenset(),
        previous_resolution,
        "Share of the previous resolution's tasks done, as stated or as matched task by task.",
    ),
    Detector(
        "work_assessed",
        frozenset({"done", "not_done", "causes"}),
        frozenset(),
        work_assessed,
        "Concrete statements of work done, not done, and causes.",
    ),
)
