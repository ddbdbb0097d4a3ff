"""The store: the only door to the database and the kept originals. Safe to share among threads and processes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from schemas import Assessment, Judgement, Page, Record
from store import audit, batches, correcting, corrections, judging, loading, preparing, reading, saving
from store.checking import Checked, check_archive
from store.corrections import Correction, Difference
from store.database import WRITES, default_url, migrate, open_engine, revision
from store.errors import from_os, translated
from store.files import Files, open_files
from store.models import AsideItem, AuditEntry, DocumentSummary, Index, RunSummary, SaveOutcome, StaleCell, StepNote
from store.packing import unpack_page
from store.patience import patient
from store.tables import AsideRow, AssessmentRow, AuditRow, DocumentRow, OriginalRow, PageRow

__all__ = ["Store"]

FEW = 200  # ids that a query may name; for more all corrections are read


class Store:
    """Documents, records, assessments, corrections and the originals they came from.

    Every method that writes is one transaction: it happens wholly or not at all, also when the process is killed.
    All raise ``StoreError`` when the database or the disk refuses. While a database server is away, all but correcting
    wait for it (``store.patience``).
    """

    def __init__(self, engine: Engine, data_dir: Path, files: Files | None = None) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self.data_dir = data_dir
        self.files = files or open_files(None, data_dir)

    @classmethod
    def open(cls, database_url: str | None, data_dir: Path, originals_url: str | None = None) -> Self:
        """Open the archive in ``data_dir`` (made if need be) and bring its schema up to date.

        ``database_url`` is an SQLAlchemy address; None means the SQLite file in the data folder. ``originals_url``: a
        folder or an fsspec address; None means the folder ``originals`` in the data folder. Several processes
        may open one archive at once. Raises ``UsageError`` for an unusable address, ``EnvironmentError_`` where the
        driver for it is missing, ``StoreError`` (see ``store.errors``) for a folder that cannot be written, a damaged
        file, one of a newer program, or a server that cannot be reached.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(data_dir)) from error
        files = open_files(originals_url, data_dir)
        engine = open_engine(database_url or default_url(data_dir))
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, data_dir, files)

    @classmethod
    def as_it_is(cls, database_url: str | None, data_dir: Path, originals_url: str | None = None) -> Self:
        """The archive without bringing its schema up to date; for looking at it only."""
        return cls(open_engine(database_url or default_url(data_dir)), data_dir, open_files(originals_url, data_dir))

    @property
    def revision(self) -> str | None:
        """The schema revision that the database is at; None for an empty one."""
        with translated(), self._engine.connect() as connection:
            return revision(connection)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with translated(), Session(self._writer) as session, session.begin():
            yield session

    # originals -------------------------------------------------------------------------------------------------

    @patient
    def remember_original(self, path: Path, sha256: str) -> None:
        """Keep the bytes of ``path`` for good. ``UnreadableError`` if they are not ``sha256``."""
        kept = self.files.keep(path, sha256)
        with self._write() as session:
            saving.original(session, *kept)

    @patient
    def original(self, sha256: str) -> Path:
        """A local file with the kept original, to be read only.

        Raises ``KeyError`` for an unknown one, ``StoreError`` if it is missing.
        """
        with self._read() as session:
            row = session.get(OriginalRow, sha256)
        if row is None:
            raise KeyError(sha256)
        return self.files.fetch(sha256, row.extension)

    @patient
    def discard_unnamed(self, sha256: str, extension: str) -> None:
        """Take away bytes that were put where originals lie, where the archive does not name them after all."""
        with self._read() as session:
            named = session.get(OriginalRow, sha256) is not None
        if not named:
            self.files.discard(sha256, extension)

    def copy_originals(self, files: Files) -> tuple[int, int]:
        """Copy every kept original to another place; how many there are, and how many were not there yet."""
        with self._read() as session:
            rows = session.execute(select(OriginalRow.sha256, OriginalRow.extension, OriginalRow.size)).all()
        new = 0
        for sha256, extension, size in rows:
            if files.size(sha256, extension) != size:
                files.keep(self.files.fetch(sha256, extension), sha256)
                new += 1
        return len(rows), new

    # documents -------------------------------------------------------------------------------------------------

    @patient
    def known(self, sha256: str, versions: Mapping[str, str]) -> bool:
        """Whether the document's rows come from exactly these stage versions (keys ``read``, ``understand``)."""
        with self._read() as session:
            row = session.get(DocumentRow, sha256)
        found = {} if row is None else {"read": row.read_version, "understand": row.understand_version}
        return row is not None and all(found.get(stage) == version for stage, version in versions.items())

    @patient
    def index(self) -> Index:
        """What is known of all documents and of what was put aside, for comparing with files."""
        with self._read() as session:
            return reading.index(session)

    @patient
    def save_document(
        self,
        *,
        path: str | Path,
        sha256: str,
        pages: Sequence[Page],
        records: Sequence[Record],
        versions: Mapping[str, str],
        run_id: str | None = None,
        steps: Sequence[StepNote] = (),
        layout: int = 0,
    ) -> SaveOutcome:
        """Make the rows of one document exactly these, in one transaction; saving the same again changes nothing.

        ``records`` stand in the order of their units. ``versions`` has the keys ``read`` and ``understand``. The
        original must have been remembered. Records that are no longer there go, with their findings and assessments;
        corrections stay. A path that was aside leaves that list. ``layout``: id of the person's layout that the records
        follow. Raises ``ValueError`` when record ids clash.
        """
        ready = preparing.prepared(sha256, pages, records)
        paper = loading.Paper(str(path), sha256, ready, versions, layout, run_id, steps)
        with self._write() as session:
            (outcome,) = loading.load(session, [paper])
        return outcome

    @patient
    def see(self, path: str | Path, sha256: str) -> bool:
        """Note that a known document stands under ``path`` too (a duplicate, or moved); True when that is news."""
        with self._write() as session:
            return saving.see(session, sha256, str(path))

    @patient
    def documents(self) -> list[DocumentSummary]:
        """All documents, by their first path."""
        with self._read() as session:
            return reading.documents(session)

    @patient
    def pages(self, sha256: str, numbers: Sequence[int] | None = None) -> list[Page]:
        """The pages of a document as they were read, all or some, words and boxes included; none for an unknown one."""
        with self._read() as session:
            query = select(PageRow.content).where(PageRow.sha256 == sha256).order_by(PageRow.number)
            query = query if numbers is None else query.where(PageRow.number.in_(numbers))
            return [unpack_page(content) for content in session.scalars(query)]

    @patient
    def put_aside(
        self,
        path: str | Path,
        sha256: str | None,
        code: str,
        reason_en: str,
        reason_vi: str,
        *,
        version: str = "",
        run_id: str | None = None,
        steps: Sequence[StepNote] = (),
    ) -> bool:
        """Put a path aside with its reason; True when that is new. ``version``: of the stages it failed under."""
        with self._write() as session:
            news = saving.put_aside(
                session, str(path), sha256, code=code, reason_en=reason_en, reason_vi=reason_vi, version=version
            )
            saving.add_steps(session, run_id, steps)
        return news

    @patient
    def aside(self) -> list[AsideItem]:
        """What was put aside and still is, by path."""
        with self._read() as session:
            return reading.aside(session)

    @patient
    def forget_aside(self, paths: Sequence[str | Path]) -> None:
        """Take paths from the aside list (their files are gone)."""
        with self._write() as session:
            for path in paths:
                key = saving.path_key(str(path))
                if session.scalars(delete(AsideRow).where(AsideRow.path_key == key).returning(AsideRow.code)).all():
                    audit.write(session, saving.PROGRAM, "gone", key)

    # records and corrections -----------------------------------------------------------------------------------

    @patient
    def records(
        self,
        *,
        sha256: str | None = None,
        cell: str | None = None,
        record_ids: Sequence[str] | None = None,
        corrected: bool = True,
        include_replaced: bool = False,
    ) -> list[Record]:
        """Records by first path and place in the document, with people's corrections laid over them.

        ``cell`` is a key made by ``store.cell_of``. ``corrected=False`` gives what the machine read. Documents whose
        paths all hold other bytes by now are left out unless ``include_replaced``.
        """
        query = reading.record_rows(sha256=sha256, cell=cell, record_ids=record_ids, include_replaced=include_replaced)
        with self._read() as session:
            found = [Record.model_validate(row.body) for row in session.scalars(query)]
            few = [record.record_id for record in found] if len(found) <= FEW else None
            people = saving.corrections_of(session, few) if corrected else {}
        return [corrections.with_corrections(record, people.get(record.record_id, [])) for record in found]

    @patient
    def latest(self, most: int) -> list[str]:
        """Ids of the ``most`` records of the latest dates, first those without a date."""
        with self._read() as session:
            return reading.latest(session, most)

    def record(self, record_id: str, *, corrected: bool = True) -> Record:
        """One record; raises ``KeyError``."""
        found = self.records(record_ids=[record_id], corrected=corrected, include_replaced=True)
        if not found:
            raise KeyError(record_id)
        return found[0]

    def correct(self, record_id: str, pointer: str, value: Any, *, who: str, reason: str = "") -> Correction:
        """Lay a person's ``value`` over what stands at ``pointer``.

        Raises ``KeyError`` for an unknown record, ``UsageError`` for a pointer or a value that does not fit.
        """
        return self._correct(record_id, pointer, action="set", value=value, who=who, reason=reason)

    def withdraw(self, record_id: str, pointer: str, *, who: str, reason: str = "") -> Correction:
        """Let what the machine reads stand again. Raises ``KeyError``, or ``UsageError`` when nothing was corrected."""
        return self._correct(record_id, pointer, action="withdraw", value=None, who=who, reason=reason)

    def _correct(self, record_id: str, pointer: str, *, action: str, value: Any, who: str, reason: str) -> Correction:
        with self._write() as session:
            return correcting.lay(session, record_id, pointer, action=action, value=value, who=who, reason=reason)

    @patient
    def corrections(self, record_id: str | None = None) -> list[Correction]:
        """Every act of correcting, oldest first: of one record or of all."""
        with self._read() as session:
            found = saving.corrections_of(session, None if record_id is None else [record_id])
        return sorted((one for several in found.values() for one in several), key=lambda one: one.id)

    def differences(self, record_id: str) -> list[Difference]:
        """Each standing correction against what the machine reads now; raises ``KeyError``."""
        return corrections.differences(self.record(record_id, corrected=False), self.corrections(record_id))

    # assessments -----------------------------------------------------------------------------------------------

    @patient
    def stale_cells(self, assess_version: str) -> list[StaleCell]:
        """Cells that must be assessed (again): a record, a correction or the version changed, or a record is gone."""
        with self._read() as session:
            return reading.stale_cells(session, assess_version)

    @patient
    def save_assessments(
        self,
        stale: StaleCell,
        assess_version: str,
        assessments: Sequence[Assessment],
        *,
        run_id: str | None = None,
        steps: Sequence[StepNote] = (),
    ) -> None:
        """Make the assessments of one cell exactly these, in one transaction."""
        with self._write() as session:
            saving.series(session, stale.cell, stale.series_digest, assess_version, assessments)
            saving.add_steps(session, run_id, steps)

    @patient
    def assessments(self, record_ids: Sequence[str] | None = None) -> list[Assessment]:
        """Assessments, all or of some records, by record and rubric."""
        order = (AssessmentRow.record_id, AssessmentRow.rubric_id, AssessmentRow.rubric_version)
        query = select(AssessmentRow.body).order_by(*map(reading.bytewise, order))
        if record_ids is not None:
            query = query.where(AssessmentRow.record_id.in_(record_ids))
        with self._read() as session:
            return [Assessment.model_validate(body) for body in session.scalars(query)]

    @patient
    def past_assessments(self, record_id: str) -> list[tuple[str, Assessment]]:
        """What was said of a record before (by another rubric, version or series), oldest first, with the version that
        said it."""
        with self._read() as session:
            return judging.past(session, record_id)

    def judge(self, acts: Sequence[Judgement]) -> list[Judgement]:
        """Add what people judged; ``id`` and ``at`` are given here. Raises ``KeyError`` for an unknown record."""
        with self._write() as session:
            return judging.write(session, acts)

    @patient
    def judgements(self, record_ids: Sequence[str] | None = None) -> list[Judgement]:
        """Every act of judging, oldest first: of all records, or of some; also of records that are gone."""
        with self._read() as session:
            return judging.acts(session, record_ids)

    # runs, totals, trail ---------------------------------------------------------------------------------------

    @patient
    def tidy(self) -> None:
        """Mark batches ``interrupted`` whose process is gone, and delete the half copies that such ones left."""
        self.files.sweep()
        with self._read() as session:
            gone = batches.left_running(session)
        if gone:
            with self._write() as session:
                batches.interrupt(session, gone)

    def start_run(self) -> str:
        """Begin a batch; its id."""
        run_id = uuid.uuid4().hex
        self._add_run(run_id)
        return run_id

    @patient
    def _add_run(self, run_id: str) -> None:
        with self._write() as session:
            batches.add(session, run_id)

    @patient
    def finish_run(self, run_id: str, status: str, counts: Mapping[str, int]) -> None:
        """End a batch as ``finished`` or ``failed``, with its totals."""
        with self._write() as session:
            batches.finish(session, run_id, status, counts)

    @patient
    def runs(self) -> list[RunSummary]:
        """All batches, oldest first."""
        with self._read() as session:
            return batches.summaries(session)

    @patient
    def counts(self) -> dict[str, int]:
        """Totals: documents, pages, records (and by type), cells, findings (and by severity), assessments, aside…"""
        with self._read() as session:
            return reading.counts(session)

    def check(self, *, content: bool = False) -> Iterator[Checked]:
        """Look whether all is whole (``store.checking``); ``content``: read every original anew."""
        with self._read() as session:
            yield from check_archive(session, self.files, content=content)

    @patient
    def audit_break(self) -> int | None:
        """Id of the first row of the audit trail that was tampered with; None when the trail is whole."""
        with self._read() as session:
            return audit.first_break(session.scalars(select(AuditRow).order_by(AuditRow.id)))

    def first_paths(self, paths: Sequence[str]) -> dict[str, str]:
        """Of paths that hold known contents: the path under which the same bytes were first read."""
        with self._read() as session:
            return reading.first_paths(session, paths)

    def audit_trail(self) -> list[AuditEntry]:
        """Every row of the audit trail, oldest first."""
        with self._read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id))
            return [AuditEntry.model_validate(row, from_attributes=True) for row in rows]
