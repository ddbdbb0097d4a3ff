from extractors.engines import RawWord
from extractors.layout import arrange


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
