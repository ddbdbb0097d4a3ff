import numpy as np

from extractors.engines import RawWord
from extractors.reread import better_of, doubtful_rows, missed_bands, plausibility, reread


def word(text, x, confidence=0.9, y=100, wide=60, high=30, line=(1, 1, 1)):
    return RawWord(text, (x, y, x + wide, y + high), confidence, line)


def test_plausibility_ranks_words_by_spelling():
    assert plausibility("đồng") == plausibility("12/3/2026") == 1.0
    assert plausibility("21-KH/ĐU") > plausibility("zUzo")
    assert plausibility("phàn2") < plausibility("phòng")


def test_the_possible_word_beats_the_impossible_one():
    first = [word("sinh", 0), word("haạt", 100)]
    second = [word("sinh", 0), word("hoạt", 100, 0.8)]
    assert [w.text for w in better_of(first, second)] == ["sinh", "hoạt"]


def test_words_run_together_are_parted_again():
    assert [w.text for w in better_of([word("Cómặt", 0, wide=130)], [word("Có", 0, wide=55), word("mặt", 70)])] == [
        "Có",
        "mặt",
    ]


def test_what_stands_before_is_not_said_twice():
    first = [word("II-", 0), word("TỒN", 80)]
    second = [word("II-", 0), word("II-TỒN", 80, 0.99)]
    assert [w.text for w in better_of(first, second)] == ["II-", "TỒN"]


def test_an_unsure_addition_is_not_taken():
    assert [w.text for w in better_of([word("họp", 0)], [word("họp", 0), word("ĩ", 300, 0.3)])] == ["họp"]


def test_only_doubtful_rows_are_read_again():
    page = np.full((400, 600), 255, np.uint8)
    rows = [[word("họp", 50)], [word("hqp", 50, 0.8, y=200)]]
    assert list(doubtful_rows(rows, page)) == [1]
    asked = []

    def read_stack(stack):
        asked.append(stack.shape)
        return [RawWord("họp", (50, 20, 110, 50), 0.95, (1, 1, 1))]

    again = reread([rows[0][0], word("hqp", 50, 0.8, y=200, line=(1, 1, 2))], page, read_stack)
    assert [w.text for w in again] == ["họp", "họp"]
    assert len(asked) == 1
    assert asked[0][0] < 120


def test_a_sure_name_that_is_no_vietnamese_word_is_not_doubted():
    page = np.full((400, 600), 255, np.uint8)
    assert doubtful_rows([[word("Krông", 50, 0.93), word("Kdăm", 150, 0.92)]], page) == {}
    assert list(doubtful_rows([[word("Krông", 50, 0.93), word("Kdăm", 150, 0.7)]], page)) == [0]


def test_of_a_long_row_only_the_doubtful_word_and_its_neighbours_are_read_again():
    page = np.full((400, 1600), 255, np.uint8)
    row = [word(f"từ{n}" if n == 9 else "họp", 50 + 80 * n, 0.4 if n == 9 else 0.95) for n in range(18)]
    ((left, right),) = doubtful_rows([row], page)[0]
    assert row[6].rect[2] < left < row[7].rect[0]
    assert row[11].rect[2] < right < row[12].rect[0]
    widths = []

    def read_stack(stack):
        widths.append(stack.shape[1])
        at = (stack.shape[1] - (right - left)) / 2 + row[9].rect[0] - left  # the piece lies at the left, in white
        return [RawWord("tốt", (at, 20, at + 60, 50), 0.95, (1, 1, 1))]

    again = reread(row, page, read_stack)
    assert widths[0] < 600
    assert [w.text for w in again] == ["họp"] * 9 + ["tốt"] + ["họp"] * 8
    assert abs(again[9].rect[0] - row[9].rect[0]) < 1


def test_print_that_no_word_covers_is_found():
    page = np.full((400, 600), 255, np.uint8)
    page[300:328, 100:300:4] = 0
    page[300:328, 101:300:4] = 0
    assert missed_bands([word("họp", 50)], page, [(95, 135)]) != []
    assert missed_bands([word("họp", 50), word("đã", 100, y=300, wide=200)], page, [(95, 135), (295, 335)]) == []
