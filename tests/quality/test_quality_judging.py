"""What a person decides stands beside the machine's verdict; agreement is measured, and refused where it says nothing."""

from __future__ import annotations

import datetime
import random

import numpy as np
import pytest
from quality_meetings import record

import quality
from quality.agreement import Agreement, blind_pairs, icc, machine_pairs, quadratic_kappa
from quality.judging import level_of, with_judgements
from schemas import Assessment, Judgement, UsageError

RUBRICS = {one.id: one for one in quality.load_rubrics()}
START = datetime.datetime(2026, 5, 4, 8, tzinfo=datetime.UTC)


def act(criterion: str, value: float | None, kind: str = "override", **changes: object) -> Judgement:
    base: dict[str, object] = {
        "id": 1, "record_id": "r", "rubric_id": "hd42-2025", "criterion": criterion, "kind": kind, "value": value,
        "reason": "Dự họp thấy chủ trì gợi mở tốt.", "who": "nguoi-theo-doi", "at": START,
    }  # fmt: skip
    return Judgement.model_validate({**base, **changes})


@pytest.fixture(scope="module")
def machine() -> Assessment:
    made = record(
        "Bắt đầu 19 giờ 00, kết thúc 20 giờ 10",
        {"/held/start": "19 giờ 00", "/held/end": "20 giờ 10"},
        record_id="r",
        held={"date": "2026-03-03", "start": "19:00", "end": "20:10"},
    )
    return quality.assess(made, (), RUBRICS["hd42-2025"])


def decided(machine: Assessment, *acts: Judgement) -> Assessment:
    return with_judgements(machine, acts, list(RUBRICS.values()))


def test_an_override_counts_and_the_machines_verdict_stays_beside_it(machine: Assessment) -> None:
    found = decided(machine, act("4.3", 8), act("1", 5, id=2))
    rows = {row.id: row for row in found.criteria}
    assert (rows["4.3"].status, rows["4.3"].points) == ("human", [8, 8])
    assert rows["4.3"].machine is not None
    assert (rows["4.3"].machine.status, rows["4.3"].machine.points) == ("undetermined", [0, 10])
    assert rows["1"].machine is not None and rows["1"].machine.points == [3, 3]
    assert "máy: thiếu 15 đến 30 phút, 3–3 điểm" in rows["1"].reason and "04/05/2026" in rows["1"].reason
    assert rows["1"].evidence, "the machine's quotes stay"
    assert found.machine_total == machine.total and found.total is not None and machine.total is not None
    # 95 points can be had without a theme: 8 and 2 more at the low end, 2 fewer and 2 more at the high end.
    assert found.total[0] == pytest.approx(machine.total[0] + 10 * 100 / 95, abs=0.02)
    assert machine.criteria[0].machine is None, "the machine's own assessment is not altered"


def test_the_last_act_counts_and_a_withdrawal_gives_the_machine_back(machine: Assessment) -> None:
    first, second = act("1", 5), act("1", 4, id=2, at=START + datetime.timedelta(hours=1))
    assert next(row for row in decided(machine, second, first).criteria if row.id == "1").points == [4, 4]
    gone = act("1", None, "withdraw", id=3, at=START + datetime.timedelta(hours=2))
    assert decided(machine, first, second, gone) == machine


def test_blind_ratings_and_judgements_by_another_frame_change_nothing(machine: Assessment) -> None:
    assert decided(machine, act("1", 5, "rating"), act("1", 5, rubric_id="anphu-2025")) == machine


def test_a_judgement_that_no_longer_fits_the_frame_is_said_and_not_applied(machine: Assessment) -> None:
    found = decided(machine, act("1", 7))
    assert found.total == machine.total
    assert any("cần chấm lại" in note for note in found.notes)


def test_an_aspect_keeps_the_machines_level(machine: Assessment) -> None:
    found = decided(machine, act("focus", 2, rubric_id=""))
    assert found.profile.levels == machine.profile.levels
    assert found.profile.human_levels is not None and found.profile.human_levels.focus == 2
    assert found.total == machine.total


@pytest.mark.parametrize(
    ("rubric", "criterion", "told", "value", "label"),
    [
        ("hd42-2025", "4.3", "7,5", 7.5, None),
        ("hd42-2025", "focus", "3", 3, None),
        ("hd12-2018", "3.2", "đạt một phần", 1, "đạt một phần"),
        ("hd12-2018", "1.1", "1", 1, "đạt"),
        ("hd12-2018", "3.6", "2", 2, "đạt"),
    ],
)
def test_a_level_is_read_by_the_scale_of_its_criterion(
    rubric: str, criterion: str, told: str, value: float, label: str | None
) -> None:
    assert level_of(RUBRICS[rubric], criterion, told) == (value, label)


@pytest.mark.parametrize(
    ("criterion", "told"), [("4.3", "11"), ("4.3", "-1"), ("focus", "1.5"), ("focus", "cao"), ("9.9", "1")]
)
def test_a_level_outside_its_scale_is_refused(criterion: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        level_of(RUBRICS["hd42-2025"], criterion, told)
    assert caught.value.vietnamese != caught.value.english


def test_kappa_and_icc_are_those_of_worked_examples() -> None:
    # Shrout and Fleiss 1979, table 1: six targets, four judges; ICC(2,1) = .29.
    ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
    assert icc(ratings) == pytest.approx(0.29, abs=0.005)
    pairs = np.array([(0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (3, 2)], float)
    by_table = 1 - (2 / 6) / np.mean([(a - b) ** 2 for a in pairs[:, 0] for b in pairs[:, 1]])
    assert quadratic_kappa(pairs) == pytest.approx(by_table)
    assert np.isnan(quadratic_kappa(np.array([(2, 2), (2, 2)], float)))


def test_no_verdict_is_given_on_few_pairs_or_on_one_level() -> None:
    rng = random.Random(4)
    same = [(level, level) for level in (rng.randint(0, 3) for _ in range(30))]
    assert Agreement.of(same[:29]).verdict == "too-few"
    assert Agreement.of(same).verdict == "agrees"
    assert Agreement.of([(2, 2)] * 40).verdict == "not-varied"
    chance = [(rng.randint(0, 3), rng.randint(0, 3)) for _ in range(60)]
    assert Agreement.of(chance).verdict == "disagrees"
    shifted = Agreement.of([(a, min(3, a + 1)) for a, _ in same])
    assert shifted.bias > 0 and shifted.adjacent == 1 and shifted.exact < 1
    assert shifted.interval is not None and shifted.kappa is not None
    assert shifted.interval[0] <= shifted.kappa <= shifted.interval[1]


def test_pairs_take_the_first_two_people_and_tell_neither_apart() -> None:
    acts = [
        act("focus", value, "rating", rubric_id="", record_id=f"m{at}", who=who, id=at * 9 + turn)
        for at in range(40)
        for turn, (who, value) in enumerate((("a", 1.0), ("a", 2.0), ("b", 0.0), ("c", 3.0)))
    ]
    pairs = blind_pairs([*acts, act("focus", 3, rubric_id="")])["focus"]
    assert set(pairs) == {(2.0, 0.0), (0.0, 2.0)}, "a person's last rating counts; who stands first is drawn"
    said = {(f"m{at}", "", "focus"): 1.0 if at else None for at in range(40)}
    assert machine_pairs(acts, said) == {"focus": [(2.0, 1.0)] * 39}
