"""Vietnamese legacy font encodings in text layers: TCVN3 (ABC), VNI, VPS and VISCII, found word by word.

Such PDFs give Western letters that only look right in their own fonts. Which words are in which encoding is decided by
the outcome: a conversion is taken where it turns what was no Vietnamese into Vietnamese. A font's name is a hint only,
and one page, one font or one line may mix encodings with Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from extractors.legacy_tables import TCVN3, VISCII, VNI, VPS, byte_of
from extractors.syllables import is_syllable, letters_only

__all__ = ["Run", "decode", "from_tcvn3", "from_viscii", "from_vni", "from_vps", "marked_share"]

Decoder: TypeAlias = Callable[[str], str]

_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_CID = re.compile(r"\(cid:(\d{1,3})\)")
_PARTS = re.compile(r"[-–—/.,;:()\[\]\"“”'…!?+*]|\d+")
_TYPOGRAPHY = frozenset("•–—…“”‘’·")
_UNIT = re.compile(r"[dckm]?m[²³]|µm|°[CF]", re.IGNORECASE)
_FIGURE_WITH_MARK = re.compile(r"\d[^\W\d_\x00-\x7fđĐ]")
_CAPITALS_FONT = re.compile(r"h(,?(bold|italic|bolditalic))?$")
_CHANGE, _CHANGE_AT_FONT, _HINTED = 2.5, 0.8, 0.3  # costs of going over to another encoding, in impossible words
_UNCALLED = 0.05  # a conversion that its font's name does not call for must earn something


@dataclass(frozen=True)
class Run:
    """A piece of a word in one font, as the PDF reader gave it."""

    text: str
    font: str


def from_tcvn3(text: str) -> str:
    """``text`` of a TCVN3 font as Unicode (NFC). A hyphen inside a word is ư: PDF's WinAnsi reads byte AD so."""
    plain = _by_byte(text, TCVN3)
    if "-" in plain and len(plain) > 2:
        guess = re.sub(r"(?<=\w)-(?=\w)|(?<=\w)-$|^-(?=\w)", "ư", plain)
    elif plain in {"c-", "d-", "h-", "l-", "s-", "t-"}:
        guess = plain[0] + "ư"  # "a-", "b-" and "đ-" number a list
    else:
        return unicodedata.normalize("NFC", plain)
    letters = letters_only(guess)
    return unicodedata.normalize("NFC", guess if letters and is_syllable(letters) else plain)


def from_vni(text: str) -> str:
    """``text`` of a VNI font as Unicode (NFC)."""
    western = "".join(c if (b := byte_of(c)) is None or b < 0x80 else chr(b) for c in text)
    return unicodedata.normalize("NFC", _VNI_PATTERN.sub(lambda m: VNI[m.group()], western))


def from_vps(text: str) -> str:
    """``text`` of a VPS font as Unicode (NFC)."""
    return unicodedata.normalize("NFC", _by_byte(text, VPS))


def from_viscii(text: str) -> str:
    """``text`` of a VISCII font as Unicode (NFC)."""
    return unicodedata.normalize("NFC", _by_byte(text, VISCII))


_DECODERS: dict[str, Decoder] = {"TCVN3": from_tcvn3, "VNI": from_vni, "VPS": from_vps, "VISCII": from_viscii}
_STATES: tuple[str | None, ...] = (None, *_DECODERS)


def decode(words: Sequence[Sequence[Run]]) -> tuple[list[str], list[str | None]]:
    """Words (runs of one font each, in the page's order) as text; and for each the encoding it was in, or None.

    The cheapest path through the words is taken: a word that cannot be Vietnamese costs 1, going over to another
    encoding costs `_CHANGE`, less where the font changes, least where the new font's name tells the encoding.
    """
    plain = ["".join(r.text for r in word) for word in words]
    views = [words, [[Run(_from_mac(r.text), r.font) for r in word] for word in words]]
    best: tuple[float, list[str], list[str | None]] | None = None
    for view in views:
        texts, states = _decode(view)
        states = _supported(view, texts, states, plain)
        out = [
            text[i] if (i := _STATES.index(state)) else plain[n]
            for n, (text, state) in enumerate(zip(texts, states, strict=True))
        ]
        cost = sum(map(_strange, out))
        if best is None or cost < 0.8 * best[0]:
            best = (cost, out, states)
        if best[0] <= 0.1 * len(words):
            break  # nothing left that another reading of the bytes could mend
    return (best[1], best[2]) if best else ([], [])


def marked_share(words: list[str]) -> float:
    """Share of the alphabetic ``words`` that bear a Vietnamese mark or letter.

    Running Vietnamese text has 0.7 to 0.9.
    """
    letters = [w for w in (letters_only(word) for word in words) if len(w) >= 2]
    if not letters:
        return 0.0
    marked = sum(
        1 for w in letters if any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", w)) or "đ" in w.lower()
    )
    return marked / len(letters)


