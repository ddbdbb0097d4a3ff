"""Names of cells and their superiors, from header, title, opening sentence or the heading of the book."""

from __future__ import annotations

import re

from nlp.fold import fold
from nlp.lexicon import load_data

__all__ = ["CELL", "PARENT", "expand_cell", "full_name", "sentence_case", "split_names"]

PARENT = re.compile(r"^\W*(?:dang\s*(?:b[o0q]|uy)\b|d\s?[./]\s?(?:b[o0]|uy)\b\.?|(?:db|du)\b\.?)\s*(?=\S)")
CELL = re.compile(
    r"^\W*(?:[cg]h[il1]\s*b[o0q]|c\s?[./]\s?b[o0]|cb|to\s*dang|chi\s*uy|ban\s*chi\s*uy|b\.?c\.?h\.?\s*chi\s*bo)\b\s*(?=\S)?"
)
_SPLIT = re.compile(
    r"\s+[-–—,]\s*(?=(?:dang\s*(?:bo|uy)|d[./]\s?(?:bo|uy)|chi\s*bo|to\s*dang|cb)\b)|\s{2,}|\s*\n\s*(?=(?:dang\s*(?:bo|"
    r"uy)|chi\s*bo|to\s*dang)\b)"
)

# Words that stay small in a name written in capitals ("CHI BỘ THÔN BÃI DÂU" → "Chi bộ thôn Bãi Dâu").
_COMMON = frozenset(load_data("organisation.yaml")["common"])
_FIRST = {"chi bộ", "đảng bộ", "đảng uỷ", "đảng ủy", "tổ đảng", "chi ủy", "chi uỷ"}
_ADMIN = re.compile(
    r"^(?:thôn|xóm|bản|ấp|buôn|làng|khu phố|khu|tổ dân phố|tổ|xã|phường|thị trấn|thị xã|huyện|tỉnh|quận)$"
)


def split_names(text: str) -> list[tuple[int, int]]:
    """Spans of the organisation names in one header part ("CHI BỘ A - ĐẢNG BỘ XÃ B" holds two)."""
    spans: list[tuple[int, int]] = []
    begin = 0
    folded = fold(text)
    for match in _SPLIT.finditer(folded):
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, len(text)))
    return [
        (s + len(text[s:e]) - len(text[s:e].lstrip(" -–—*.:")), s + len(text[s:e].rstrip(" -–—*.,:;")))
        for s, e in spans
        if text[s:e].strip()
    ]


def sentence_case(name: str, body: str) -> str:
    """A name in capitals as it is written in running text: as ``body`` spells it, else by lists of common words."""
    name = " ".join(name.split())
    letters = [c for c in name if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return name[:1].upper() + name[1:]
    start = body.lower().find(name.lower())
    while start >= 0:
        found = body[start : start + len(name)]
        if sum(c.isupper() for c in found if c.isalpha()) < 0.7 * len(letters):
            return found[:1].upper() + found[1:]
        start = body.lower().find(name.lower(), start + 1)
    words = _joined(name.split())
    proper = False
    result: list[str] = []
    for index, word in enumerate(words):
        lower = word.lower().replace("\u00a0", " ")
        if index < 2 and " ".join(words[:2]).lower() in _FIRST:
            result.append(lower)
            continue
        if _ADMIN.match(lower) and not (index and _ADMIN.match(words[index - 1].lower())):
            proper = False
            result.append(lower)
            proper = True
            continue
        if not proper and lower in _COMMON:
            result.append(
                lower.capitalize() if result and lower in {"trường", "phòng", "khoa", "trạm", "tiểu", "mầm"} else lower
            )
            continue
        proper = True
        result.append(word if _is_acronym(word) else _capitalised(lower))
    joined = " ".join(result).replace("\u00a0", " ")
    return joined[:1].upper() + joined[1:]


def _joined(words: list[str]) -> list[str]:
    """ "TỔ DÂN PHỐ" and "KHU PHỐ" as one word each: their second syllables are no names."""
    text = " ".join(words)
    for kind in (
        "tổ dân phố",
        "khu dân cư",
        "phân xưởng",
        "công ty",
        "cổ phần",
        "tổ công tác",
        "khu phố",
        "thị trấn",
        "thị xã",
        "tổ đảng",
    ):
        text = re.sub(
            rf"(?<!\w){kind}(?!\w)", lambda match: match.group().replace(" ", "\u00a0"), text, flags=re.IGNORECASE
        )
    return text.split(" ")


def _is_acronym(word: str) -> bool:
    vowels = set("aeiouyăâêôơư")
    return (len(word) > 1 and not (set(fold(word)) & vowels)) or word in {"THCS", "THPT", "UBND", "HTX", "TNHH", "KCN"}


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


# Abbreviations with one meaning in the name of a cell; schools and offices (THCS, UBND) are known by theirs.
_EXPANSIONS = tuple(
    (re.compile(pattern), long)
    for pattern, long in (
        (r"^(?:[Cc][Bb]\b\.?|[Cc]\s?[./]\s?[Bb](?:ộ|Ộ)?)(?=\s)", "Chi bộ"),
        (r"^(?:ĐB\b\.?|[Đđ]\s?[./]\s?[Bb](?:ộ|Ộ))(?=\s)", "Đảng bộ"),
        (r"^(?:ĐU\b\.?|[Đđ]\s?[./]\s?(?:[Uu][ỷỶ]|[Ủủ][Yy]))(?=\s)", "Đảng ủy"),
        (r"\b(?:TDP|Tdp|tdp|T\.D\.P\.?)\s?(?=\s|\d|$)", "tổ dân phố "),
        (r"\b(?:KP|Kp|K\.P\.?)\s?(?=\s|\d|$)", "khu phố "),
        (r"\b(?:KDC|Kdc)\s?(?=\s|\d|$)", "khu dân cư "),
        (r"\b(?:P\.\s?(?=\w)|P(?=\d))", "phường "),
        (r"\bTT\.\s?(?=\w)", "thị trấn "),
        (r"\b[Xx]\.\s?(?=[A-ZĐÀ-Ỹ])", "xã "),
    )
)


_PREFIXES = (  # folded opening of a name → how it is spelled; misread letters go with it
    (re.compile(r"(?:(?:ban\s*)?chi\s*uy\s+)?(?:[cg]h[il1]\s*b[o0q]|c\s?[./]\s?b[o0])\b\s*[:.]?\s*(?=\S)"), "Chi bộ "),
    (re.compile(r"(?:dang\s*b[o0q]|d\s?[./]\s?b[o0])\b\s*[:.]?\s*(?=\S)"), "Đảng bộ "),
    (re.compile(r"d\s?[./]\s?uy\b\s*[:.]?\s*(?=\S)"), "Đảng ủy "),
)


def full_name(text: str, body: str) -> str:
    """The name of a cell or committee as a heading writes it, in running spelling: "Đ.BỘ XÃ X" → "Đảng bộ xã X"."""
    text = " ".join(text.split())
    folded = fold(text)
    for pattern, prefix in _PREFIXES:
        if found := pattern.match(folded):
            rest = text[found.end() :]
            capitals = sum(c.isupper() for c in rest) > 0.6 * max(1, sum(c.isalpha() for c in rest))
            text = (prefix.upper() if capitals else prefix) + rest
            break
    return expand_cell(sentence_case(text, body))


def expand_cell(name: str) -> str:
    """ "CB TDP 5" → "Chi bộ tổ dân phố 5", "Đ.bộ xã X" → "Đảng bộ xã X"; other words stay as written."""
    for pattern, long in _EXPANSIONS:
        name = pattern.sub(long, name)
    return " ".join(name.split())
