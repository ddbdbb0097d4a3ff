"""Every value stands on its page, or the record says what it was inferred from."""

from __future__ import annotations

import pytest
from minutes_texts import as_dict, gold, minutes, read, records, resolve, stored, stored_pages, stored_records

from bienban.plaintext import pages_from_text
from schemas import Box, Page, Record

# What names the paper and its reading is no value of the page.
NO_VALUES = {
    "schema_version",
    "record_id",
    "source",
    "findings",
    "inferred",
    "evidence",
    "reading",
    "text",
    "alternatives",
}
OWN = {
    "plain": minutes(),
    "two pages": minutes(second="\fII. NỘI DUNG").replace("\n\f", "\f"),
    "table": minutes(
        conclusion="III. PHÂN CÔNG NHIỆM VỤ\nTT    Nhiệm vụ    Người thực hiện    Thời hạn\n"
        "1    Sửa mương Cầu Đá    Cao Văn Nghiến    20/4/2026"
    ),
    "no year": minutes(opening="Hôm nay, vào hồi 19 giờ ngày 05 tháng 4, tại nhà văn hóa thôn, chi bộ họp."),
    "book": "SỔ GHI BIÊN BẢN HỌP\nCHI BỘ THÔN BÃI DÂU\nNĂM 2026\f" + minutes(header="") + "\n" + minutes(header=""),
    "scores": minutes(
        closing="Chi bộ tự chấm buổi sinh hoạt 92/100 điểm, xếp loại: Tốt.\nKết thúc lúc 21 giờ 05 phút."
    ),
}
CASES = [*[("own", name) for name in OWN], *[("stored", name) for name in stored() if gold(name)]]
IDS = [f"{kind} {name}" for kind, name in CASES]


def material(kind: str, name: str) -> tuple[list[Page], list[Record]]:
    if kind == "own":
        return pages_from_text(OWN[name]), records(OWN[name])
    return list(stored_pages(name)), list(stored_records(name))


def values(data: object, pointer: str = "") -> list[str]:
    """Pointers of all scalars that are not null and of all items of lists."""
    if isinstance(data, dict):
        found: list[str] = []
        for key, value in data.items():
            found += values(value, f"{pointer}/{key}")
        return found
    if isinstance(data, list):
        return [
            place for i, value in enumerate(data) for place in ([f"{pointer}/{i}", *values(value, f"{pointer}/{i}")])
        ]
    return [] if data is None else [pointer]


def shown(pointer: str, known: set[str]) -> bool:
    """Has the value evidence or a reason of its own, or does it stand in a list item that has?"""
    while pointer.count("/") > 1:
        if pointer in known:
            return True
        pointer = pointer.rsplit("/", 1)[0]
        if not pointer.rsplit("/", 1)[-1].isdigit() and pointer not in known and not _in_item(pointer):
            return False
    return pointer in known


def _in_item(pointer: str) -> bool:
    return any(part.isdigit() for part in pointer.split("/"))


@pytest.mark.parametrize(("kind", "name"), CASES, ids=IDS)
def test_every_value_has_evidence_or_a_reason(kind, name):
    _, found = material(kind, name)
    assert found
    for item in found:
        data = as_dict(item)
        known = {*item.evidence, *item.inferred}
        places = values({key: value for key, value in data.items() if key not in NO_VALUES})
        assert places
        assert [place for place in places if not shown(place, known)] == []


def test_the_check_itself_misses_nothing():
    assert shown("/tasks/0/action", {"/tasks/0"}) and shown("/decisions/1/votes/for", {"/decisions/1"})
    assert not shown("/tasks/1/action", {"/tasks/0"})
    assert not shown("/held/start", {"/held/date"}) and not shown("/number", {"/title"})
    assert values({"a": {"b": 1, "c": None}, "d": [{"e": 2}]}) == ["/a/b", "/d/0", "/d/0/e"]


@pytest.mark.parametrize(("kind", "name"), CASES, ids=IDS)
def test_pointers_resolve_and_reasons_are_words(kind, name):
    for item in material(kind, name)[1]:
        data = as_dict(item)
        for pointer in [*item.evidence, *item.inferred, *(path for finding in item.findings for path in finding.paths)]:
            resolve(data, pointer)
        for pointer in [*item.evidence, *item.inferred]:
            # A deadline that is no date ("thường xuyên") is null, and its cell in a table is shown all the same.
            undated = pointer.startswith("/tasks/") and pointer.endswith("/deadline")
            assert undated or resolve(data, pointer) is not None, pointer
        assert all(len(reason.split()) >= 2 for reason in item.inferred.values())