def _decode(words: Sequence[Sequence[Run]]) -> tuple[list[list[str]], list[str | None]]:
    """Each word's text in every state, and the cheapest sequence of states."""
    texts: list[list[str]] = []
    costs = [0.0] + [_CHANGE] * len(_DECODERS)
    back: list[list[int]] = []
    last = words[0][0].font if words and words[0] else ""
    for word in words:
        font = word[0].font if word else last
        hint = _hint(font)
        change = _CHANGE_AT_FONT if font != last else _CHANGE
        options = [_turn(word, state) for state in _STATES]
        own = [
            _strange(text) + (_strange(text) > _strange(options[0])) + _prior(state, hint, text != options[0])
            for state, text in zip(_STATES, options, strict=True)
        ]
        cheapest = min(range(len(costs)), key=costs.__getitem__)
        steps, new = [], []
        for i, state in enumerate(_STATES):
            enter = costs[cheapest] + (_HINTED if hint and state == hint else change)
            steps.append(i if costs[i] <= enter else cheapest)
            new.append(min(costs[i], enter) + own[i])
        texts.append(options)
        back.append(steps)
        costs, last = new, font
    path: list[str | None] = []
    at = min(range(len(costs)), key=costs.__getitem__)
    for steps in reversed(back):
        path.append(_STATES[at])
        at = steps[at]
    return texts, path[::-1]


def _supported(
    words: Sequence[Sequence[Run]], texts: list[list[str]], states: list[str | None], plain: list[str]
) -> list[str | None]:
    """The states without conversions that change nothing, or that the page as a whole does not bear out."""
    kept = list(states)
    for encoding in _DECODERS:
        places = [n for n, state in enumerate(states) if state == encoding]
        i = _STATES.index(encoding)
        changed = [n for n in places if texts[n][i] != texts[n][0] and any(c.isalpha() for c in texts[n][0])]
        gain = sum(_strange(texts[n][0]) - _strange(texts[n][i]) for n in changed)
        good = sum(_strange(texts[n][i]) == 0 for n in changed)
        hinted = sum(_hint(words[n][0].font) == encoding for n in places if words[n])
        called_for = hinted > 0.5 * len(places)
        enough = good >= 0.75 * len(changed) and gain >= 0 if called_for else good >= 0.9 * len(changed) and gain >= 2
        for n in places:
            if not enough or plain[n] in _TYPOGRAPHY or texts[n][i] == plain[n]:
                kept[n] = None
    return kept


def _turn(word: Sequence[Run], state: str | None) -> str:
    if state is None:
        return "".join(run.text for run in word)
    whole = _DECODERS[state]("".join(_bytes(run.text) for run in word))
    if state != "TCVN3" or not any(_in_capitals(run.font) for run in word):
        return whole
    return "".join(_capitals(_DECODERS[state](_bytes(run.text)), run.font) for run in word)


def _capitals(text: str, font: str) -> str:
    return text.upper() if _in_capitals(font) else text


@lru_cache(maxsize=1024)
def _in_capitals(font: str) -> bool:
    """Whether a TCVN3 font shows capitals only (`.VnTimeH`)."""
    return _hint(font) == "TCVN3" and bool(_CAPITALS_FONT.search(_family(font).replace("-", "").replace(" ", "")))


def _family(font: str) -> str:
    return font.rsplit("+", 1)[-1].lstrip(".").lower()


@lru_cache(maxsize=1024)
def _hint(font: str) -> str | None:
    """The encoding that a font's name suggests."""
    name = _family(font)
    if name.startswith("vni"):
        return "VNI"
    if name.startswith("vps"):
        return "VPS"
    return "TCVN3" if name.startswith("vn") else None


def _prior(state: str | None, hint: str | None, changed: bool) -> float:
    if state is None:
        return 0.02 if hint else 0.0
    return _UNCALLED if changed and state != hint else 0.0


@lru_cache(maxsize=65536)
def _strange(text: str) -> float:
    """0 for what may stand in Vietnamese minutes (a syllable, figures, an abbreviation), 1 for what cannot."""
    if "(cid:" in text or any(unicodedata.category(c) in {"Cc", "Co"} or c in "\ufffd\u00ad" for c in text):
        return 1.0
    if _FIGURE_WITH_MARK.search(text):
        return 1.0
    text = _UNIT.sub("", text)
    for part in _PARTS.split(unicodedata.normalize("NFC", text)):
        letters = sum(c.isalpha() for c in part)
        if not letters or (len(part) == 1 and part.isascii()):
            continue
        if letters < len(part):
            return 1.0  # "h¹nh", "§iÒu": a sign among letters
        if any(a.islower() and b.isupper() for a, b in pairwise(part)):
            return 1.0  # no legacy letter changes its case inside a word
        if not is_syllable(part) and not (part.isupper() and len(part) <= 5 and all(_has_place(c) for c in part)):
            return 1.0
    return 0.0


def _has_place(letter: str) -> bool:
    return letter.isascii() or letter in "ĐĂÂÊÔƠƯ"


def _by_byte(text: str, table: dict[int, str]) -> str:
    out = []
    for c in text:
        code = byte_of(c)
        out.append(c if code is None else table.get(code, c if ord(c) < 0xF000 else chr(code)))
    return "".join(out)


def _bytes(text: str) -> str:
    """Codes that the font gives no meaning to, "(cid:184)", as the characters with these numbers."""
    return _CID.sub(lambda m: chr(int(m[1])) if int(m[1]) < 256 else m[0], text)


def _from_mac(text: str) -> str:
    """``text`` whose bytes were read as Mac Roman, read as Latin-1."""
    try:
        return text.encode("mac_roman").decode("latin-1")
    except UnicodeEncodeError:
        return text
