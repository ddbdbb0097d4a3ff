"""The name of a cell taken apart so that two wordings of one name compare as equal: abbreviations written out, what a
number is called ("số", "0") left out, the committee above it cut off."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from nlp.fold import fold, nfc

__all__ = ["CellKey", "distance", "key_of", "parent_key"]

_TYPES = (  # folded opening -> what kind of body it names
    (re.compile(r"(?:[cg]h[il1]\s*b[o0]|cb|c[./]\s?b[o0]?|(?:ban\s*)?chi\s*uy|b\.?c\.?h\.?\s*chi\s*bo)\b\.?"), "cell"),
    (re.compile(r"(?:dang\s*b[o0]|d\s?[./]\s?b[o0]|db|dang\s*uy|d\s?[./]\s?uy|du|dang\s*doan)\b\.?"), "committee"),
    (re.compile(r"(?:to\s*dang|td)\b(?!\s*p)\.?"), "group"),
)  # fmt: skip
_ABOVE = re.compile(
    r"\s*(?:[,(–—-]\s*)?\b(?:(?:truc\s*)?thuoc\b|(?:dang\s*(?:bo|uy)|d[./]\s?(?:bo|uy))\b).*$"
    r"|\s*[,–—(]\s*(?=(?:xa|phuong|thi\s*tran|huyen|quan|p\.|x\.|tt\.)).*$"
)
# Folded abbreviations of kinds of place and institution, only where they stand as words of their own.
_WRITTEN_OUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), long)
    for pattern, long in (
        (r"\bt\.?\s?d\.?\s?p\.?(?=\s|\d|$)|\bto\s*dan\s*pho\b|\bto\s+dp\b", "to dan pho "),
        (r"\bkp\.?(?=\s|\d|$)", "khu pho "),
        (r"\bkdc\.?(?=\s|\d|$)", "khu dan cu "),
        (r"\bp\.\s?(?=\w)|\bp\s?(?=\d)", "phuong "),
        (r"\bx\.\s?(?=\w)", "xa "),
        (r"\btt\.\s?(?=\w)", "thi tran "),
        (r"\btx\.\s?(?=\w)", "thi xa "),
        (r"\bth\.\s?(?=\w)|\bt\.\s?(?=\w)", "thon "),
        (r"\bthcs\b", "trung hoc co so"),
        (r"\bthpt\b", "trung hoc pho thong"),
        (r"\bptcs\b", "pho thong co so"),
        (r"\b(?:truong\s+)?th\b(?=\s|$)", "truong tieu hoc"),
        (r"\b(?:truong\s+)?mn\b", "truong mam non"),
        (r"\bmg\b", "mau giao"),
        (r"\bubnd\b", "uy ban nhan dan"),
        (r"\bhdnd\b", "hoi dong nhan dan"),
        (r"\bhtx\b", "hop tac xa"),
        (r"\bcty\b", "cong ty"),
        (r"\bca\b(?=\s+(?:xa|phuong|huyen))", "cong an"),
        (r"\bqs\b", "quan su"),
        (r"\btyt\b", "tram y te"),
    )
)
_KIND_WORDS = (
    ("to", "dan", "pho"),
    ("khu", "dan", "cu"),
    ("khu", "pho"),
    ("truong",),
    ("thon",),
    ("xom",),
    ("ban",),
    ("ap",),
    ("buon",),
    ("lang",),
    ("khu",),
    ("khoi",),
)
_FIGURES = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {figure: at for at, figure in enumerate(_FIGURES, start=1)}
_ONE_MORE_FROM = (6, 12, 20)
_TONES = dict.fromkeys((0x0300, 0x0301, 0x0303, 0x0309, 0x0323))


@dataclass(frozen=True, slots=True)
class CellKey:
    """A name of a cell for comparison: kind of body, folded words without and with the word for the kind of place
    ("thôn"), and the same words with their marks (tone marks apart, so that ``hoà`` is ``hòa``)."""

    body: str
    words: tuple[str, ...]
    bare: tuple[str, ...]
    marked: tuple[tuple[str, ...], ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The figures of the name: they are never taken one for another."""
        return tuple(word for word in self.words if word.isdigit())


def key_of(name: str) -> CellKey:
    """The key of a name as a heading, a register or a sentence writes it ("CB TDP 05", "Chi bộ Tổ dân phố số 5")."""
    text, folded = _plain(name)
    body = "cell"
    for pattern, kind in _TYPES:
        if found := pattern.match(folded):
            body, text, folded = kind, text[found.end() :], folded[found.end() :]
            break
    if body == "cell" and (above := _ABOVE.search(folded)) and folded[: above.start()].strip():
        text, folded = text[: above.start()], folded[: above.start()]
    words = _words(folded)
    kinds: tuple[tuple[str, ...], ...] = _KIND_WORDS
    size = next((len(k) for k in kinds if words[: len(k)] == k), 0)
    bare = words[size:] if len(words) > size else words
    return CellKey(body, words, bare, tuple(_letters(word) for word in re.findall(r"\w+", text.lower())))


def parent_key(name: str) -> tuple[str, ...]:
    """The words of a committee's name, without what it is called ("Đảng bộ", "Đảng ủy", "Đ.bộ")."""
    return key_of(name).words


def distance(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """Letters in which two keys differ, blanks aside; ``None`` where their figures differ or they are too far apart.

    Allowed is one letter from six on, two from twelve, three from twenty: what a reader of a worn page gets wrong.
    """
    if tuple(w for w in one if w.isdigit()) != tuple(w for w in other if w.isdigit()):
        return None
    a, b = "".join(one), "".join(other)
    shorter = sum(letter.isalpha() for letter in min(a, b, key=len))
    allowed = sum(shorter >= size for size in _ONE_MORE_FROM)
    found = Levenshtein.distance(a, b, score_cutoff=allowed)
    return found if found <= allowed else None


def _plain(name: str) -> tuple[str, str]:
    text = " ".join(nfc(name).split()).strip(" *-–—.,:;\"'“”_")
    return text, fold(text)


def _words(folded: str) -> tuple[str, ...]:
    for pattern, long in _WRITTEN_OUT:
        folded = pattern.sub(long, folded)
    found = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", folded))
    words = [str(int(word)) if word.isdecimal() else str(_ROMAN.get(word, word)) for word in found]
    # "số 5" is "5"
    return tuple(w for w, after in zip(words, [*words, ""][1:], strict=True) if w != "so" or not after.isdigit())


def _letters(word: str) -> tuple[str, ...]:
    parts = unicodedata.normalize("NFD", word)
    tones = sorted(char for char in parts if ord(char) in _TONES)
    return (unicodedata.normalize("NFC", parts.translate(dict.fromkeys(_TONES))), *tones)
