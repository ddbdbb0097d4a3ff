"""The wordings by which minutes give somebody something to do: patterns over folded text (domain notes, section 9)."""

from __future__ import annotations

import re

from nlp.people.birth_order import BIRTH_ORDER_NAME

__all__ = [
    "ASSIGN",
    "BARE_DUTY",
    "BRACKETS",
    "BY",
    "DASH",
    "GIVEN",
    "GIVEN_BY_CELL",
    "GIVEN_TO",
    "GROUP",
    "HEAD_COLON",
    "LEADS_ONLY",
    "NOT_A_TASK",
    "ONLY_DUE",
    "OPINION_BEHIND",
    "ORDINAL",
    "PASSIVE",
    "ROLE_ONLY",
    "RUNS",
    "SAID",
    "SHARED",
    "SIGNS",
    "SOME_VERB",
    "VERB",
    "WITH",
]

ASSIGN = re.compile(
    r"\b(?:giao|phan\s*cong|cu|yeu\s*cau|de\s*nghi|chi\s*dinh|uy\s*quyen|cat\s*cu|"
    r"boc)(?:\s*(?:nhiem\s*vu\s*)?(?:cho|den))?\s*:?\s*$"
    r"|\b(?:nhat\s*tri|thong\s*nhat|dong\s*y|quyet\s*dinh)\s*(?:de|cu)\s*$"
)
PASSIVE = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:duoc\s*(?:chi\s*bo\s*|hoi\s*nghi\s*)?(?:giao|phan\s*cong|"
    r"cu)(?:\s*(?:nhiem\s*vu|trach\s*nhiem|viec|lam\s*viec))?|"
    r"co\s*(?:nhiem\s*vu|trach\s*nhiem)|(?:xin\s*)?nhan\s*(?:nhiem\s*vu|viec|phan|lo\b|lam\b|giup|"
    r"trach\s*nhiem\s*(?:lo|lam))|xin\s*nhan\s*(?!loi|khuyet|thieu|trach|sai|hinh|ky))\s*"
)
SIGNS = re.compile(
    r"\W*(?:t\s?/?\s?m\b|k/?t\b|ct\b|tk\b|bt\b|chu\s*t|thu\s*ky|nguoi\s*(?:ghi|gioi)|bi\s*thu|pho\s*bi|ghi\b|ky\b|"
    r"xac\s*nhan|ban\s*kiem)"
)
BY = re.compile(r"\bdo\s*$")
RUNS = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:phu\s*trach|chu\s*tri|dam\s*(?:nhan|nhiem)|thuc\s*hien|lam\b|lo\b|chi\s*dao|"
    r"to\s*truong|chiu\s*trach\s*nhiem|huong\s*dan)"
)
ORDINAL = re.compile(
    r"\W*(?:thu\s*(?:nhat|hai|ba|tu|nam|sau|bay)|viec\s*(?:thu\s*)?(?:nhat|dau(?:\s*tien)?|mot|hai|ba|tu|bon|nam)|"
    r"(?:mot|hai|ba|bon|nam|sau|bay)\s*la|cuoi\s*cung|\((?:[ivx]{1,4}|\d|[a-e])\))\s*[,:.]?\s*(?=[a-zđ])"
)
_CELL = (
    r"(?:chi\s*bo|dai\s*hoi|hoi\s*nghi|chi\s*uy|ban\s*chi\s*uy|(?:(?:dong\s*chi|d/c)\s*)?(?:chu\s*(?:tri|toa)|"
    r"(?:pho\s*)?bi\s*thu|"
    r"truong\s*(?:thon|ban|xom|ap|buon)|(?:pho\s*)?hieu\s*truong))"
)
SAID = re.compile(
    rf"\W*(?:[^.;:,]{{0,30}},\s*|cuoi\s*cung\s*)?(?:(?:{_CELL}|va)\s*)?(?:giao|"
    r"phan\s*cong|cu|yeu\s*cau)(?:\s+|\s*:\s*)(?:nhiem\s*vu\s*)?(?:cho\s*)?(?=d/c|dong\s*chi|chi\s*uy|"
    r"[a-z])"
)
GIVEN_BY_CELL = re.compile(
    rf"(?:^|[.;,]\s+){_CELL}\s*(?:(?:da|thong\s*nhat|nhat\s*tri|quyet\s*dinh|dong\s*y)\s*)*"
    r"(?:giao|phan\s*cong|cu|yeu\s*cau|de)(?:\s*(?:nhu\s*sau|cu\s*the))?\s*:?\s+(?=[a-z])"
)
LEADS_ONLY = re.compile(
    rf"(?:[^,;:]*\b(?:ket\s*luan|chot|nhat\s*tri|thong\s*nhat|quyet\s*(?:dinh|"
    rf"nghi))\b[^,;:]*[,:]\s*)?(?:(?:.*[,.;:]\s*)?(?:(?:cuoi\s*cung|sau\s*do)\s*,?\s*)?{_CELL}\s*|va\s*|cu\s*the\s*)?"
    r"(?:(?:thong\s*nhat|nhat\s*tri|quyet\s*dinh|dong\s*y)\s*)*(?:giao|phan\s*cong|cu|yeu\s*cau|"
    r"de\s*nghi)(?:\s*(?:nhiem\s*vu|cho|cac|cu\s*the))*\W*"
)
HEAD_COLON = re.compile(r"\s*(?:\([^()]{0,60}\)|[,–-]\s*[^:;.]{2,45})?\s*:\s*(?=\S)")
BARE_DUTY = re.compile(
    r"\W*(?:phu\s*trach|chu\s*tri|lo|thuc\s*hien|dam\s*nhiem|dam\s*nhan|lam|to\s*chuc\s*thuc\s*hien|"
    r"chiu\s*trach\s*nhiem(?:\s*chinh)?|chi\s*dao)\W*"
)
ONLY_DUE = re.compile(
    r"\W*(?:(?:viec|cong\s*viec|nhiem\s*vu)\s*(?:nay|tren)\s*(?:phai\s*|can\s*)*(?=xong|hoan\s*thanh|lam\s*xong)|thoi\s*(?:han|gian)|han\b|xong\b|hoan\s*thanh\b|truoc\b|cham\s*nhat|muon\s*nhat|bao\s*cao\b)"
)
SHARED = re.compile(
    r"\b(?:tat\s*ca|(?:cac|nhung|ca\s*\d{1,2})\s*(?:viec|noi\s*dung|nhiem\s*vu|phan\s*viec|"
    r"cong\s*viec)(?:\s*(?:tren|neu\s*tren|"
    r"nay|duoc\s*giao|noi\s*tren|phai))?)\b(?=[^.;]{0,70}\b(?:xong|hoan\s*thanh|truoc|bao\s*cao|han|thoi\s*han)\b)"
)
NICKNAMED = re.compile(rf"(?:^|[.;,:]\s*)(?P<name>{BIRTH_ORDER_NAME})(?=\s+[a-zà-ỹđ])")  # "Hai Đực coi trạm bơm"
GIVEN = re.compile(r"(?:^|[.;,:]\s*|\bgiao\s+(?:cho\s+)?)(?P<name>[A-ZĐÀ-Ỹ][^\W\d_]{1,8})(?=\s+[a-zà-ỹđ]|\s*[-–]\s)")
GIVEN_TO = re.compile(
    r"\bgiao\s*(?:nhiem\s*vu\s*)?(?:cho\s*)?(?P<who>(?:ban\s*)?chi\s*uy(?:\s*khoa\s*(?:moi|[ivx]+))?|"
    r"cac\s*to\s*dang|chi\s*doan|cong\s*doan|cac\s*(?:chi\s*hoi|doan\s*the))\s*:?\s*(?:\((?:i|1|a)\)\s*)?"
)
WITH = re.compile(
    r"\b(?:cung|phoi\s*hop|voi|cua|ho\s*so|gap|thay|nhac\s*nho|phe\s*binh|tham|"
    r"ho|theo|y\s*kien|quan\s*chung|nhu|bieu\s*duong|ong|ba|gop\s*y|nhac|cho|"
    r"den|moi)(?:\s*voi)?\s*$"
)
# Members in the plural, the whole cell, and offices named without their holder; bodies are found by task_bodies.
GROUP = re.compile(
    r"(?:giao\s*(?:cho\s*)?|phan\s*cong\s*|de\s*nghi\s*|yeu\s*cau\s*)?(?P<who>(?:cac|"
    r"tat\s*ca\s*cac|toan\s*the|moi|tung|\d{1,2})\s*(?:dang\s*vien|dong\s*chi(?:\s*(?:dang\s*vien|"
    r"chi\s*uy\s*vien|chi\s*uy|to\s*truong))?|d/?c(?:\s*(?:dang\s*vien|chi\s*uy\s*vien))?)|"
    r"(?:dang\s*vien\s*phu\s*trach|chi\s*uy\s*vien|cac\s*(?:doan\s*the|chi\s*hoi|to(?:\s*(?:dang|truong))?)|"
    r"(?:ca|toan(?:\s*the)?)\s*chi\s*bo|to\s*truong(?:\s*\w+)?|(?:thon|ban|buon|ap|xom|khu)\s*doi|"
    r"ke\s*toan|thu\s*quy|(?:pho\s*)?bi\s*thu(?:\s*chi\s*bo)?|(?:pho\s*)?hieu\s*truong|pht|bt|pbt|"
    r"truong\s*(?:thon|ban|xom|ap|khu\s*pho)))\b(?!\s*(?:da|va\s*cac|thong\s*nhat|"
    r"ket\s*luan|nhat\s*tri|quyet|nhac\s*nho|bo\s*sung|de\s*nghi\s*(?:xa|dang)))"
)
DASH = re.compile(r"\s*[-–]\s+[a-z]")
VERB = re.compile(
    r"\W*(?:\([^()]{0,60}\)\W*|,\s*[^,;.]{2,30},\s*|[-–]\s*[^,;.]{2,30},?\s*)?(?:se\s*|"
    r"tiep\s*tuc\s*|truc\s*tiep\s*|chiu\s*trach\s*nhiem\s*|co\s*trach\s*nhiem\s*|"
    r"cung\b|phoi\s*hop\b|phai\s*)?(?P<v>chu\s*tri|phu\s*trach|lam\b|lap\b|soan|"
    r"viet|du\s*thao|chuan\s*bi|xay\s*dung|tham\s*muu|van\s*dong|tuyen\s*truyen|"
    r"theo\s*doi|nhac|kiem\s*tra|giam\s*sat|tong\s*hop|bao\s*cao|thu\b|nop|mua|"
    r"sua|do\b|ky\b|nhan\b|lien\s*he|to\s*chuc|trien\s*khai|ra\s*soat|hoan\s*(?:thanh|"
    r"thien)|gap|tham\b|xu\s*ly|dam\s*bao|huong\s*dan|giup|dang\b|ban\s*hanh|"
    r"thong\s*bao|don|lam\s*viec|cap\s*nhat|huy\s*dong|chi\s*(?:huy|dao)|dua|"
    r"tuan\s*tra|truc\b|ho\s*tro|thuc\s*hien|tien\s*hanh|ve\b|len\b|nghien\s*cuu|"
    r"don\s*doc|di\b|dan\b|khac\s*phuc|moi\b|gui|ghi|trong|phat|kham|cung\s*cap|"
    r"bo\s*tri|hop\b|ket\s*noi|quan\s*ly|bao\s*ve|hoc\b|tap\s*huan|nuoi|tiem|"
    r"cham\s*soc|cong\s*khai|niem\s*yet|lap\s*dat|lap\b|trinh|xac\s*minh|giai\s*quyet|"
    r"tim|thong\s*ke|danh\s*gia|day\s*manh|nang\s*cao|giu|giao|sap\s*xep|thao\s*luan|"
    r"kien\s*nghi|cu\b|tham\s*gia|phoi\s*hop|guong\s*mau|tiep\s*tuc|thuong\s*xuyen|"
    r"tang\s*cuong|phat\s*huy|hoan\s*tat|ban\s*giao|chup|nghiem\s*thu|lay\b|mo\b|"
    r"dang\s*ky|bo\s*sung|thay|quet|don\s*dep|cat|trinh\s*bay|doc|lam|dung\s*ra|lo\s+(?!ngai|rang|la\b|ong|ba\b|"
    r"dong\s*chi|d/c|anh|chi\b|dan\b|moi\s*nguoi|khong|se\b|vi\b)|giai\s*ngan|nao\s*vet|trong|che|dung|gom|"
    r"quyen\s*gop)\b"
)
_OPINION = (
    r"(?:nhat\s*tri|dong\s*y|de\s*nghi|ket\s*luan|phat\s*bieu|neu|va|la|co\s|da\s|khong|chua|thong\s*nhat|"
    r"bieu\s*quyet|tan\s*thanh|tiep\s*thu|thay\s*mat|nhan\s*(?:khuyet|loi|trach)|tu\s*phe|cho\s*rang|xin\s*rut|"
    r"gop\s*y|phe\s*binh|vang|hoac|cung\s*voi|trong\s*do)\b"
)
SOME_VERB = re.compile(rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?!{_OPINION})[a-z]{{2,}}\s+\S")
# Behind "Đ/c A:" these make it what A says, not what A has to do; so do a ballot and a rating.
OPINION_BEHIND = re.compile(
    rf"\W*(?:(?:de\s*nghi|{_OPINION}|toi\b|ban\s*than|hoi\b|xin\b|can\b|phai\b|hoan\s*thanh\s*(?:tot|"
    rf"xuat\s*sac)?\s*nhiem\s*vu|"
    r"\d{1,3}\s*(?:/|phieu|%))|[^:;.]{0,60}\?)|[^:]{0,80}\b(?:ket\s*luan|chot|bao\s*cao|trinh\s*bay)\b[^:]{0,60}:\s*$"
)
BRACKETS = re.compile(r"\((?P<in>[^()]*)\)")
ROLE_ONLY = re.compile(
    r"(?:d/?c|dong\s*chi)\s*(?P<role>(?:pho\s*)?(?:hieu\s*(?:truong|pho)|bi\s*thu(?:\s*chi\s*bo)?)|"
    r"truong\s*(?:thon|ban|xom|ap|khu\s*pho)|chi\s*uy\s*vien|to\s*truong|ke\s*toan)\b"
)
NOT_A_TASK = re.compile(
    r"\b(?:bieu\s*quyet|tan\s*thanh|(?:hop|hoi\s*nghi|sinh\s*hoat)\s*ket\s*thuc|ket\s*thuc\s*(?:luc|vao|hoi|cung)|"
    r"dang\s*vien\s*(?:du\b|tham\s*du|co\s*mat)|hop\s*thuong\s*(?:le|ky)|bien\s*ban|xep\s*loai|tu\s*cham|"
    r"chiu\s*trach\s*nhiem\s*thi\s*hanh|doc\s*lai|tong\s*hop\s*(?:cac\s*)?y\s*kien|nhat\s*tri|dong\s*y,|khong\s*dong\s*y)\b"
)
