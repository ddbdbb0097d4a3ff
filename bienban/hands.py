"""What ``bienban hand`` does with hands themselves: name them, say on which pages they are, learn them."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence
from typing import NoReturn

from bienban.archive import open_store
from bienban.i18n import Say, both
from bienban.running import batch_settings
from bienban.session import shown, tell
from bienban.settings import Settings
from bienban.tables import show_table
from extractors.hands.choose import CURVE, USUAL, expected
from extractors.hands.torchfree import check_torch
from flows.learning import due as is_due
from flows.proposing import proposed_hands
from flows.teaching import taught
from schemas import UsageError
from store import HandEntry, HandModel, Hands, Store
from store.erasing import found_by

__all__ = ["add", "assign", "document_of", "learn", "listed", "propose", "show", "who"]


def who() -> str:
    """The account of this machine, for the trail."""
    return getpass.getuser()


def listed(settings: Settings, say: Say, *, as_json: bool) -> None:
    """All hands with their lines and what their models score."""
    with open_store(settings) as store:
        hands = Hands(store)
        rows = [(one, hands.count(one.id), hands.in_use(one.id), hands.pages(one.id)) for one in hands.all()]
    if as_json:
        out = [
            {
                **one.model_dump(mode="json"), "lines": count,
                "model": None if model is None else model.model_dump(mode="json"),
                "pages": [run.model_dump() for run in pages],
            }
            for one, count, model, pages in rows
        ]  # fmt: skip
        print(json.dumps(out, ensure_ascii=False, indent=2))
    elif not rows:
        tell(say("hand.none"))
    else:
        head = [say(f"hand.col-{part}") for part in ("id", "name", "book", "papers", "lines", "model")]
        body = [
            [one.id, one.name, one.book, str(len({run.sha256 for run in pages})), str(count), _model(model, say)]
            for one, count, model, pages in rows
        ]
        show_table("", head, body)


def add(settings: Settings, say: Say, name: str, book: str, cell: str, period: str) -> None:
    """A new hand."""
    with open_store(settings) as store:
        done = Hands(store).add(name, book=book, cell=cell, period=period, who=who())
    print(say("hand.added", name=shown(done.name), id=done.id))


def assign(settings: Settings, say: Say, wanted: str, documents: Sequence[str], pages: str) -> None:
    """Say that papers, or pages of one, are in a hand."""
    first, last = _pages(pages)
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        for document in documents:
            hands.assign(hand.id, document_of(store, document), first, last, who=who())
    print(say("hand.assigned", name=shown(hand.name), count=len(documents)))


def document_of(store: Store, wanted: str) -> str:
    """The content whose SHA-256, record id or path begins or ends so; raises ``UsageError``."""
    found = {
        one.sha256
        for one in store.documents()
        if any(path == wanted or path.endswith(f"/{wanted}") for path in one.paths)
    }
    if not found and len(wanted) >= 4:
        found = set(found_by(store, wanted))
    if len(found) != 1:
        _refuse("hand.no-document", id=wanted)
    return found.pop()


def show(settings: Settings, say: Say, wanted: str) -> None:
    """One hand: its lines, the models with their errors, and what more lines would bring."""
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        count, models, pages = hands.count(hand.id), hands.models(hand.id), hands.pages(hand.id)
    print(say("hand.shown", name=shown(hand.name), id=hand.id, book=hand.book, lines=count, papers=len(pages)))
    if models:
        head = [say(f"hand.col-{part}") for part in ("version", "lines", "base", "error", "judged", "taken", "seconds")]
        show_table("", head, [_course(one, say) for one in models])
    base = models[-1].base_error if models else USUAL
    points = [(one.lines, one.error) for one in models if one.taken]
    marks = [at for at, _ in CURVE]
    tell(say("hand.curve" if models else "hand.curve-usual"))
    show_table("", [say("hand.col-lines"), *map(str, marks)], [
        [say("hand.col-expected"), *(f"{100 * expected(base, points, at):.0f} %" for at in marks)]
    ])  # fmt: skip


def propose(settings: Settings, say: Say, documents: Sequence[str]) -> None:
    """Which pages of papers look like one hand and which like another; a person decides."""
    with open_store(settings) as store:
        asked = [document_of(store, one) for one in documents]
        found = proposed_hands(store, asked, settings.reading)
    if not found:
        tell(say("hand.propose.nothing"))
        return
    head = [say(f"hand.col-{part}") for part in ("paper", "page", "proposed")]
    show_table("", head, [[sha256[:12], str(page), chr(ord("A") + number)] for (sha256, page), number in found.items()])
    tell(say("hand.propose.next"))


def learn(settings: Settings, say: Say, wanted: str | None, *, due: bool, force: bool, seed: int) -> int:
    """Learn a hand, or with ``due`` every hand that has passed a milestone."""
    check_torch()
    if (wanted is None) is not due:
        _refuse("hand.learn.which")
    failed = 0
    with open_store(settings) as store:
        hands = Hands(store)
        asked = [hands.get(wanted)] if wanted else [one for one in hands.all() if is_due(store, one)]
        if not asked:
            tell(say("hand.learn.none-due"))
        for hand in asked:
            try:
                _learn(store, settings, say, hand, force=force, seed=seed)
            except UsageError as error:
                if not due:
                    raise
                failed += 1
                tell(f"{shown(hand.name)}: {error.message(say.language)}")
    return 1 if failed else 0


def _learn(store: Store, settings: Settings, say: Say, hand: HandEntry, *, force: bool, seed: int) -> None:
    last = [-1]

    def told(share: float, left: float) -> None:
        percent = int(100 * share)
        if percent != last[0] and sys.stderr.isatty():
            print(
                f"\r{say('hand.learn.progress', percent=percent, left=_time(left))}   ",
                end="",
                file=sys.stderr,
                flush=True,
            )
        elif percent // 10 != last[0] // 10:
            tell(say("hand.learn.progress", percent=percent, left=_time(left)))
        last[0] = percent

    tell(say("hand.learn.begins", name=shown(hand.name)))
    course = taught(store, hand, batch_settings(settings), who=who(), seed=seed, force=force, told=told)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for one in course.left:
        tell(say("hand.left", name=shown(one.name), why=say(f"hand.why-{one.why}"), what=shown(one.what)))
    model = course.model
    said = {"name": shown(hand.name), "version": model.version, "lines": model.lines, "judged": model.judged_by}
    rates = {"before": _percent(model.base_error), "after": _percent(model.error), "time": _time(model.seconds)}
    print(say("hand.learnt" if model.taken else "hand.not-taken", **said, **rates))
    if model.taken:
        tell(say("hand.learnt.next"))


def _pages(text: str) -> tuple[int, int | None]:
    if not text:
        return 1, None
    first, _, last = text.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        _refuse("hand.bad-pages", value=text)
    return int(first), int(last) if last else int(first) if "-" not in text else None


def _model(model: HandModel | None, say: Say) -> str:
    return "–" if model is None else say("hand.model", version=model.version, error=_percent(model.error))


def _course(one: HandModel, say: Say) -> list[str]:
    taken = say("hand.yes" if one.taken else "hand.no")
    return [
        f"v{one.version}", str(one.lines), _percent(one.base_error), _percent(one.error), str(one.judged_by), taken,
        _time(one.seconds),
    ]  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _time(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _refuse(key: str, **said: object) -> NoReturn:
    raise UsageError(*both(key, **said))
