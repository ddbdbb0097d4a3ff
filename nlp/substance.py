"""Does a sentence say something that would not fit any meeting of any cell?

Formulaic phrases are cut away first; what is left must hold a figure, a date, a name, a cause, a proposal with an
object or a disagreement (domain notes, section 7). The reasons are returned with the verdict.
"""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.places import find_places
from schemas.wording import residual, without_citations

__all__ = ["is_specific", "is_substantive", "reasons"]

_FORMULAIC = re.compile(
    r"(?:hoan\s*toan\s*|co\s*ban\s*|deu\s*|xin\s*|rat\s*|cung\s*)*(?:nhat\s*tri|"
    r"thong\s*nhat|dong\s*[yt](?:inh)?|tan\s*thanh)(?:\s*(?:cao|hoan\s*toan|tuyet\s*doi|"
    r"100\s*%))?(?:\s*(?:voi|theo|nhu))?(?:\s*(?:cac|noi\s*dung|du\s*thao|ban|"
    r"bao\s*cao|y\s*kien|nghi\s*quyet|"
    r"phuong\s*huong|nhiem\s*vu|ket\s*luan|chuong\s*trinh|cua|dong\s*chi|chi\s*(?:uy|"
    r"bo)|bi\s*thu|chu\s*tri|cong\s*tac|danh\s*gia|ket\s*qua|tren|da\s*neu|neu\s*tren|"
    r"tu\s*kiem\s*diem|d/c|va|thang|quy|nam|\d{1,2}(?:/\d{2,4})?)\b)*"
    r"|khong\s*(?:co|con)?\s*(?:y\s*kien|bo\s*sung|thac\s*mac)(?:\s*(?:gi|nao|khac|them|gi\s*them|bo\s*sung))*"
    r"|tiep\s*tuc\s*(?:phat\s*huy|thuc\s*hien\s*tot|duy\s*tri|tang\s*cuong|tuyen\s*truyen|"
    r"day\s*manh|giu\s*vung)(?:\s*(?:nhung|cac|ket\s*qua|thanh\s*tich|da\s*dat\s*duoc|"
    r"uu\s*diem|hon\s*nua|trong\s*thoi\s*gian\s*toi|nhiem\s*vu|cong\s*tac))*"
    r"|hoan\s*thanh\s*(?:tot|xuat\s*sac)?\s*(?:cac)?\s*nhiem\s*vu(?:\s*duoc\s*giao)?|"
    r"(?:can\s*)?(?:tang\s*cuong|day\s*manh|nang\s*cao|quan\s*tam)\s*(?:hon\s*nua)?(?:\s*(?:cong\s*tac|"
    r"chat\s*luong|vai\s*tro|trach\s*nhiem|tinh\s*than|y\s*thuc))+(?:\s*(?:lanh\s*dao|"
    r"chi\s*dao|tuyen\s*truyen|phat\s*trien\s*dang(?:\s*vien(?:\s*moi)?)?|giao\s*duc|"
    r"chinh\s*tri|tu\s*tuong|sinh\s*hoat|chi\s*bo|dang\s*vien|doan\s*ket))*"
    r"|mot\s*so\s*han\s*che(?:\s*nhat\s*dinh)?|(?:dong\s*chi\s*)?(?:la\s*nguoi\s*)?co\s*(?:nang\s*luc|"
    r"trach\s*nhiem|tinh\s*than)(?:,?\s*(?:nhiet\s*tinh|trach\s*nhiem|guong\s*mau|"
    r"uy\s*tin|tam\s*huyet))*|guong\s*mau|chap\s*hanh\s*tot|doan\s*ket\s*noi\s*bo|"
    r"dung\s*quy\s*dinh|theo\s*quy\s*dinh"
    r"|phat\s*huy\s*(?:tinh\s*than|vai\s*tro|trach\s*nhiem)|bao\s*cao\s*(?:da\s*)?(?:day\s*du|"
    r"ngan\s*gon|sat|dung)|cac\s*(?:d/c|dong\s*chi)(?:\s*dang\s*vien)?|dang\s*vien|"
    r"chi\s*bo|hoi\s*nghi|de\s*nghi"
)
_FIGURE = re.compile(r"\d")
_DISAGREE = re.compile(
    r"\b(?:khong\s*(?:dong\s*y|nhat\s*tri|dong\s*tinh|tan\s*thanh|nen)|phan\s*bien|"
    r"phan\s*doi|chua\s*(?:dong\s*y|nhat\s*tri)|nhung\s+(?:ma|can|chua|khong|"
    r"phai|van)|bao\s*luu)\b"
)
_CAUSE = re.compile(r"(?<!\w)(?:vì|do|bởi|nguyên\s*nhân|dẫn\s*đến|khiến|làm\s*cho)(?!\w)", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"\b(?:de\s*nghi|de\s*xuat|kien\s*nghi|nen|phai|can|xin\s*(?:nhan|lam|bo\s*sung|"
    r"dang\s*ky)|nhan\s+(?:lam|viec|giup|huong\s*dan|van\s*dong|lap|phu\s*trach)|"
    r"dong\s*gop|bo\s*sung)\b"
)
_REQUEST = re.compile(
    r"\b(?:xa|phuong|dang\s*uy|cap\s*tren|ubnd|huyen|tinh)\b.{0,20}\b(?:som|tra\s*loi|"
    r"ho\s*tro|xem\s*xet|giai\s*quyet|giup)\b"
)
_PROPER = re.compile(
    r"(?<=[a-zà-ỹ,;:] )(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹ]+)+|(?:ông|"
    r"bà|anh|chị|hộ|nhà)\s+(?:ông\s+|bà\s+)?[A-ZĐÀ-Ỹ][a-zà-ỹ]+)"
)
_COMMON_PROPER = re.compile(
    r"Đảng|Nhà nước|Chi bộ|Chi ủy|Đảng ủy|Nghị quyết|Bí thư|Hồ Chí Minh|Trung ương|Chỉ thị|Phụ nữ|Đảng viên"
)
_CAPITAL = re.compile(r"(?<=[\wà-ỹ,;:] )[A-ZĐÀ-Ỹ][a-zà-ỹ]+")
_HEDGE = re.compile(
    r"\b(?:doi\s*(?:luc|khi)|co\s*(?:luc|thoi\s*diem|khi)|chua\s*(?:that|thuc)\s*su|"
    r"con\s*han\s*che|nhat\s*dinh|chua\s*cao|chua\s*sau|mot\s*so\s*mat|chung\s*chung|"
    r"chua\s*manh\s*dan|con\s*ne\s*nang)\b"
)
_REMEDY = re.compile(
    r"\b(?:xin|se|hua|cam\s*ket)\s+(?:sua|lam|bu|nop|hoan\s*thanh|khac\s*phuc\s+(?:xong|"
    r"trong|truoc)|thuc\s*hien\s+xong|tra|don|dung|cham\s*dut|bo\s*sung)|\blam\s*ngay\b|"
    r"\bda\s*(?:sua|dung|khac\s*phuc|xin\s*loi|nop)\b"
)
_EVENT = re.compile(
    r"\b(?:de\s*(?:quen|mat|hong|xay\s*ra)|quen\b|bo\s*(?:hop|truc|sinh\s*hoat)|"
    r"ngat\s*loi|di\s*muon|di\s*tre|vang\s*(?:hop|sinh\s*hoat|mat|khong|kld|\d)|"
    r"cham\s*(?:nop|tien\s*do)|nop\s*(?:\w+\s*){0,4}cham|lam\s*(?:hong|mat|sai)|"
    r"noi\s*nong|uong\s*ruou|khong\s*(?:bao\s*cao|lap|ghi\s*so|den|tham\s*gia|"
    r"nhac|noi|kiem\s*tra)|chua\s*(?:lam|nop|hoan\s*thanh|thu|van\s*dong\s*duoc|"
    r"phan\s*loai|ban\s*giao|bao\s*cao)|giao\s*mieng|duoc\s*(?:giao|phan\s*cong))\b"
)
MIN_LEFT = 5
# Syllables that no phrase of the genre covers: how many are few, their least share, beside a reason, in an assent.
FEW_LEFT = 2
LEFT_SHARE = 0.3
ARGUED_SHARE = 0.2
LONG_ASSENT = 4
_ASSENT = re.compile(
    r"(?<!khong )(?<!chua )\b(?:nhat\s*tri|dong\s*[yt](?:inh)?|tan\s*thanh|thong\s*nhat|khong\s*(?:co\s*y\s*kien|"
    r"lap\s*lai|noi\s*gi))\b"
)


