"""Which topics a meeting dealt with: weighted phrases over folded words, with the spans that decided.

The phrases are data (``nlp/data/topics.yaml``); the topics are those of the record contract.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nlp.fold import fold, nfc
from schemas import Topic

__all__ = ["TopicHit", "TopicSpan", "find_topics"]

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
    share: float
    repeat: float
    cap: int


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text))


@cache
def _lexicon() -> _Lexicon:
    # Importing spaCy takes most of a second, which commands that read no text need not pay.
    from spacy.attrs import NORM  # noqa: PLC0415
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    data = yaml.safe_load(files("nlp").joinpath("data/topics.yaml").read_text("utf-8"))
    vocab = Vocab(lex_attr_getters={NORM: fold})
    matcher = PhraseMatcher(vocab, attr="NORM")
    phrases: list[tuple[Topic, float, str]] = []
    for name, weighted in data["topics"].items():
        for weight, rows in weighted.items():
            for row in rows:
                matcher.add(str(len(phrases)), [Doc(vocab, words=[word.group() for word in _words(nfc(str(row)))])])
                phrases.append((Topic(name), float(weight), nfc(str(row))))
    return _Lexicon(
        matcher, vocab, tuple(phrases), data["threshold"], data["share"], data["repeat"], int(data["cap"])
    )  # fmt: skip


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


def _is_meant(words: list[re.Match[str]], found: tuple[int, int, int], phrase: str) -> bool:
    """A single syllable must be spelled as in the lexicon: without its marks it is many other words, with a capital a
    name. An abbreviation (in capitals there) is clear in any case."""
    _, start, end = found
    return end - start > 1 or phrase.isupper() or words[start].group() == phrase


def find_topics(segments: Sequence[tuple[str, float]]) -> list[TopicHit]:
    """The topics of a text given as ``(segment, weight)``, highest score first (equal ones in the contract's order).

    A weight of 0 leaves a segment out (attendance, signatures); a heading may weigh more than a line. Each phrase
    counts its points once, and less for each repetition, so that one word said often makes no topic.
    """
    from spacy.tokens import Doc  # noqa: PLC0415

    lexicon = _lexicon()
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
            topic, points, _ = lexicon.phrases[rule]
            seen[rule] += 1
            if seen[rule] > lexicon.cap:
                continue
            points *= weight * (1.0 if seen[rule] == 1 else lexicon.repeat)
            spans.setdefault(topic, []).append(TopicSpan(index, words[start].start(), words[end - 1].end(), points))
    hits = [TopicHit(topic, round(sum(span.points for span in rows), 3), tuple(rows)) for topic, rows in spans.items()]
    least = max(lexicon.threshold, lexicon.share * max((hit.score for hit in hits), default=0.0))
    order = list(Topic)
    return sorted((hit for hit in hits if hit.score >= least), key=lambda hit: (-hit.score, order.index(hit.topic)))
