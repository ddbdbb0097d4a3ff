"""Reading with the model of a hand: only where its pages are handwriting, with the plain reading kept beside."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from drawn import draw_page
from hand_lines import line

from extractors import ReadSettings
from extractors.engines import pick_engine
from extractors.engines.lines import LineReader
from extractors.engines.lines_detect import Strip, line_strip
from extractors.engines.lines_models import RECOGNISER, checked_bytes, installed, letters
from extractors.engines.lines_recognise import StripWord, recogniser_input
from extractors.hands.beam import aligned, likeliest
from extractors.hands.crops import pictures_on
from extractors.hands.language import OWN_ORDER, Letters, Table, counted, load_letters, packed, unpacked
from extractors.hands.plainreading import best_path
from extractors.hands.reader import HandReader
from extractors.hands.settle import settled
from extractors.hands.weights import read_weights, with_weights
from extractors.imagepage import PageImage, read_image
from schemas import Box, EnvironmentError_
from schemas.hands import HandUse

needs_models = pytest.mark.skipif(not installed(), reason="needs the extra [second-reader]")
SETTINGS = ReadSettings(second_attempts=False, orientation=False, rectify=False)


@pytest.fixture(scope="module")
def deaf(tmp_path_factory) -> HandUse:
    """A hand's model that reads every line as nothing: whoever uses it shows."""
    base = checked_bytes(RECOGNISER)
    bias = read_weights(base)["classifier.bias"]
    bias[1:] -= 100.0
    content = with_weights(base, {"classifier.bias": bias})
    path = tmp_path_factory.mktemp("hands") / "v1.onnx"
    path.write_bytes(content)
    return HandUse(hand="h", version=1, model=path, sha256=hashlib.sha256(content).hexdigest())


@pytest.fixture(scope="module")
def like_base(tmp_path_factory) -> HandUse:
    content = checked_bytes(RECOGNISER)
    path = tmp_path_factory.mktemp("hands") / "v2.onnx"
    path.write_bytes(content)
    return HandUse(hand="h", version=2, model=path, sha256=hashlib.sha256(content).hexdigest())


@needs_models
@pytest.mark.engine
def test_print_on_the_pages_of_a_hand_is_read_as_without_it(deaf: HandUse) -> None:
    page, engine = PageImage(draw_page(), 1, 200.0), pick_engine(SETTINGS)
    assert read_image(page, engine, SETTINGS, deaf) == read_image(page, engine, SETTINGS)


@needs_models
@pytest.mark.engine
def test_handwriting_is_read_by_its_hands_model_and_waits_for_a_person(like_base, monkeypatch) -> None:
    from extractors import imagepage

    monkeypatch.setattr(imagepage, "written_by_hand", lambda rows, bare: True)
    page = read_image(PageImage(draw_page(), 1, 200.0), pick_engine(SETTINGS), SETTINGS, like_base)
    assert "hand h v2" in page.producer
    assert "mương" in page.text


@needs_models
def test_a_model_that_is_missing_or_altered_is_said_and_not_replaced_by_another(like_base, tmp_path) -> None:
    for path in (tmp_path / "away.onnx", tmp_path / "altered.onnx"):
        if path.name.startswith("altered"):
            path.write_bytes(b"something else")
        reader = HandReader(like_base.model_copy(update={"model": path}))
        with pytest.raises(EnvironmentError_, match="missing or altered"):
            reader.read(np.full((300, 600), 255, np.uint8), _hints())


def _hints():
    from extractors.engines import Hints

    return Hints(dpi=200)


@needs_models
def test_lines_are_cut_where_their_boxes_are_and_blank_ones_are_none() -> None:
    page = draw_page()
    boxes = [Box(0.08, 0.09, 0.55, 0.16), Box(0.05, 0.85, 0.9, 0.95)]
    found, blank = pictures_on(PageImage(page, 1, 200.0), boxes, SETTINGS, LineReader())
    assert blank is None
    steps = [_steps(found)]
    assert "Biên bản họp tổ dân phố" in best_path(steps, letters())


