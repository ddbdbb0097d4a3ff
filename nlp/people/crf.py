"""The sequence model for persons: features of a token, and a tagger read from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from underthesea_core import CRFTagger

from nlp.people.chains import Chains
from nlp.people.titles import Title
from nlp.people.tokens import GLUED, LOWER, NEWLINE, OTHER, PARAGRAPH, SPACE, TITLE, UPPER

__all__ = ["Span", "Tagger", "features", "segments"]

_MAX_SEGMENT = 80  # tokens
_MARKING = frozenset({"unit", "role", "body"})
_GAPS = ("", "_", "/", "|", "¶")


class Span(NamedTuple):
    """A name in tokens ``first`` to ``end`` (exclusive) with the model's own probability."""

    first: int
    end: int
    probability: float


def segments(chains: Chains, settled: Sequence[int] | None = None) -> Iterator[tuple[int, int]]:
    """Stretches of tokens to tag: sentences, cut at a length.

    ``settled`` marks tokens that sure rules have dealt with: a sentence with no open capital is left out, for
    tagging is the dear part. Without it every sentence comes.
    """
    tokens = chains.tokens
    begin, wanted = 0, settled is None
    for at, token in enumerate(tokens):
        if at > begin and (at - begin >= _MAX_SEGMENT or (token.gap and _parts(chains, at))):
            if wanted:
                yield begin, at
            begin, wanted = at, settled is None
        if settled is not None and not wanted and token.shape >= TITLE and not settled[at]:
            follows = at > begin and token.gap == SPACE and tokens[at - 1].shape >= TITLE
            wanted = not follows and _open(chains, at)
    if tokens and wanted:
        yield begin, len(tokens)


def _parts(chains: Chains, at: int) -> bool:
    token = chains.tokens[at]
    return token.gap == PARAGRAPH or (
        token.gap != GLUED and token.shape >= TITLE and chains.tokens[at - 1].fold in ".!?"
    )


def _open(chains: Chains, at: int) -> bool:
    """Whether a capital could begin a name: not a sentence's first word before a small letter, no office, no body."""
    tokens, lists = chains.tokens, chains.lists
    token = tokens[at]
    if token.fold in lists.acronyms or lists.roles.match(tokens, at) or lists.bodies.match(tokens, at):
        return False
    if at and token.gap == SPACE and tokens[at - 1].fold in lists.unit_words:
        return False
    lone = at + 1 >= len(tokens) or tokens[at + 1].shape < TITLE or tokens[at + 1].gap != SPACE
    initial = at == 0 or token.gap >= NEWLINE or tokens[at - 1].shape == OTHER
    return not (lone and initial and chains.surface(at).lower() not in lists.surnames_marked)


def _titled(titles: Sequence[Title]) -> tuple[set[int], set[int]]:
    """Tokens of honorifics, and the tokens right behind one."""
    inside = {at for title in titles for at in range(title.start, title.end)}
    return inside, {title.end for title in titles}


def _own(chains: Chains, at: int, titled: tuple[set[int], set[int]]) -> tuple[list[str], str]:
    """What a token says by itself, and its short class for its neighbours."""
    token, lists = chains.tokens[at], chains.lists
    word = token.fold
    if at in titled[0]:
        return ["title"], "T"
    if token.shape == OTHER:
        kind = "9" if word[0].isdigit() else word
        return [f"p={kind}"], kind
    out: list[str] = []
    if word in lists.strong_surnames:
        out.append("sure")
    elif word in lists.surnames or word in lists.surname_openings:
        out.append("sur")
    if word in lists.middles:
        out.append("mid")
    if word in lists.givens:
        out.append("giv")
    if word in lists.unit_words:
        out.append("unit")
    if lists.roles.match(chains.tokens, at):
        out.append("role")
    if lists.bodies.match(chains.tokens, at):
        out.append("body")
    marks = "".join(flag[0] for flag in out if flag in _MARKING) if out else ""
    if token.shape == LOWER:
        out.append(f"w={word}")
        return out, f"l{marks}" if marks else f"l={word}"
    name = "S" if "sure" in out else "s" if "sur" in out else "g" if "giv" in out else "u"
    kind = f"{'U' if token.shape == UPPER and len(word) > 1 else 'C'}{name}{marks}"
    if word in ("thi", "van", "a", "y", "h", "k"):
        out.append(f"w={word}")
        kind += word
    if len(word) == 1:
        out.append("one")
    if token.shape == UPPER and word in lists.acronyms:
        out.append("acro")
        kind += "!"
    return [*out, f"k={kind}"], kind


def features(chains: Chains, first: int, end: int, found: Sequence[Title]) -> list[list[str]]:
    """Feature strings for the tokens ``first`` to ``end``. Syllables of names are described, never spelt out."""
    titled = _titled(found)
    tokens = chains.tokens
    own = [_own(chains, at, titled) for at in range(first, end)]
    kinds = ["<<", "<", *(kind for _, kind in own), ">", ">>"]
    rows: list[list[str]] = []
    run = 0
    for index, (flags, kind) in enumerate(own):
        token = tokens[first + index]
        joined = token.gap < NEWLINE
        run = run + 1 if token.shape >= TITLE and joined and kind != "T" else int(token.shape >= TITLE)
        two, one, mine, plus, plus_two = kinds[index : index + 5]
        gap = _GAPS[token.gap] if index else "^"
        after = _GAPS[tokens[first + index + 1].gap] if first + index + 1 < end else "$"
        row = [
            *flags,
            f"g={gap}",
            f"G={after}",
            f"r={min(run, 6)}",
            f"-1={one}",
            f"+1={plus}",
            f"-2={two}",
            f"+2={plus_two}",
            f"-1,0={one}{gap}{mine}",
            f"0,+1={mine}{after}{plus}",
            f"-1,+1={one},{plus}",
            f"-2,-1={two},{one}",
        ]
        if first + index in titled[1]:
            row.append("titled")
        rows.append(row)
    return rows


class Tagger:
    """A trained model. Tagging keeps no state, so one tagger serves several threads."""

    def __init__(self, path: Path) -> None:
        self._tagger: Any = CRFTagger()
        self._tagger.load(str(path))

    def spans(
        self,
        chains: Chains,
        titles: Sequence[Title],
        settled: Sequence[int] | None = None,
        wanted: Callable[[int, int], bool] | None = None,
    ) -> list[Span]:
        """The names that the model sees; ``titles``: the honorifics of the text, ``settled``: see :func:`segments`,
        ``wanted``: whether a stretch of tokens needs tagging."""
        found: list[Span] = []
        for first, end in segments(chains, settled):
            if wanted is not None and not wanted(first, end):
                continue
            inside = [title for title in titles if title.end > first and title.start < end]
            rows = features(chains, first, end, inside)
            labels = self._tagger.tag(rows)
            if "B" in labels:
                found += self._decode(rows, labels, first)
        return found

    def _decode(self, rows: list[list[str]], labels: list[str], offset: int) -> Iterator[Span]:
        chances = self._tagger.marginals(rows)
        names = self._tagger.labels()
        begin: int | None = None
        for at, label in enumerate([*labels, "O"]):
            if begin is not None and label != "I":
                yield Span(
                    offset + begin, offset + at, min(chances[k][names.index(labels[k])] for k in range(begin, at))
                )
                begin = None
            if label == "B":
                begin = at
