"""What makes a contribution substantive, and the reasons that are given."""

from __future__ import annotations

import pytest
from minutes_texts import read

from nlp.substance import is_substantive


@pytest.mark.parametrize(
    ("said", "substantive"),
    [
        ("Cần đẩy mạnh công tác tuyên truyền, vận động, nâng cao nhận thức của đảng viên và nhân dân.", False),
        ("Nghị quyết 29-NQ/TW rất quan trọng, với 7 nhiệm vụ, 9 giải pháp cần quán triệt sâu sắc.", False),
        ("nghe các đồng chí nói đúng cả, xin nhất trí 100%.", False),
        ("thi đua lập thành tích chào mừng 2/9, phát huy truyền thống đoàn kết.", False),
        ("đồng ý, nhưng yêu cầu treo bảng thu chi ở nhà kho của tổ 3.", True),
        ("cống Bà Tý nghẹt vì lục bình, ghe không vô được.", True),
        ("mời họ Trịnh ký trước, ai trông máy bơm đêm?", True),
        ("nhất trí 12/12 nhưng đường bê tông nứt 40 m trước nhà ông Quýt.", True),
    ],
)
def test_a_contribution_is_substantive_by_what_it_adds(said, substantive):
    assert is_substantive(said) is substantive


def test_a_contribution_says_why_it_counts():
    made = read(body="2. Thảo luận\n- Đồng chí Đỗ Thị Mận: cống nghẹt 12 ngày vì lục bình, đề nghị vớt. Ai trông bơm?")
    assert {"figure", "cause", "proposal", "question"} <= set(made.contributions[0].signs)
