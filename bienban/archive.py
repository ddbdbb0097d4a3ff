"""The database as the front door's commands need it."""

from __future__ import annotations

from bienban.i18n import Say
from bienban.inforce import schedule_in_force
from bienban.report.model import Archive, AsideRow
from bienban.settings import Settings
from flows.judged import judged_assessments
from schemas import Judgement, Record
from store import Store, default_url

__all__ = ["database_address", "load_archive", "open_store", "stored_records"]


def database_address(settings: Settings) -> str:
    """The SQLAlchemy address in use; where none is set, the store's own file in the data folder."""
    return settings.database_url or default_url(settings.data_dir)


def open_store(settings: Settings) -> Store:
    """The archive of ``settings``; raises ``StoreError`` and ``UsageError``."""
    return Store.open(settings.database_url, settings.data_dir, settings.originals_url)


def load_archive(store: Store, say: Say, rubric: str | None = None, most: int = 0) -> Archive:
    """All that the report needs; assessments as people decided where they did (``rubric``: the setting).

    ``most``: only so many papers, the latest (0: all): a page on the papers of decades is read by nobody, and a meeting
    on it takes 0.2 MB of memory.
    """
    chosen = store.latest(most + 1) if most else []
    whole = not most or len(chosen) <= most
    ids = None if whole else chosen[:most]
    return Archive(
        records=store.records(record_ids=ids),
        assessments=judged_assessments(store, rubric, ids),
        whole=whole,
        aside=[
            AsideRow(
                item.path,
                say.known(f"reason.{item.code}", item.code),
                item.reason_vi if say.language == "vi" else item.reason_en,
            )
            for item in store.aside()
        ],
        files=len(store.documents()),
        schedule=schedule_in_force(store),
    )


def stored_records(settings: Settings) -> tuple[list[Record], list[Judgement]]:
    """The records of the archive, corrections applied, and what people judged about them."""
    with open_store(settings) as store:
        return store.records(), store.judgements()
