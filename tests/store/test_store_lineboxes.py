"""Boxes of lines as people correct them: kept, followed by what was typed, and heard when pages are read again."""

from __future__ import annotations

import pytest

from schemas import Box, Line, Page, PageSource, PageState, UsageError, Word
from schemas.hands import LaidLine
from store import ConflictError, LineBoxes, Store, TypedLines, Wanted, laid_pages, verify_trail, with_typed_lines

A = "a" * 64
MERGED, LOWER = Box(0.1, 0.1, 0.9, 0.2), Box(0.1, 0.3, 0.9, 0.35)
FIRST, SECOND = Box(0.1, 0.1, 0.9, 0.15), Box(0.1, 0.15, 0.9, 0.2)
NOISE = Box(0.0, 0.9, 0.05, 0.95)


@pytest.fixture
def boxes(store: Store) -> LineBoxes:
    return LineBoxes(store)


@pytest.fixture
def typed(store: Store) -> TypedLines:
    return TypedLines(store)


def wanted(*boxes: Box) -> list[Wanted]:
    return [Wanted(box, (box,)) for box in boxes]


def machine_page(state: PageState = PageState.NEEDS_TRANSCRIPTION) -> Page:
    def line(row: int, box: Box, *texts: str) -> Line:
        step = box.width / len(texts)
        words = [
            Word(text=text, box=Box(box.x0 + at * step, box.top, box.x0 + (at + 1) * step, box.bottom), confidence=0.4)
            for at, text in enumerate(texts)
        ]
        return Line(words=tuple(words), box=box, row=row)

    lines = (line(0, MERGED, "hai", "dòng"), line(1, LOWER, "vắng", "ba"), line(2, NOISE, "~"))
    return Page(number=1, width=800, height=1200, source=PageSource.OCR, state=state, lines=lines)


def test_only_what_a_person_drew_counts_as_drawn(boxes: LineBoxes, store: Store) -> None:
    boxes.lay(A, 1, [Wanted(FIRST, (MERGED,)), Wanted(SECOND, (MERGED,)), *wanted(LOWER)], who="lan")
    assert laid_pages(store, A) == {
        1: (LaidLine(box=FIRST, own=True), LaidLine(box=SECOND, own=True), LaidLine(box=LOWER))
    }
    boxes.lay(A, 1, wanted(FIRST, LOWER), who="lan")  # untouched boxes stay what they were
    assert laid_pages(store, A) == {1: (LaidLine(box=FIRST, own=True), LaidLine(box=LOWER))}
    assert verify_trail(store).first is None


def test_what_was_typed_goes_with_a_box_that_is_moved_and_is_typed_anew_where_it_is_parted(boxes, typed) -> None:
    typed.add(A, 1, MERGED, "hai dòng dính", hand="handwriting", who="lan")
    typed.add(A, 1, LOWER, "vắng ba", hand="handwriting", who="hoa")
    lower = Box(0.08, 0.29, 0.92, 0.36)
    parted = [Wanted(FIRST, (MERGED,)), Wanted(SECOND, (MERGED,)), Wanted(lower, (LOWER,))]
    boxes.lay(A, 1, parted, who="minh")
    assert [(one.box, one.text, one.who) for one in typed.of_document(A)] == [(lower, "vắng ba", "hoa")]
    assert [one.text for one in typed.labelled()] == ["vắng ba"]


def test_joined_lines_have_the_text_of_both(boxes, typed) -> None:
    typed.add(A, 1, FIRST, "họp bàn", hand="handwriting", who="lan")
    typed.add(A, 1, SECOND, "việc mương", hand="handwriting", who="lan")
    boxes.lay(A, 1, [Wanted(MERGED, (FIRST, SECOND))], who="lan")
    assert [(one.box, one.text) for one in typed.of_document(A)] == [(MERGED, "họp bàn việc mương")]
    boxes.lay(A, 1, [Wanted(LOWER, (MERGED,))], who="lan")
    boxes.lay(A, 1, [Wanted(Box(0.1, 0.1, 0.9, 0.36), (LOWER, NOISE))], who="lan")  # one of the two was not typed
    assert typed.of_document(A) == []


def test_a_text_that_was_typed_near_an_unmoved_line_stays_with_it(boxes, typed) -> None:
    typed.add(A, 1, Box(0.11, 0.3, 0.88, 0.351), "vắng ba", hand="handwriting", who="lan")
    boxes.lay(A, 1, wanted(MERGED, LOWER), who="minh")
    assert [(one.box, one.text) for one in typed.of_document(A)] == [(LOWER, "vắng ba")]


