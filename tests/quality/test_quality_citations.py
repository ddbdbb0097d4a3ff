"""Figures that say nothing of the matter are cut away, all others stay."""

from __future__ import annotations

import pytest

from schemas.wording import without_citations


@pytest.mark.parametrize(
    ("folded", "left"),
    [
        ("quan triet nghi quyet 29-nq/tw", False),
        ("chi thi so 05 cua trung uong", False),
        ("7 nhiem vu, 9 giai phap", False),
        ("14/14 dang vien nhat tri", False),
        ("nhat tri 100%", False),
        ("lap thanh tich chao mung ngay 2/9", False),
        ("nghi quyet dai hoi khoa 13", False),
        ("nao vet 300 m muong truoc 20/5", True),
        ("3 ho chua nop", True),
        ("nghi quyet 29-nq/tw, da trong 120 cay", True),
    ],
)
def test_only_figures_of_the_matter_stay(folded: str, left: bool) -> None:
    assert any(c.isdigit() for c in without_citations(folded)) is left
