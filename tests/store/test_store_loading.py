"""Documents that are new go in at once, others the careful way: both leave the same rows."""

from __future__ import annotations

from pathlib import Path

from archive_objects import VERSIONS, page, record, write

from store import Store, as_kept, saving
from store.loading import Paper, load
from store.packing import page_text
from store.preparing import prepared


def paper(opened: Store, path: Path, sha256: str, **changes: object) -> Paper:
    opened.remember_original(path, sha256)
    return Paper(str(path), sha256, prepared(sha256, [page()], [record(sha256, **changes)]), VERSIONS)


def test_several_documents_in_one_transaction_are_those_saved_one_by_one(store: Store, tmp_path: Path) -> None:
    papers = [paper(store, *write(tmp_path, f"{name}.pdf", f"%PDF {name}".encode())) for name in "abc"]
    with store._write() as session:
        outcomes = load(session, papers)
    assert [(one.changed, one.added) for one in outcomes] == [(True, 1)] * 3
    found = store.counts()
    with store._write() as session:
        again = [saving.document(session, one.path, one.sha256, one.ready, one.versions) for one in papers]
    assert not any(one.changed for one in again)
    assert store.counts() == found
    assert store.audit_break() is None
    assert [one.subject for one in store.audit_trail() if one.action == "loaded"] == [one.sha256 for one in papers]


def test_the_same_path_twice_in_one_transaction_leaves_the_later_content_standing(store: Store, tmp_path: Path) -> None:
    first = paper(store, *write(tmp_path, "a.pdf", b"%PDF one"))
    second = paper(store, *write(tmp_path, "a.pdf", b"%PDF two"))
    with store._write() as session:
        load(session, [first, second, first])
    assert store.counts()["documents"] == 2
    assert {one.source.sha256 for one in store.records()} == {first.sha256}
    assert store.audit_break() is None


def test_a_page_kept_is_written_as_it_was(store: Store) -> None:
    kept = as_kept(page())
    assert page_text(kept) == kept.model_dump_json(by_alias=True)
    other = kept.model_copy(update={"number": 7})
    assert page_text(other) == other.model_dump_json(by_alias=True)