def _steps(picture):
    from extractors.engines.lines_models import open_session

    return open_session(checked_bytes(RECOGNISER)).run(None, {"images": recogniser_input(picture)})[0][:, 0]


def test_what_reaches_in_from_other_lines_is_wiped_and_the_line_stays() -> None:
    image = np.full((120, 400), 255, np.uint8)
    image[50:70, 40:360] = 0  # the line
    image[0:33, 100:104] = 0  # a stroke from the line above
    image[88:120, 200:204] = 0  # and one from below
    strip, picture = line_strip(image, Strip(200, 60, 400, 80, 0.0, 1.0))
    assert (picture < 128).any(axis=1).sum() == 20
    assert strip.height == picture.shape[0]
    assert abs(strip.y - 60) <= 1


class TestLanguage:
    LETTERS = ("<blank>", *"abcđo n1")

    def model(self) -> Letters:
        return Letters(Table.of(counted(["bađ con", "con bađ", "bađ bađ con"] * 5)))

    def steps(self, *columns: dict[str, float]) -> np.ndarray:
        out = np.full((len(columns), len(self.LETTERS)), 1e-4)
        for row, said in zip(out, columns, strict=True):
            for letter, chance in said.items():
                row[0 if letter == "_" else self.LETTERS.index(letter)] = chance
        return np.log(out / out.sum(axis=1, keepdims=True)).astype(np.float32)

    def test_a_letter_that_the_picture_leaves_open_is_settled_by_language(self) -> None:
        open_d = self.steps({"b": 0.9}, {"_": 0.9}, {"a": 0.9}, {"_": 0.9}, {"n": 0.5, "đ": 0.42}, {"_": 0.9})
        assert best_path([open_d], self.LETTERS) == "ban"
        found = likeliest(open_d, self.LETTERS, self.model())
        assert "".join(self.LETTERS[n] for n in found) == "bađ"
        sure = self.steps({"b": 0.9}, {"_": 0.9}, {"a": 0.9}, {"_": 0.9}, {"n": 0.98, "đ": 0.01}, {"_": 0.9})
        assert "".join(self.LETTERS[n] for n in likeliest(sure, self.LETTERS, self.model())) == "ban"

    def test_doubled_letters_stay_doubled_and_repeated_steps_are_one(self) -> None:
        steps = self.steps({"o": 0.9}, {"o": 0.9}, {"_": 0.9}, {"o": 0.9}, {"n": 0.9}, {"n": 0.9})
        found = likeliest(steps, self.LETTERS, self.model(), weight=0.0)
        assert "".join(self.LETTERS[n] for n in found) == "oon" == best_path([steps], self.LETTERS)
        placed = aligned(steps, found, self.LETTERS)
        assert [(one.text, one.first) for one in placed] == [("o", 0), ("o", 3), ("n", 4)]

    def test_chances_of_what_may_follow_add_up_to_no_more_than_one(self) -> None:
        model = self.model()
        for context in ("", "\n", "ba", "xyz"):
            total = sum(np.exp(model.log(context, letter)) for letter in "abcđon 1\n")
            assert 0 < total <= 1 + 1e-9

    def test_a_wording_repeated_says_no_more_than_one_that_stands_once(self) -> None:
        often = Letters(Table.of(counted(["nq"] * 200 + ["ab", "cb", "db"])))
        assert often.log("x", "b") > often.log("x", "q")
        assert often.log("n", "q") > often.log("n", "b")

    def test_a_table_is_the_same_after_it_was_a_file_and_rare_long_contexts_are_left_out(self) -> None:
        texts = ["họp lúc 19 giờ", "họp lúc 7 giờ", "họp lúc 20 giờ", "chỉ một lần"]
        table, thin = Table.of(counted(texts)), Table.of(counted(texts), least=2)
        again = Table(table.content)
        for context in ("", "\n", "\nhọp l", "p lúc ", " giờ", "19"):
            assert again.after(context) == table.after(context) != {}
        assert table.after("p lúc ") == {"1": 1, "7": 1, "2": 1}
        assert table.after("một l") == {"ầ": 1}
        assert thin.after("một l") is None
        assert table.after("zzz") is None

    def test_the_model_that_ships_knows_the_language_of_minutes_and_is_small(self) -> None:
        model = load_letters()
        assert model.log("nghị qu", "y") > np.log(0.8)
        assert model.log("đảng vi", "ê") > model.log("đảng vi", "ễ") + 3
        assert files("extractors.hands").joinpath("letters.bin").stat().st_size < 4e6

    def words(self, line: str) -> list[StripWord]:
        """A word takes ten pixels a letter; "_" is a letter of no word."""
        out, at = [], 0
        for text in line.split():
            if text.strip("_"):
                out.append(StripWord(text, (10.0 * at, 0.0, 10.0 * (at + len(text)) - 2, 9.0), 0.9))
            at += len(text) + 1
        return out

    @pytest.mark.parametrize(
        ("plain", "meant", "said"),
        [
            ("dồng chí Thỉnh 12/8 hợp", "đồng chí Thịnh 12/3 họp", "đồng chí Thỉnh 12/8 họp"),
            ("Văn Hừng trình bày", "Văn Hùng trình bày", "Văn Hừng trình bày"),
            ("Hừng trình bấy", "Hùng trình bày", "Hừng trình bày"),  # a row may begin in a name
            ("Nghi quyết của Chỉ bộ", "Nghị quyết của Chi bộ", "Nghị quyết của Chi bộ"),
            ("BIỀN BẢN HỌP", "BIÊN BẢN HỌP", "BIÊN BẢN HỌP"),
            ("đ/c Nghi quyết tâm", "đ/c Nghị quyết tâm", "đ/c Nghi quyết tâm"),
            ("lúc bắt đầu", "lúc Bắt đầu", "lúc bắt đầu"),
            ("T/M CB họp", "T/M CHI họp", "T/M CB họp"),
            ("họp ch i bộ", "họp chi_ bộ", "họp chi_ bộ"),
            ("họp 1 2 người", "họp 12_ người", "họp 1 2 người"),
            ("họp chi bộ", "họp ___ bộ", "họp chi bộ"),
            ("họp ___ bộ", "họp chi bộ", "họp bộ"),
        ],
    )
    def test_names_dates_and_numbers_stay_as_they_were_plainly_read(self, plain, meant, said) -> None:
        found = settled(self.words(plain), self.words(meant))
        assert [word.text for word, _ in found] == said.split()
        known = plain.split()
        assert all(word.text in known if before is None else before in plain for word, before in found)

    def test_the_archives_own_text_is_heard(self, tmp_path) -> None:
        own = tmp_path / "letters.json.z"
        own.write_bytes(packed(counted(["Pờ Lử Hờ"] * 900, OWN_ORDER)))
        assert "ờ" in unpacked(own.read_bytes())["P"]
        before, after = load_letters(), load_letters(own, own.stat().st_mtime)
        assert after.log("\nPờ L", "ử") > before.log("\nPờ L", "ử") + 1


@needs_models
def test_a_page_of_lines_is_read_in_place(like_base) -> None:
    picture = np.asarray(draw_page())
    words = HandReader(like_base).read(picture, _hints())
    by_text = {word.text: word for word in words}
    assert {"Kinh", "phí", "triệu"} <= set(by_text)
    x0, top, x1, bottom = by_text["Kinh"].rect
    assert (picture[int(top) : int(bottom), int(x0) : int(x1)] < 128).mean() > 0.05
    assert 90 < x0 < 130
    assert line("x").text == "x"
