"""Learning a hand of the archive: its lines gathered, a model tuned, judged and kept. Needs torch only to learn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from extractors import ReadSettings
from extractors.engines.lines_models import letters
from extractors.hands.alphabet import Alphabet, plain
from extractors.hands.cluster import looks_printed, proposed, strokes_of
from extractors.hands.crops import line_pictures
from extractors.hands.general import base_for_hands
from extractors.hands.language import OWN_ORDER, counted, packed
from extractors.hands.linefiles import of_png
from extractors.hands.replay import replay_lines
from extractors.hands.sets import FEWEST, Labelled, Left, LineSet, chosen
from extractors.hands.torchfree import check_torch
from schemas import Box, InputError, StoreError, UsageError
from store import HandEntry, HandModel, Hands, Store, TypedLine, laid_pages
from store.hands import LANGUAGE

__all__ = ["MILESTONES", "Course", "drawn_boxes", "due", "labelled_lines", "learn_hand", "write_language"]

MILESTONES = (25, 50, 100, 200, 400)
_OTHERS = 12  # lines of each other hand that are mixed in


@dataclass(frozen=True)
class Course:
    """What came of learning a hand: the model's entry, and the lines that were left out with their reasons."""

    model: HandModel
    left: tuple[Left, ...]


def labelled_lines(store: Store, hand: HandEntry, settings: ReadSettings) -> list[Labelled]:
    """All labelled lines of a hand: typed in the archive's pages, and brought in from elsewhere."""
    hands = Hands(store)
    lines = [Labelled(of_png(one.picture), one.text, one.source) for one in hands.brought(hand.id)]
    return lines + pictures_of(store, hands.typed(hand.id), settings)


def pictures_of(store: Store, typed: Sequence[TypedLine], settings: ReadSettings) -> list[Labelled]:
    """Typed lines with their pictures, cut as the reader cuts them; lines whose original is away are left out."""
    by_file: dict[str, dict[int, list[TypedLine]]] = {}
    for line in typed:
        by_file.setdefault(line.sha256, {}).setdefault(line.page, []).append(line)
    out: list[Labelled] = []
    for sha256, pages in by_file.items():
        boxes: dict[int, Sequence[Box]] = {number: [line.box for line in mine] for number, mine in pages.items()}
        turns = {page.number: page.rotation for page in store.pages(sha256, list(pages))}
        drawn = drawn_boxes(store, sha256)
        try:
            found = line_pictures(store.original(sha256), boxes, settings, turns, drawn)
        except (InputError, StoreError, KeyError):
            continue
        for number, mine in pages.items():
            for line, picture in zip(mine, found[number], strict=True):
                if picture is not None:
                    page = f"{sha256[:8]}/{number}"
                    out.append(Labelled(picture, line.text, f"{page}#{line.id}", page))
    return out


def drawn_boxes(store: Store, sha256: str) -> dict[int, set[Box]]:
    """By page of a document: the boxes of lines that a person drew."""
    return {page: {line.box for line in lines if line.own} for page, lines in laid_pages(store, sha256).items()}


def learn_hand(
    store: Store,
    hand: HandEntry,
    settings: ReadSettings,
    *,
    who: str,
    seed: int = 1,
    threads: int = 0,
    force: bool = False,
    told: Callable[[float, float], None] | None = None,
) -> Course:
    """Learn a hand from all its lines and keep what came of it; the model is in use where it reads better.

    ``told`` is called with the share done and the seconds left. ``force``: learn although the lines look like print, or
    like two hands. Raises ``UsageError`` for lines that cannot be learnt from, ``EnvironmentError_`` without torch.
    """
    check_torch()
    from extractors.hands.learn import RECIPE, learn  # noqa: PLC0415 - imports torch when it begins

    classes = letters()
    lines = chosen(labelled_lines(store, hand, settings), Alphabet(classes))
    _look_at(lines, force=force)
    hands = Hands(store)
    before = hands.in_use(hand.id)
    known = hands.path(before).read_bytes() if before is not None and hands.path(before).is_file() else None
    learnt = learn(
        base_for_hands(), classes, lines.lines, _others(store, hand, settings), known=known, seed=seed,
        threads=threads, checkpoint=hands.folder / hand.id / "course.pt",
        told=None if told is None else lambda now: told(now.share, now.seconds_left),
    )  # fmt: skip
    left = (*lines.left, *learnt.left)
    entry = HandModel(
        hand=hand.id, version=0, taken=learnt.model is not None, sha256=None, lines=len(lines.lines),
        judged_by=learnt.judged_by, base_error=learnt.base_error, known_error=learnt.known_error, error=learnt.error,
        left_out=len(left), seconds=round(learnt.seconds, 1), recipe=RECIPE.version, seed=seed, at=datetime.now(UTC),
    )  # fmt: skip
    write_language(store, (line.text for line in lines.lines))
    return Course(hands.keep(entry, learnt.model, who=who), left)


def due(store: Store, hand: HandEntry) -> bool:
    """Whether the hand has passed a milestone of lines since it was last learnt."""
    hands = Hands(store)
    learnt_from = max((one.lines + one.left_out for one in hands.models(hand.id)), default=0)
    count = hands.count(hand.id)
    return any(learnt_from < mark <= count for mark in MILESTONES)


def write_language(store: Store, typed: Iterable[str] = ()) -> None:
    """Count letters anew in what people approved and typed here, for reading this archive's hands."""
    hands = Hands(store)
    texts = [line for text in hands.approved_texts() for line in text.splitlines()]
    counts = counted((plain(text) for text in (*texts, *typed) if text.strip()), OWN_ORDER)
    path = hands.folder / LANGUAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(packed(counts))
    part.replace(path)


def _look_at(lines: LineSet, *, force: bool) -> None:
    """Refuse what no hand can be learnt from."""
    count, left = len(lines.lines), len(lines.left)
    if count < FEWEST:
        raise UsageError(
            f"There are {count} usable lines of this hand ({left} left out); at least {FEWEST} are needed, 25 are "
            "better. Type more of them: bienban hand lines",
            f"Nét chữ này có {count} dòng dùng được ({left} dòng bị loại); cần ít nhất {FEWEST}, tốt hơn là 25. "
            "Hãy gõ thêm: bienban hand lines",
        )
    strokes = strokes_of([line.picture for line in lines.lines])
    if not force and looks_printed(strokes):
        raise UsageError(
            "These lines look like print, which the base reads better. If they are handwriting after all: --force",
            "Các dòng này giống chữ in, bộ đọc gốc đọc tốt hơn. Nếu đúng là chữ viết tay: --force",
        )
    found = proposed(strokes, [line.page for line in lines.lines])
    other = sorted(page for page, number in found.items() if number and page)
    if other and not force:
        raise UsageError(
            f"The lines look like more than one hand; these pages differ from the rest: {', '.join(other)}. Give them "
            "to a hand of their own (bienban hand assign), or learn all the same: --force",
            f"Các dòng có vẻ của hơn một người viết; những trang khác hẳn: {', '.join(other)}. Hãy tách thành nét chữ "
            "riêng (bienban hand assign), hoặc vẫn học: --force",
        )


def _others(store: Store, hand: HandEntry, settings: ReadSettings) -> list[Labelled]:
    """Some lines of the archive's other hands, and those of print and of other hands that come with the program."""
    alphabet = Alphabet(letters())
    hands = Hands(store)
    out: list[Labelled] = list(replay_lines())
    for other in hands.all():
        if other.id != hand.id:
            typed = pictures_of(store, hands.typed(other.id)[:_OTHERS], settings)
            out += chosen(typed, alphabet).lines
    return out
