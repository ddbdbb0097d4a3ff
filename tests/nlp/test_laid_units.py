"""A person's layout decides how a file falls into units, before anything is understood; ids of units stay theirs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_texts import wrap

from bienban.plaintext import pages_from_text
from nlp import Cut, arranged, as_layout, divided, load_lexicon, merged, record_id, row_box, split, typed_as, understand
from schemas import Box, DocumentType, Layout, Page, UsageError

SHA = "a" * 64
MEETINGS = [
    wrap(f"""BIÊN BẢN SINH HOẠT CHI BỘ THÁNG {month}
Hôm nay, vào hồi 19 giờ 30 ngày 4 tháng {month} năm 2024, tại nhà văn hóa. Đảng viên có 18, dự 17, vắng 1.
Chủ trì: Đ/c Hà Đức Mây, bí thư. Thư ký: Đ/c Lò Thị Nếp.
1. Bí thư nêu kết quả tháng trước: trồng {month} ha keo.
2. Giao đ/c Vi Văn Ổi mua {month} bao xi măng, xong trước ngày 25/{month}.
Kết thúc lúc 20 giờ 50 phút cùng ngày.
Thư ký    Chủ trì
Lò Thị Nếp    Hà Đức Mây""")
    for month in range(2, 6)
]


def pages(*texts: str) -> list[Page]:
    return pages_from_text("\f".join(texts))


def machine(found: list[Page]) -> Layout:
    return as_layout(found, [(record_id(unit), unit) for unit in split(found, "so.txt", SHA)])


def texts(found: list[Page], layout: Layout) -> list[str]:
    return [unit.text for unit in split(found, "so.txt", SHA, layout)]


def row(found: list[Page], page: int, words: str) -> Box:
    layout = machine(found)
    [box] = [
        row_box(one)
        for unit in layout.units
        for piece in unit.pieces
        if piece.page == page
        for one in Cut(found, layout).rows(piece)
        if words in one[0].line.text
    ]
    return box


@pytest.mark.parametrize(
    "book",
    [
        pages(*MEETINGS),
        pages(MEETINGS[0] + "\n" + MEETINGS[1], MEETINGS[2], MEETINGS[3]),
        pages("ĐẢNG BỘ XÃ KHE LẦM\nSỔ GHI BIÊN BẢN\nNĂM 2024", MEETINGS[0], "", MEETINGS[1]),
    ],
)
def test_the_machines_split_as_a_layout_gives_the_same_records(book: list[Page]) -> None:
    lexicon = load_lexicon()
    before = split(book, "so.txt", SHA)
    after = split(book, "so.txt", SHA, Layout.model_validate_json(machine(book).model_dump_json()))
    assert [unit.lines for unit in after] == [unit.lines for unit in before]
    assert [understand(unit, lexicon) for unit in after] == [understand(unit, lexicon) for unit in before]


def test_dividing_gives_the_second_part_an_id_of_its_own_and_moves_no_other() -> None:
    # The machine takes the second meeting for a part of the first: its title was lost.
    book = pages(MEETINGS[0], MEETINGS[1].partition("\n")[2].partition("\n")[2], MEETINGS[2])
    layout = machine(book)
    assert len(layout.units) == 2
    first, last = (unit.record_id for unit in layout.units)
    cut = divided(layout, first, 1, None, [layout], SHA)
    assert [unit.record_id for unit in cut.units][::2] == [first, last]
    assert cut.units[1].record_id not in (first, last)
    assert texts(book, cut) == [page.text for page in book]
    assert [record_id(unit) for unit in split(book, "so.txt", SHA, cut)] == [unit.record_id for unit in cut.units]


def test_dividing_within_a_page_and_merging_again_gives_what_was_there() -> None:
    book = pages(MEETINGS[0], MEETINGS[1])
    layout = machine(book)
    first = layout.units[0].record_id
    cut = divided(layout, first, 0, row(book, 1, "2. Giao"), [layout], SHA)
    assert texts(book, cut)[1].startswith("2. Giao")
    assert "2. Giao" not in texts(book, cut)[0]
    again = merged(cut, cut.units[1].record_id, first)
    assert again == layout


def test_a_unit_that_was_merged_away_gets_its_id_back() -> None:
    book = pages(MEETINGS[0], MEETINGS[1])
    layout = machine(book)
    first, second = (unit.record_id for unit in layout.units)
    joined = merged(layout, first, second)
    assert texts(book, joined) == ["\n".join(page.text for page in book)]
    assert divided(joined, first, 1, None, [layout, joined], SHA) == layout


def test_pages_are_read_in_the_order_that_a_person_gives() -> None:
    head, tail = MEETINGS[0].split("\n2. Giao")
    book = pages("2. Giao" + tail, head)
    layout = machine(book)
    if len(layout.units) > 1:
        layout = merged(layout, layout.units[0].record_id, layout.units[1].record_id)
    only = layout.units[0].record_id
    order = sorted(range(2), key=lambda at: layout.units[0].pieces[at].page, reverse=True)
    turned = arranged(layout, only, order, {})
    [unit] = split(book, "so.txt", SHA, turned)
    assert unit.text == MEETINGS[0]
    assert unit.source.pages == (2, 1)
    assert understand(unit, load_lexicon()).held.date == "2024-02-04"


def test_a_page_moves_to_another_unit_or_to_none_and_back() -> None:
    book = pages(*MEETINGS[:2], MEETINGS[2])
    layout = machine(book)
    ids = [unit.record_id for unit in layout.units]
    joined = merged(layout, ids[0], ids[1])
    moved = arranged(joined, ids[0], [0], {1: ids[2]})
    assert [[piece.page for piece in unit.pieces] for unit in moved.units] == [[1], [2, 3]]
    gone = arranged(joined, ids[0], [0], {1: None})
    assert [[piece.page for piece in unit.pieces] for unit in gone.units] == [[1], [3]]
    assert arranged(gone, ids[0], [0], {}, taken=[2]) == arranged(joined, ids[0], [0, 1], {})


def test_the_kind_that_a_person_says_decides_what_is_looked_for() -> None:
    book = pages(MEETINGS[0].replace("BIÊN BẢN SINH HOẠT CHI BỘ THÁNG 2", "GIẤY GHI THÁNG 2"))
    layout = machine(book)
    only = layout.units[0].record_id
    lexicon = load_lexicon()
    [other] = split(book, "so.txt", SHA, typed_as(layout, only, DocumentType.OTHER))
    [minutes] = split(book, "so.txt", SHA, typed_as(layout, only, DocumentType.MINUTES))
    assert understand(other, lexicon).attendance.present is None
    found = understand(minutes, lexicon)
    assert (found.document_type, found.attendance.present) == (DocumentType.MINUTES, 17)
    told = found.evidence.get("/document_type")
    assert (told.kind if told else found.inferred["/document_type"]) in ("human", "correction")


def test_a_unit_without_any_line_is_a_record_all_the_same() -> None:
    """A page read again may show nothing where a person laid a unit: what was said of it must find its record."""
    book = pages(MEETINGS[0], MEETINGS[1])
    layout = machine(book)
    worn = [book[0], book[1].model_copy(update={"lines": ()})]
    units = split(worn, "so.txt", SHA, layout)
    assert [unit.record_id for unit in units] == [unit.record_id for unit in layout.units]
    assert understand(units[1], load_lexicon()).record_id == layout.units[1].record_id


def test_a_page_read_again_is_cut_at_the_same_place() -> None:
    """A row more or less, and boxes a little off: the cut is where it was on the paper."""
    book = pages(MEETINGS[0])
    layout = machine(book)
    cut = divided(layout, layout.units[0].record_id, 0, row(book, 1, "2. Giao"), [layout], SHA)

    def shifted(box: Box) -> Box:
        return Box(box.x0, box.top + 0.004, box.x1, box.bottom + 0.004)

    lines = tuple(
        line.model_copy(
            update={
                "box": shifted(line.box),
                "row": line.row - 1,
                "words": tuple(word.model_copy(update={"box": shifted(word.box)}) for word in line.words),
            }
        )
        for line in book[0].lines[1:]
    )
    again = [book[0].model_copy(update={"lines": lines})]
    assert texts(again, cut)[1].startswith("2. Giao")


@pytest.mark.parametrize(
    "act",
    [
        lambda layout, own, other: divided(layout, own, 0, None, [layout], SHA),
        lambda layout, own, other: divided(layout, own, 7, None, [layout], SHA),
        lambda layout, own, other: merged(layout, own, own),
        lambda layout, own, other: arranged(layout, own, [0, 0], {}),
        lambda layout, own, other: arranged(layout, own, [], {}),
        lambda layout, own, other: arranged(layout, own, [], {0: own}),
        lambda layout, own, other: arranged(layout, own, [0], {}, taken=[2]),
    ],
)
def test_what_cannot_be_done_is_refused(act) -> None:  # type: ignore[no-untyped-def]
    layout = machine(pages(MEETINGS[0], MEETINGS[1]))
    with pytest.raises(UsageError):
        act(layout, layout.units[0].record_id, layout.units[1].record_id)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_is_done_each_row_is_in_one_unit_and_ids_are_never_given_twice(data: st.DataObject) -> None:
    book = pages(MEETINGS[0] + "\n" + MEETINGS[1], MEETINGS[2], MEETINGS[3])
    layout = machine(book)
    history, whole = [layout], sorted(row for page in book for row in page.text.split("\n"))
    for _ in range(data.draw(st.integers(1, 6))):
        unit = data.draw(st.sampled_from(layout.units))
        try:
            if data.draw(st.booleans()):
                piece = data.draw(st.integers(0, len(unit.pieces) - 1))
                rows = Cut(book, layout).rows(unit.pieces[piece])
                at = data.draw(st.sampled_from(rows[1:])) if len(rows) > 1 else None
                layout = divided(layout, unit.record_id, piece, row_box(at) if at else None, history, SHA)
            else:
                layout = merged(layout, unit.record_id, data.draw(st.sampled_from(layout.units)).record_id)
        except UsageError:
            continue
        history.append(layout)
    ids = [unit.record_id for unit in layout.units]
    assert len(set(ids)) == len(ids)
    assert sorted(row for text in texts(book, layout) for row in text.split("\n")) == whole
