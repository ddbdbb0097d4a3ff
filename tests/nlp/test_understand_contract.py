"""What ``understand`` promises whatever the text: a valid record, the same one each time, its input untouched."""

from __future__ import annotations

import copy
import re
import unicodedata

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from minutes_texts import ROOT, as_dict, minutes, record, stored, stored_records, units

from bienban.plaintext import pages_from_text
from nlp import UNDERSTANDING_VERSION, load_lexicon, split, understand
from schemas import Box, Line, Page, PageSource, PageState, PlacedLine, Record, SourceRef, Unit, Word, json_schema

VALIDATOR = jsonschema.Draft202012Validator(json_schema("record"))
SHA = "ab" * 32


@pytest.mark.parametrize("name", list(stored()))
def test_records_of_stored_texts_keep_the_published_schema(name):
    for item in stored_records(name):
        VALIDATOR.validate(as_dict(item))
        assert as_dict(Record.model_validate(as_dict(item))) == as_dict(item)


def test_schema_refuses_what_is_no_record():
    broken = as_dict(record(minutes())) | {"document_type": "novel"}
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(broken)


def test_same_unit_same_record_and_nothing_changed():
    (unit,) = split(pages_from_text(minutes()), "so.pdf", SHA)
    before = copy.deepcopy(unit)
    first, second = understand(unit, load_lexicon()), understand(unit, load_lexicon())
    assert first == second and first is not second
    assert unit == before


def test_record_id_depends_on_bytes_and_place_only():
    book = f"{minutes()}\n{minutes()}"
    one = [understand(unit, load_lexicon()).record_id for unit in split(pages_from_text(book), "a.pdf", SHA)]
    moved = [understand(unit, load_lexicon()).record_id for unit in split(pages_from_text(book), "b/c.pdf", SHA)]
    other = [understand(unit, load_lexicon()).record_id for unit in split(pages_from_text(book), "a.pdf", "cd" * 32)]
    assert one == moved and len(set(one)) == 2
    assert not set(one) & set(other)


def test_source_names_file_and_pages():
    text = minutes(second="\fII. NỘI DUNG").replace("\n\f", "\f")
    (unit,) = units(text)
    item = understand(unit, load_lexicon())
    assert (item.source.path, item.source.pages) == ("so.txt", [1, 2])
    assert [reading.page for reading in item.reading] == [1, 2]


def test_text_is_the_units_text():
    item = record(minutes())
    assert item.text == minutes() and unicodedata.is_normalized("NFC", item.text)


def bare(*lines: Line, state: PageState = PageState.READ) -> Unit:
    page = Page(number=1, width=100, height=100, source=PageSource.OCR, state=state)
    return Unit(
        index=0,
        source=SourceRef(path="x.png", sha256=SHA, pages=(1,)),
        lines=tuple(PlacedLine(page=1, line=line) for line in lines),
        pages=(page,),
    )


def line(text: str, row: int = 0) -> Line:
    box = Box(0.1, 0.1, 0.9, 0.2)
    return Line(words=tuple(Word(text=word, box=box) for word in text.split()), box=box, row=row)


def test_unit_without_any_line():
    item = understand(bare(), load_lexicon())
    assert item.document_type == "other" and item.text == "" and item.evidence == {}
    VALIDATOR.validate(as_dict(item))


def test_line_without_words():
    item = understand(bare(Line(words=(), box=Box(0.1, 0.1, 0.9, 0.2), row=0)), load_lexicon())
    assert item.document_type == "other" and item.evidence == {}


@pytest.mark.parametrize(
    "text", ["BIÊN BẢN", "NGHỊ QUYẾT", "Biên bản họp chi bộ", ".", "1.", "II-", "đ/c", "19h30", "ngày 31/2/2026"]
)
def test_unit_of_one_line(text):
    item = understand(bare(line(text)), load_lexicon())
    VALIDATOR.validate(as_dict(item))
    assert item.text == text and item.held.date is None and item.attendance.present is None


@pytest.mark.parametrize("state", [PageState.NEEDS_TRANSCRIPTION, PageState.FAILED])
def test_unread_page_of_a_unit_is_said(state):
    item = understand(bare(line("BIÊN BẢN HỌP CHI BỘ"), state=state), load_lexicon())
    assert any(finding.code == "needs-transcription" and "1" in finding.message for finding in item.findings)


def test_words_without_confidence_have_evidence_without_confidence():
    item = understand(bare(line("BIÊN BẢN HỌP CHI BỘ THÁNG 4 NĂM 2026")), load_lexicon())
    assert item.evidence["/period"].confidence is None and item.evidence["/period"].kind == "rule"


PIECES = """BIÊN BẢN, NGHỊ QUYẾT, chi bộ, đ/c, đồng chí, ngày, 31/2, 05/4/2026, 19 giờ, II., 1., -, +, vắng, có mặt, 15/17, 99/3,
0/0, KLD, (, ), :, ;, ., %, 100%, biểu quyết, tự phê bình, phân công, xong trước, 20/4, kết thúc, Thảo luận, Nguyễn Văn,
Mùa A Páo, tổng số, điểm, xếp loại, Tốt, 1.000.000 đồng, năm 2026, tháng 13, quý V"""
FRAGMENTS = st.sampled_from([*re.split(r",\s", PIECES), ",", "    ", "\n", "\f"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=60).map(" ".join)))
@example("BIÊN BẢN họp chi bộ\nngày 31 tháng 2 năm 2026 có mặt 99/3 vắng -1")
@example("BIÊN BẢN\u0000HỌP\u200bCHI BỘ İıſ ﬁ ½ ① ٣/٤")
def test_garbage_never_raises(text):
    for unit in split(pages_from_text(text), "x.txt", SHA):
        item = understand(unit, load_lexicon())
        VALIDATOR.validate(as_dict(item))


def test_understanding_has_a_version():
    assert UNDERSTANDING_VERSION.strip()


def test_page_on_extraction_names_every_field_that_is_read():
    page = (ROOT / "docs" / "extraction.md").read_text("utf-8")
    given_by_the_program = {
        "schema_version",
        "record_id",
        "source",
        "reading",
        "text",
        "evidence",
        "findings",
        "alternatives",
    }
    assert [name for name in Record.model_fields if name not in given_by_the_program and f"`{name}`" not in page] == []
    modules = re.findall(r"^\|.*\| ([^|]+) \|$", page, re.MULTILINE)
    named = {name for cell in modules for name in re.findall(r"`([a-z/]+)`", cell)} - {"inferred"}
    fields = {name for name in named if (ROOT / "nlp" / f"{name}.py").exists() or (ROOT / "nlp" / name).is_dir()}
    assert len(fields) > 10 and {name for name in named if name.startswith("fields/")} <= fields
