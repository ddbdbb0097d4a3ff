from extractors.engines import RawWord
from extractors.layout import arrange, gutter


def words(text, x, y, line, gap=10, letter=12, height=30):
    out = []
    for part in text.split():
        wide = letter * len(part)
        out.append(RawWord(part, (x, y, x + wide, y + height), 0.9, line))
        x += wide + gap
    return out


def texts(parts):
    return [(p.row, p.column, " ".join(w.text for w in p.words)) for p in parts]


def test_a_two_column_header_is_split_though_the_engine_gives_one_line():
    left, right = words("CHI BỘ XÓM", 100, 50, (1, 1, 1)), words("ĐẢNG CỘNG SẢN", 700, 50, (1, 1, 1))
    assert texts(arrange(left + right)) == [(0, 0, "CHI BỘ XÓM"), (0, 1, "ĐẢNG CỘNG SẢN")]


def test_blocks_side_by_side_share_their_rows():
    left = words("Nơi nhận:", 100, 50, (1, 1, 1)) + words("- Lưu.", 100, 100, (1, 1, 2))
    right = words("BÍ THƯ", 800, 52, (2, 1, 1))
    assert texts(arrange(left + right)) == [(0, 0, "Nơi nhận:"), (0, 1, "BÍ THƯ"), (1, 0, "- Lưu.")]


def test_justified_text_with_wide_gaps_is_not_split():
    line = words("một dòng chữ được dàn đều hai bên", 100, 50, (1, 1, 1), gap=42)
    assert len(arrange(line)) == 1


def test_a_ruling_line_parts_cells_however_near():
    cells = words("1", 100, 50, (1, 1, 1)) + words("Bạch Liên", 125, 50, (1, 1, 1))
    assert texts(arrange(cells, ((118.0, 20.0, 120.0),))) == [(0, 0, "1"), (0, 1, "Bạch Liên")]
    assert len(arrange(cells, ((118.0, 300.0, 400.0),))) == 1


def test_rows_come_from_top_to_bottom_whatever_the_engine_says():
    parts = arrange(words("dưới", 100, 200, (1, 1, 1)) + words("trên", 100, 50, (2, 1, 1)))
    assert [t for _, _, t in texts(parts)] == ["trên", "dưới"]


def test_no_words_no_parts():
    assert arrange([]) == []


def spread(width_of_gap):
    """Ten rows of seven words on each of two facing pages."""
    out = []
    for row in range(10):
        out += words("một dòng chữ của trang bên trái", 60, 60 + 60 * row, (1, 1, row))
        out += words("một dòng chữ của trang bên phải", 540 + width_of_gap, 65 + 60 * row, (2, 1, row))
    return out


def test_the_pages_of_an_open_book_follow_one_another():
    page = spread(100)
    fold = gutter(page, (), (800, 1200))
    assert fold is not None
    rows = texts(arrange(page, (), fold))
    assert [r for r, _, _ in rows] == list(range(20))
    assert rows[9][2].endswith("trái") and rows[10][2].endswith("phải")


def test_an_upright_page_or_a_table_is_no_open_book():
    assert gutter(spread(100), (), (1600, 1200)) is None
    assert gutter(spread(100), ((580.0, 50.0, 400.0),), (800, 1200)) is None
    assert gutter(words("chỉ một dòng chữ", 60, 60, (1, 1, 1)), (), (800, 1200)) is None
