"""Work handed out in the many ways that minutes have: in prose, in lists, by the members themselves."""

from __future__ import annotations

import pytest
from minutes_texts import read

TALK = """1. Thảo luận
- Đồng chí Cao Văn Nghiến: mương Cầu Đá còn 60 m chưa nạo.
- Đồng chí Đỗ Thị Mận: nhất trí cao với báo cáo.
"""
NGHIEN, MAN = "Cao Văn Nghiến", "Đỗ Thị Mận"


def told(body: str):
    """Who does what by when in minutes whose second part is ``body``."""
    tasks = read(body=TALK + body, self="", conclusion="").tasks
    return [(task.assignee, task.action, task.deadline) for task in tasks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "2. Phân công\na) Cao Văn Nghiến - phụ trách điện, hạn 15/4/2026\nb) Đỗ Thị Mận - thu quỹ, hạn 20/4/2026",
            [(NGHIEN, "phụ trách điện", "2026-04-15"), (MAN, "thu quỹ", "2026-04-20")],
        ),
        (
            "2. Các công việc cụ thể đã giao:\nThứ nhất, đồng chí Nghiến rà soát hộ nghèo, hoàn thành ngày 10/4.\n"
            "Thứ hai, đồng chí Mận viết tin bài, mỗi tuần 01 bài.",
            [(NGHIEN, "rà soát hộ nghèo", "2026-04-10"), (MAN, "viết tin bài, mỗi tuần 01 bài", None)],
        ),
        (
            "2. Yêu cầu đ/c Nghiến nộp báo cáo trước 17h ngày 12/4; đ/c Mận bàn giao sổ sách chậm nhất ngày 14/4.",
            [(NGHIEN, "nộp báo cáo", "2026-04-12"), (MAN, "bàn giao sổ sách", "2026-04-14")],
        ),
        (
            "2. Chi bộ thống nhất phân công: Tổ 1 do đ/c Nghiến phụ trách vận động 15 hộ; tổ 2 do đ/c Mận phụ trách "
            "vận động 12 hộ.",
            [(NGHIEN, "Tổ 1, phụ trách vận động 15 hộ", None), (MAN, "tổ 2, phụ trách vận động 12 hộ", None)],
        ),
        (
            "2. Đồng chí Cao Văn Nghiến xin nhận việc sửa loa, hẹn ngày 12/4 xong.",
            [(NGHIEN, "xin nhận việc sửa loa, hẹn ngày 12/4 xong", "2026-04-12")],
        ),
        (
            "2. Đồng chí Tạ Quang Lựu kết luận, giao cho đồng chí Nghiến làm tổ trưởng tổ kiểm tra, đồng chí Mận làm tổ "
            "phó.",
            [(NGHIEN, "làm tổ trưởng tổ kiểm tra", None), (MAN, "làm tổ phó", None)],
        ),
    ],
)
def test_work_is_handed_out(body, expected):
    assert told(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "2. Đồng chí Nghiến nhận lời mời của xã.",
        "2. Đồng chí Mận đề nghị xã sớm trả lời về điện.",
        "2. Nghiến lo ông Vượng không cho mượn đất.",
        "2. Đồng chí Nghiến nhận khuyết điểm về việc để trâu vào ruộng.",
    ],
)
def test_nobody_is_given_anything(body):
    assert told(body) == []


def test_pupils_named_in_a_task_do_not_do_it():
    made = read(
        conclusion="IV. Phân công\n- Đ/c Cao Văn Nghiến: cùng giáo viên chủ nhiệm đến nhà em Quân, em Thủy trước 10/5."
    )
    (task,) = made.tasks
    assert (task.assignee, task.deadline) == ("Cao Văn Nghiến", "2026-05-10")
    assert task.action.endswith("đến nhà em Quân, em Thủy")
