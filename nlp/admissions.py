"""When somebody speaks of a fault of their own: predicates of admitting, and a first person with a fault.

Folded patterns find the wording; where the marks are there, they must not say something else ("nhận lời" is no "nhận
lỗi", "chùa" no "chưa", "tối" no "tôi").
"""

from __future__ import annotations

import re

from nlp.fold import fold

__all__ = ["admits", "admitting_act"]

_I = (
    r"(?:toi|tui|ban\s*than(?:\s*(?:toi|em))?|minh|ca\s*nhan(?:\s*toi)?|"
    r"(?<!\d )(?<!cac )(?<!may )(?<!nhung )(?<!so )(?<!hoc sinh )(?<!tre )em)"
)
_WORK = (
    r"(?:lam|lo|thu|don\s*doc|van\s*dong|huong\s*dan|viet|to\s*chuc|phu\s*trach|truoc\s*khi|dung|"
    r"chu\s*tri|theo\s*doi|lap|soan|mua|giup|di\b|ve\s*viec)"
)
_NOT_A_FAULT = (
    r"(?:ro|hieu|thay|co|nhat\s*tri|dong\s*y|tan\s*thanh|biet|nghe|duoc\s|nhan\s*duoc|yen\s*tam|an\s*tam|thong)\b"
)
_PREDICATE = re.compile(
    rf"\b(?:(?:thanh\s*that|nghiem\s*tuc|xin|cung|tu)\s*)?nhan\s*(?:(?:ro|thay|phan|mot\s*phan|ve\s*minh|la)\s*)*"
    rf"(?:khuyet\s*diem|nhuoc\s*diem|thieu\s*sot|loi\b|sai\b|sai\s*(?:sot|lam|pham)|han\s*che|"
    rf"trach\s*nhiem(?!\s*{_WORK}))|"
    rf"\bxin\s*(?:tu\s*phe\s*binh|tu\s*kiem\s*diem|kiem\s*diem|(?:nghiem\s*tuc\s*|duoc\s*)?rut\s*kinh\s*nghiem|"
    rf"chiu\s*(?:trach\s*nhiem|loi)|"
    rf"loi\s*(?:chi\s*bo|hoi\s*nghi|cac|truoc|ba\s*con|dong\s*chi)|nhan\s*(?:hinh\s*thuc|ky\s*luat|phe\s*binh))|"
    rf"\brut\s*kinh\s*nghiem\s*(?:ve\s*)?(?:ban\s*than|cho\s*(?:ban\s*than|minh)|sau\s*sac\s*(?:ve|voi)\s*ban\s*than)|"
    rf"\b(?:hua|cam\s*ket)\s*(?:se\s*)?(?:sua\s*(?:chua|doi|ngay|sai|loi)|khong\s*tai\s*pham|"
    rf"khong\s*de\s*(?:tai\s*dien|xay\s*ra))|"
    rf"\b(?:thua|thu)\s*nhan\b|\btu\s*(?:phe\s*binh|kiem\s*diem|nhan\s*(?:thay|la|khuyet|loi)|thay\s*(?:minh|"
    rf"ban\s*than|con|chua))|"
    rf"\b(?:loi|thieu\s*sot|khuyet\s*diem|trach\s*nhiem)\s*(?:(?:do|tai|la|o|thuoc|cua|nay|ve|chinh)\s*)+(?:toi|"
    rf"minh|em|ban\s*than)\b|"
    rf"\b(?:lien\s*he|kiem\s*diem)\s*(?:ban\s*than|ca\s*nhan)\b"
)
_PERSONAL = re.compile(
    rf"\b{_I}\b[^.;]{{0,60}}?\b(?:tu\s*phe\s*binh|(?:se\s*|can\s*|phai\s*|da\s*)?rut\s*kinh\s*nghiem|"
    rf"con\s*(?:han\s*che|ne|ngai|cham|"
    rf"thieu|yeu|luoi|nong)|co\s*(?:loi|khuyet\s*diem|thieu\s*sot|phan\s*loi))|"
    rf"\b{_I}\s+(?:(?!xin|de|co)\w+\s+){{0,3}}?chua\b(?!\s*{_NOT_A_FAULT})|"
    rf"\b{_I}\s*(?:da\s*|con\s*|cung\s*|lai\s*)?(?:(?:de|bo)\s*(?:quen|xay|mat|tre|qua)|quen\b|lo\s*la|chu\s*quan|"
    rf"lam\s*(?:sai|hong|mat|cham)|"
    rf"khong\s*(?:bao|noi|lap|nhac|kip|kiem|theo)|chua\s*(?:lam|nhac|hoan)|sai\b|vang\s*(?:hop|sinh|\d)|"
    rf"nong\s*(?:nay|tinh)|"
    rf"hay\s*(?:quen|nong|di|ve)|di\s*(?:muon|tre))|\bgia\s*dinh\s*(?:toi|em|minh)\b[^.;]{{0,40}}\bchua\b|"
    rf"\b{_I}\s*(?:xin\s*)?chiu\s*(?:hoan\s*toan\s*)?trach\s*nhiem\b"
)
_ACT = re.compile(
    r"(?:xin\s*)?(?:tu\s*(?:phe\s*binh|nhan|kiem\s*diem|nhan\s*thay|thay|soi|xet|lien\s*he)|lien\s*he\s*ban\s*than|"
    r"thua\s*nhan|kiem\s*diem\s*(?:ban\s*than|ca\s*nhan|truoc))\b"
)
_SPELLED = {
    "chua": {"chưa", "chua", "chứa", "chựa"},
    "loi": {"lỗi", "loi", "lổi", "lồi", "lôi"},
    "toi": {"tôi", "toi", "tồi", "tội"},
    "minh": {"mình", "minh", "mỉnh", "mịnh"},
    "sai": {"sai"},
    "con": {"còn", "con", "cỏn"},
}


def admits(text: str) -> bool:
    """Does ``text``, words of or about one speaker, admit a fault of the speaker's own?"""
    folded = fold(text)
    return any(_reads_so(text, match) for pattern in (_PREDICATE, _PERSONAL) for match in pattern.finditer(folded))


def admitting_act(act: str) -> bool:
    """Is the folded wording between a name and what follows one of admitting ("tu phe binh", "tu thay")?"""
    return bool(_ACT.search(act))


def _reads_so(text: str, match: re.Match[str]) -> bool:
    """Do the marks of the wording allow the reading? Words without any mark do."""
    for word in re.finditer(r"\w+", text[match.start() : match.end()]):
        allowed = _SPELLED.get(fold(word.group()))
        if allowed is not None and word.group().lower() not in allowed:
            return False
        if word.group() == "Minh" and match.start() + word.start() > 0:
            return False  # a name
    return True