def test_the_text_of_a_whole_line_is_no_label_of_its_pieces(boxes, typed) -> None:
    typed.add(A, 1, LOWER, "vắng ba người ốm", hand="handwriting", who="lan")
    pieces = [Box(0.1, 0.3, 0.5, 0.35), Box(0.6, 0.3, 0.9, 0.35)]
    boxes.lay(A, 1, wanted(*pieces), who="minh")
    assert typed.of_document(A) == []
    boxes.lay(A, 1, wanted(*pieces, LOWER), who="minh")
    assert [one.box for one in typed.of_document(A)] == [LOWER]


def test_a_line_typed_on_a_laid_page_is_one_of_its_lines_or_a_new_one(boxes, typed, store) -> None:
    boxes.lay(A, 1, wanted(LOWER), who="lan")
    typed.add(A, 1, Box(0.11, 0.3, 0.88, 0.351), "vắng ba", hand="handwriting", who="lan")
    typed.add(A, 1, FIRST, "thêm", hand="handwriting", who="lan")
    assert [(one.box, one.text) for one in typed.of_document(A)] == [(LOWER, "vắng ba"), (FIRST, "thêm")]
    assert laid_pages(store, A)[1][1] == LaidLine(box=FIRST, own=True)


def test_given_back_the_machines_lines_and_what_was_typed_on_them_hold_again(boxes, typed, store) -> None:
    typed.add(A, 1, MERGED, "hai dòng dính", hand="handwriting", who="lan")
    act = boxes.lay(A, 1, wanted(LOWER), who="lan")
    assert typed.of_document(A) == []
    boxes.give_back(A, 1, who="lan", seen=act)
    assert laid_pages(store, A) == {}
    assert [one.text for one in typed.of_document(A)] == ["hai dòng dính"]


def test_two_people_at_one_page_do_not_overwrite_each_other(boxes) -> None:
    assert boxes.last(A, 1) == (0, None)
    act = boxes.lay(A, 1, wanted(LOWER), who="lan", seen=0)
    with pytest.raises(ConflictError, match="lan"):
        boxes.lay(A, 1, wanted(MERGED), who="hoa", seen=0)
    assert boxes.last(A, 1)[0] == act
    boxes.lay(A, 2, wanted(MERGED), who="hoa", seen=0)  # another page


@pytest.mark.parametrize(
    "lines", [[LOWER, LOWER], [Box(0.1, 0.1, 0.1005, 0.2)], [Box(0.1, 0.1, 1.2, 0.2)], [Box(0.5, 0.1, 0.2, 0.2)]]
)
def test_boxes_that_are_none_are_refused(boxes, lines: list[Box]) -> None:
    with pytest.raises(UsageError):
        boxes.lay(A, 1, wanted(*lines), who="lan")
    assert boxes.all() == {}


def test_a_page_reads_as_its_lines_were_laid(boxes, typed, store) -> None:
    boxes.lay(A, 1, [Wanted(FIRST, (MERGED,)), Wanted(SECOND, (MERGED,)), *wanted(LOWER)], who="lan")
    typed.add(A, 1, FIRST, "họp bàn", hand="handwriting", who="lan")
    typed.add(A, 1, LOWER, "vắng hai", hand="handwriting", who="lan")

    def shown() -> Page:
        [found] = with_typed_lines([machine_page()], typed.of_document(A), laid_pages(store, A))
        return found

    assert shown().state is PageState.NEEDS_TRANSCRIPTION  # the second half of what was merged is still to be typed
    assert "~" not in shown().text  # taken away
    typed.add(A, 1, SECOND, "việc mương", hand="handwriting", who="lan")
    assert shown().state is PageState.READ
    assert shown().text == "họp bàn\nviệc mương\nvắng hai"


def test_an_erased_paper_leaves_no_boxes(boxes, store, tmp_path) -> None:
    from store import file_sha256
    from store.erasing import erase

    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n x")
    sha256 = file_sha256(path)
    store.remember_original(path, sha256)
    boxes.lay(sha256, 1, wanted(LOWER), who="lan")
    boxes.lay(A, 1, wanted(LOWER), who="lan")
    erase(store, sha256, "lan", "thử")
    assert set(boxes.all()) == {(A, 1)}