def reasons(text: str) -> list[str]:
    """Which signs of substance a contribution carries, as short keys; empty for formulaic text."""
    folded = fold(text)
    rest = _FORMULAIC.sub(" ", folded)
    words = re.findall(r"\w+", rest)
    found = []
    if _FIGURE.search(rest):
        found.append("figure")
    if _DISAGREE.search(folded):
        found.append("disagreement")
    if "?" in text:
        found.append("question")
    if _REQUEST.search(folded):
        found.append("request")
    if any(not _COMMON_PROPER.search(m.group()) for m in _PROPER.finditer(text)):
        found.append("name")
    if _CAUSE.search(text) and len(words) >= MIN_LEFT:
        found.append("cause")
    if _PROPOSAL.search(folded) and len(words) >= MIN_LEFT - 1:
        found.append("proposal")
    if not found and len(words) >= MIN_LEFT:
        found.append("content")
    if not found and _CAPITAL.search(_COMMON_PROPER.sub(" ", text)) and find_places(text):
        found.append("place")  # the slow model, for the few sentences in which no rule saw anything
    return found


def is_substantive(text: str) -> bool:
    """A contribution that says something of its own: signs of substance, and matter that is not of the genre."""
    found = reasons(text)
    return bool(found) and (found == ["place"] or _adds(text, found))


def _adds(text: str, found: list[str]) -> bool:
    """Is anything left without citations, ratios of consent, clauses of assent and phrases that fit any meeting?

    Beside a figure, a question or a name one word is enough; beside a disagreement two.
    """
    plain = without_citations(fold(text))
    clauses = re.split(r"[,.;:]", plain)
    kept = [c for c in clauses if not _ASSENT.search(c) or _FIGURE.search(c) or len(_left(c)) >= LONG_ASSENT]
    left = [word for clause in kept for word in _left(clause)]
    words = sum(len(clause.split()) for clause in clauses)
    if any(_FIGURE.search(clause) for clause in kept) or "?" in text or "name" in found:
        return bool(left)
    if "disagreement" in found:
        return len(left) >= FEW_LEFT
    argued = "proposal" in found or "cause" in found
    return len(left) > FEW_LEFT and len(left) >= (ARGUED_SHARE if argued else LEFT_SHARE) * words


def _left(folded: str) -> list[str]:
    return [word for _, word in residual(re.findall(r"[0-9a-z]+", folded)) if not word[0].isdigit()]


def is_specific(text: str) -> bool:
    """Self-criticism or criticism with at least one of: event, date, number, named piece of work, stated remedy."""
    folded = fold(text)
    rest = _FORMULAIC.sub(" ", folded)
    if _FIGURE.search(rest) or _REMEDY.search(folded) or _EVENT.search(folded):
        return True
    if _HEDGE.search(folded):
        return False
    return len(re.findall(r"\w+", rest)) >= 8 and not re.fullmatch(r"\W*", rest)
