"""Rubric files on the command line: refused with file, place and reason, compared, and applied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import quality
from bienban import cli
from schemas import Record


def test_a_rubric_file_is_refused_compared_and_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = Path(quality.__file__).parent / "rubrics" / "hd42-2025.yaml"
    own, broken = tmp_path / "own.yaml", tmp_path / "broken.yaml"
    text = shipped.read_text(encoding="utf-8")
    own.write_text(text.replace("minutes: {value: 90,", "minutes: {value: 60,", 1), encoding="utf-8")
    broken.write_text(text.replace("total: 100", "total: 90", 1), encoding="utf-8")
    assert cli.run(["rubric", "check", str(own)]) == 0
    assert cli.run(["--lang", "en", "rubric", "check", str(own), str(broken)]) == 2
    english = capsys.readouterr().err
    assert str(broken) in english and "the criteria make 100 points, `total` says 90" in english
    assert cli.run(["--lang", "vi", "rubric", "check", str(broken)]) == 2
    assert "các tiêu chí cộng lại 100 điểm" in capsys.readouterr().err
    assert cli.run(["rubric", "diff", "hd42-2025", str(own), "--json"]) == 0
    (change,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (change["kind"], change["old"], change["new"]) == ("parameter", 90, 60)
    assert cli.run(["--lang", "vi", "rubric", "diff", "hd42-2025", str(own)]) == 0
    assert "tham số" in capsys.readouterr().out
    assert cli.run(["rubric", "diff", "hd42-2025", "nobody"]) == 2

    record = Record(
        record_id="a",
        source={"path": "a.pdf", "sha256": "0" * 64, "pages": [1]},
        document_type="minutes",
        meeting_type="regular",
        held={"date": "2026-03-03", "start": "19:00", "end": "20:10"},
        text="Bắt đầu 19 giờ 00, kết thúc 20 giờ 10",
        evidence={
            f"/held/{name}": {"text": quote, "page": 1, "producer": "test", "kind": "rule"}
            for name, quote in (("start", "19 giờ 00"), ("end", "20 giờ 10"))
        },
    )
    records = tmp_path / "records.jsonl"
    records.write_text(record.model_dump_json() + "\n", encoding="utf-8")

    def points(*options: str) -> list[float]:
        assert cli.run(["assess", "--records", str(records), "--json", *options]) == 0
        criteria = json.loads(capsys.readouterr().out)["criteria"]
        return next(row["points"] for row in criteria if row["id"] == "1")

    capsys.readouterr()
    assert points() == [3, 3]
    assert points("--rubric", str(own)) == [5, 5]  # one figure of the file was changed, and no code
