"""What kind of document a unit is: minutes, resolution, review or none of a cell's; and which kind of meeting.

Sources: title forms of QĐ 399-QĐ/TW (party documents) and of minutes in use; NĐ 30/2020/NĐ-CP for the state form
(motto on top), which is not a cell's document.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.titles import has_party_motto, has_state_motto, straightened
from schemas import DocumentType, MeetingType

__all__ = [
    "BOOK",
    "HEADER_ROW",
    "OPENING",
    "STATE_MOTTO",
    "TITLE",
    "classify_document",
    "classify_meeting",
    "is_other_title",
    "is_title",
]

# How the first sentence of minutes begins where no title stands above it.
OPENING = re.compile(
    r"^\W*(?:hom\s*nay\b|vao\s*(?:hoi|luc)\b.{0,40}\bngay\b|\d{1,2}\s*(?:h|g|"
    r"gio)\d{0,2}'?\s*,?\s*(?:cung\s*)?ngay\b|(?:sang|chieu|toi)\s+(?:ngay\s+)?(?:mung|mong|\d)|"
    r"ngay\s*\d{1,2}\s*[/.-]\s*(?:\d{1,2}|[ivx]+)\b(?:.{0,40}\btai\b|\s*,\s*\d|.{0,30}\bhop\b|[^.;]{0,30}$)|"
    r"thoi\s*gian(?:\s*hop)?\s*:.{0,40}\d|(?:chi\s*bo|cb)\s+hop\b.{0,40}\d)"
)

STATE_MOTTO = re.compile(r"c[o0]ng\s*h[o0]a\s*x[a4]?\s*h[o0][il1]|d[o0]c\s*lap\s*[-–—.]*\s*tu\s*do")
BOOK = re.compile(
    r"^\W*(?:(?:chi\s*bo|cb)\b.{0,60}[-–—]\s*)?so\s+(?:ghi\s+)?(?:chep\s+)?(?:bien\s*ban|nghi\s*quyet|sinh\s+hoat|hop)\b"
)

_NOT_A_TITLE = (
    r"(?!\s*(?:duoc|da|nay|ket\s+thuc|lap|gom|rieng|thong\s+qua|co|viet|ghi|dong|hop\s+le|lam|xong|va|cua|tren|"
    r"so\s+\d+\s*ngay)\b)"
)
_MINUTES = re.compile(rf"^\W*(?:trich\s+)?(?:bi[eo]n\s*ban|bb)(?=\b|sh|hop){_NOT_A_TITLE}")
_RESOLUTION = re.compile(rf"^\W*(?:trich\s+)?(?:nghi\s*quyet|nq)\b{_NOT_A_TITLE}")
_REVIEW = re.compile(
    r"^\W*(?:bao\s*cao|ban)\s+(?:tu\s+)?kiem\s*diem|^\W*bao\s*cao\s+(?:tong\s*ket\s+)?(?:tu\s+)?danh\s*gia.*xep\s*loai"
)
_OTHER = re.compile(
    r"^\W*(?:ke\s*hoach|thong\s*bao|giay\s*moi|to\s*trinh|chuong\s*trinh|quyet\s*dinh|huong\s*dan|cong\s*van|quy\s*che|"
    r"quy\s*dinh|danh\s*sach|phieu|bang\s*cham|lich|don\s*xin|don\s+de\s*nghi|ly\s*lich|bao\s*cao|giay\s*gioi\s*thieu|"
    r"chi\s*thi|dang\s*ky|ban\s*cam\s*ket|so\s*do|bai\s*thu\s*hoach|noi\s*quy|"
    r"kich\s*ban|giay\s*trieu\s*tap|thu\s*moi|noi\s*dung\s*(?:sinh\s*hoat|hop)|ban\s*tin|tai\s*lieu|de\s*cuong|"
    r"de\s*an|phuong\s*an|bai\s*phat\s*bieu|dien\s*van|loi\s*khai\s*mac|giay\s*de\s*nghi|bang\s*(?:ke|tong\s*hop)|"
    r"ban\s*(?:nhan\s*xet|tu\s*nhan\s*xet|dang\s*ky)|so\s*theo\s*doi|quyet\s*toan|dieu\s*hanh|"
    r"huong\s*uoc|hop\s*dong|giay\s*xac\s*nhan)\b"
)
TITLE = (_MINUTES, _RESOLUTION, _REVIEW, _OTHER)
_FOLLOWS_MINUTES = re.compile(
    r"^\W*(?:hop|sinh\s*hoat|sh\b|hoi\s*nghi|hoi\s*y|dai\s*hoi|cuoc\s*hop|buoi|kiem|"
    r"[cg]h[il1]\s*(?:b[o0]|uy)|cb|shcb|shcd|shtk|shdk|so|lam\s*viec|"
    r"thang|ky|ban\s*giao|vv|v/v|ve|trien\s*khai|bau|xet|ngay|trich|to\s*dang|"
    r"giao\s*ban|thao\s*luan|thuong\s*ky|dinh\s*ky|le\s*ky|bat\s*thuong|dot\s*xuat|"
    r"chuyen\s*de|t\s?\d|\()"
)
_FOLLOWS_RESOLUTION = re.compile(
    r"^\W*(?:thang|quy|nam|chi\s*bo|cb|hoi\s*nghi|lanh\s*dao|ve|so|chuyen\s*de|"
    r"thuong\s*ky|dai\s*hoi|cua\s*chi\s*bo|sinh\s*hoat|phien|ky|v/v|hop|nhiem\s*vu|"
    r"lan|t\s?\d|\()"
)
# "Nghị quyết tháng 8 đề ra 05 việc:", "NQ quý III có 6 chỉ tiêu, đạt 5": a sentence about a resolution, no title.
_SENTENCE = re.compile(
    r"^\W*(?:(?:ky\s+)?(?:thang|quy|nam|ky|phien|so|t)\.?\s*[\w./-]+(?:\s*(?:/|nam|so)\s*\w+)?\s+|(?:cua\s+)?(?:chi\s*bo|cb)\s+(?:\w+\s+){0,4}?)+"
    # Folded names of places look like verbs ("Nà Có", "Chùa", "Đá Bạc"): what follows must be a figure or another verb.
    r"(?:de\s*ra|(?:co|gom|giao|dat|con|ghi|neu|xong)(?=\s+(?:\d|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s))|"
    r"(?:da|duoc|chua)(?=\s+(?:de|giao|thuc|hoan|dat|neu|xac|xong|trien|lam|duoc)\b)|"
    r"xac\s*dinh|hoan\s*thanh|thuc\s*hien\s*(?:duoc|xong|tot|chua))\b"
)
HEADER_ROW = re.compile(
    r"^\W*(?:dang\s*cong\s*san|dang\s*(?:bo|uy|doan)\b|d\s?[./]\s?(?:bo|uy)\b|(?:db|du)\s+(?:xa|phuong|thi|khoi|co)\b|[cg]h[il]\s*(?:b[o0]|uy|"
    r"hoi)\b|cb\b|to\s*dang\b|ban\s*(?:chi\s*uy|chap\s*hanh)\b|bch\b|so\s*[:.]?\s*[\d.…_]*\s*[-–/]|"
    r"so\s*[:.]?\s*\d+|cong\s*hoa|doc\s*lap|[*x\W_o0]{1,40}$|[^,.;:]{2,40},?\s*ngay[\s.…\d]{1,8}thang|"
    r"ubnd\b|uy\s*ban|hoi\s*dong\b|truong\b|thon\b|ban\b|xom\b|khu\b|to\s*dan\s*pho\b|"
    r"doan\b|cong\s*doan\b|hoi\b|so\s+[a-z]+\b|tinh\b|xa\b|phuong\b|huyen\b|thi\s*(?:xa|tran)\b|trich\s*yeu)"
)
_CELL = re.compile(
    r"\bchi\s*(?:bo|uy)\b|\bcb\b|\bdang\s*(?:bo|vien|uy)\b|\bto\s*dang\b|\bshcb\b|"
    r"\bshcd\b|\bdv\b|\bcac\s+d/c\b|\bdang\b"
)
_COMRADES = re.compile(r"\bd\s?/\s?c\b|\bdc\b|\bdong\s*chi\b")
COMRADES = 3  # so many called comrade: a cell, unless the title says whose meeting it was
# Papers of a meeting that are not its minutes, and meetings of others, whatever the cell has to do with them.
_NEVER_MINUTES = re.compile(
    r"^\W*(?:bien\s*ban|bb)\s+(?:kiem\s*phieu|ban\s*giao|nghiem\s*thu|thanh\s*ly|xac\s*minh|vi\s*pham|hoa\s*giai|"
    r"giao\s*nhan|kiem\s*ke)\b|\b(?:cu\s*tri|tiep\s*xuc|nhan\s*dan\s*noi\s*cu\s*tru)\b"
)
_PERSONAL = re.compile(r"\bca\s*nhan\b|\bho\s*(?:va\s*)?ten\b|\bngay\s*sinh\b|\bsinh\s*ngay\b")
_SAYS = re.compile(  # "Biên bản sinh hoạt được thông qua …": a sentence about minutes
    r"^\W*(?:(?:hop|sinh\s*hoat|hoi\s*nghi|cuoc\s*hop|buoi\s*\w+|ky\s*hop|dai\s*hoi)\s+(?:[^,.;:]{0,20}\s)?)?"
    r"(?:nay\s+|tren\s+|da\s+){0,2}(?:duoc|ket\s*thuc\s+(?:luc|vao|hoi)|gom\s+\d|lap\s*(?:xong|thanh|luc))\b"
)
_OTHER_BODY = re.compile(
    r"\bhop\s+(?:thon|ban|xom|ap|khu|to\s+dan\s*pho|tdp|nhan\s*dan|dan|phu\s*huynh|"
    r"lop|hoi\s*dong|co\s*quan|cong\s*doan|chi\s*doan|chi\s*hoi|giao\s*ban|to\s+(?!dang))"
    r"|\bhoi\s*nghi\s+(?:nhan\s*dan|cong\s*nhan|vien\s*chuc|nguoi\s*lao\s*dong|cong\s*doan)"
    r"|\b(?:cong\s*doan|chi\s*doan|doan\s*thanh\s*nien|hoi\s*(?:phu\s*nu|nong\s*dan|cuu\s*chien\s*binh))\b"
    r"|\bkiem\s*phieu\b|\bban\s*giao\b|\bvi\s*pham\b|\bnghiem\s*thu\b|\bthanh\s*ly\b|"
    r"\bdai\s*hoi\s+(?:co\s*dong|doan|chi\s*doan|cong\s*doan)|\blam\s*viec\b|"
    r"\bhoa\s*giai\b"
)
_FLAGS = {
    MeetingType.CONGRESS: re.compile(r"\bdai\s*hoi\b"),
    MeetingType.THEMATIC: re.compile(r"\bchuyen\s*de\b|\bshcd\b"),
    MeetingType.EXTRAORDINARY: re.compile(r"\b(?:bat\s*thuong|dot\s*xuat|khan\s*cap)\b"),
    MeetingType.COMMITTEE: re.compile(
        r"\bchi\s*uy\b|\bban\s*chi\s*uy\b|\bcap\s*uy\s*chi\s*bo\b|\bbch\s+chi\s*bo\b|\bban\s*chap\s*hanh\s+chi\s*bo\b|\bhoi\s*y\b"
    ),
    MeetingType.YEAR_END_REVIEW: re.compile(
        r"\bkiem\s*diem\b(?!\s*(?:d/c|dong\s*chi|dang\s*vien)\s*(?:co|vi|bi|[^\n]{0,30}\b(?:vi\s*pham|khuyet\s*diem)))|\bdanh\s*gia,?\s*(?:phan\s*loai|xep\s*loai|phan\s*tich)|"
        r"\bphan\s*tich\s*chat\s*luong\b|\btong\s*ket\s+(?:cong\s*tac\s+)?nam\b"
    ),
    MeetingType.REGULAR: re.compile(
        r"\bthuong\s*(?:k[yi]|le)\b|\bhop\s*le\b|\ble\s*ky\b|\bdinh\s*k[yi]\b|\bhang\s*thang\b|\bshtk\b|\bshdk\b"
    ),
}
_MONTHLY = re.compile(
    r"\bth(?:an)?g\s*(?:\d|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi|chap)|\bt\s?\d{1,2}\b|\bgiao\s*ban\b"
)


# QĐ 399-QĐ/TW: the kind of paper stands in its number. A report (BC) is a review only where it says so.
_NUMBER_CODE = re.compile(r"\bso\s*[:.]?\s*[\w.…]{0,8}\s*[-–]\s*(bb|nq|bc|gm|kh|tb|ttr|ctr|qd|cv|hd|qc|dx)\s*/\s*[a-z]")
_KIND_BY_CODE = {"bb": DocumentType.MINUTES, "nq": DocumentType.RESOLUTION}
_INVITES = re.compile(r"\bkinh\s*(?:gui|moi)\b|\btran\s*trong\s*kinh\s*moi\b")
_MONTH_NAME = r"(?:\d{1,2}|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?:\s*(?:mot|hai))?|chap)"
SHORT_TITLE = re.compile(
    rf"^\W*(?:(?:ky\s*|phien\s*|buoi\s*|sh\s*)?(?:thang|thg|t)\.?\s*{_MONTH_NAME}(?:\s*(?:[/.-]|nam)\s*\d{{4}})?(?:\s*[-–:(]\s*(?:hop|sinh\s*hoat)[^.;]{{0,60}})?\W*$|"
    rf"(?:shcd|shcb|shtk|shdk|(?:ky|buoi|cuoc|lan|phien)?\s*(?:sinh\s*hoat|sh|hop)\s*(?:chuyen\s*de|chi\s*bo|cb|thuong\s*(?:k[yi]|le)|dinh\s*k[yi]|"
    rf"bat\s*thuong|dot\s*xuat|khan|le|to\s*dang|chi\s*uy|lan|giao\s*ban|xet|kiem|bau|mo\s*rong|thu|ngay|so|(?:thang|thg|t)\s*{_MONTH_NAME}|{_MONTH_NAME}\s*[/.-])|"
    rf"hoi\s*nghi\s*(?:chi\s*bo|cb|thang|thuong\s*ky|bat\s*thuong)|ky\s*hop\s*(?:thang|thu|ngay)|hoi\s*y\s*(?:chi\s*uy|bi\s*thu)|(?:chi\s*bo|cb)\s*(?:hop|sinh\s*hoat)\s*(?:thang|ky|lan|bat|ngay)|(?:lan|buoi|ky)\s*(?:thu\s*)?{_MONTH_NAME}\W*$)(?!\w)[^.;]{{0,90}}$)"
)


_MEETING_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:ngay|toi|sang|chieu|dem|mung|mong)\s*\d{1,2}\b|\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b|\bthang\s*\d",
        r"\b\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}\b|\b\d{1,2}:\d\d\b",
        r"\b(?:co\s*mat|vang|tsdv|si\s*so|du\s*hop)\b[^.\n]{0,30}\d|\bco\s*\d+\s*(?:d/?c|dang\s*vien)|\bdu\s*\d+\s*/\s*\d+",
        r"\b(?:chu\s*(?:tri|toa)|dieu\s*(?:khien|hanh))\b|(?<![\w/])ct\s*:",
        r"\b(?:thu\s*ky|ghi\s*(?:bien\s*ban|bb|chep|thay)?)\s*[.:,]|\bthu\s*ky\b",
    )
)
MEETING_SIGNS = 3
_DATED_OPENING = re.compile(
    r"\W*(?:(?:sang|trua|chieu|toi|dem)\s+)?(?:thu\s*\w+,?\s*|chu\s*nhat,?\s*)?(?:ngay\s*)?(?:\d{1,2}|m[uo]ng\s*\w+)\s*"
    r"(?:[/.-]|thang)\s*\d{1,2}\b.{0,80}\b(?:\d{1,2}\s*(?:h|g|gio)|hop|sinh\s*hoat)\b"
)


@lru_cache(maxsize=1024)
def is_title(text: str, folded: str) -> bool:
    """Does a printed row open a document? ``folded`` is the folded ``text``; markers ("III.") make it a section."""
    folded = straightened(text, folded)
    capitals = sum(c.isupper() for c in text) >= 0.6 * max(1, sum(c.isalpha() for c in text))
    for pattern, follows in ((_MINUTES, _FOLLOWS_MINUTES), (_RESOLUTION, _FOLLOWS_RESOLUTION)):
        match = pattern.match(folded)
        if match:
            rest = folded[match.end() :].strip(" .:-–*")
            if capitals or not rest:
                return True
            if _SENTENCE.match(rest) or _SAYS.match(rest):
                return False
            # A bullet or a full stop makes it a sentence about minutes ("- Biên bản tháng trước ghi thiếu.").
            return text.lstrip()[:1].isalpha() and not text.rstrip().endswith(".") and bool(follows.match(rest))
    if _REVIEW.match(folded) or _OTHER.match(folded):
        return capitals and len(folded.split()) <= 14
    return False


def is_other_title(folded: str) -> bool:
    """Is a title one of a paper that is no minutes, resolution or review?"""
    return bool(_OTHER.match(folded) or _NEVER_MINUTES.search(folded))


def classify_document(title: str, head: str) -> DocumentType:
    """Kind of a document from its folded title and the folded first rows (header, title, opening sentence)."""
    top = head.split(title, maxsplit=1)[0] if title and title in head else head.split("bien ban", maxsplit=1)[0]
    if (STATE_MOTTO.search(head) or has_state_motto(top)) and not (
        has_party_motto(top) or _cell_all_the_same(title, top)
    ):
        return DocumentType.OTHER
    cell = bool(_CELL.search(head)) or len(_COMRADES.findall(head)) >= COMRADES
    if _REVIEW.match(title):
        return DocumentType.OTHER if _PERSONAL.search(title) else DocumentType.REVIEW
    if _RESOLUTION.match(title):
        return DocumentType.RESOLUTION if cell or title.startswith("nq") else DocumentType.OTHER
    if _MINUTES.match(title):
        if _NEVER_MINUTES.search(title):
            return DocumentType.OTHER
        if _OTHER_BODY.search(title) and not re.search(r"\bchi\s*(?:bo|uy)\b|\bcb\b|\bto\s*dang\b", title):
            return DocumentType.OTHER
        return DocumentType.MINUTES if cell else DocumentType.OTHER
    if _OTHER.match(title):
        return DocumentType.OTHER
    if SHORT_TITLE.match(title):
        return DocumentType.MINUTES if cell else DocumentType.OTHER
    if coded := _by_number(head):
        return coded
    opening = (
        re.search(r"\b(?:hom\s*nay|vao\s*(?:hoi|luc)|thoi\s*gian)\b", head)
        or _DATED_OPENING.match(head)
        or OPENING.match(head)
    )
    others = _OTHER_BODY.search(head) and not re.search(r"\bchi\s*bo\b|\bcb\b", head)
    meets = opening or (not others and _tells_of_a_meeting(head))
    return DocumentType.MINUTES if meets and cell else DocumentType.OTHER


def _cell_all_the_same(title: str, top: str) -> bool:
    """Minutes of a cell under the state's motto: a fault of form in older books, and minutes none the less."""
    return bool(re.search(r"\bchi\s*(?:bo|uy)\b", title) and re.search(r"\b(?:dang\s*(?:bo|uy)|chi\s*bo)\b", top))


