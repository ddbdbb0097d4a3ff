"""When to ask the second reader, and one reading of a page out of its own and Tesseract's.

The two fail differently: Tesseract is unsure where it is wrong, the line reader is nearly always sure; Tesseract is the
better reader of print, the line reader of handwriting-like pages, of digits on them above all. Who leads on a page is
seen from their quarrels: on print Tesseract is sure of most words that the other reads otherwise, on handwriting it is
not. All functions are pure; rectangles are pixels of the image that both readers were given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median

from extractors.engines.base import RawWord
from extractors.reread import plausibility

__all__ = ["looks_handwritten", "merge_readings", "seated", "sure_share", "written_by_hand"]

_SURE = 0.95  # Tesseract's confidence in a word of clean print is 0.96 to 0.97
_FAIRLY_SURE = 0.90
_FEW_SURE = 0.62  # of the words: handwriting-like pages stayed below 0.60, full pages of print above 0.64
_ENOUGH_WORDS = 15
_FEWEST_QUARRELS = 5
_QUARRELS_PRINT = 0.60  # sure quarrels: 0.06 to 0.54 on handwriting-like pages, 0.64 to 0.91 on print
_QUARRELSOME = 0.10  # of the places: 0.14 and more on handwriting-like pages
_POSSIBLE = 0.9
_LINES_SURE = 0.98
_QUARREL = 0.85  # a word that the readers read differently is right about that often, whoever is believed; the less
_AGREED = 0.5  # of a page they agree on, the less often: on free hand each is wrong in its own way
# The line reader knows no other dashes and quotes than these.
_FOLDED = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "."})


@dataclass
class _Place:
    """Words of both readers that lie over one another."""

    tesseract: list[RawWord]
    lines: list[RawWord]


def sure_share(words: list[RawWord]) -> float | None:
    """Share of Tesseract's ``words`` (single characters left out) that it is sure of; None on a page with too few."""
    marks = [word.confidence > _SURE for word in words if len(word.text) > 1]
    return sum(marks) / len(marks) if len(marks) >= _ENOUGH_WORDS else None


def looks_handwritten(words: list[RawWord]) -> bool:
    """Whether Tesseract's ``words`` look like those of a handwriting-like page, so that the second reader is worth
    its time.
    """
    share = sure_share(words)
    return share is not None and share < _FEW_SURE


def merge_readings(tesseract: list[RawWord], lines: list[RawWord], *, by_hand: bool = False) -> list[RawWord]:
    """One reading of a page from two; words come row by row, the words of one row share their ``line``.

    ``by_hand``: the strokes are a hand's, so the line reader leads; else who leads is seen from the quarrels.

    Where both agree the word is as sure as the surer of them; where they quarrel it is less sure than its reader was.
    """
    if not tesseract or not lines:
        return tesseract or lines
    by_hand = by_hand or written_by_hand(tesseract, lines)
    first, second = (lines, tesseract) if by_hand else (tesseract, lines)
    out: list[RawWord] = []
    rows = _rows(first)
    guests, strangers = seated(rows, second)
    places = [_places(row, guests[number], swapped=by_hand) for number, row in enumerate(rows)]
    trust = min(_QUARREL, _AGREED + (1 - _AGREED) * _agreed_share([place for row in places for place in row]))
    for number, row_places in enumerate(places):
        for place in row_places:
            out.extend(replace(word, line=(0, 0, number)) for word in _settled(place, by_hand, trust))
    numbers = {line: len(rows) + n for n, line in enumerate(dict.fromkeys(word.line for word in strangers))}
    out.extend(
        replace(word, line=(0, 0, numbers[word.line]), confidence=trust * word.confidence)
        for word in strangers
        if _worth_adding(word)
    )
    return out


def written_by_hand(tesseract: list[RawWord], lines: list[RawWord]) -> bool:
    """Whether the line reader should lead: whether many words are read differently and Tesseract is unsure of most."""
    rows = _rows(lines)
    guests, _ = seated(rows, tesseract)
    shared = quarrels = sure = 0
    for number, row in enumerate(rows):
        for place in _places(row, guests[number], swapped=True):
            if not place.tesseract or not place.lines:
                continue
            shared += 1
            if not _agree(place):
                quarrels += 1
                sure += _confidence(place.tesseract) > _FAIRLY_SURE and _plausible(place.tesseract) >= _POSSIBLE
    enough = quarrels >= max(_FEWEST_QUARRELS, _QUARRELSOME * shared)
    return enough and sure / quarrels < _QUARRELS_PRINT


def _settled(place: _Place, by_hand: bool, trust: float) -> list[RawWord]:
    """The words to be believed at one place; ``trust`` is the factor on confidence where the readers quarrel."""
    ours, theirs = place.tesseract, place.lines
    if not theirs:
        return [
            word for word in ours if word.confidence >= 0.6 or _is_mark(word) or plausibility(word.text) >= _POSSIBLE
        ]
    if not ours:
        return [word for word in theirs if _worth_adding(word) or (by_hand and plausibility(word.text) >= 0.7)]
    if _agree(place):
        if len(ours) == len(theirs):
            return [replace(a, confidence=max(a.confidence, b.confidence)) for a, b in zip(ours, theirs, strict=True)]
        # the same letters, parted otherwise
        return theirs if _plausible(theirs) > _plausible(ours) else ours
    believed = theirs if _believe_lines(place, by_hand) else ours
    return [replace(word, confidence=trust * word.confidence) for word in believed]


