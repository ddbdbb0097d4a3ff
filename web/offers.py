"""Lines of hands that are best typed next: chosen by one thread while the pages go on, and kept until typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread
from typing import NamedTuple

from extractors import ReadSettings
from flows.batch import log_bug
from flows.proposing import Offered, offered_lines
from schemas import BienBanError, Box
from store import HandEntry, Hands, Store, TypedLines
from store.laid import same_place

__all__ = ["Choice", "Offer", "Offers"]

COUNT = 60  # lines that are chosen at a time
PAGES = 12  # of the hand that are looked through for them, spread over the book: about three seconds a page

Chooser = Callable[..., Sequence[Offered]]


class Offer(NamedTuple):
    """A line that is worth typing, and what is read there now."""

    sha256: str
    page: int
    box: Box
    read: str


@dataclass
class Choice:
    """The lines chosen for a hand. ``model``: the version that chose them (0: the base). ``done`` of ``pages``."""

    model: int
    ready: bool = False
    done: int = 0
    pages: int = 0
    problem: tuple[str, str] | None = None
    lines: list[Offer] = field(default_factory=list)


class Offers:
    """Chooses lines for one hand after the other."""

    def __init__(self, store: Store, reading: ReadSettings, choose: Chooser = offered_lines) -> None:
        self._store, self._reading, self._choose = store, reading, choose
        self._choices: dict[str, Choice] = {}
        self._asked: SimpleQueue[HandEntry | None] = SimpleQueue()
        self._lock = Lock()
        self._thread = Thread(target=self._work, name="bienban-offers", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the hand at hand."""
        self._asked.put(None)

    def of(self, hand: HandEntry) -> Choice:
        """The choice for a hand as far as it is; begun anew when there is none, or another model reads the hand now."""
        used = Hands(self._store).in_use(hand.id)
        version = used.version if used is not None else 0
        with self._lock:
            known = self._choices.get(hand.id)
            if known is None or (known.ready and known.model != version):
                known = self._choices[hand.id] = Choice(version)
                self._asked.put(hand)
            return known

    def again(self, hand: HandEntry) -> None:
        """Choose anew at the next look."""
        with self._lock:
            known = self._choices.get(hand.id)
            if known is not None and known.ready:
                del self._choices[hand.id]

    def left(self, hand: HandEntry) -> list[Offer]:
        """The chosen lines that nobody answered for yet."""
        choice = self.of(hand)
        typed = {sha256: TypedLines(self._store).of_document(sha256) for sha256 in {one.sha256 for one in choice.lines}}
        return [
            one
            for one in choice.lines
            if not any(line.page == one.page and same_place(line.box, one.box) for line in typed[one.sha256])
        ]

    def later(self, hand: HandEntry, sha256: str, page: int, box: Box) -> None:
        """Offer a line last."""
        with self._lock:
            choice = self._choices.get(hand.id)
            if choice is not None:
                moved = [one for one in choice.lines if (one.sha256, one.page, one.box) == (sha256, page, box)]
                choice.lines = [one for one in choice.lines if one not in moved] + moved

    def _work(self) -> None:
        while (hand := self._asked.get()) is not None:
            choice = self._choices[hand.id]

            def told(done: int, pages: int, choice: Choice = choice) -> None:
                choice.done, choice.pages = done, pages

            try:
                found = self._choose(self._store, hand, self._reading, COUNT, most_pages=PAGES, told=told)
                choice.lines = [Offer(one.sha256, one.page, one.box, one.read) for one in found]
            except BienBanError as error:
                choice.problem = (error.english, error.vietnamese)
            except Exception as error:
                log_bug(error, hand.id)  # this thread serves all hands: one that fails must not end it
                choice.problem = (type(error).__name__, type(error).__name__)
            choice.ready = True
