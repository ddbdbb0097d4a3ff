"""The audit of evidence notices what is unbacked, misplaced or boxed too widely, and draws what it says."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import pytest

from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from scripts.eval import crops
from scripts.eval.evidence import audit, main

TEXT = """ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ THÔN BÃI DÂU
BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ
Hôm nay, vào hồi 19 giờ 30 phút, ngày 05 tháng 4 năm 2026, tại Nhà văn hóa thôn Bãi Dâu.
Tổng số đảng viên: 20 đồng chí. Có mặt: 19/20 đồng chí.
Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ.
"""


@pytest.fixture
def read():
    pages = pages_from_text(TEXT)
    unit = split(pages, "a.pdf", "0" * 64)[0]
    record = understand(unit, load_lexicon()).model_dump(mode="json", by_alias=True)
    return record, {page.number: page for page in pages}


def kinds(record, pages) -> set[tuple[str, str]]:
    return {(fault.pointer, fault.kind) for fault in audit(record, pages, Counter())}


def test_a_sound_record_has_no_fault(read):
    record, pages = read
    counts: Counter[str] = Counter()
    assert audit(record, pages, counts) == []
    assert counts["values"] > 8 and counts["quotes"] > 8


def test_each_fault_is_noticed(read):
    record, pages = read
    for pointer, spoil, kind in (
        ("/held/date", lambda one: one.update(text="ngày 17 tháng 12 năm 1999"), "not-there"),
        ("/held/date", lambda one: one.update(boxes=record["evidence"]["/chair/name"]["boxes"]), "not-there"),
        ("/held/date", lambda one: one.update(boxes=[[0.0, 0.0, 1.0, 1.0]]), "too-much"),
        ("/held/date", lambda one: one.update(boxes=[]), "no-boxes"),
        ("/held/date", lambda one: one.update(page=7), "off-page"),
    ):
        spoilt = copy.deepcopy(record)
        spoil(spoilt["evidence"][pointer])
        assert kinds(spoilt, pages) == {(pointer, kind)}
    del record["evidence"]["/chair/name"]
    assert kinds(record, pages) == {("/chair/name", "unbacked")}


def test_a_part_of_a_word_is_no_fault(read):
    record, pages = read
    assert record["evidence"]["/attendance/present"]["text"].startswith("19")
    record["evidence"]["/attendance/present"]["text"] = "19"
    assert kinds(record, pages) == set()


def test_sheets_hold_as_many_pieces_as_asked(tmp_path, monkeypatch):
    from PIL import Image

    monkeypatch.setattr(crops, "render_page", lambda path, page: Image.new("L", (600, 800), 255))
    some = [crops.Crop(Path("a.pdf"), f"/tasks/{i}", 1, [[0.1, 0.1, 0.5, 0.12]], "việc") for i in range(30)]
    drawn = crops.draw_sheet(some, 21, 3, tmp_path / "sheet.png")
    assert [path.name for path in drawn] == ["sheet-1.png", "sheet-2.png"]
    heights = []
    for path in drawn:
        with Image.open(path) as sheet:
            heights.append(sheet.height)
    assert heights[0] == 10 * heights[1]  # twenty pieces in two columns, and one


def test_unreadable_arguments(tmp_path, capsys):
    assert main([str(tmp_path / "none.jsonl"), "--files", str(tmp_path)]) == 2
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert main([str(empty), "--files", str(tmp_path)]) == 0
    assert "0 of 0" in capsys.readouterr().out
