"""The sequence model for persons: features of a token, and a tagger read from a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from underthesea_core import CRFTagger

from nlp.people.chains import Chains
from nlp.people.titles import titles
from nlp.people.tokens import LOWER, NEWLINE, OTHER, PARAGRAPH, TITLE, UPPER

__all__ = ["Span", "Tagger", "features", "segments"]

_MAX_SEGMENT = 80  # tokens
_GAPS = ("", "_", "/", "|", "¶")


class Span(NamedTuple):
    """A name in tokens ``first`` to ``end`` (exclusive) with the model's own probability."""

    first: int
    end: int
    probability: float


def segments(chains: Chains, *, every: bool = False) -> Iterator[tuple[int, int]]:
    """Stretches of tokens to tag: sentences; without ``every`` only those that could hold a name."""
    tokens = chains.tokens
    begin, capitals = 0, 0
    for at, token in enumerate(tokens):
        if at > begin and (
            token.gap == PARAGRAPH
            or at - begin >= _MAX_SEGMENT
            or (tokens[at - 1].fold in ".!?" and token.shape >= TITLE and token.gap)
        ):
            if every or capitals:
                yield begin, at
            begin, capitals = at, 0
        capitals += token.shape >= TITLE
    if tokens and (every or capitals):
        yield begin, len(tokens)


def _titled(chains: Chains) -> tuple[set[int], set[int]]:
    """Tokens of honorifics, and the tokens right behind one."""
    inside: set[int] = set()
    behind: set[int] = set()
    for title in titles(chains):
        inside.update(range(title.start, title.end))
        behind.add(title.end)
    return inside, behind


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
    marks = "".join(flag[0] for flag in out if flag in ("unit", "role", "body"))
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


def features(chains: Chains, first: int, end: int, titled: tuple[set[int], set[int]] | None = None) -> list[list[str]]:
    """Feature strings for the tokens ``first`` to ``end``. Syllables of names are described, never spelt out."""
    titled = titled or _titled(chains)
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

    def spans(self, chains: Chains) -> list[Span]:
        """The names that the model sees."""
        titled = _titled(chains)
        found: list[Span] = []
        for first, end in segments(chains):
            rows = features(chains, first, end, titled)
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
