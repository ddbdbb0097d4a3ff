"""Small texts of our own and the way from a text to its records. Persons, cells and places are invented."""

from __future__ import annotations

import json
import textwrap
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bienban.plaintext import pages_from_text
from nlp import load_lexicon, split, understand
from schemas import COLUMN_GAP, Page, Record, Unit

ROOT = Path(__file__).parents[2]
WIDTH = 92  # characters of a printed row

HEADER = """ĐẢNG BỘ XÃ KHE LẦM    ĐẢNG CỘNG SẢN VIỆT NAM
CHI BỘ THÔN BÃI DÂU
*
Số 07-BB/CB"""
TITLE = """BIÊN BẢN SINH HOẠT CHI BỘ THƯỜNG KỲ
Tháng 4 năm 2026"""
OPENING = (
    "Hôm nay, vào hồi 19 giờ 30 phút, ngày 05 tháng 4 năm 2026, tại Nhà văn hóa thôn Bãi Dâu, "
    "Chi bộ thôn Bãi Dâu tổ chức sinh hoạt thường kỳ."
)
ATTENDANCE = (
    "- Tổng số đảng viên của chi bộ: 20 đồng chí (chính thức 18, dự bị 02). Có mặt: 19 đồng chí. "
    "Vắng mặt: 01 đồng chí có lý do: đồng chí Đinh Thị Vải (nằm viện)."
)
OFFICERS = """- Chủ trì: đồng chí Tạ Quang Lựu, Bí thư Chi bộ.
- Thư ký: đồng chí Mai Thị Sim, Chi ủy viên."""
BODY = """1. Đánh giá kết quả thực hiện nghị quyết tháng 3: hoàn thành 5/6 nhiệm vụ.
- Đã làm được: trồng 400 cây keo ven đường; thu gom rác tuyến chợ.
- Chưa làm được: chưa sửa xong 60 m mương Cầu Đá.
- Nguyên nhân khách quan: mưa kéo dài 10 ngày.
2. Thảo luận
- Đồng chí Cao Văn Nghiến: mương Cầu Đá còn 60 m, đề nghị mỗi tổ góp 5 công vào sáng Chủ nhật.
- Đồng chí Đỗ Thị Mận: nhất trí cao với báo cáo của chi ủy."""
SELF = """3. Tự phê bình và phê bình
- Đồng chí Cao Văn Nghiến tự phê bình: tháng 3 tôi được giao đôn đốc sửa mương mà chưa làm vì bận việc nhà, tôi nhận khuyết điểm, sẽ làm xong trước ngày 20/4/2026."""
CONCLUSION = """III. KẾT LUẬN, PHÂN CÔNG
- Đồng chí Cao Văn Nghiến huy động 4 tổ sửa 60 m mương Cầu Đá, xong trước ngày 20/4/2026.
- Đồng chí Đỗ Thị Mận lập danh sách hộ vay vốn, hoàn thành trước ngày 15/4/2026.
Biểu quyết: 17/17 đảng viên chính thức có mặt tán thành nghị quyết tháng 4."""
CLOSING = "Biên bản được đọc lại trước toàn thể chi bộ và kết thúc vào lúc 21 giờ 05 phút cùng ngày."
SIGNATURES = """THƯ KÝ    CHỦ TRÌ
Mai Thị Sim    Tạ Quang Lựu"""

PARTS = {
    "header": HEADER,
    "title": TITLE,
    "opening": OPENING,
    "first": "I. THÀNH PHẦN",
    "attendance": ATTENDANCE,
    "officers": OFFICERS,
    "second": "II. NỘI DUNG",
    "body": BODY,
    "self": SELF,
    "conclusion": CONCLUSION,
    "closing": CLOSING,
    "signatures": SIGNATURES,
}


def wrap(text: str, width: int = WIDTH) -> str:
    """Printed rows of at most ``width`` characters; rows of several columns stay as they are."""
    rows: list[str] = []
    for row in text.split("\n"):
        whole = COLUMN_GAP in row or row.startswith("\f") or len(row) <= width
        rows.extend([row] if whole else textwrap.wrap(row, width, break_long_words=False, break_on_hyphens=False))
    return "\n".join(rows)


def minutes(**parts: str) -> str:
    """Minutes of a regular meeting; a part is exchanged by its name, and left out where it is empty."""
    unknown = set(parts) - set(PARTS)
    assert not unknown, unknown
    return wrap("\n".join(text for text in {**PARTS, **parts}.values() if text))


@cache
def _units(text: str) -> tuple[Unit, ...]:
    return tuple(split(pages_from_text(text), "so.txt", sha256(text.encode()).hexdigest()))


def units(text: str) -> list[Unit]:
    """The units of a text; a form feed parts its pages."""
    return list(_units(text))


@cache
def _records(text: str) -> tuple[Record, ...]:
    return tuple(understand(unit, load_lexicon()) for unit in _units(text))


def records(text: str) -> list[Record]:
    """The records of a text, one per unit; not to be changed."""
    return list(_records(text))


def record(text: str) -> Record:
    """The record of a text that is one unit."""
    found = records(text)
    assert len(found) == 1, [item.title for item in found]
    return found[0]


def read(**parts: str) -> Record:
    """The record of minutes with some parts exchanged."""
    return record(minutes(**parts))


def codes(item: Record) -> set[str]:
    """The codes of the findings of a record."""
    return {finding.code for finding in item.findings}


def as_dict(item: Record) -> dict[str, Any]:
    """The record as it is printed."""
    return item.model_dump(mode="json", by_alias=True)


def resolve(data: Any, pointer: str) -> Any:
    """The value at a JSON pointer (RFC 6901); raises ``KeyError``, ``IndexError`` or ``ValueError`` where there is none."""
    value = data
    for key in pointer.split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@cache
def stored() -> dict[str, str]:
    """The texts of the sample archive and of the seen half of the corpus, by name."""
    files = [*(ROOT / "samples" / "gold").glob("*.txt"), *(ROOT / "tests" / "corpus" / "seen").glob("*.txt")]
    return {path.stem: path.read_text("utf-8").replace("\f\n", "\f") for path in sorted(files)}


@cache
def stored_pages(name: str) -> tuple[Page, ...]:
    """The pages of a stored text."""
    return tuple(pages_from_text(stored()[name]))


@cache
def stored_records(name: str) -> tuple[Record, ...]:
    """What is understood of a stored text; not to be changed."""
    found = split(stored_pages(name), f"{name}.txt", sha256(name.encode()).hexdigest())
    return tuple(understand(unit, load_lexicon()) for unit in found)


@cache
def gold(name: str) -> tuple[dict[str, Any], ...]:
    """The gold records of a stored text."""
    for folder in (ROOT / "samples" / "gold", ROOT / "tests" / "corpus" / "seen"):
        path = folder / f"{name}.gold.json"
        if path.exists():
            return tuple(json.loads(path.read_text("utf-8")))
    raise FileNotFoundError(name)
