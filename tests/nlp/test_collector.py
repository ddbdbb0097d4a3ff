"""The collector of circular garbage rests while a unit is understood, and is left as it was found."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from nlp.collector import collector_at_rest


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_rests_and_works_again() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="spoilt"), collector_at_rest():
        raise ValueError("spoilt")
    assert gc.isenabled()


def test_stays_off_where_it_was_off() -> None:
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()
