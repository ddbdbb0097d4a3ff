"""What ``bienban db`` does: bring a database up to date, look whether it is whole, copy it to another one."""

from __future__ import annotations

import json

from bienban.archive import database_address, open_store
from bienban.i18n import Say, both
from bienban.session import tell
from bienban.settings import Settings
from bienban.tables import show_table
from schemas import StoreError, UsageError
from store import Checked, Store, TableCopy, copy_rows, open_engine, open_files, without_password

__all__ = ["check", "copy", "upgrade"]


def upgrade(settings: Settings, say: Say) -> int:
    """Bring the schema up to date; opening does that too, this says so."""
    before = _looked_at(settings)
    with before:
        found = before.revision
    with open_store(settings) as store:
        head = store.revision
    key = "db.is-new" if found is None else "db.is-current" if found == head else "db.upgraded"
    print(say(key, before=found or "–", now=head or "–"))
    return 0


def check(settings: Settings, say: Say, *, full: bool, as_json: bool) -> int:
    """Look at everything; 0 when it is whole, 4 when something is not."""
    with _looked_at(settings) as store:
        if store.revision is None:
            raise UsageError(*both("db.empty", address=without_password(database_address(settings))))
        found = list(store.check(content=full))
    wrong = sum(one.wrong for one in found)
    if as_json:
        print(json.dumps({"ok": not wrong, "checks": [one._asdict() for one in found]}, ensure_ascii=False, indent=2))
    else:
        head = ["", say("db.col-what"), say("db.col-count"), say("db.col-wrong"), say("db.col-which")]
        show_table("", head, [_row(one, say) for one in found])
    tell(say("db.bad", wrong=wrong) if wrong else say("db.ok"))
    return StoreError.exit_code if wrong else 0


def copy(settings: Settings, say: Say, target: str, originals: str | None) -> int:
    """Copy every row to the database ``target`` and prove it; the originals too where a place for them is named."""
    source = database_address(settings)
    files = open_files(originals, settings.data_dir) if originals else None
    ours, theirs = open_engine(source), open_engine(target)
    if ours.url == theirs.url:
        raise UsageError(*both("db.same"))

    def told(done: TableCopy) -> None:
        said = {"rows": done.rows, "added": done.added, "changed": done.changed, "digest": done.digest[:16]}
        print(say("db.copied-table", table=done.table, **said), flush=True)

    try:
        done = copy_rows(ours, theirs, told)
    finally:
        ours.dispose()
        theirs.dispose()
    print(say("db.copied", tables=len(done), rows=sum(one.rows for one in done), address=without_password(target)))
    if files is not None:
        with open_store(settings) as store:
            total, new = store.copy_originals(files)
        print(say("db.copied-originals", total=total, new=new))
    return 0


def _looked_at(settings: Settings) -> Store:
    return Store.as_it_is(settings.database_url, settings.data_dir, settings.originals_url)


def _row(one: Checked, say: Say) -> list[str]:
    mark = "✗" if one.wrong else "✓"
    return [mark, say(f"db.check-{one.what}"), str(one.looked_at), str(one.wrong), ", ".join(one.which)]
