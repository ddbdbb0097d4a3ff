"""A document laid out anew: acts are kept, two people at once are told, and no correction is lost or laid elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_objects import VERSIONS, page, record, sha_of, write

from schemas import Box, Evidence, LaidUnit, Layout, Piece, Record
from store import Actor, ConflictError, HeldError, Layouts, Parts, Queue, ReviewDesk, Store

ME, OTHER = Actor("một", "a" * 64), Actor("hai", "b" * 64)
UPPER, LOWER = Box(0.1, 0.1, 0.9, 0.2), Box(0.1, 0.7, 0.9, 0.8)
SHA = sha_of(b"%PDF bytes")
ONE, TWO, NEW = f"{SHA[:12]}-0", f"{SHA[:12]}-1", "moi"


def parts(**held: str) -> Parts:
    """``held``: for each record, the halves of the page that it has: "upper", "lower", "both"."""
    rows = {"upper": {(1, 0)}, "lower": {(1, 1)}, "both": {(1, 0), (1, 1)}}
    names = {"one": ONE, "two": TWO, "new": NEW}
    found = {names[name]: frozenset(rows[half]) for name, half in held.items()}

    def owner(number: int, box: Box) -> str | None:
        row = (number, 0 if box.middle[1] < 0.5 else 1)
        return next((record_id for record_id, mine in found.items() if row in mine), None)

    return Parts(found, owner)


def layout(*ids: str) -> Layout:
    return Layout(units=tuple(LaidUnit(record_id=one, pieces=(Piece(page=1),)) for one in ids))


def proof(box: Box) -> Evidence:
    return Evidence(text="x", page=1, boxes=[box], confidence=0.9, producer="t")


def save(store: Store, path: Path, *records: Record, number: int = 0) -> None:
    store.save_document(path=path, sha256=SHA, pages=[page()], records=records, versions=VERSIONS, layout=number)


@pytest.fixture
def path(store: Store, tmp_path: Path) -> Path:
    """One paper over the whole page: the date stands above, the place below, the number nowhere."""
    found, _ = write(tmp_path, "so.pdf", b"%PDF bytes")
    store.remember_original(found, SHA)
    save(store, found, whole())
    return found


def whole(**changes: object) -> Record:
    evidence = {"/held/date": proof(UPPER), "/held/place": proof(LOWER), "/tasks/0": proof(LOWER)}
    values = {
        "held": {"date": "2026-03-03", "place": "nhà sàn"},
        "tasks": [{"action": "dọn kênh", "assignee": "Lý Thị Mẫu"}],
        "evidence": evidence,
        "findings": [],
    }
    return record(SHA, **{**values, **changes})


def lay(store: Store, before: Parts, after: Parts, *ids: str, seen: int = 0, actor: Actor = ME) -> int:
    layouts = Layouts(store)
    return layouts.save(
        SHA, layout(*ids), seen=seen, touched=[ONE, TWO], before=before, after=after, actor=actor, reason="hai buổi"
    )


def test_acts_are_kept_with_who_when_and_why(store: Store, path: Path) -> None:
    first = lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    second = Layouts(store).save(
        SHA,
        None,
        seen=first,
        touched=[ONE],
        before=parts(one="upper", new="lower"),
        after=parts(one="both"),
        actor=OTHER,
        reason="",
    )
    acts = Layouts(store).history(SHA)
    assert [(act.who, act.reason, act.layout) for act in acts] == [
        ("một", "hai buổi", layout(ONE, NEW)),
        ("hai", "", None),
    ]
    assert Layouts(store).of(SHA) == (second, None)
    assert [entry.action for entry in store.audit_trail()].count("laid out") == 2
    assert store.audit_break() is None


def test_a_layout_waits_until_the_records_follow_it(store: Store, path: Path) -> None:
    number = lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    assert Layouts(store).waiting() == [SHA]
    assert store.index().relaid == {SHA}
    save(store, path, whole(), number=number)
    assert Layouts(store).waiting() == []
    assert store.index().relaid == frozenset()


def test_two_people_at_once_are_told(store: Store, path: Path) -> None:
    after = parts(one="upper", new="lower")
    lay(store, parts(one="both"), after, ONE, NEW)
    with pytest.raises(ConflictError) as told:
        lay(store, parts(one="both"), after, ONE, NEW, actor=OTHER)
    assert told.value.who == "một"
    assert len(Layouts(store).history(SHA)) == 1


def test_a_paper_that_somebody_reviews_is_not_taken_apart(store: Store, path: Path) -> None:
    ReviewDesk(store).open(ONE, OTHER)
    with pytest.raises(HeldError):
        lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    assert Layouts(store).of(SHA) == (0, None)


def test_corrections_go_with_the_place_on_the_page(store: Store, path: Path) -> None:
    store.correct(ONE, "/held/date", "2026-03-04", who="một", reason="đọc nhầm")
    store.correct(ONE, "/held/place", "đình làng", who="hai")
    store.correct(ONE, "/tasks/0/assignee", "Lý Thị Mận", who="một")
    store.correct(ONE, "/number", "05-BB/CB", who="một")  # stands nowhere on the page: nobody knows of which half
    number = lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    tasks = [{"action": "dọn kênh", "assignee": "Lý Thị Mẫu"}]
    save(
        store,
        path,
        whole(held={"date": "2026-03-03"}, tasks=[], evidence={"/held/date": proof(UPPER)}),
        record(SHA, record_id=NEW, held={"place": "nhà sàn"}, tasks=[{"action": "nạo mương"}, *tasks], evidence={}),
        number=number,
    )
    one, new = store.record(ONE), store.record(NEW)
    assert (one.held.date, one.held.place, one.number) == ("2026-03-04", None, whole().number)
    assert (new.held.place, new.tasks[1].assignee) == ("đình làng", "Lý Thị Mận")
    assert [(one.pointer, one.new, one.who) for one in Layouts(store).displaced(SHA)] == [
        ("/number", "05-BB/CB", "một")
    ]
    assert [one.who for one in store.corrections(NEW)] == ["hai", "một"]  # the word stays that of who gave it


def test_a_merge_never_puts_one_papers_word_over_the_others(store: Store, path: Path) -> None:
    save(store, path, whole(evidence={"/held/date": proof(UPPER)}), second())
    store.correct(TWO, "/held/date", "2026-04-09", who="một")
    store.correct(TWO, "/held/end", "21:00", who="một")
    number = lay(store, parts(one="upper", two="lower"), parts(one="both"), ONE)
    save(store, path, whole(), number=number)
    assert store.record(ONE).held.date == "2026-03-03"
    assert store.record(ONE).held.end == "21:00"  # the first paper says nothing of its own there
    assert [one.pointer for one in Layouts(store).displaced(SHA)] == ["/held/date"]
    # What was merged away comes back with what was said of it.
    Layouts(store).save(
        SHA,
        layout(ONE, TWO),
        seen=number,
        touched=[ONE, TWO],
        before=parts(one="both"),
        after=parts(one="upper", two="lower"),
        actor=ME,
    )
    save(store, path, whole(evidence={"/held/date": proof(UPPER)}), second(), number=number + 1)
    assert store.record(TWO).held.date == "2026-04-09"
    # What went into the whole without a place of its own: nobody knows which half it is of, so a person is asked.
    assert [(one.record_id, one.pointer, one.new) for one in Layouts(store).displaced(SHA)] == [
        (ONE, "/held/end", "21:00")
    ]


def second() -> Record:
    return record(
        SHA,
        index=1,
        held={"date": "2026-04-02"},
        evidence={"/held/date": proof(LOWER), "/held/end": proof(LOWER)},
        findings=[],
        tasks=[],
    )


def test_what_lost_its_place_is_placed_or_dropped_by_a_person(store: Store, path: Path) -> None:
    store.correct(ONE, "/number", "05-BB/CB", who="một", reason="con dấu")
    store.correct(ONE, "/theme", "chuyển đổi số", who="một")
    number = lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    save(store, path, whole(), record(SHA, record_id=NEW, findings=[]), number=number)
    layouts = Layouts(store)
    first, theme = layouts.displaced(SHA)
    assert store.record(ONE).number != "05-BB/CB"
    layouts.place(first.id, NEW, actor=OTHER)
    assert store.record(NEW).number == "05-BB/CB"
    assert store.corrections(NEW)[-1].reason == "con dấu"
    layouts.drop(theme.id, NEW, actor=OTHER)
    assert layouts.displaced(SHA) == []
    with pytest.raises(KeyError):
        layouts.place(first.id, ONE, actor=ME)
    assert len(store.corrections()) == 7  # two words, each laid aside; placed: taken off and set; dropped: taken off


def test_a_card_shows_at_once_that_a_correction_was_laid_aside(store: Store, path: Path) -> None:
    store.correct(ONE, "/number", "05-BB/CB", who="một")
    assert Queue(store).card(ONE).number == "05-BB/CB"
    lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    assert Queue(store).card(ONE).number == whole().number


def test_other_papers_of_the_document_keep_their_corrections(store: Store, path: Path) -> None:
    save(store, path, whole(evidence={"/held/date": proof(UPPER)}), second())
    store.correct(TWO, "/number", "09-BB/CB", who="một")
    lay(store, parts(one="upper", two="lower"), parts(one="upper", two="lower"), ONE, TWO)
    assert store.record(TWO).number == "09-BB/CB"


def test_erasing_takes_the_layouts_along(store: Store, path: Path) -> None:
    from store.erasing import erase

    lay(store, parts(one="both"), parts(one="upper", new="lower"), ONE, NEW)
    assert erase(store, SHA, "một", "theo yêu cầu")["layouts"] == 1
    assert Layouts(store).history(SHA) == []
