"""The audit of assessments notices a point without its quote, a quote that stands elsewhere, a total that is no range, and
meetings in the wrong order."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import quality
from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from scripts.eval.assessments import ORDER, audit, main, misordered

RICH = """ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ THÔN BÃI DÂU
BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ THÁNG 4 NĂM 2026
Vào hồi 19 giờ 30 phút, ngày 03 tháng 4 năm 2026, tại Nhà văn hóa thôn Bãi Dâu.
Tổng số đảng viên: 12 đồng chí. Có mặt: 12/12 đồng chí.
Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ. Thư ký: đồng chí Đinh Thị Nhài.
1. Kết quả thực hiện nghị quyết tháng 3: hoàn thành 4/5 nhiệm vụ; chưa xong kè Bờ Ngang 40 m do thiếu đá.
2. Thảo luận:
- Đ/c Lê Văn Khảm: kè Bờ Ngang thiếu 6 m3 đá vì xe không vào được, đề nghị thuê 2 thuyền chở.
- Đ/c Đinh Thị Nhài: không đồng ý thuê thuyền vì hết 3 triệu đồng, đề nghị mượn xe ba gác của 2 hộ.
3. Tự phê bình: đ/c Lê Văn Khảm nhận khuyết điểm đặt đá chậm 12 ngày, xin chở xong trước ngày 15/4.
4. Kết luận: giao đ/c Lê Văn Khảm chở đủ 6 m3 đá, xong trước ngày 15/4/2026.
Biểu quyết: 12/12 đồng chí tán thành. Biên bản đã đọc lại trước chi bộ. Kết thúc 21 giờ 10 phút.
THƯ KÝ    CHỦ TRÌ
Đinh Thị Nhài    Tạ Quang Lựu
"""
POOR = """CHI BỘ THÔN BÃI DÂU
BIÊN BẢN HỌP CHI BỘ THÁNG 5 NĂM 2026
Ngày 03 tháng 5 năm 2026, chi bộ thôn Bãi Dâu họp thường kỳ. Có mặt 10/12 đồng chí.
1. Đánh giá tháng 4: các mặt công tác cơ bản ổn định, tình hình tư tưởng đảng viên tốt.
2. Thảo luận: các đồng chí nhất trí cao với báo cáo của chi ủy, không có ý kiến gì thêm.
3. Kết luận: đề nghị các đồng chí tiếp tục phát huy kết quả, hoàn thành tốt nhiệm vụ được giao.
"""
Json = dict[str, Any]


def made(text: str, name: str) -> tuple[Json, Json, dict[int, Any]]:
    pages = pages_from_text(text)
    record = understand(split(pages, f"{name}.pdf", name[0] * 64)[0], load_lexicon())
    assessment = quality.assess_series([record])[0]
    return (
        record.model_dump(mode="json", by_alias=True),
        assessment.model_dump(mode="json"),
        {page.number: page for page in pages},
    )


@pytest.fixture(scope="module")
def rich() -> tuple[Json, Json, dict[int, Any]]:
    return made(RICH, "a")


@pytest.fixture(scope="module")
def poor() -> tuple[Json, Json, dict[int, Any]]:
    return made(POOR, "b")


def scored(assessment: Json) -> Json:
    return next(row for row in assessment["criteria"] if row["status"] == "scored")


def test_a_sound_assessment_has_no_fault(rich: tuple[Json, Json, dict[int, Any]]) -> None:
    counts: Counter[str] = Counter()
    assert audit(*rich, counts) == []
    assert counts["scored"] >= 6 and counts["quotes"] > 12 and counts["totals"] == 1


def _no_quote(record: Json, assessment: Json) -> None:
    scored(assessment)["evidence"] = []


def _elsewhere(record: Json, assessment: Json) -> None:
    quote = scored(assessment)["evidence"][0]
    quote["boxes"] = record["evidence"][quote["path"]]["boxes"] = [[0.0, 0.97, 0.1, 0.99]]


def _other_page(record: Json, assessment: Json) -> None:
    quote = scored(assessment)["evidence"][0]
    quote["page"] = record["evidence"][quote["path"]]["page"] = 9


def _not_written(record: Json, assessment: Json) -> None:
    quote = scored(assessment)["evidence"][0]
    quote["text"] = record["evidence"][quote["path"]]["text"] = "không có câu này"


def _not_the_records(record: Json, assessment: Json) -> None:
    scored(assessment)["evidence"][0]["path"] = "/nowhere"


def _point(record: Json, assessment: Json) -> None:
    assessment["total"] = [assessment["total"][1], assessment["total"][0] - 1]


def _more(record: Json, assessment: Json) -> None:
    assessment["total"][0] += 1


def _single(record: Json, assessment: Json) -> None:
    assessment["total"] = None


def _grade(record: Json, assessment: Json) -> None:
    assessment["grade"] = ["Tốt", "Kém"]


def _open(record: Json, assessment: Json) -> None:
    row = next(one for one in assessment["criteria"] if one["status"] == "undetermined")
    row["evidence"] = copy.deepcopy(scored(assessment)["evidence"])


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_no_quote, "no-quote"),
        (_elsewhere, "not-there"),
        (_other_page, "off-page"),
        (_not_written, "not-in-text"),
        (_not_the_records, "foreign-quote"),
        (_point, "total"),
        (_more, "total"),
        (_single, "total"),
        (_grade, "grade"),
        (_open, "quote-unscored"),
    ],
)
def test_each_fault_is_noticed(rich: tuple[Json, Json, dict[int, Any]], spoil: Any, kind: str) -> None:
    record, assessment, pages = copy.deepcopy(rich)
    spoil(record, assessment)
    assert kind in {fault.kind for fault in audit(record, assessment, pages, Counter())}


def test_the_order_of_a_reader_is_held_up_against_the_machine(
    rich: tuple[Json, Json, dict[int, Any]], poor: tuple[Json, Json, dict[int, Any]]
) -> None:
    found = {"a 2026-04-03 regular": rich[1], "b 2026-05-03 regular": poor[1]}
    counts: Counter[str] = Counter()
    assert misordered([["a", "b"], ["of another set", "x"]], found, counts) == []
    assert counts["ordered pairs"] == 1
    assert [fault.kind for fault in misordered([["b", "a"]], found, counts)] == ["order"]
    assert [fault.kind for fault in misordered([["a", "c"]], found, counts)] == ["missing"]


def test_the_script_assesses_and_says_by_its_status_what_it_found(
    tmp_path: Path, rich: tuple[Json, Json, dict[int, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    records, spoilt = tmp_path / "r.jsonl", tmp_path / "a.jsonl"
    records.write_text(json.dumps(rich[0]), encoding="utf-8")
    assert main([str(records)]) == 0
    assert "scored criteria with a quote: " in capsys.readouterr().out
    assessment = copy.deepcopy(rich[1])
    _no_quote(rich[0], assessment)
    spoilt.write_text(json.dumps(assessment), encoding="utf-8")
    assert main([str(records), "--assessments", str(spoilt)]) == 1
    assert "no-quote: 1" in capsys.readouterr().out
    assert main([str(tmp_path / "none.jsonl")]) == 2


def test_the_order_that_ships_names_the_samples() -> None:
    assert "so-bien-ban-2025" in ORDER.read_text(encoding="utf-8")