@pytest.mark.parametrize(("kind", "name"), CASES, ids=IDS)
def test_quotes_stand_on_their_page(kind, name):
    pages, found = material(kind, name)
    texts = {page.number: " ".join(page.text.split()) for page in pages}
    for item in found:
        for pointer, evidence in item.evidence.items():
            assert evidence.page in item.source.pages
            whole = " ".join(texts[number] for number in item.source.pages if number >= evidence.page)
            assert evidence.text and evidence.text in whole, pointer
            begins = " ".join(evidence.text.split()[:2])
            assert begins in texts[evidence.page], pointer


@pytest.mark.parametrize(("kind", "name"), CASES, ids=IDS)
def test_boxes_cover_the_words_quoted(kind, name):
    pages, found = material(kind, name)
    by_number = {page.number: page for page in pages}
    for item in found:
        for pointer, evidence in item.evidence.items():
            assert evidence.boxes, pointer
            for box in evidence.boxes:
                assert 0 <= box.x0 <= box.x1 <= 1 and 0 <= box.top <= box.bottom <= 1
            inside = [
                word.text
                for line in by_number[evidence.page].lines
                for word in line.words
                if any(_holds(box, word.box) for box in evidence.boxes)
            ]
            boxed, quoted = " ".join(inside), evidence.text
            # A quote may begin or end inside a word ("(ốm" → "ốm") and may go on on the next page.
            assert quoted in boxed or _follows(quoted, boxed), (pointer, quoted, boxed)


def _holds(box: Box, word: Box) -> bool:
    return (
        box.x0 - 1e-6 <= word.x0
        and word.x1 <= box.x1 + 1e-6
        and box.top - 1e-6 <= word.top
        and word.bottom <= box.bottom + 1e-6
    )


def _follows(quoted: str, boxed: str) -> bool:
    """Does what is boxed end in the middle of the quote, because the page ends there?"""
    words, printed = quoted.split(), boxed.split()
    return (
        len(printed) < len(words)
        and all(a.endswith(b) or a == b for a, b in zip(printed[:1], words[:1], strict=True))
        and (printed[1:] == words[1 : len(printed)])
    )


def test_boxes_mark_no_more_rows_than_the_quote_has():
    item = read()
    assert len(item.evidence["/number"].boxes) == 1
    assert len(item.evidence["/title"].boxes) == 2
    (box,) = item.evidence["/chair/name"].boxes
    assert box.width < 0.3


def test_evidence_says_who_read_and_by_which_rule():
    evidence = read().evidence["/held/date"]
    assert evidence.producer.startswith("plain-text 1 / ")
    assert evidence.confidence == 1.0 and evidence.kind == "ocr"


def test_worst_word_pulls_confidence_down():
    from nlp import load_lexicon, split, understand

    pages = []
    for page in pages_from_text(minutes()):
        lines = tuple(
            line.model_copy(
                update={
                    "words": tuple(
                        word.model_copy(update={"confidence": 0.3 if word.text == "Lựu," else 0.95})
                        for word in line.words
                    )
                }
            )
            for line in page.lines
        )
        pages.append(page.model_copy(update={"lines": lines}))
    (unit,) = split(pages, "x.pdf", "0" * 64)
    item = understand(unit, load_lexicon())
    assert item.evidence["/chair/name"].confidence < 0.6 < 0.9 < item.evidence["/number"].confidence


def test_value_is_quoted_as_printed_not_as_normalised():
    item = read(opening="Hôm nay, vào hồi 19g30, ngày mùng 5/4/2026, tại nhà văn hóa thôn, chi bộ họp.")
    assert item.held.date == "2026-04-05" and item.held.start == "19:30"
    assert "5/4/2026" in item.evidence["/held/date"].text
    assert "19g30" in item.evidence["/held/start"].text


def test_inferred_organisation_names_its_source_and_needs_no_box():
    first, second = records(OWN["book"])
    assert "/organisation/name" not in second.evidence or "/organisation/name" not in second.inferred
    for item in (first, second):
        assert item.organisation.name == "Chi bộ thôn Bãi Dâu"
