"""Places: slices of the given text, names only, quiet and safe in threads."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nlp.places import find_places

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys, threading
seen = []
LOCAL = ("::1", "127.0.0.1")
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname", "subprocess.Popen"):
        seen.append((event, args))
    if event == "socket.bind" and args[1][0] not in LOCAL:  # urllib3 asks once whether this machine knows IPv6
        seen.append((event, args))
    if event in ("os.mkdir", "os.rename", "os.remove") or (
        event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    ):
        seen.append((event, args))
sys.addaudithook(watch)
from nlp.places import find_places
assert "underthesea" not in sys.modules, "imported without need"
text = "Sửa đoạn kênh ở thôn Khe Đá, xã Tân Lập."
found, barrier = [], threading.Barrier(8)
def look():
    barrier.wait()
    for _ in range(5):
        found.append([place.text for place in find_places(text)])
threads = [threading.Thread(target=look) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
assert len(found) == 40, f"{40 - len(found)} calls failed"
assert all(one == ["thôn Khe Đá", "xã Tân Lập"] for one in found), found
assert not seen, seen
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đường từ thôn Bản Mới xã Tân Lập đến huyện Sơn Dương bị sạt.",
            ["thôn Bản Mới", "xã Tân Lập", "huyện Sơn Dương"],
        ),
        ("Đề nghị sửa cầu Bến\nNgọc ở xã   Tân   Lập", ["cầu Bến\nNgọc", "xã   Tân   Lập"]),
        ("Uỷ ban nhân dân xã Hoà Bình sửa kênh", ["xã Hoà Bình"]),  # the tokeniser writes "Hòa"
        ("  tại 'Nà Pồ' (Cao Bằng)", ["Nà Pồ", "Cao Bằng"]),  # no quotes, no brackets
        ("Còn ba hộ nghèo, khu 3 thiếu nước.", ["khu 3"]),  # the model leaves the number out
    ],
)
def test_places_are_slices_of_the_given_text(text: str, expected: list[str]) -> None:
    found = find_places(text)
    assert [place.text for place in found] == expected
    assert [text[place.start : place.end] for place in found] == expected


def test_any_unicode_form_is_sliced_as_it_came() -> None:
    composed = "Hộ nghèo ở thôn Khe Đá, thị trấn Mường Ảng."
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) > len(composed)
    expected = ["thôn Khe Đá", "thị trấn Mường Ảng"]
    assert [place.text for place in find_places(composed)] == expected
    found = find_places(decomposed)
    assert [decomposed[place.start : place.end] for place in found] == [
        unicodedata.normalize("NFD", one) for one in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "!!! 12/3",
        "các đồng chí nhất trí cao với báo cáo",
        "tại thôn ta còn nhiều việc",
        "Đ/c Lò Văn Ba phát biểu",  # "c Lò Văn Ba" is a place to the model
        "Đồng chí Giàng A Páo đề nghị",
        "Nhất trí với báo cáo của Chi ủy và Nghị quyết Đại hội",
    ],
)
def test_phrases_persons_and_papers_are_no_places(text: str) -> None:
    assert find_places(text) == []


def test_first_use_from_several_threads_works_offline_and_writes_nothing(tmp_path: Path) -> None:
    """In a fresh process, for only the first calls clash: without the warm-up some of the threads fail."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_calls_from_threads_agree_with_calls_in_turn() -> None:
    texts = [f"Sửa kênh ở thôn Khe Đá {number} và cầu Bến Ngọc, xã Tân Lập." for number in range(12)]
    in_turn = [find_places(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(find_places, texts)) == in_turn
