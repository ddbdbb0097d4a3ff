"""Wording of the genre, folded (lower case, no marks): what fits any meeting of any cell, and what argues.

Sources: the list of formulaic phrases of regulations and published sheets (CT 50-CT/TW names the failings), general
knowledge of the genre. No phrase names a person, place or matter, so none can be what a meeting was about.
"""

from __future__ import annotations

import re

__all__ = [
    "ASSENT",
    "CAUSE",
    "DISAGREE",
    "DONE",
    "FAULT",
    "FIRST_PERSON",
    "FUNCTION_WORDS",
    "GENERIC_PHRASES",
    "HEDGE",
    "NOT_DONE",
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
    r"(?<!\w)(?:vì|do|bởi|bởi vì|tại vì|nguyên nhân|lý do|cho nên|dẫn đến|làm cho|khiến|không thì|nếu không|sợ|ngại|ảnh hưởng|"
    r"kẻo|lo|thiếu|mà không|mới được|vẫn không)(?!\w)",
    re.IGNORECASE,
)
DISAGREE = _any(
    r"khong (?:hoan toan )?(?:dong y|nhat tri|tan thanh|dong tinh|nen)|chua (?:dong y|nhat tri|tan thanh|hop ly)|phan bien|phan doi"
    r"|ban khoan|co y kien khac|y kien khac voi|trai voi|khac y kien|nen sua|de nghi sua|de nghi bo|chua thoa dang"
    r"|chua cong bang|bao luu|can nhac lai|xem lai|khong ap dat"
)
QUESTION = re.compile(
    r"\?|(?<![a-z])(?:vi sao|tai sao|khi nao|bao gio|the nao|nhu the nao|bao nhieu|o dau|ai (?:lam|chiu|phu trach)|cho hoi|xin hoi|"
    r"hoi ro|de nghi (?:noi|lam|tra loi|giai thich) ro)(?![a-z])"
)
PROPOSAL = _any(
    r"de nghi|kien nghi|de xuat|xin nhan|nhan lam|nhan van dong|nhan huong dan|nen|phai|can|giao|phan cong|cu nguoi|moi|"
    r"truoc mat|bo sung|sua|doi|chuyen|mua|lap|ky|to chuc|van dong|huong dan|kiem tra|bao cao|trich|xin"
)
REMEDY = _any(
    r"xin (?:sua|bu|lam|nop|hoan thanh|khac phuc|hua|cam ket)|se (?:sua|khac phuc|bu|lam|nop|hoan thanh|bao cao|kiem tra|doi chieu|ghi|lap|di)|"
    r"(?:da |dang )?khac phuc|sua xong|lam xong|bu lai|lam ngay|da dung|da sua|da xin loi|xin loi|cam ket|hua|lan sau|tu tuan nay|tu thang nay|"
    r"tu nay|truoc ngay|hen|trong tuan|bien phap|rut kinh nghiem bang"
)
FAULT = _any(
    r"nhan (?:khuyet diem|thieu sot|thieu|trach nhiem|loi|sai)|khuyet diem|thieu sot|tu phe binh|tu nhan|tu kiem diem|xin rut kinh nghiem|"
    r"rut kinh nghiem|de quen|quen|cham|tre|chua (?:lam|nop|kiem tra|den|bao cao|hoan thanh|phan loai|thuc hien|bam sat|chu dong|guong mau|"
    r"sau sat|kip thoi|manh dan|nhac nho)|khong (?:lam|nop|bao|noi|lap|kiem tra|den|nhac|ghi)|vang|sai|bo sot|lo la|"
    r"ne nang|ngai va cham|ne tranh|thieu guong mau|nong nay|noi nong|muon"
)
FIRST_PERSON = _any(r"toi|ban than|minh|gia dinh toi|em|ca nhan toi")
HEDGE = _any(
    r"doi luc|doi khi|co luc|co khi|co thoi diem|chua that su|chua thuc su|con han che|co ban|mot so|mot bo phan|nhat dinh|"
    r"chua cao|chua sau|chua nhieu|chua manh dan|phan nao|tuong doi|noi chung|nhin chung"
)
DONE = _any(r"da|xong|dat|du|hoan thanh|duoc|vuot|thu du|to chuc|ket nap|100%")
NOT_DONE = _any(
    r"chua|khong (?:dat|lam duoc|hoan thanh|xong|thuc hien duoc)|moi (?:dat|duoc|co|lam|thu)|con (?:lai|\d+|mot|hai|ba|thieu|no)|"
    r"cham|tre|hut|ton tai|do dang|dang lam|dang thuc hien"
)
TIMIDITY = _any(r"ne nang|ne tranh|ngai va cham|di hoa vi quy")

