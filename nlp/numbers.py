"""Vietnamese numbers, money, percentages and ratios, in figures and in words.

All offsets are into the NFC form of the text. A figure that cannot be read with certainty is ``None``, never a guess.
Digit repair (``O`` → 0, ``l`` → 1 …) is for tokens that already hold a digit: a look-alike alone is a letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.fold import fold, nfc

__all__ = [
    "COUNTED",
    "Amount",
    "Ratio",
    "counted_noun",
    "find_money",
    "find_percents",
    "find_ratios",
    "parse_money",
    "parse_number",
    "parse_words",
    "repair_digits",
]

# What OCR makes of digits; the same pairs a reader of blurred print would name.
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})

# Nouns that are counted. After "9/10" one of these says that it is a ratio and not the ninth of October. Most are
# spelled with their marks, since without them they are other words ("đèn", "đến"; "đơn", "dọn"); the last row is safe.
COUNTED = (
    r"(?:đồng\s+chí|đ\s?/\s?c|đc|đảng\s+viên|đvct|đvdb|đv|ủy\s+viên|uỷ\s+viên|"
    r"uv|chi\s+[uủ][ỷy]\s+viên|cuv|thành\s+viên|"
    r"đoàn\s+viên|hội\s+viên|đại\s+biểu|cán\s+bộ|cb|giáo\s+viên|gv|cbgv|học\s+sinh|"
    r"hs|sinh\s+viên|sv|quần\s+chúng|thanh\s+niên|"
    r"tn|công\s+dân|người|cháu|em|cụ|ông|bà|hộ|hồ\s+sơ|gia\s+đình|gđ[^\W\d_]{0,2}|"
    r"nhân\s+khẩu|khẩu|nhiệm\s+vụ|nv|chỉ\s+tiêu|"
    r"tiêu\s+chí|nội\s+dung|vấn\s+đề|đầu\s+việc|việc|điểm|kỳ|cuộc|buổi|chuyên\s+đề|"
    r"phiên|phiếu|ý\s+kiến|tổ|thôn|xóm|bản|ban|"
    r"khu\s+phố|khu|tdp|chi\s+đoàn|chi\s+hội|tổ\s+chức|đơn\s+vị|cơ\s+quan|trường|"
    r"lớp|phòng|xã|phường|huyện|đám|vụ|đơn\s+thư|đơn|"
    r"kiến\s+nghị|mục|câu|con|cây|đàn|ao|chuồng|nhà|căn|công\s+trình|dự\s+án|"
    r"mô\s+hình|tuyến|cống|cột|bóng|thùng|bộ|cái|chiếc|suất|"
    r"xe|máy|sổ|tờ\s+báo|cuốn|lần|lượt|tuần|tháng|năm(?!\s*\d{4})|quý|ngày|tối|"
    r"đêm|giờ|ha|m2|m3|m|mét|km|kg|tấn|tạ|yến|lít|sào|mẫu|"
    r"đồng|triệu|nghìn|ngàn|tỷ|dong\s+chi|d\s?/\s?c|dang\s+vien|nhiem\s+vu|chi\s+tieu|nguoi|hoc\s+sinh|phieu|%)"
)
_COUNTED_AFTER = re.compile(rf"\s{{0,2}}(?P<noun>{COUNTED})(?![^\W_])", re.IGNORECASE)

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
# How the words are spelled with marks; "nam" may be a name and "tu" may be "từ", so a word alone must be spelled right.
_SPELLED = frozenset(
    re.findall(
        r"\w+",
        "không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi chục trăm nghìn ngàn triệu tỷ tỉ "
        "linh lẻ rưỡi hăm",
    )
)


def repair_digits(token: str) -> str | None:
    """``token`` with look-alikes as digits when it holds a digit already; ``None`` when that gives no figure."""
    if not any(character.isdigit() for character in token):
        return None
    repaired = token.translate(_LOOKALIKES)
    return repaired if re.fullmatch(r"\d[\d.,\s]*", repaired) else None


class _NotANumberError(ValueError):
    """The words do not add up to one number."""


class _Reader:
    """Adds up number words: a group below one thousand at a time, then its scale."""

    def __init__(self) -> None:
        self.total = 0.0
        self.hundreds = self.tens = 0
        self.unit: int | None = None
        self.open = False  # the group has begun
        self.linked = False  # "linh" or "lẻ" announced a unit
        self.last_scale = 0

    def group(self) -> int:
        return self.hundreds + self.tens + (self.unit or 0)

    def take(self, word: str) -> None:
        if word in _UNITS:
            self._unit(_UNITS[word])
        elif word in {"muoi", "chuc"}:
            self._ten()
        elif word == "ham" and not self.tens and self.unit is None:
            self.tens, self.open = 20, True
        elif word == "tram" and not self.hundreds and not self.tens and self.open:
            self.hundreds, self.unit = (self.unit or 0) * 100, None
        elif word in {"linh", "le"} and (self.hundreds or self.last_scale or self.open) and self.unit is None:
            self.linked = True
        elif word in _SCALES and (self.open or self.total):
            self._scale(_SCALES[word])
        elif word == "ruoi" and self.last_scale and not self.open:
            self.total += self.last_scale / 2
        else:
            raise _NotANumberError(word)

    def _unit(self, value: int) -> None:
        if self.unit is not None:
            raise _NotANumberError("two units in a row")
        self.unit, self.open = value, True

    def _ten(self) -> None:
        if self.tens or self.unit == 0:
            raise _NotANumberError("two tens in a row")
        self.tens, self.unit, self.open = (self.unit or 1) * 10, None, True

    def _scale(self, scale: int) -> None:
        # "hai nghìn tỷ" is two thousand thousand millions: a larger scale multiplies all that came before it.
        whole = self.total + self.group()
        if self.last_scale and scale > self.last_scale:
            self.total = whole * scale
        elif self.last_scale and scale == self.last_scale:
            raise _NotANumberError("a scale twice")
        else:
            self.total += self.group() * scale
        self.hundreds = self.tens = 0
        self.unit, self.open, self.linked, self.last_scale = None, False, False, scale

    def value(self) -> int | float:
        # "một nghìn hai" is 1002 to the letter and 1200 in speech: refuse.
        if self.last_scale and self.open and self.unit and not (self.tens or self.hundreds or self.linked):
            raise _NotANumberError("unclear after the scale")
        whole = self.total + self.group()
        return int(whole) if whole == int(whole) else whole


def parse_words(text: str) -> int | float | None:
    """A number written out in Vietnamese (``"hai mươi lăm"`` → 25), up to thousands of milliards; else ``None``.

    Several words may lack their marks; one word alone must be spelled with them, since "nam" and "tu" are other words.
    """
    words = nfc(text).lower().split()
    if not words or (len(words) == 1 and words[0] not in _SPELLED):
        return None
    if any(word not in _SPELLED and not word.isascii() for word in words):
        return None
    reader = _Reader()
    try:
        for word in words:
            reader.take(fold(word))
        return reader.value() if reader.open or reader.last_scale else None
    except _NotANumberError:
        return None


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_MIXED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d+)")


def _figures(text: str) -> int | float | None:
    if text.isdecimal():
        return int(text)
    if _THOUSANDS.fullmatch(text):
        return int(re.sub(r"[., ]", "", text))
    if mixed := _MIXED.fullmatch(text):
        return float(mixed[1].replace(".", "") + "." + mixed[2])
    if re.fullmatch(r"\d+[.,]\d+", text):
        return float(text.replace(",", "."))
    return None


_SCALED = re.compile(r"(?P<head>.*?\S)\s*(?P<scale>tram trieu|nghin|ngan|trieu|tr|ty|ti)\.?")


def parse_number(text: str) -> int | float | None:
    """The number that ``text`` is: ``"312.000"`` → 312000, ``"8,4"`` → 8.4, ``"mười hai"`` → 12.

    A scale may follow: ``"12 triệu"`` → 12000000. A dot before exactly three digits parts thousands, a comma is decimal
    (Vietnamese usage). ``None`` when unclear.
    """
    composed = nfc(text).strip()
    value = _figures(composed)
    if value is None and (repaired := repair_digits(composed)) is not None:
        value = _figures(repaired.strip())
    if value is None:
        value = parse_words(composed)
    if value is None and (scaled := _SCALED.fullmatch(fold(composed))):
        head = parse_number(composed[: scaled.end("head")])
        if head is not None:
            value = head * {"tram trieu": 10**8, "tr": 10**6}.get(scaled["scale"], _SCALES.get(scaled["scale"], 1))
            value = int(value) if float(value).is_integer() else value
    return value


@dataclass(frozen=True)
class Amount:
    """A figure in a text: its offsets and its value (dong for money, per cent for percentages)."""

    start: int
    end: int
    value: float


@dataclass(frozen=True)
class Ratio:
    """``num/den`` in a text, with the counted noun that follows it, as written, or ``None``."""

    start: int
    end: int
    num: int
    den: int
    noun: str | None


_DIGITS = r"(?<![\w.,/\-])\d[\dOolISB|]{0,3}(?:[.,]\d{3})*(?:,\d{1,2})?(?:\.\d{1,2}(?!\d))?"
_SCALE_WORD = r"(?:trăm triệu|triệu|nghìn|ngàn|tỷ|tỉ|tr|k)"
_MONEY = re.compile(
    rf"(?P<one>{_DIGITS})(?:\s*(?P<s1>{_SCALE_WORD})(?![^\W\d_]))?"
    rf"(?:\s+(?P<two>\d{{1,3}})\s*(?P<s2>nghìn|ngàn))?(?P<unit>\s*(?:đồng(?!\s+chí)|đ|vnđ|vnd)(?![^\W_]|/c))?",
    re.IGNORECASE,
)
_MONEY_SCALES = {"k": 10**3, "tr": 10**6, "tram trieu": 10**8, **_SCALES}
_WRITTEN_MONEY = re.compile(r"(?P<words>[^\d()]{3,120}?)\s*(?:đồng|vnđ|đ)\s*(?:chẵn)?\.?", re.IGNORECASE)


def _money(match: re.Match[str]) -> int | None:
    # "312,000 đồng": with a currency after it, a comma before three digits parts thousands here too.
    one = match["one"]
    value = _figures(one.replace(",", ".")) if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", one) else parse_number(one)
    if value is None:
        return None
    if match["s1"]:
        value *= _MONEY_SCALES[fold(match["s1"])]
    if match["two"]:
        value += int(match["two"]) * 1000
    return round(value)


def parse_money(text: str) -> int | None:
    """Whole dong: ``"8,4 triệu đồng"`` → 8400000, ``"312.000đ"`` → 312000, ``"hai triệu đồng"`` → 2000000."""
    composed = nfc(text).strip()
    if found := _MONEY.fullmatch(composed):
        return _money(found)
    if (written := _WRITTEN_MONEY.fullmatch(composed)) and (value := parse_words(written["words"])) is not None:
        return round(value)
    value = parse_words(composed)
    return None if value is None else round(value)


def find_money(text: str) -> list[Amount]:
    """Every sum of money in figures (a currency or a scale such as "triệu" must follow), in order."""
    found = []
    for match in _MONEY.finditer(nfc(text)):
        scaled = match["s1"] and fold(match["s1"]) in {"trieu", "tram trieu", "ty", "ti", "tr", "nghin", "ngan"}
        if (match["unit"] or scaled) and (value := _money(match)) is not None:
            found.append(Amount(match.start(), match.end(), value))
    return found


_PERCENT = re.compile(r"(?<![\w.,])(\d[\dOolISB|]{0,2}(?:[.,]\d{1,2})?)\s*%")


def find_percents(text: str) -> list[Amount]:
    """Every percentage (``"95,8%"`` → 95.8), in order."""
    found = []
    for match in _PERCENT.finditer(nfc(text)):
        value = parse_number(match[1])
        if value is not None:
            found.append(Amount(match.start(), match.end(), value))
    return found


_RATIO = re.compile(
    r"(?<![\w/.,\-])(\d[\dOolISB|]{0,4}|[OolISB|]\d{1,4})\s?/\s?(\d[\dOolISB|]{0,4}|[OolISB|]\d{1,4})"
    r"(?![\w%])(?!\s?/\s?\w)(?!-\w)(?![.,]\d)"
)
# With marks: "quỹ 30/31 hộ" is no quarter.
_DATE_WORD = re.compile(r"(?:ngày|ngay|mùng|mồng|tháng|quý|số)[\s.:…]*$", re.IGNORECASE)
_WEAK_DATE_WORD = re.compile(
    r"(?:truoc|xong|tu|den|han|chot|luc|sang|chieu|toi|dem|trua|hom|vao|het|sau|cham nhat|tuc|dip|ky niem)\s*:?\s*$"
)


def counted_noun(text: str, position: int) -> str | None:
    """The counted noun that starts at ``position`` of ``text`` (NFC; blanks may come first), as written, or ``None``.

    A comrade's title before a name is none: "23/24 đồng chí" counts, "trước 10/3 đồng chí Lan" does not.
    """
    match = _COUNTED_AFTER.match(text, position)
    if match is None:
        return None
    if re.fullmatch(r"(?:đồng\s+chí|dong\s+chi|[đd]\s?/\s?c|đc|ông|bà)", match["noun"], re.IGNORECASE):
        after = text[match.end() :].lstrip(" .:\n")
        # A title in capitals says nothing: in a heading everything is.
        if after[:1].isupper() and not match["noun"].isupper():
            return None
    return match["noun"]


def find_ratios(text: str) -> list[Ratio]:
    """Every ratio ``a/b`` of two counts, in order; dates, document numbers and fractions of a path are left out.

    Without a counted noun after it, ``a/b`` after a word of time or with ``a > b`` is not taken for a ratio.
    """
    composed = nfc(text)
    folded = fold(composed)
    found = []
    for match in _RATIO.finditer(composed):
        parts = [repair_digits(part) or "" for part in match.groups()]
        if not all(part.isdecimal() for part in parts):
            continue
        num, den = int(parts[0]), int(parts[1])
        offset = max(0, match.start() - 14)
        noun = counted_noun(composed, match.end())
        timed = _WEAK_DATE_WORD.search(folded[offset : match.start()]) is not None
        looks_like_date = num > den or (timed and den <= 12 and 1 <= num <= 31)
        if den == 0 or _DATE_WORD.search(composed[offset : match.start()]) or (noun is None and looks_like_date):
            continue
        found.append(Ratio(match.start(), match.end(), num, den, noun))
    return found
