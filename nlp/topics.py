"""Which topics a meeting dealt with: weighted phrases over folded words, with the spans that decided.

The phrases are data (``nlp/data/topics.yaml``); the topics are those of the record contract. What is decided weighs
more than what is read out, and a kind of cell is expected to deal with certain topics: there less evidence is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from nlp.fold import fold, nfc
from schemas import Topic

__all__ = ["TopicHit", "TopicSpan", "expected_topics", "find_topics", "section_weight", "weigh_topics"]

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class TopicSpan:
    """A phrase that counted: which segment, its offsets there (NFC, end exclusive), its points."""

    segment: int
    start: int
    end: int
    points: float


@dataclass(frozen=True)
class TopicHit:
    """A topic with its points and the phrases that gave them, in reading order."""

    topic: Topic
    score: float
    spans: tuple[TopicSpan, ...]


@dataclass(frozen=True)
class _Lexicon:
    matcher: Any  # spacy.matcher.PhraseMatcher: untyped here, and imported only when first needed
    vocab: Any
    phrases: tuple[tuple[Topic, float, str], ...]  # by rule number; the phrase as it is spelled
    threshold: float
    expected_threshold: float
    share: float
    repeat: float
    cap: int
    actors: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    data = yaml.safe_load(files("nlp").joinpath("data/topics.yaml").read_text("utf-8"))
    assert isinstance(data, dict)  # noqa: S101 - a file of our own
    return data


@cache
def _lexicon() -> _Lexicon:
    # Importing spaCy takes most of a second, which commands that read no text need not pay.
    from spacy.attrs import NORM  # noqa: PLC0415
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    data = _data()
    vocab = Vocab(lex_attr_getters={NORM: fold})
    matcher = PhraseMatcher(vocab, attr="NORM")
    phrases: list[tuple[Topic, float, str]] = []
    for name, weighted in data["topics"].items():
        for weight, rows in weighted.items():
            for row in rows:
                words = [word.group() for word in _words(nfc(str(row)))]
                matcher.add(str(len(phrases)), [Doc(vocab, words=words)])
                single = len(words) == 1 and not str(row).isupper()
                phrases.append((Topic(name), weight * (data["syllable"] if single else 1.0), nfc(str(row))))
    return _Lexicon(
        matcher,
        vocab,
        tuple(phrases),
        data["threshold"],
        data["expected_threshold"],
        data["share"],
        data["repeat"],
        int(data["cap"]),
        frozenset(data["actors"]),
    )


def section_weight(path: Sequence[str]) -> float:
    """What a phrase weighs in a sentence whose open sections are ``path``, the innermost last (1: nothing is said)."""
    weights: dict[str, float] = _data()["sections"]
    return next((float(weights[name]) for name in reversed(path) if name in weights), 1.0)


def expected_topics(cell: str | None) -> frozenset[Topic]:
    """The topics that a cell of this name is expected to deal with, after HD 42-HD/BTCTW 2025, section 4."""
    kinds, expected = _data()["cells"], _data()["expected"]
    key = f" {re.sub(r'[^a-z0-9]+', ' ', fold(cell or ''))} "
    kind = next((name for name, words in kinds.items() if any(f" {fold(word)} " in key for word in words)), "other")
    return frozenset(Topic(name) for name in expected[kind])


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


def _longest(
    found: list[tuple[int, int, int]], phrases: tuple[tuple[Topic, float, str], ...]
) -> list[tuple[int, int, int]]:
    """Matches without those that lie inside a longer one of the same topic."""
    kept: list[tuple[int, int, int]] = []
    last: dict[Topic, int] = {}
    for rule, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
        topic = phrases[rule][0]
        if end > last.get(topic, 0):
            kept.append((rule, start, end))
            last[topic] = end
    return kept


@lru_cache(maxsize=20_000)
def _marks(syllable: str) -> Counter[str]:
    """The marks of a syllable wherever they stand ("hoà" and "hòa" have the same); a crossed đ is one of them."""
    lowered = unicodedata.normalize("NFD", syllable.lower())
    return Counter(character for character in lowered if unicodedata.combining(character) or character == "đ")


def _is_meant(words: list[re.Match[str]], found: tuple[int, int, int], phrase: str) -> bool:
    """Marks may be lost, never others than the phrase's: "mời trưởng" is not "môi trường".

    A single syllable must be spelled as in the lexicon: without its marks it is many other words, with a capital a
    name. An abbreviation (in capitals there) is clear in any case.
    """
    _, start, end = found
    if phrase.isupper():
        return True
    if end - start == 1:
        return words[start].group() == phrase
    return all(
        _marks(word.group()) <= _marks(wanted.group())
        for word, wanted in zip(words[start:end], _words(phrase), strict=True)
    )


def _points(spans: list[TopicSpan], segments: Sequence[tuple[str, float]]) -> float:
    """The points of a topic; what was only read out or said of persons can make no more than one."""
    firm = sum(span.points for span in spans if segments[span.segment][1] >= 1.0)
    return firm + min(1.0, sum(span.points for span in spans if segments[span.segment][1] < 1.0))


def find_topics(
    segments: Sequence[tuple[str, float]], expected: frozenset[Topic] = frozenset(), own_name: str | None = None
) -> list[TopicHit]:
    """The topics of a text, strongest first: see ``weigh_topics``."""
    return weigh_topics(segments, expected, own_name)[0]


def weigh_topics(
    segments: Sequence[tuple[str, float]], expected: frozenset[Topic] = frozenset(), own_name: str | None = None
) -> tuple[list[TopicHit], list[TopicHit]]:
    """The topics that reach their threshold, and those that do not.

    The topics of a text given as ``(segment, weight)``, highest score first (equal ones in the contract's order).

    A weight of 0 leaves a segment out (attendance, signatures); a heading may weigh more than a line. Each phrase
    counts its points once, and less for each repetition, so that one word said often makes no topic. An ``expected``
    topic needs fewer points. Phrases of the cell's ``own_name`` ("Trạm Y tế") say nothing about the meeting.
    """
    from spacy.tokens import Doc  # noqa: PLC0415

    lexicon = _lexicon()
    own = fold(own_name or "")
    seen: Counter[int] = Counter()
    spans: dict[Topic, list[TopicSpan]] = {}
    for index, (segment, weight) in enumerate(segments):
        words = _words(nfc(segment))
        if not words or weight <= 0:
            continue
        doc = Doc(lexicon.vocab, words=[word.group() for word in words])
        found = [(int(lexicon.vocab.strings[key]), start, end) for key, start, end in lexicon.matcher(doc)]
        found = [one for one in found if _is_meant(words, one, lexicon.phrases[one[0]][2])]
        for rule, start, end in _longest(found, lexicon.phrases):
            if end < len(words) and words[end].group().lower() in lexicon.actors:
                continue  # "chi hội trưởng" is who speaks
            topic, points, phrase = lexicon.phrases[rule]
            if not points or (own and fold(phrase) in own):
                continue
            seen[rule] += 1
            if seen[rule] > lexicon.cap:
                continue
            points *= weight * (1.0 if seen[rule] == 1 else lexicon.repeat)
            spans.setdefault(topic, []).append(TopicSpan(index, words[start].start(), words[end - 1].end(), points))
    hits = [TopicHit(topic, round(_points(rows, segments), 3), tuple(rows)) for topic, rows in spans.items()]
    floor = lexicon.share * max((hit.score for hit in hits), default=0.0)
    order = list(Topic)

    def enough(hit: TopicHit) -> bool:
        return hit.score >= (lexicon.expected_threshold if hit.topic in expected else max(lexicon.threshold, floor))

    ranked = sorted(hits, key=lambda hit: (-hit.score, order.index(hit.topic)))
    return [hit for hit in ranked if enough(hit)], [hit for hit in ranked if not enough(hit)]
