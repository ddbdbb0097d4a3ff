"""Names without an honorific: rows of tables, signatures, labels, and full names in running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.people.chains import Chains
from nlp.people.tokens import NEWLINE, OTHER, SPACE, TITLE, UPPER, WIDE

__all__ = ["after_unit", "untitled"]

_THRESHOLD = 0.6
_GENDERED = frozenset({"thi", "van"})
_MONG = frozenset(
    {
        "giang",
        "sung",
        "vang",
        "thao",
        "hang",
        "ma",
        "cu",
        "mua",
        "lau",
        "vu",
        "ho",
        "sinh",
        "ly",
        "chang",
        "phang",
        "trang",
        "tho",
        "khang",
        "gia",
        "song",
        "xong",
        "va",
        "hau",
        "lu",
        "luu",
        "duong",
        "lo",
    }
)
_MONG_MIDDLE = frozenset({"a", "seo", "mi", "nhia", "ba", "y"})
_BULLETS = frozenset("-+*•–—▪●○.)/]|")
_AFTER = frozenset({":", "(", "-", "–", ",", ";", "—", "|"})
_JOINERS = frozenset({",", "va", ";", "cung"})
_HOLDERS = (
    ("gia", "dinh"),
    ("quan", "chung"),
    ("dang", "vien"),
    ("doan", "vien"),
    ("hoi", "vien"),
    ("ho", "ten"),
    ("uu", "tu"),
    ("ho",),
    ("nha",),
    ("ten",),
    ("vo",),
    ("chong",),
    ("con",),
)


def _boundary(chains: Chains, index: int) -> bool:
    """Whether a cell or line begins at token ``index``, a number or bullet before it aside."""
    tokens = chains.tokens
    if index == 0 or tokens[index].gap >= NEWLINE:
        return True
    at = index - 1
    while (
        at > 0
        and tokens[at].shape == OTHER
        and tokens[at].gap < NEWLINE
        and index - at < 4
        and tokens[at].fold in _BULLETS
    ):
        at -= 1
    marker = tokens[at]
    opens = at == 0 or marker.gap >= NEWLINE
    return opens and marker.shape == OTHER and (marker.fold.isdigit() or marker.fold in _BULLETS)


def _context(chains: Chains, first: int, end: int) -> float:
    tokens, lists = chains.tokens, chains.lists
    after = tokens[end] if end < len(tokens) else None
    closes = after is None or after.gap >= NEWLINE
    score = 0.0
    if _boundary(chains, first):
        score = 0.3 if closes else 0.25 if after and after.fold in _AFTER else 0.1
    elif first and tokens[first].gap < NEWLINE:
        before = tokens[first - 1].fold
        if before == ":":
            labelled = any(
                lists.functions.match(tokens, at) or lists.roles.match(tokens, at)
                for at in range(max(0, first - 6), first - 1)
            )
            score = 0.35 if labelled else 0.3 if closes or (after and after.fold in _AFTER) else 0.15
        elif before == ")" and first > 1 and tokens[first - 2].fold.isdigit():
            score = 0.25 if closes or (after and after.fold in _AFTER) else 0.1
        elif before in {",", "(", "va", "-", "–", ";", "."}:
            score = 0.1
        elif tokens[first - 1].shape == UPPER and before in lists.acronyms:
            score = 0.35
        elif _holder(chains, first):
            score = 0.3
        elif any(
            at + lists.roles.match(tokens, at) == first
            for at in range(max(0, first - 4), first)
            if lists.roles.match(tokens, at)
        ):
            # "trưởng thôn Đồng Mận" is an office and its village, unless the surname is beyond doubt.
            village = tokens[first - 1].fold in lists.place_tails and tokens[first - 2].fold != "gia"
            place = village and not chains.strong(first)
            score = 0.1 if place else 0.35
    return score


def _holder(chains: Chains, first: int) -> bool:
    tokens = chains.tokens
    return any(
        first >= len(words) and tuple(token.fold for token in tokens[first - len(words) : first]) == words
        for words in _HOLDERS
    )


def after_unit(chains: Chains, first: int) -> bool:
    """A word for an administrative unit or an institution stands right before, and is no part of an office."""
    tokens, lists = chains.tokens, chains.lists
    if first == 0 or tokens[first].gap > NEWLINE:
        return False
    for at in range(max(0, first - 4), first):
        if lists.units.match(tokens, at) == first - at:
            return not any(
                begin + lists.roles.match(tokens, begin) == first
                for begin in range(max(0, at - 3), at + 1)
                if lists.roles.match(tokens, begin)
            )
    return False


def _score(chains: Chains, first: int, end: int) -> float:
    tokens, lists = chains.tokens, chains.lists
    syllables = chains.syllables(first, end)
    if len(syllables) < 2:
        return 0.0
    folds = [tokens[k].fold for k in syllables]
    gendered = chains.gendered(first) and len(folds) > 2
    if chains.strong(first):
        score = 0.4 if chains.surface(first).lower() in lists.surnames_marked else 0.35
    elif f"{folds[0]} {folds[1]}" in lists.surname_pairs:
        score = 0.5 if len(folds) > 2 else 0.3
    elif folds[0] in lists.surnames or folds[0] in lists.surname_openings:
        score = 0.2
    elif gendered and chains.near_surname(first):
        score = 0.1
    elif len(folds[0]) == 1 and folds[0] in lists.particles:
        tied = tokens[first + 1].shape == OTHER
        score = (0.5 if tied else 0.15) + (0.35 if folds[-1] in lists.strong_surnames and len(folds) > 2 else 0.0)
    else:
        return 0.0
    if gendered or (len(folds) > 2 and folds[0] in _MONG and folds[1] in _MONG_MIDDLE):
        score += 0.4
    elif len(folds) > 2 and folds[1] in lists.middles:
        score += 0.1
    if len(folds) in (3, 4):
        score += 0.15
    if folds[-1] in lists.givens:
        score += 0.1
    if not gendered and tuple(chains.surface(k).lower() for k in range(first, end)) in lists.unit_names:
        score -= 0.6
    if tokens[first].shape == UPPER and not gendered:
        score -= 0.1 if chains.strong(first) else 0.2
    return score


def _mid_run(chains: Chains, first: int) -> bool:
    tokens = chains.tokens
    if not first or tokens[first].gap != SPACE or tokens[first - 1].shape < TITLE:
        return False
    if tokens[first - 1].shape == UPPER and tokens[first - 1].fold in chains.lists.acronyms:
        return False
    if tokens[first].shape == UPPER:
        return True
    # "Cử Trần ...": the capital before opens the sentence and is no part of a name.
    opens = _boundary(chains, first - 1) or tokens[first - 2].fold in {".", ":", ";", "!", "?"}
    return not (
        opens and chains.strong(first) and chains.surface(first - 1).lower() not in chains.lists.surnames_marked
    )


def untitled(chains: Chains, taken: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """``(first, end, confidence)`` of names among the tokens that are not ``taken`` yet."""
    tokens, lists = chains.tokens, chains.lists
    index, unit_ended, name_ended = 0, -1, -1
    while index < len(tokens):
        token = tokens[index]
        begins = (
            token.shape >= TITLE
            and not taken[index]
            and (
                token.fold in lists.surnames
                or token.fold in lists.surname_openings
                or (len(token.fold) == 1 and token.fold in lists.particles)
                or (index + 1 < len(tokens) and tokens[index + 1].fold in _GENDERED)
            )
        )
        if not begins:
            index += 1
            continue
        if chains.opens_unit(index):
            unit_ended = chains.end(index + 1)
            index = max(unit_ended, index + 1)
            continue
        end = chains.end(index)
        verb = end - index > 2 and token.shape == TITLE and chains.surface(index).lower() not in lists.surnames_marked
        if verb and (chains.strong(index + 1) or chains.gendered(index + 1)) and not chains.gendered(index):
            index += 1
            continue
        if end - index < 2 or any(taken[index:end]):
            index += 1
            continue
        gendered = tokens[index + 1].fold in _GENDERED and end - index > 2
        listed_place = unit_ended >= 0 and unit_ended == index - 1 and tokens[index - 1].fold in {",", "va", "-"}
        if (after_unit(chains, index) or listed_place) and not (gendered and _office_before(chains, index)):
            unit_ended = end
            index = index + 1
            continue
        score = _score(chains, index, end)
        if _mid_run(chains, index) and not (gendered and score >= 0.8):
            index += 1
            continue
        joined = name_ended == index - 1 and tokens[index - 1].fold in _JOINERS
        score += max(_context(chains, index, end), 0.25 if joined else 0.0)
        folded = " ".join(tokens[k].fold for k in range(index, end))
        if score < _THRESHOLD or folded in lists.exceptions or "ho chi minh" in folded:
            index += 1
            continue
        yield index, end, round(min(0.95, 0.3 + score * 0.6), 3)
        index = name_ended = end


def _office_before(chains: Chains, first: int) -> bool:
    """An office opens the phrase before ``first``: "Chủ tịch UBND xã Nguyễn Văn A"."""
    tokens, lists = chains.tokens, chains.lists
    for at in range(first - 1, max(-1, first - 8), -1):
        if tokens[at].shape == OTHER or tokens[at].gap >= WIDE:
            return False
        if lists.roles.match(tokens, at):
            return True
    return False
