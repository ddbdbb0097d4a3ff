"""Labelled lines as files, hands told apart, and the order in which lines are offered."""

from __future__ import annotations

import numpy as np
import pytest
from hand_lines import TEXTS, line

from extractors.hands.choose import expected, next_to_type
from extractors.hands.cluster import proposed, strokes_of
from extractors.hands.linefiles import cut_out, lit, of_png, pairs_in, placed_in, write_pairs
from extractors.hands.replay import replay_lines
from schemas import UnreadableError

PAGE = """<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="t1.png" imageWidth="400" imageHeight="200"><TextRegion id="r"><Coords points="0,0 9,9"/>
<TextLine id="a"><Coords points="20,40 300,36 302,80 22,84"/><Word id="w"><TextEquiv><Unicode>đo</Unicode></TextEquiv>
</Word><TextEquiv><Unicode>đo bờ ao</Unicode></TextEquiv></TextLine>
<TextLine id="b"><Coords points="20,90 300,90 300,130 20,130"/></TextLine></TextRegion></Page></PcGts>"""
ALTO = """<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description>
<sourceImageInformation><fileName>t1.png</fileName></sourceImageInformation></Description><Layout>
<Page WIDTH="400" HEIGHT="200"><PrintSpace><TextBlock><TextLine HPOS="20" VPOS="36" WIDTH="282" HEIGHT="48">
<String CONTENT="đo"/><SP/><String CONTENT="bờ"/><String CONTENT="ao"/></TextLine></TextBlock></PrintSpace></Page>
</Layout></alto>"""


def test_pairs_come_back_as_they_were_written(tmp_path) -> None:
    pictures = [("001", line("vá đê").picture, "vá đê"), ("002", line("hai hộ").picture, "")]
    write_pairs(tmp_path, pictures)
    assert [(path.name, text) for path, text in dict.fromkeys(pairs_in(tmp_path))] == [("001.png", "vá đê")]
    assert (of_png((tmp_path / "001.png").read_bytes()) == pictures[0][1]).all()
    table = tmp_path / "lines.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("002.png,", "002.png,hai hộ"), encoding="utf-8")
    assert ("002.png", "hai hộ") in [(path.name, text) for path, text in pairs_in(tmp_path)]


def test_a_table_cannot_name_files_elsewhere(tmp_path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    write_pairs(tmp_path, [("secret", line("x y").picture, "x y")])
    (inside / "lines.csv").write_text("file,text\n../secret.png,x y\n", encoding="utf-8")
    assert list(pairs_in(inside)) == []


@pytest.mark.parametrize("content", [PAGE, ALTO])
def test_page_xml_and_alto_give_the_same_line(tmp_path, content: str) -> None:
    path = tmp_path / "t1.xml"
    path.write_text(content, encoding="utf-8")
    [found] = placed_in(path)
    assert (found.text, found.image, found.rect) == ("đo bờ ao", "t1.png", (20.0, 36.0, 302.0, 84.0))
    assert cut_out(np.zeros((400, 800), np.uint8), found).shape == (96, 564)  # an image at twice the size


@pytest.mark.parametrize(
    "content", ["", "<html/>", "<PcGts><Page/></PcGts>", '<!DOCTYPE a [<!ENTITY b "c">]><PcGts/>', PAGE[:300]]
)
def test_what_is_no_page_file_is_refused(tmp_path, content: str) -> None:
    path = tmp_path / "t1.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableError):
        placed_in(path)


def test_lines_from_elsewhere_are_brought_to_white_paper_and_dark_ink() -> None:
    own = line("mua vôi").picture
    grey = (120 + own.astype(np.float32) * 0.35).astype(np.uint8)
    assert np.median(lit(grey)) > 245
    assert lit(grey).min() < 60
    assert lit(own) is own


def test_pages_in_two_hands_are_told_apart_and_one_hand_is_one() -> None:
    upright = [line(text).picture for text in TEXTS]
    leaning = [line(text, lean=0.6).picture for text in TEXTS]
    strokes = strokes_of([*upright, *leaning])
    pages = [*("p1",) * 7, *("p2",) * 7, *("p3",) * 7, *("p4",) * 7]
    found = proposed(strokes, pages)
    assert found["p1"] == found["p2"] != found["p3"] == found["p4"]
    assert set(proposed(strokes[:14], pages[:14]).values()) == {0}
    assert proposed(strokes[:3], pages[:3]) == {}


def test_unsure_lines_come_first_and_no_two_alike() -> None:
    ways = [np.array(v, np.float32) for v in ((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))]
    assert next_to_type([0.5, 0.5, 0.3, 0.1], ways, [30] * 4, 3) == [0, 2, 3]
    assert next_to_type([0.5, 0.5, 0.3, 0.1], ways, [30] * 4, 1, known=[ways[0]]) == [2]
    assert next_to_type([0.5, 0.4], ways[1:3], [2, 30], 1) == [1]  # a short line teaches little
    assert next_to_type([], [], [], 5) == []


def test_the_curve_falls_and_goes_through_what_was_measured() -> None:
    usual = [expected(0.36, [], at) for at in (0, 25, 50, 100, 200, 400)]
    assert usual == sorted(usual, reverse=True)
    assert usual[0] == 0.36
    assert expected(0.36, [(50, 0.1)], 50) == pytest.approx(0.1)
    assert expected(0.36, [(50, 0.1)], 100) < 0.1


def test_the_lines_mixed_in_are_there_and_legible() -> None:
    lines = replay_lines()
    assert len(lines) > 30
    assert all(one.text and int(one.picture.min()) < 120 for one in lines)
