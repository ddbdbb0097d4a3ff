"""Honorifics: "đồng chí", "đ/c" and what scanning makes of them, and the words of family and respect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp.fold import fold
from nlp.people.chains import Chains
from nlp.people.tokens import GLUED, LOWER, NEWLINE, OTHER, SPACE, TITLE, WIDE

__all__ = ["Title", "titles"]

# "đ/c" in one token after misreading the stroke; "đc" itself also abbreviates "được", so a capital must follow.
_ONE_TOKEN = frozenset({"dc", "dlc", "dic", "djc", "dtc", "đlc", "dfc"})
_STROKES = frozenset("/.|\\,!1lí:;")
_LAST = frozenset({"c", "e", "o", "ch", "ce"})
_FAMILY = frozenset({"ông", "bà", "anh", "chị", "cô", "thầy", "bác", "cụ", "em", "cháu", "chú", "dì"})
# Degrees and callings before a name: "ThS. Cao …", "BS. CKII Lê …", "SV Hồ …"; upper case, but for "ThS", "Bs".
_DEGREES = frozenset(
    {
        "gs",
        "pgs",
        "ts",
        "ths",
        "tskh",
        "bs",
        "bsck",
        "bscki",
        "bsckii",
        "ck",
        "cki",
        "ckii",
        "ds",
        "ks",
        "kts",
        "cn",
        "ls",
        "sv",
        "hv",
    }
    | {"gv", "ncs", "hs", "ys", "nhs", "dd", "ktv", "hsv", "ngut", "ngnd", "nsut"}
)
_DEGREES_SPELLED = frozenset({"ThS", "Ths", "Ts", "Gs", "Pgs", "Bs", "Ds", "Ks", "Kts", "Cn", "Ys"})
# Ranks of army, border guard and police, with the kinds of service beside them; and midwives, who but for a mark are
# named Hồ Sinh.
_RANKS = frozenset(
    [(grade, kind) for grade in ("thiếu", "trung", "thượng", "đại") for kind in ("úy", "uý", "tá", "tướng", "sĩ", "sỹ")]
    + [("chuẩn", "úy"), ("chuẩn", "uý"), ("hạ", "sĩ"), ("hạ", "sỹ"), ("binh", "nhất"), ("binh", "nhì"), ("hộ", "sinh")]
)
_RANK_KINDS = frozenset({"QNCN", "CN", "CNQP", "VCQP"})
_PLURAL = frozenset({"cac", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "nhung", "may"})
_COMRADE = frozenset(
    {
        "dong",
        "dông",
        "đong",
        "dồng",
        "dang",
        "don",
        "dọng",
        "ong",
        "dcng",
        "dohg",
        "d6ng",
        "đcng",
        "dõng",
        "cong",
    }
)
_OPENERS = frozenset({"gom", "la", "co", "sau", "nhu", "ten", "gồm"})

# The folded words with which any of them may begin: most tokens of a text are none of these.
_BEGINNINGS = frozenset(
    fold(word) for word in ("dong", "dongchi", "d", *_ONE_TOKEN, *_COMRADE, *_FAMILY, *_DEGREES, *dict(_RANKS))
)


class Title(NamedTuple):
    """An honorific in tokens ``start`` to ``end`` (exclusive, past a colon); ``stop`` ends its own wording."""

    start: int
    stop: int
    end: int
    plural: bool
    family: bool


def _comrade(chains: Chains, index: int) -> int:
    """How many tokens from ``index`` on are "đồng chí" or an abbreviation of it; 0 if none."""
    tokens = chains.tokens
    token = tokens[index]
    left = len(tokens) - index
    if (
        token.fold == "dong"
        and left > 1
        and tokens[index + 1].fold in ("chi", "chl", "chj")
        and tokens[index + 1].gap in (SPACE, NEWLINE, GLUED)
    ):
        return 2
    if token.fold == "dongchi":
        return 1
    if token.fold in _ONE_TOKEN:
        return 1
    if token.fold in ("d", "đ") and left > 2 and tokens[index + 1].fold in _STROKES and tokens[index + 2].fold in _LAST:
        near = tokens[index + 1].gap in (GLUED, SPACE) and tokens[index + 2].gap in (GLUED, SPACE)
        tight = tokens[index + 1].gap == GLUED or tokens[index + 2].gap == GLUED
        if near and tight:
            # "đ/c." and "đ.c." carry their own full stop
            dotted = (
                left > 3
                and tokens[index + 3].fold == "."
                and tokens[index + 3].gap == GLUED
                and tokens[index + 1].fold == "."
            )
            return 4 if dotted and chains.capital(index + 4) else 3
    # One letter of "đồng" misread: only before "chí" with its mark and a capital, or it would catch "đang chỉ".
    if (
        token.shape != OTHER
        and left > 2
        and token.fold in _COMRADE
        and chains.surface(index + 1).lower() == "chí"
        and chains.capital(index + 2)
    ):
        return 2
    return 0


def _family(chains: Chains, index: int) -> int:
    tokens = chains.tokens
    token = tokens[index]
    if chains.surface(index).lower() not in _FAMILY or not chains.capital(index + 1) or tokens[index + 1].gap != SPACE:
        return 0
    if token.shape == LOWER:
        return 1
    # A capital "Anh", "Bà" in mid-sentence is part of a name or place (Anh Sơn, Bà Rịa).
    before = tokens[index - 1].fold if index else ""
    counted = before in {")", "/"} and index > 1 and tokens[index - 2].fold.isdigit()  # "(2) Bà", "3/ Ông"
    starts = index == 0 or token.gap >= NEWLINE or before in {".", ":", "-", "+", "(", "?", "!"} or counted
    return 1 if token.shape == TITLE and starts else 0


def _degree(chains: Chains, index: int) -> int:
    """How many tokens from ``index`` on are degrees ("PGS.TS.") right before a name of two syllables at least."""
    tokens = chains.tokens
    at = index
    while at < len(tokens) and tokens[at].fold in _DEGREES and (at == index or tokens[at].gap in (GLUED, SPACE)):
        written = chains.surface(at)
        if not (written.isupper() or written in _DEGREES_SPELLED):
            break
        at += 1
        while at < len(tokens) and tokens[at].fold in {".", ","} and tokens[at].gap == GLUED:
            at += 1
    if at == index or not chains.capital(at) or tokens[at].gap not in (GLUED, SPACE):
        return 0
    full = chains.end(at) - at > 1 and (chains.known_surname(at) or tokens[at].fold in chains.lists.surname_openings)
    return at - index if full or tokens[at - 1].fold == "." else 0


def _rank(chains: Chains, index: int) -> int:
    """How many tokens from ``index`` on are a rank of the forces ("Đại úy", "Thượng úy QNCN") right before a name."""
    tokens = chains.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].gap not in (SPACE, NEWLINE):
        return 0
    if (chains.surface(index).lower(), chains.surface(index + 1).lower()) not in _RANKS:
        return 0
    at = index + 2
    if at < len(tokens) and chains.surface(at) in _RANK_KINDS and tokens[at].gap == SPACE:
        at += 1
    named = chains.capital(at) and tokens[at].gap in (SPACE, NEWLINE) and not chains.barred(at, at)
    return at - index if named else 0


def _plural(chains: Chains, index: int) -> bool:
    if index == 0 or chains.tokens[index].gap > NEWLINE:
        return False
    before = chains.tokens[index - 1].fold
    return before in _PLURAL or (before.isdigit() and int(before) > 1)


def _colon(chains: Chains, stop: int, plural: bool) -> int:
    """Past "gồm:", ":" or "(" between an honorific and the names."""
    tokens = chains.tokens
    at = stop
    while at < min(len(tokens), stop + 2) and tokens[at].fold in _OPENERS and tokens[at].shape == LOWER:
        at += 1
    if at < len(tokens) and tokens[at].fold in (":", "(") and chains.capital(at + 1) and tokens[at + 1].gap < WIDE:
        named = plural or tokens[at].fold == ":" or at > stop
        return at + 1 if named and chains.end(at + 1) > at + 1 else stop
    return at if plural and at > stop and chains.capital(at) else stop


def titles(chains: Chains) -> Iterator[Title]:
    """Every honorific of the text in order."""
    tokens = chains.tokens
    done = 0  # where the last one ended
    for index in [at for at, token in enumerate(tokens) if token.fold in _BEGINNINGS and token.shape != OTHER]:
        if index < done:
            continue
        size = _comrade(chains, index)
        family = 0 if size else _family(chains, index)
        family = family or (0 if size else _degree(chains, index) or _rank(chains, index))
        size = size + (_degree(chains, index + size) or _rank(chains, index + size)) if size else family
        if not size:
            continue
        done = stop = index + size
        plural = _plural(chains, index)
        follows = stop < len(tokens) and tokens[stop].gap < WIDE
        end = (
            _colon(chains, stop, plural or (index > 0 and tokens[index - 1].fold.isdigit()))
            if follows and not family
            else stop
        )
        if follows:
            yield Title(index, stop, end, plural, bool(family))