UNSPECIFIC_ASSIGNEE = re.compile(
    r"^(?:cac |toan the |tat ca |moi |tung |100% )|^(?:dang vien|can bo|dong chi|moi nguoi|toan chi bo|chi bo|cap uy|tap the|"
    r"cac dong chi|cac doan the|nguoi dan|nhan dan|ca chi bo|cac to|cac ban|cac hoi|gia dinh)$"
)

FUNCTION_WORDS = frozenset(
    """va cac nhung trong cua voi de la co duoc da cho tai ve theo khi can phai se dang con cung o den tu nay do gi them hon nua
    rat hay hoac nhu thi ma len xuong ra vao boi vi nen deu moi tung moi nhieu it lai ben canh tren duoi sau truoc ngoai giua
    mot so nhat nhung bi lam hien nam thang ky quy ngay tiep nguoi viec y kien dong chi d c dc ong ba anh chi toi minh xin""".split()
)

# Phrases of the genre that carry no matter of their own. A statement made of them and of function words says nothing.
GENERIC_PHRASES = tuple(
    phrase.strip()
    for phrase in """
nhat tri cao|nhat tri|nhat tri voi|dong y|thong nhat|thong nhat cao|tan thanh|dong thuan|dong tinh|khong co y kien gi them|
khong co y kien|khong con y kien nao khac|y kien khac|tiep tuc|tiep tuc phat huy|phat huy|tang cuong|day manh|thuc hien tot|
thuc hien|thuc hien nghiem|nghiem tuc|giu vung|on dinh|duoc giu vung|hoan thanh tot|hoan thanh|hoan thanh nhiem vu|nhiem vu|
nhiem vu duoc giao|duoc giao|nhiem vu chinh tri|chap hanh tot|chap hanh|chap hanh nghiem|chu truong|duong loi|chinh sach|
phap luat|chu truong cua dang|chinh sach phap luat cua nha nuoc|nha nuoc|co ban|han che|ton tai|ton tai han che|nhat dinh|
han che nhat dinh|quan triet|nang cao|nang cao chat luong|nang cao nhan thuc|chat luong|hieu qua|chat luong hieu qua|
tinh than|trach nhiem|tinh than trach nhiem|y thuc|y thuc trach nhiem|guong mau|tien phong guong mau|tien phong|doan ket|
doan ket thong nhat|noi bo|tuyen truyen|van dong|tuyen truyen van dong|nhan dan|quan chung nhan dan|quan tam|quan tam hon nua|
kip thoi|dung quy dinh|quy dinh|day du|nghiem chinh|cong tac|trong cong tac|dang vien|can bo|can bo dang vien|chi bo|chi uy|
cap uy|dang uy|dang bo|to chuc dang|dang|to chuc|lanh dao|chi dao|lanh dao chi dao|su lanh dao|cap tren|tinh hinh|tu tuong|
tinh hinh tu tuong|tu tuong chinh tri|chinh tri tu tuong|chinh tri|giao duc chinh tri|giao duc|an ninh trat tu|an ninh|
trat tu|trat tu an toan xa hoi|an toan xa hoi|kinh te|van hoa|xa hoi|kinh te xa hoi|van hoa xa hoi|quoc phong|quoc phong an ninh|
phat trien|phat trien kinh te|phat trien dang vien|phat trien dang vien moi|xay dung dang|xay dung|trong sach vung manh|
vung manh|hoc tap|lam theo|hoc tap va lam theo|tu tuong dao duc phong cach|dao duc|phong cach|ho chi minh|tam guong|
dao duc loi song|loi song|pham chat|phong trao|cac phong trao|thi dua|doan the|cac doan the|mat tran|mat tran to quoc|
hoat dong|hoat dong tot|hoat dong hieu qua|ket qua|ket qua dat duoc|dat duoc|nhung ket qua|phuong huong|giai phap|bien phap|
trong tam|noi dung|bao cao|bao cao cua chi uy|danh gia|ke hoach|nghi quyet|chi thi|ket luan|van ban|trien khai|trien khai thuc hien|
sinh hoat|sinh hoat chi bo|sinh hoat dinh ky|thuong ky|dinh ky|tham gia|tham gia day du|dong gop|tich cuc|chu dong|sang tao|
no luc|phan dau|quyet tam|khac phuc|khac phuc han che|rut kinh nghiem|tu phe binh|phe binh|tu phe binh va phe binh|gop y|
xay dung|bam sat|sau sat|thuong xuyen|lien tuc|manh me|hon nua|tot hon|tot|kha|cao|sau|rong|toan dien|dong bo|cu the|thiet thuc|
doi luc|doi khi|co luc|co thoi diem|chua that su|chua thuc su|chua cao|chua sau|chua manh dan|manh dan|phat bieu|
con han che|con mot so|mot so|mot bo phan|nhin chung|noi chung|ban than|trong thoi gian qua|thoi gian qua|thoi gian toi|
trong thoi gian toi|trong thang|trong thang qua|thang qua|thang toi|trong nam|chi tieu|dat chi tieu|khong co van de phat sinh|khong co van de gi lon|
phat sinh|van de|kien nghi|de nghi|yeu cau|dia phuong|co so|don vi|co quan|khu dan cu|tren dia ban|dia ban|doi song|
doi song nhan dan|on dinh cuoc song|niem tin|tin tuong|tuyet doi|moi mat|cac mat|cac mat cong tac|cac linh vuc|linh vuc|
nguyen tac|tap trung dan chu|dan chu|ky luat|ky cuong|kiem tra giam sat|kiem tra|giam sat|phan cong|nhiem vu cu the|
phu trach|theo doi|don doc|quan ly|bao dam|dam bao|gop phan|quan trong|can thiet|ung ho|huong ung|co nhieu co gang|co gang|
nhiet tinh|nang luc|co nang luc|uy tin|hoa dong|than thien|lam tot|lam tot cong tac|tot cong tac|chua lam tot|chua tot|
chua kip thoi|chua thuong xuyen|chua quyet liet|quyet liet|trach nhiem cao|chua chu dong|nghien cuu|nghien cuu nghi quyet|
hoc nghi quyet|trong cong viec|cong viec|chuyen mon|nghiep vu|chuyen mon nghiep vu|nam bat|nam bat tinh hinh|
tam tu|nguyen vong|tam tu nguyen vong|du luan|thoi su|bi thu|pho bi thu|dong chi bi thu|ket luan hoi nghi|hoi nghi|cuoc hop|
buoi hop|buoi sinh hoat|bieu quyet|thong qua|hang thang|hang nam|hang quy|moi thang|tung dang vien|moi dang vien|
dang vien trong chi bo|toan the dang vien|toan the|gia dinh van hoa|nep song van minh|nep song|van minh|ve sinh moi truong|
moi truong|phong chong|te nan|te nan xa hoi|tham nhung|lang phi|tieu cuc|tiet kiem|cai cach hanh chinh|chuyen doi so|
nong thon moi|an toan giao thong|cham lo|chinh sach xa hoi|nguoi co cong|gia dinh chinh sach|den on dap nghia|
tiep thu|y kien dong gop|tiep thu y kien|lang nghe|trao doi|thao luan|xay dung chi bo|cong tac dang|cong tac xay dung dang|
tinh hinh thuc hien|ket qua thuc hien|viec thuc hien|hoan thanh xuat sac|xuat sac|hoan thanh tot nhiem vu|trong qua trinh|
dieu hanh|tac phong|le loi lam viec|lam viec|hieu qua cong viec|tinh than tu giac|tu giac|ren luyen|tu duong|cau thi|than ai
""".replace("\n", "").split("|")
    if phrase.strip()
)
