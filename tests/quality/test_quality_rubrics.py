"""Rubric files: what ships holds together, what is wrong is refused with file, place and reason, figures are data."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest
import yaml
from quality_meetings import record

import quality
from quality.rubric_diff import diff_rubrics, rubric_changes
from quality.rubric_files import RubricError, choose, frames, load_rubrics, pick, read_rubric
from schemas import UsageError

SHIPPED = Path(quality.__file__).parent / "rubrics"


def edited(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    target = tmp_path / f"{name}.yaml"
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    return target


def test_the_promised_frames_ship() -> None:
    rubrics = {rubric.id: rubric for rubric in load_rubrics()}
    assert set(rubrics) == {"hd42-2025", "hd12-2018", "anphu-2025", "binhthuan-veto", "example-local"}
    assert [c.max for c in rubrics["hd42-2025"].criteria] == [5, 5, 5, 5, 5, 25, 10, 5, 30, 5]
    assert [(g.name, g.at_least) for g in rubrics["hd42-2025"].grades] == [
        ("Tốt", 90),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Kém", 0),
    ]
    assert rubrics["hd12-2018"].scale == "conformity"
    assert rubrics["hd12-2018"].total is None


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_figure_of_a_shipped_file_has_its_source(path: Path) -> None:
    rubric = read_rubric(path)
    for criterion in rubric.criteria:
        assert criterion.source.paragraph
        for part in [*criterion.parts, *criterion.bonus]:
            for band in part.bands:
                assert band.source.standing in ("F", "F2", "U")
                assert band.source.standing != "U" or band.source.decision


def test_the_cases_left_open_by_the_sheets_are_decided_in_the_file() -> None:
    sheet = next(rubric for rubric in load_rubrics() if rubric.id == "anphu-2025")
    by_id = {criterion.id: criterion for criterion in sheet.criteria}
    half = by_id["4.5"].parts[0].bands[0]
    assert half.when["share"].holds(0.5)
    assert "50%" in (half.source.decision or "")
    assert any("30 phút" in (band.source.decision or "") for band in by_id["1"].parts[0].bands)
    assert "95" in sheet.rescaling.decision


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("detector: duration", "detector: telepathy", "criteria[0] (1)", "no detector 'telepathy'"),
        ("max: 5", "max: 6", "", "the parts make|the criteria make|do not lie|says"),
        ("standing: F\n", "standing: X\n", "standing", "'F', 'F2' or 'U'"),
        ("scale: points", "scale: pints", "scale", "'points' or 'conformity'"),
        ("{shortfall: {at_most: 0}}", "{distance: {at_most: 0}}", "criteria[0] (1)", "no measure 'distance'"),
        ("from: 2025-10-28", "from: 2025-10-28, until: 2026-01-01", "valid", "Extra inputs"),
        ('version: "1"', 'version: "1"\nversion: "2"', "line", "stands twice"),
        ("criteria:", "criteria: [", "line", ""),
    ],
)
def test_an_invalid_file_is_refused_with_file_place_and_reason(
    tmp_path: Path, old: str, new: str, place: str, reason: str
) -> None:
    path = edited(tmp_path, "hd42-2025", old, new)
    with pytest.raises(RubricError) as caught:
        read_rubric(path)
    assert str(path) in caught.value.english
    assert str(path) in caught.value.vietnamese
    assert place in caught.value.english
    assert re.search(reason, caught.value.english)
    # Vietnamese words for it, not the English ones repeated; what YAML's parser says stays in its own words.
    told = caught.value.vietnamese.removeprefix("Tệp tiêu chí ").replace(str(path), "")
    assert re.search("[ăâđêôơưạảấầẩẫậắằặẻẽẹếềểễệỉịọỏốồổỗộớờởợụủứừửữựỳỵỷỹ]", told)
    assert isinstance(caught.value, UsageError)
    assert caught.value.exit_code == 2


def test_a_figure_of_ones_own_must_be_explained(tmp_path: Path) -> None:
    path = edited(tmp_path, "example-local", "    decision: Đảng ủy xã quy định", "    # decision: Đảng ủy xã quy định")
    with pytest.raises(RubricError, match="standing U needs a `decision`"):
        read_rubric(path)


def test_a_bare_number_as_parameter_is_refused(tmp_path: Path) -> None:
    path = edited(tmp_path, "hd42-2025", "minutes: {value: 90, source: *rule}", "minutes: 90")
    with pytest.raises(RubricError, match="minutes"):
        read_rubric(path)


def test_a_local_frame_extends_a_shipped_one() -> None:
    rubrics = {rubric.id: rubric for rubric in load_rubrics()}
    base, local = rubrics["hd42-2025"], rubrics["example-local"]
    assert [c.id for c in local.criteria] == [c.id for c in base.criteria]
    changed = diff_rubrics(base, local)
    assert any("minutes.value: 90.0 → 60.0" in line for line in changed)
    assert not any("[4.2]" in line for line in changed)


def test_extending_nothing_or_oneself_is_refused(tmp_path: Path) -> None:
    path = edited(tmp_path, "example-local", "extends: hd42-2025", "extends: hd99-1999")
    with pytest.raises(RubricError, match="there is no rubric 'hd99-1999'"):
        read_rubric(path)
    path = edited(tmp_path, "example-local", "extends: hd42-2025", "extends: example-local")
    with pytest.raises(RubricError, match="extends itself"):
        read_rubric(path)


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(SHIPPED / "hd12-2018.yaml", tmp_path / f"{name}.yaml")
    with pytest.raises(RubricError, match="same id"):
        load_rubrics(tmp_path)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-03", "hd42-2025"),
        ("2025-10-28", "hd42-2025"),
        ("2025-10-27", "hd12-2018"),
        ("2018-07-06", "hd12-2018"),
        ("2018-07-05", None),
        ("2024-05", "hd12-2018"),
        ("2025-10", None),  # the frame changed inside that month
        ("2025-02-31", None),
        (None, None),
    ],
)
def test_the_meetings_day_picks_the_frame(date: str | None, expected: str | None) -> None:
    rubric = pick(load_rubrics(), record(held={"date": date}))
    assert (rubric.id if rubric else None) == expected


def test_a_meeting_before_any_frame_says_so() -> None:
    choice = choose(load_rubrics(), record(held={"date": "2016-03-03"}))
    assert choice.rubric is None
    assert "06/07/2018" in (choice.note or "")


def test_papers_that_are_no_minutes_get_no_frame() -> None:
    held = {"date": "2026-03-03"}
    assert pick(load_rubrics(), record(document_type="resolution", held=held)) is None
    assert pick(load_rubrics(), record(meeting_type="committee", held=held)) is None


def test_a_named_frame_wins_and_an_unknown_one_is_refused() -> None:
    meeting = record(held={"date": "2026-03-03"})
    chosen = choose(load_rubrics(), meeting, "anphu-2025").rubric
    assert chosen is not None
    assert chosen.id == "anphu-2025"
    with pytest.raises(RubricError, match="hd42-2025"):
        choose(load_rubrics(), meeting, "nobody")


def test_changing_one_figure_in_the_file_changes_the_score(tmp_path: Path) -> None:
    text = "Bắt đầu 19 giờ 00, kết thúc 20 giờ 10"
    meeting = record(
        text,
        {"/held/start": "19 giờ 00", "/held/end": "20 giờ 10"},
        held={"date": "2026-03-03", "start": "19:00", "end": "20:10"},
    )

    def points(path: Path) -> list[float] | None:
        criteria = {c.id: c for c in quality.assess(meeting, (), read_rubric(path)).criteria}
        return criteria["1"].points

    assert points(SHIPPED / "hd42-2025.yaml") == [3, 3]
    assert points(edited(tmp_path, "hd42-2025", "minutes: {value: 90,", "minutes: {value: 70,")) == [5, 5]


def test_a_difference_says_what_was_added_removed_and_changed(tmp_path: Path) -> None:
    old = read_rubric(SHIPPED / "hd42-2025.yaml")
    text = (SHIPPED / "hd42-2025.yaml").read_text(encoding="utf-8")
    for before, after in (
        ("valid: {from: 2025-10-28}", "valid: {from: 2025-10-28, to: 2026-12-31}"),
        ("when: {shortfall: {at_most: 15}}, points: 4,", "when: {shortfall: {at_most: 20}}, points: 4,"),
        ("points: 3, source: *ward}", "points: 2, source: *ward}"),
        ("name: Tốt, at_least: 90", "name: Tốt, at_least: 92"),
        ('  - id: "4.3"\n    label: Điều hành', '  - id: "4.4"\n    label: Điều hành'),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    (tmp_path / "hd42-2025.yaml").write_text(text, encoding="utf-8")
    found = {change.place: change for change in rubric_changes(old, read_rubric(tmp_path / "hd42-2025.yaml"))}
    assert (found["valid.to"].kind, found["valid.to"].new) == ("validity", "2026-12-31")
    bound = found["criteria[1].parts[1].bands[1].when.shortfall.at_most"]
    assert (bound.kind, bound.action, bound.old, bound.new) == ("band", "changed", 15, 20)
    assert found["criteria[1].parts[1].bands[2].points"].kind == "points"
    assert found["grades[Tốt].at_least"].kind == "grade"
    assert found["criteria[4.3]"].action == "removed" and "(10" in found["criteria[4.3]"].old
    assert found["criteria[4.4]"].action == "added"
    assert len(found) == 6
    assert rubric_changes(old, old) == []


def test_a_frame_is_named_by_its_id_or_by_its_file(tmp_path: Path) -> None:
    path = edited(tmp_path, "hd42-2025", "minutes: {value: 90,", "minutes: {value: 70,")
    rubrics, chosen = frames(str(path))
    assert chosen == "hd42-2025"
    own = next(rubric for rubric in rubrics if rubric.id == chosen)
    assert own.criteria[0].parts[0].params["minutes"].value == 70  # type: ignore[union-attr]
    assert len(rubrics) == len(load_rubrics())
    assert frames("anphu-2025") == (load_rubrics(), "anphu-2025")
    with pytest.raises(RubricError, match="there is no rubric 'nobody'"):
        frames("nobody")


def test_shipped_files_carry_a_validity_and_an_issuer() -> None:
    for path in SHIPPED.glob("*.yaml"):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert raw["issuer"]
        assert isinstance(raw["date"], datetime.date)
        assert raw["valid"]["from"]
