"""Hands in the archive: whose writing is where, lines from elsewhere, models that are kept and the one in use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas import Box, UsageError
from store import HandLine, HandModel, Hands, Store, TypedLines
from store.hands import LANGUAGE

A, B = "a" * 64, "b" * 64
LINE = Box(0.1, 0.2, 0.9, 0.25)


@pytest.fixture
def hands(store: Store) -> Hands:
    return Hands(store)


def course(hand: str, error: float = 0.08) -> HandModel:
    return HandModel(
        hand=hand, version=0, taken=False, sha256=None, lines=25, judged_by=3, base_error=0.4, known_error=None,
        error=error, left_out=1, seconds=61.5, recipe="1", seed=1, at=datetime.now(UTC),
    )  # fmt: skip


def test_a_hand_is_found_by_name_or_by_the_beginning_of_its_id(hands: Hands) -> None:
    one = hands.add("Sổ xanh", book="Sổ 2011", who="t")
    assert hands.get("Sổ xanh") == hands.get(one.id[:6]) == one
    for wanted in ("Sổ", "", one.id[:2]):
        with pytest.raises(UsageError, match="no hand"):
            hands.get(wanted)
    with pytest.raises(UsageError, match="already"):
        hands.add("Sổ  xanh ", who="t")


def test_lines_typed_on_its_pages_belong_to_it_and_no_others(hands: Hands, store: Store) -> None:
    one = hands.add("nét nghiêng", who="t")
    hands.assign(one.id, A, 2, 4, who="t")
    typed = TypedLines(store)
    typed.add(A, 3, LINE, "đào ao", hand="handwriting", who="t")
    typed.add(A, 5, LINE, "trang khác", hand="handwriting", who="t")
    typed.add(A, 4, LINE, "IN SẴN", hand="print", who="t")
    typed.add(A, 2, LINE, "", hand="unreadable", who="t")
    typed.add(B, 3, LINE, "sổ khác", hand="handwriting", who="t")
    typed.add(A, 3, LINE, "đào ao cá", hand="handwriting", who="t")
    assert [line.text for line in hands.typed(one.id)] == ["đào ao cá"]
    hands.bring(one.id, [HandLine(picture=b"x", text="từ nơi khác", source="1.png")], who="t")
    assert hands.count(one.id) == 2


def test_the_same_picture_again_is_no_new_line_but_its_text_counts(hands: Hands) -> None:
    one = hands.add("h", who="t")
    lines = [HandLine(picture=b"p", text="cũ", source="1"), HandLine(picture=b"q", text="hai", source="2")]
    assert hands.bring(one.id, lines, who="t") == 2
    assert hands.bring(one.id, [HandLine(picture=b"p", text="mới", source="1")], who="t") == 0
    assert [line.text for line in hands.brought(one.id)] == ["mới", "hai"]


def test_the_newest_model_that_was_taken_is_used_and_every_one_is_kept(hands: Hands) -> None:
    one = hands.add("h", who="t")
    hands.assign(one.id, A, who="t")
    assert hands.uses() == {}
    first = hands.keep(course(one.id), b"weights 1", who="t")
    second = hands.keep(course(one.id, 0.06), b"weights 2", who="t")
    worse = hands.keep(course(one.id, 0.5), None, who="t")
    assert (first.version, second.version, worse.version) == (1, 2, 3)
    assert hands.in_use(one.id) == second
    assert [hands.path(model).read_bytes() for model in (first, second)] == [b"weights 1", b"weights 2"]
    [use] = hands.uses()[A]
    assert (use.version, use.sha256, use.first, use.last) == (2, second.sha256, 1, None)
    assert use.language is None
    (hands.folder / LANGUAGE).write_bytes(b"")
    assert hands.uses()[A][0].language == hands.folder / LANGUAGE


def test_a_model_is_for_the_pages_of_its_hand_alone(hands: Hands) -> None:
    mine, other = hands.add("mine", who="t"), hands.add("other", who="t")
    hands.assign(mine.id, A, 1, 3, who="t")
    hands.assign(other.id, A, 4, None, who="t")
    hands.assign(other.id, B, who="t")
    hands.keep(course(mine.id), b"w", who="t")
    assert set(hands.uses()) == {A}
    [use] = hands.uses()[A]
    assert [use.holds(page) for page in (1, 3, 4)] == [True, True, False]
    hands.assign(other.id, A, 1, 3, who="t")  # said otherwise: what was said before no longer holds
    assert hands.uses() == {}


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 4)])
def test_pages_that_are_none_are_refused(hands: Hands, first: int, last: int | None) -> None:
    with pytest.raises(UsageError, match="first to the last"):
        hands.assign(hands.add("h", who="t").id, A, first, last, who="t")