def _believe_lines(place: _Place, by_hand: bool) -> bool:
    ours, theirs = _plausible(place.tesseract) >= _POSSIBLE, _plausible(place.lines) >= _POSSIBLE
    tesseract, lines = _confidence(place.tesseract), _confidence(place.lines)
    if by_hand:
        if ours and not theirs:
            return tesseract < 0.8
        return not ours or tesseract <= _SURE or lines >= _LINES_SURE
    if not ours:
        return theirs
    return theirs and tesseract < _FAIRLY_SURE and lines >= _LINES_SURE


def _agreed_share(places: list[_Place]) -> float:
    """Share of the characters seen by both readers that they read alike."""
    both = [(max(len(_text(p.tesseract)), len(_text(p.lines))), _agree(p)) for p in places if p.tesseract and p.lines]
    total = sum(size for size, _ in both)
    return sum(size for size, agreed in both if agreed) / total if total else 0.0


def _agree(place: _Place) -> bool:
    return _text(place.tesseract) == _text(place.lines)


def _text(words: list[RawWord]) -> str:
    return "".join(word.text for word in words).translate(_FOLDED).replace("...", ".")


def _confidence(words: list[RawWord]) -> float:
    sizes = [len(word.text) for word in words]
    return sum(n * word.confidence for n, word in zip(sizes, words, strict=True)) / max(1, sum(sizes))


def _plausible(words: list[RawWord]) -> float:
    return min((plausibility(word.text) for word in words), default=0.0)


def _is_mark(word: RawWord) -> bool:
    return word.text in {"-", "–", "+", "*", "•"} and word.confidence >= 0.3


def _worth_adding(word: RawWord) -> bool:
    return word.confidence >= _FAIRLY_SURE and plausibility(word.text) >= _POSSIBLE and len(word.text) > 1


def _rows(words: list[RawWord]) -> list[list[RawWord]]:
    rows: dict[tuple[int, int, int], list[RawWord]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    return [sorted(row, key=lambda w: w.rect[0]) for row in rows.values()]


def seated(rows: list[list[RawWord]], guests: list[RawWord]) -> tuple[list[list[RawWord]], list[RawWord]]:
    """``guests`` by the row that they lie on, and those that lie on none."""
    seats: list[list[RawWord]] = [[] for _ in rows]
    strangers: list[RawWord] = []
    bands = [(median(w.rect[1] for w in row), median(w.rect[3] for w in row)) for row in rows]
    reaches = [(min(w.rect[1] for w in row), max(w.rect[3] for w in row)) for row in rows]
    for guest in guests:
        best: tuple[float, int] | None = None
        for number, row in enumerate(rows):
            if guest.rect[3] <= reaches[number][0] or guest.rect[1] >= reaches[number][1]:
                continue  # most rows are far off
            shared = max(_overlap(guest, word) for word in row)
            if shared <= 0.0:
                top, bottom = bands[number]
                level = (min(bottom, guest.rect[3]) - max(top, guest.rect[1])) / max(1.0, guest.rect[3] - guest.rect[1])
                near = row[0].rect[0] - 3 * (bottom - top) < guest.rect[2] and guest.rect[0] < row[-1].rect[2] + 3 * (
                    bottom - top
                )
                shared = 0.01 * level if level > 0.5 and near else 0.0
            if shared > 0.0 and (best is None or shared > best[0]):
                best = (shared, number)
        if best is None:
            strangers.append(guest)
        else:
            seats[best[1]].append(guest)
    return seats, strangers


def _overlap(a: RawWord, b: RawWord) -> float:
    """Shared area as a share of the smaller rectangle."""
    wide = min(a.rect[2], b.rect[2]) - max(a.rect[0], b.rect[0])
    high = min(a.rect[3], b.rect[3]) - max(a.rect[1], b.rect[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = [(w.rect[2] - w.rect[0]) * (w.rect[3] - w.rect[1]) for w in (a, b)]
    return wide * high / max(1.0, min(areas))


def _places(row: list[RawWord], guests: list[RawWord], *, swapped: bool) -> list[_Place]:
    """Words of a ``row`` and its ``guests`` grouped where they lie over one another; ``swapped``: the row is the line
    reader's.
    """
    tagged = sorted([(w, swapped) for w in row] + [(w, not swapped) for w in guests], key=lambda t: t[0].rect[0])
    places: list[_Place] = []
    end = float("-inf")
    for word, from_lines in tagged:
        if not places or end <= word.rect[0] + 0.3 * (word.rect[2] - word.rect[0]):
            places.append(_Place([], []))
            end = word.rect[2]
        end = max(end, word.rect[2])
        (places[-1].lines if from_lines else places[-1].tesseract).append(word)
    return places
