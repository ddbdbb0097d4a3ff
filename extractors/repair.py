"""Misread words put right where the language leaves no choice; each change keeps the engine's own form.

Three kinds of non-words are repaired, and nothing else: a set phrase that one wrong mark has made into none ("chỉ bộ"),
a string that cannot be a syllable and is one confusion away from exactly one word of the page or of everyday use, and
letters inside figures ("2O25", "l5/3"). Names (capitals in mid-sentence) are never touched, figures only where a letter
stands in them or where no calendar has such a day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.repair_figures import date_mended, figure_mended
from extractors.repair_lexicon import COMMON, PHRASES, UNLESS, fold
from extractors.syllables import is_syllable
from extractors.version import READER
from schemas import Line, Step, Word

__all__ = ["Repair", "repair_step", "repaired"]

_SURE = 0.9  # engine confidence: words read so surely vouch for others
_SPLIT = re.compile(r"^([^\w]*)(.*?)([^\w]*)$")
_COMRADE = re.compile(r"^(đ|Đ)[íìi1lI|/][ceo]$")
_GROUPS = ("aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ")
_SWAPS = {c: group.replace(c, "") for group in _GROUPS for c in group} | {
    "l": "i",
    "c": "eo",
    "h": "b",
    "b": "h",
    "n": "u",
}
_ROMAN = {"H": "II", "HI": "III", "IH": "III", "HII": "IIII"}


@dataclass(frozen=True)
class Repair:
    """One change: the engine's form, the new one, and by which rule."""

    before: str
    after: str
    rule: str


def repaired(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], list[Repair]]:
    """``lines`` with misread non-words put right, and the changes; boxes and confidences stay."""
    places = [(n, i) for n, line in enumerate(lines) for i in range(len(line.words))]
    words = [lines[n].words[i] for n, i in places]
    texts = [word.text for word in words]
    known = {core.lower() for w in words if (w.confidence or 0.0) >= _SURE and is_syllable(core := _core(w.text))}
    starts = [i == 0 for _, i in places]
    found = dict(_changes(texts, starts, known, [w.confidence or 0.0 for w in words]))
    if not found:
        return lines, []
    new = {places[at]: change for at, change in found.items()}
    out = tuple(
        line.model_copy(update={"words": tuple(_word(w, new.get((n, i))) for i, w in enumerate(line.words))})
        for n, line in enumerate(lines)
    )
    return out, list(found.values())


def repair_step(changes: list[Repair]) -> list[Step]:
    """The step that tells of ``changes``, how many by each rule; nothing where there were none.

    The wordings themselves stand at the words: a step may be logged, and words may be names.
    """
    if not changes:
        return []
    rules = Counter(change.rule for change in changes)
    return [Step(name="repair", tool="bienban.extractors", version=READER, settings={"words": len(changes), **rules})]


def _word(word: Word, change: Repair | None) -> Word:
    return word.model_copy(update={"text": change.after, "raw": word.text}) if change else word


def _changes(
    texts: list[str], starts: list[bool], known: set[str], confidences: list[float]
) -> Iterator[tuple[int, Repair]]:
    """Place and change of each word to be put right."""
    taken: set[int] = set()
    romans: set[str] = set()
    after: str | None
    for at, text in enumerate(texts):
        if at in taken:
            continue
        before = texts[at - 1] if at else ""
        behind = texts[at + 1] if at + 1 < len(texts) else ""
        further = texts[at + 2] if at + 2 < len(texts) else ""
        phrase = _phrase(text, behind, further, at_start=starts[at])
        if phrase is not None:
            for place, half in zip((at, at + 1), phrase, strict=True):
                taken.add(place)
                if texts[place] != half:
                    yield place, Repair(texts[place], half, "phrase")
            continue
        if starts[at]:
            roman = _roman(text, romans)
            if roman is not None:
                yield at, Repair(text, roman, "numeral")
                continue
        after = figure_mended(text, before, behind)
        rule = "figure"
        if after is None and confidences[at] < _SURE:
            after, rule = date_mended(text, before), "calendar"
        if after is None and _COMRADE.match(text) and text != f"{text[0]}/c" and behind[:1].isupper():
            after, rule = f"{text[0]}/c", "abbreviation"
        if after is None and _written_short(text, before, behind) is not None:
            after, rule = _written_short(text, before, behind), "abbreviation"
        if after is None:
            after, rule = _syllable(text, known), "syllable"
        if after is not None and after != text:
            yield at, Repair(text, after, rule)


def _written_short(text: str, before: str, behind: str) -> str | None:
    """KQ (kết quả) and BB (biên bản) where their neighbours leave no doubt: Q is misread as O, B as 8."""
    if text in {"KO", "K0"} and behind.lower() in {"tháng", "thực", "công", "nhiệm", "lãnh"}:
        return "KQ"
    if re.fullmatch(r"(B8|8B)[:.]?", text) and before.lower() == "ghi":
        return "BB" + text[2:]
    return None


def _phrase(first: str, second: str, third: str, *, at_start: bool) -> tuple[str, str] | None:
    """Both words of a set phrase that has one mark wrong, put right; None where they are none, or right already."""
    a, b = _SPLIT.match(first), _SPLIT.match(second)
    if not a or not b or a[3] or b[1] or not a[2] or not b[2]:
        return None  # something stands between them
    pair = (a[2].lower(), b[2].lower())
    spellings = PHRASES.get((fold(pair[0]), fold(pair[1])), set())
    near = [s for s in sorted(spellings) if (s[0] == pair[0]) + (s[1] == pair[1]) == 1]
    if pair in spellings or not near:
        return None
    meant = near[0]
    wrong = 0 if pair[0] != meant[0] else 1
    if pair in UNLESS and (not UNLESS[pair] or (third and _core(third).lower() in UNLESS[pair])):
        return None
    if b[2][0].isupper() and not (a[2].isupper() and b[2].isupper() and at_start):
        return None  # a name, or a name in capitals
    halves = (first, second)
    old = (a[2], b[2])[wrong]
    new = _cased(meant[wrong], old)
    mended = halves[wrong].replace(old, new, 1)
    return (mended, second) if wrong == 0 else (first, mended)


def _syllable(text: str, known: set[str]) -> str | None:
    """A small-lettered string that cannot be a syllable, as the one word that it can have been."""
    match = _SPLIT.match(text)
    core = match[2] if match else ""
    if len(core) < 3 or not core.isalpha() or not core.islower() or is_syllable(core):
        return None
    found = {c for c in _one_off(core) if is_syllable(c) and (c in known or c in COMMON)}
    return text.replace(core, found.pop(), 1) if len(found) == 1 else None


def _one_off(core: str) -> Iterator[str]:
    for i, letter in enumerate(core):
        for other in _SWAPS.get(letter, ""):
            yield core[:i] + other + core[i + 1 :]


def _roman(text: str, seen: set[str]) -> str | None:
    """A heading's number whose strokes ran together ("HI." for "III."), where the one before it has been seen."""
    match = re.fullmatch(r"([IVXH]{1,4})([.\-/):]+)", text)
    if not match:
        return None
    meant = _ROMAN.get(match[1], match[1])
    if meant != match[1] and (meant[:-1] not in seen or meant in seen):
        return None
    seen.add(meant)
    return meant + match[2] if meant != match[1] else None


def _core(text: str) -> str:
    match = _SPLIT.match(text)
    return match[2] if match else ""


def _cased(meant: str, like: str) -> str:
    if like.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if like[:1].isupper() else meant