def _tells_of_a_meeting(head: str) -> bool:
    """Without a title: day, hour, who came, who chaired, who wrote, how it ended. Three of them make a meeting."""
    return sum(bool(sign.search(head)) for sign in _MEETING_SIGNS) >= MEETING_SIGNS


def _by_number(head: str) -> DocumentType | None:
    """The kind that the document's number names ("02-GM/CB", "15-NQ/CB"), for papers whose title was not read."""
    found = _NUMBER_CODE.search(head)
    if not found:
        return DocumentType.OTHER if _INVITES.search(head) else None
    return _KIND_BY_CODE.get(found[1], DocumentType.OTHER)


def classify_meeting(document: DocumentType, title: str, opening: str) -> MeetingType | None:
    """Kind of the meeting from the folded title, then from the folded opening sentences; ``None`` when not stated."""
    if document is DocumentType.OTHER:
        return None
    if document is DocumentType.REVIEW:
        return None
    for kind, pattern in _FLAGS.items():
        if pattern.search(title):
            return kind
    for kind in (MeetingType.REGULAR, MeetingType.EXTRAORDINARY):
        if _FLAGS[kind].search(opening):
            return kind
    if (
        document is DocumentType.MINUTES
        and _MONTHLY.search(title)
        and re.search(
            r"\bchi\s*bo\b|\bcb\b|\bshcb\b|^\W*(?:ky\s*|buoi\s*)?(?:sinh\s*hoat|hop|thang)\b|\b(?:hop|sinh\s*hoat)\s*(?:ky\s*)?thang\b",
            title,
        )
    ):
        return MeetingType.REGULAR
    return None
