"""The overview, and what people decide about meetings."""

import re

import pytest
from fastapi.testclient import TestClient

from schemas import Assessment, CriterionResult, CriterionStatus, RubricRef
from store import Store
from web.plots import bars, line


@pytest.fixture
def busy(filled: Store, add) -> Store:
    add(
        filled,
        "met.png",
        meeting_type="thematic",
        organisation={"name": "Chi bộ Khe <b>Sim</b>"},
        held={"date": "2026-03-05"},
        attendance={"present": 9, "total": 10, "rate": 0.9},
        contributions=[{"text": "a", "substantive": True}, {"text": "b", "substantive": False}],
    )
    return filled


def test_marks_lead_to_their_papers_and_each_plot_has_a_table(busy: Store, client: TestClient) -> None:
    page = client.get("/overview").text
    assert "Khe &lt;b&gt;Sim" in page
    assert "◆" in page
    assert 'href="/record/met"' in page
    assert "90.0%" in page
    assert "50.0%" in page
    assert page.count("<svg") == page.count("<details>") > 3
    assert 'href="/?since=2026-03&amp;until=2026-03"' in page
    for address in set(re.findall(r'href="(/\?[^"]+)"', page)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "Attendance by month" in client.get("/overview?lang=en").text


def test_a_year_without_papers_is_empty_and_a_wrong_one_is_not_there(busy: Store, client: TestClient) -> None:
    assert "không có biên bản" in client.get("/overview?year=1990").text
    assert client.get("/overview?year=20x").status_code == 404


def test_plots_leave_gaps_and_stay_inside() -> None:
    plot = line([("1", 0.5, "/a"), ("2", None, "/b"), ("3", 1.7, "/c")])
    assert plot.path.count("M") == 2
    assert all(0 <= dot.x <= 520 and 0 <= dot.y <= 190 for dot in plot.dots)
    assert bars([("a", 2, ""), ("b", 1, "")]).bars[0].width == 2 * bars([("a", 2, ""), ("b", 1, "")]).bars[1].width
    assert bars([]).bars == []


@pytest.fixture
def assessed(filled: Store) -> Store:
    record = filled.record("wrong")
    rows = [
        CriterionResult(
            id="attendance",
            label="Đảng viên dự",
            status=CriterionStatus.SCORED,
            level="đạt",
            points=[3, 5],
            max_points=5,
            reason="r",
        )
    ]
    made = Assessment(
        record_id="wrong", source=record.source, rubric=RubricRef(id="", version="1", title="Khung"), criteria=rows
    )
    stale = next(one for one in filled.stale_cells("1") if "wrong" in one.record_ids)
    filled.save_assessments(stale, "1", [made])
    return filled


def test_an_aspect_is_rated_blind_and_nothing_of_the_machine_is_shown(assessed: Store, client: TestClient) -> None:
    page = client.get("/record/wrong/rate").text
    assert "Thảo luận có thực chất" in page
    assert "đạt" not in page.replace("không đạt", "")
    client.fill("/record/wrong/rate", {"level.focus": "2"})
    [act] = assessed.judgements(["wrong"])
    assert (act.kind, act.criterion, act.value) == ("rating", "focus", 2)
    assert client.fill("/record/wrong/rate", {"level.focus": "9"}).status_code == 400


def test_a_decision_needs_a_reason_and_keeps_what_was_typed(assessed: Store, client: TestClient) -> None:
    refused = client.fill("/record/wrong/judge", {"criterion": "focus", "level": "3"})
    assert refused.status_code == 422
    assert 'name="level"' in refused.text
    client.fill("/record/wrong/judge", {"criterion": "focus", "level": "3", "reason": "đúng trọng tâm"})
    client.fill("/record/wrong/judge", {"criterion": "focus", "answer": "withdraw"})
    assert [act.kind for act in assessed.judgements(["wrong"])] == ["override", "withdraw"]
    assert client.fill("/record/wrong/judge", {"criterion": "none", "level": "1", "reason": "r"}).status_code == 422
