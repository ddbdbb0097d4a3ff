"""Rule words that were misread, put right for the rules' eyes only: "clii bc" is searched as "chi bo".

A rule finds its place by words; where reading spoilt one of them, everything behind it is lost. So the folded text in
which rules search is mended, position for position: a string that can be no Vietnamese syllable becomes the one rule
word that it may have been, blanks fill up what is left over, and a blank inside a word moves to its edge. Values and
quotes are sliced from the text as read, so nothing that is stated changes. Capitalised neighbours are names and stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from nlp.fold import fold, nfc
from nlp.lexicon import load_data

__all__ = ["is_folded_syllable", "search_form"]

_ONSET = r"(?:ngh?|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_RIME = (
    r"(?:(?:i|u|o|uy|oa|oe|e|a|y)|(?:ia|ua|uya|ai|ao|au|ay|eo|eu|iu|oi|ui|oai|oay|oao|oeo|ue|uo|uyu|uoi|uou|uay|ieu|"
    r"yeu|ueu|uao|uyu)|(?:a|o|oo|e|i|u|ie|uo|oa|oe|ua|ue|uy|uye|y|ye)(?:ch|c|m|ng|nh|n|p|t))"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_RIME}")
_TOKEN = re.compile(r"[a-z0-9]+")
_SPLIT = re.compile(r"(?<![a-z0-9/])(?P<a>[a-z]{1,5}) (?=(?P<b>[a-z]{1,6})(?![a-z0-9/]))")
SHORTEST = 3  # letters: shorter strings may be abbreviations
_FREE_FROM = 4  # letters: from here on any one letter may be wrong, not only a look-alike


@cache
def _vocabulary() -> tuple[frozenset[str], dict[str, str], dict[str, str], dict[tuple[str, str], str]]:
    """Rule words; their misread forms; forms with one letter open ("b?en"); and pairs ("chi", "bc") → "bo"."""
    data = load_data("misread.yaml")
    words = frozenset(data["words"].split())
    alike = {letter: str(shapes).split() for letter, shapes in data["alike"].items()}
    forms: dict[str, set[str]] = {}
    opened: dict[str, set[str]] = {}
    for word in words:
        for index, letter in enumerate(word):
            before, after = word[:index], word[index + 1 :]
            for shape in (*alike.get(letter, ()), letter * 2):
                if len(word) < SHORTEST and len(shape) > 1:
                    continue  # "clu" is rather "chu" than "du"
                forms.setdefault(before + shape + after, set()).add(word)
            if len(word) >= _FREE_FROM:
                opened.setdefault(f"{before}?{after}", set()).add(word)
    pairs = {
        (first, shape): second
        for first, seconds in data["pairs"].items()
        for second, shapes in seconds.items()
        for shape in map(str, shapes)
    }
    return words, _unambiguous(forms), _unambiguous(opened), pairs


def _unambiguous(forms: dict[str, set[str]]) -> dict[str, str]:
    return {form: next(iter(words)) for form, words in forms.items() if len(words) == 1}


@lru_cache(maxsize=65536)
def is_folded_syllable(token: str) -> bool:
    """May ``token`` (lower case, without marks) be a Vietnamese syllable?"""
    return _SYLLABLE.fullmatch(token) is not None


@lru_cache(maxsize=65536)
def _word(token: str) -> str | None:
    """The rule word that ``token`` was, with blanks to its length; None where it stays."""
    words, forms, opened, _ = _vocabulary()
    letters = sum(character.isalpha() for character in token)
    if len(token) < SHORTEST or letters < len(token) - 1 or token in words or is_folded_syllable(token):
        return None
    found = forms.get(token)
    if found is None and token.isalpha():
        guesses = {opened.get(f"{token[:index]}?{token[index + 1 :]}") for index in range(len(token))} - {None}
        found = guesses.pop() if len(guesses) == 1 else None
    return found.ljust(len(token)) if found and len(found) <= len(token) else None


@cache
def _dialect() -> tuple[re.Pattern[str], dict[str, str]]:
    """Southern and older spellings of rule words ("thơ ký", "thống nhứt"), each as long as what it stands for."""
    forms: dict[str, str] = load_data("misread.yaml")["dialect"]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b".replace(" ", "[ \n]")), forms


def _standard(found: str, forms: dict[str, str]) -> str:
    standard = forms[found.replace("\n", " ")]
    return "".join("\n" if old == "\n" else new for old, new in zip(found, standard, strict=True))


@lru_cache(maxsize=1024)
def search_form(text: str) -> str:
    """``text`` folded, with misread rule words put right; the same length as ``nfc(text)``."""
    composed = nfc(text)
    pattern, forms = _dialect()
    folded = pattern.sub(lambda match: _standard(match.group(), forms), _rejoined(fold(composed)))
    pairs = _vocabulary()[3]
    tokens = _TOKEN.findall(folded)
    if not any(map(_word, tokens)) and pairs.keys().isdisjoint(pairwise(tokens)):
        return folded  # most sentences hold nothing to mend
    pieces: list[str] = []
    end = 0
    previous = ""
    for match in _TOKEN.finditer(folded):
        token = match.group()
        mended = pairs.get((previous, token)) or _word(token)
        if mended and not _in_a_name(composed, match.start(), match.end()):
            pieces += [folded[end : match.start()], mended.ljust(len(token))[: len(token)]]
            end = match.end()
            token = mended.strip()
        previous = token
    return "".join((*pieces, folded[end:])) if pieces else folded


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Does a capitalised word stand beside another one, neither all in capitals?"""
    if not text[start].isupper() or text[start:end].isupper():
        return False
    beside = (re.search(r"(\S+) ?$", text[:start][-24:]), re.match(r" ?(\S+)", text[end : end + 24]))
    return any(found and found[1][:1].isupper() and not found[1].isupper() for found in beside)


def _rejoined(folded: str) -> str:
    """Blanks inside a rule word moved to its edge: "c hi bo" → " chi bo", "than g 3" → "thang  3"."""
    words = _vocabulary()[0]
    if not any(a + b in words for a, b in pairwise(_TOKEN.findall(folded))):
        return folded
    pieces: list[str] = []
    end = 0
    for match in _SPLIT.finditer(folded):
        a, b = match.group("a", "b")
        if a + b not in words or match.start() < end or (a in words and b in words):
            continue
        first, second = is_folded_syllable(a), is_folded_syllable(b)
        if first and second:
            continue
        pieces += [folded[end : match.start()], f"{a}{b} " if first else f" {a}{b}"]
        end = match.end("b")
    return "".join((*pieces, folded[end:])) if pieces else folded
