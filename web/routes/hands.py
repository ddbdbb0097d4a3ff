"""Hands of minute books: how well each is read, the lines that are best typed next, and learning begun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from extractors.hands.choose import CURVE, USUAL, expected
from flows.learning import MILESTONES
from flows.teaching import Learning, Teacher, at_work, learning_of
from schemas import BienBanError
from store import HandEntry, HandModel, Hands, TypedLines
from web.access import allows
from web.gate import person_of
from web.offers import Offer, Offers
from web.plots import WIDTH, LinePlot, curve
from web.rendering import address_in, draw, language_of, render
from web.routes.common import Fields, document_cards, page_cards, store_of
from web.routes.lines import HANDS, LETTERS, MOST_TEXT
from web.routes.pictures import parse_boxes
from web.rows import Place

router = APIRouter(include_in_schema=False)
HandId = Annotated[str, Path(pattern=r"^[0-9a-f]{12,16}$")]


@dataclass(frozen=True)
class Standing:
    """A hand with what is known of it."""

    hand: HandEntry
    lines: int
    papers: int
    models: list[HandModel]

    @property
    def used(self) -> HandModel | None:
        return next((one for one in reversed(self.models) if one.taken), None)

    @property
    def base(self) -> float:
        return self.models[-1].base_error if self.models else USUAL

    @property
    def next_mark(self) -> int | None:
        """So many lines let it be learnt again."""
        return next((mark for mark in MILESTONES if mark > self.lines), None)

    def expected(self, lines: int) -> float:
        """Share of characters that will be wrong after so many typed lines."""
        return expected(self.base, [(one.lines, one.error) for one in self.models if one.taken], lines)

    @property
    def plot(self) -> LinePlot:
        return curve([(str(at), self.expected(at)) for at, _ in CURVE])


@router.get("/hands", response_class=HTMLResponse)
@allows("review")
def hands_page(request: Request) -> Response:
    """The hands whose papers the person may see."""
    mine = [_standing(request, hand) for hand in Hands(store_of(request)).all() if _may_see(request, hand)]
    shown = partial(percent, language_of(request))
    return draw(request, "hands.html", hands=mine, lacks=teacher_of(request).lacks, percent=shown)


@router.get("/hands/{hand_id}", response_class=HTMLResponse)
@allows("review")
def hand_page(request: Request, hand_id: HandId) -> Response:
    """One hand, and the line to type next."""
    hand = _hand(request, hand_id)
    return _drawn(request, hand)


@router.get("/hands/{hand_id}/state", response_class=HTMLResponse)
@allows("review")
def hand_state(request: Request, hand_id: HandId) -> Response:
    """How far learning and choosing are, asked for again while something is under way."""
    return HTMLResponse(render(request, "handstate.html", **_shown(request, _hand(request, hand_id))))


@router.post("/hands/{hand_id}/line")
@allows("review")
def hand_line(request: Request, hand_id: HandId, form: Fields) -> Response:
    """Keep one line and go to the next."""
    hand = _hand(request, hand_id)
    sha256, number, answer = form.get("sha256", ""), form.get("page", ""), form.get("answer", "save")
    if not (number.isdecimal() and len(number) < 7 and len(sha256) == 64 and len(form.get("box", "")) <= 40):
        raise HTTPException(400)
    page_cards(request, sha256, int(number))
    if not any(run.holds(sha256, int(number)) for run in Hands(store_of(request)).pages(hand.id)):
        raise HTTPException(404)
    [box] = parse_boxes(form["box"])
    text = form.get("text", "")[:MOST_TEXT].strip()
    kind = answer if answer in ("unreadable", "none") else "handwriting"
    if answer == "later":
        offers_of(request).later(hand, sha256, int(number), box)
    elif text or kind != "handwriting":
        kept = text if kind == "handwriting" else ""
        TypedLines(store_of(request)).add(sha256, int(number), box, kept, hand=HANDS[kind], who=person_of(request).name)
    return _back(request, hand_id, "line")


@router.post("/hands/{hand_id}/learn")
@allows("review")
def hand_learn(request: Request, hand_id: HandId) -> Response:
    """Begin to learn the hand in the background."""
    hand = _hand(request, hand_id)
    try:
        begun = teacher_of(request).begin(hand.id, person_of(request).name)
    except BienBanError as error:
        return _drawn(request, hand, error.message(language_of(request)))
    return _back(request, hand_id, "learning" if begun else "busy")


@router.post("/hands/{hand_id}/choose")
@allows("review")
def hand_choose(request: Request, hand_id: HandId) -> Response:
    """Let the machine choose lines anew."""
    offers_of(request).again(_hand(request, hand_id))
    return _back(request, hand_id, "line")


def percent(language: str, share: float) -> str:
    """12.3 %; with a comma in Vietnamese."""
    text = f"{100 * share:.1f} %"
    return text.replace(".", ",") if language == "vi" else text


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def teacher_of(request: Request) -> Teacher:
    teacher: Teacher = request.app.state.teacher
    return teacher


def offers_of(request: Request) -> Offers:
    offers: Offers = request.app.state.offers
    return offers


def _drawn(request: Request, hand: HandEntry, problem: str = "") -> Response:
    values = {**_shown(request, hand), "problem": problem, "width": WIDTH, "letters": LETTERS}
    return HTMLResponse(render(request, "hand.html", here=f"/hands/{hand.id}", **values), 422 if problem else 200)


def _shown(request: Request, hand: HandEntry) -> dict[str, object]:
    store, offers = store_of(request), offers_of(request)
    choice = offers.of(hand)
    ready = choice.ready  # before its lines are looked at: it may become so at any moment
    left = [one for one in offers.left(hand) if _may_type(request, one)]
    runs, learning = at_work(store.data_dir), learning_of(store.data_dir, hand.id)
    lacks = teacher_of(request).lacks
    line = left[0] if left else None
    return {
        "standing": _standing(request, hand),
        "choice": choice,
        "ready": ready,
        "left": left,
        "line": line,
        "place": Place(line.page, (line.box,)).data if line else "",
        "learning": learning,
        "state": _state(learning, mine=runs == hand.id, starting=teacher_of(request).starts(hand.id)),
        "other": runs is not None and runs != hand.id,
        "lacks": lacks,
        "hand_here": f"/hands/{hand.id}",
        "fresh": request.url.path.endswith("/state"),
        "percent": partial(percent, language_of(request)),
        "clock": clock,
    }


def _state(learning: Learning | None, *, mine: bool, starting: bool) -> str:
    """What is shown of the last course: none, starting, learning, interrupted, done, refused or failed."""
    if mine and learning is not None and learning.state == "learning" and learning.left is not None:
        return "learning"
    if mine or starting:
        return "starting"
    if learning is None:
        return "none"
    return "interrupted" if learning.state == "learning" else learning.state


def _standing(request: Request, hand: HandEntry) -> Standing:
    hands = Hands(store_of(request))
    papers = len({run.sha256 for run in hands.pages(hand.id)})
    return Standing(hand, hands.count(hand.id), papers, hands.models(hand.id))


def _hand(request: Request, hand_id: str) -> HandEntry:
    found = next((one for one in Hands(store_of(request)).all() if one.id == hand_id), None)
    if found is None or not _may_see(request, found):
        raise HTTPException(404)
    return found


def _may_see(request: Request, hand: HandEntry) -> bool:
    """Who sees only some cells sees the hands that stand in their papers."""
    if person_of(request).cells is None:
        return True
    return any(_sees(request, run.sha256) for run in Hands(store_of(request)).pages(hand.id))


def _sees(request: Request, sha256: str) -> bool:
    try:
        document_cards(request, sha256)
    except HTTPException:
        return False
    return True


def _may_type(request: Request, offer: Offer) -> bool:
    try:
        page_cards(request, offer.sha256, offer.page)
    except HTTPException:
        return False
    return True


def _back(request: Request, hand_id: str, where: str) -> Response:
    to = address_in(language_of(request), request.app.state.language, f"/hands/{hand_id}")
    return RedirectResponse(f"{to}#{where}", 303)
