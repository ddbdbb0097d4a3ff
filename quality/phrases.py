"""Wording of the genre, folded (lower case, no marks): what fits any meeting of any cell, and what argues.

Sources: the list of formulaic phrases of regulations and published sheets (CT 50-CT/TW names the failings), general
knowledge of the genre. No phrase names a person, place or matter, so none can be what a meeting was about.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = [
    "ASSENT",
    "CAUSE",
    "COMMON_WORDS",
    "DISAGREE",
    "DONE",
    "FAULT",
    "FIRST_PERSON",
    "FUNCTION_WORDS",
    "GENERIC_PHRASES",
    "HEDGE",
    "NOT_DONE",
    "NOT_NAMES",
    "PROPOSAL",
    "QUESTION",
    "REMEDY",
    "TIMIDITY",
    "UNSPECIFIC_ASSIGNEE",
]


def _any(words: str) -> re.Pattern[str]:
    """Pattern for any of the ``|``-separated folded wordings as whole words."""
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


ASSENT = _any(
    r"(?:hoan toan |co ban |deu |cung )?(?:nhat tri|dong y|thong nhat|tan thanh)(?: cao| hoan toan| tuyet doi)?"
    r"(?: voi)?(?: cac)?(?: noi dung| bao cao| ban| y kien| du thao| ban tu kiem diem)?"
    r"|khong co y kien(?: gi)?(?: khac| them)?|khong con y kien nao(?: khac)?|y kien nhu tren|xin het"
)
# On the marked text: folded, "do" is also "đo" and "nen" also "nền", and every second sentence would give a reason.
CAUSE = re.compile(
    r"(?<!\w)(?:vì|do|bởi|bởi vì|tại vì|nguyên nhân|lý do|cho nên|dẫn đến|làm cho|khiến|không thì|nếu không|sợ|"
    r"ngại|ảnh hưởng|"
    r"kẻo|lo|thiếu|mà không|mới được|vẫn không)(?!\w)",
    re.IGNORECASE,
)
DISAGREE = _any(
    r"khong (?:hoan toan )?(?:dong y|nhat tri|tan thanh|dong tinh|nen)|chua (?:dong y|nhat tri|tan thanh|"
    r"hop ly)|phan bien|phan doi"
    r"|ban khoan|co y kien khac|y kien khac voi|trai voi|khac y kien|nen sua|de nghi sua|de nghi bo|chua thoa dang"
    r"|chua cong bang|bao luu|can nhac lai|xem lai|khong ap dat"
)
QUESTION = re.compile(
    r"\?|(?<![a-z])(?:vi sao|tai sao|khi nao|bao gio|the nao|nhu the nao|bao nhieu|o dau|ai (?:lam|chiu|"
    r"phu trach)|cho hoi|xin hoi|"
    r"hoi ro|de nghi (?:noi|lam|tra loi|giai thich) ro)(?![a-z])"
)
PROPOSAL = _any(
    r"de nghi|kien nghi|de xuat|xin nhan|nhan lam|nhan van dong|nhan huong dan|nen|phai|can|giao|phan cong|"
    r"cu nguoi|moi|"
    r"truoc mat|bo sung|sua|doi|chuyen|mua|lap|ky|to chuc|van dong|huong dan|kiem tra|bao cao|trich|xin"
)
REMEDY = _any(
    r"xin (?:sua|bu|lam|nop|hoan thanh|khac phuc|hua|cam ket)|se (?:sua|khac phuc|bu|lam|nop|hoan thanh|"
    r"bao cao|kiem tra|doi chieu|ghi|lap|di)|"
    r"(?:da |dang )?khac phuc|sua xong|lam xong|bu lai|lam ngay|da dung|da sua|da xin loi|xin loi|cam ket|hua|"
    r"lan sau|tu tuan nay|tu thang nay|"
    r"tu nay|truoc ngay|hen|trong tuan|bien phap|rut kinh nghiem bang"
)
FAULT = _any(
    r"nhan (?:khuyet diem|thieu sot|thieu|trach nhiem|loi|sai)|khuyet diem|thieu sot|tu phe binh|tu nhan|"
    r"tu kiem diem|xin rut kinh nghiem|"
    r"rut kinh nghiem|de quen|quen|cham|tre|chua (?:lam|nop|kiem tra|den|bao cao|hoan thanh|phan loai|"
    r"thuc hien|bam sat|chu dong|guong mau|"
    r"sau sat|kip thoi|manh dan|nhac nho)|khong (?:lam|nop|bao|noi|lap|kiem tra|den|nhac|ghi)|vang|sai|bo sot|lo la|"
    r"ne nang|ngai va cham|ne tranh|thieu guong mau|nong nay|noi nong|muon"
)
FIRST_PERSON = _any(r"toi|ban than|minh|gia dinh toi|em|ca nhan toi")
HEDGE = _any(
    r"doi luc|doi khi|co luc|co khi|co thoi diem|chua that su|chua thuc su|con han che|co ban|mot so|"
    r"mot bo phan|nhat dinh|"
    r"chua cao|chua sau|chua nhieu|chua manh dan|phan nao|tuong doi|noi chung|nhin chung"
)
DONE = _any(r"da|xong|dat|du|hoan thanh|duoc|vuot|thu du|to chuc|ket nap|100%")
NOT_DONE = _any(
    r"chua|khong (?:dat|lam duoc|hoan thanh|xong|thuc hien duoc)|moi (?:dat|duoc|co|lam|thu)|con (?:lai|\d+|"
    r"mot|hai|ba|thieu|no)|"
    r"cham|tre|hut|ton tai|do dang|dang lam|dang thuc hien"
)
TIMIDITY = _any(r"ne nang|ne tranh|ngai va cham|di hoa vi quy")

UNSPECIFIC_ASSIGNEE = re.compile(
    r"^(?:cac |toan the |tat ca |moi |tung |100% )|^(?:dang vien|can bo|dong chi|moi nguoi|toan chi bo|chi bo|"
    r"cap uy|tap the|"
    r"cac dong chi|cac doan the|nguoi dan|nhan dan|ca chi bo|cac to|cac ban|cac hoi|gia dinh)$"
)

_WORDS = Path(__file__).parent / "words"


def _lines(name: str) -> list[str]:
    rows = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]


COMMON_WORDS = frozenset(_lines("common_words.txt"))
FUNCTION_WORDS = frozenset(_lines("function_words.txt"))
NOT_NAMES = frozenset(_lines("not_names.txt"))  # capitalised words that name an office, a body or a day
# Phrases of the genre that carry no matter of their own. A statement made of them and of function words says nothing.
GENERIC_PHRASES = tuple(_lines("generic_phrases.txt"))
