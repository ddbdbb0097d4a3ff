# ruff: noqa: PLC0415 - each room is imported when it is first needed: reading loads engines, understanding models
"""The rooms behind one protocol, so that a batch can be driven without them and each is imported when first needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel, ConfigDict

from schemas import Assessment, Layout, Page, Record
from schemas.hands import HandUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors import ReadSettings
    from flows.settings import BatchSettings
    from nlp import Lexicon
    from quality import Rubric

__all__ = ["Rooms", "Stages", "Versions"]


class Versions(BaseModel):
    """Versions of the three stages that make rows: same bytes, same versions, same rows."""

    model_config = ConfigDict(frozen=True)

    read: str
    understand: str
    assess: str

    @property
    def of_document(self) -> dict[str, str]:
        """Those that the rows of one document depend on."""
        return {"read": self.read, "understand": self.understand}


class Stages(Protocol):
    """What a batch asks of the rooms. Called from several threads at once."""

    def discover(self, paths: Iterable[Path | str], settings: ReadSettings) -> list[Path]:
        """Files to read, sorted, each once; raises ``UsageError``."""

    def versions(self, settings: BatchSettings) -> Versions:
        """Versions of the stages; must be cheap, for it is asked also when there is nothing to do."""

    def read(self, path: Path, settings: ReadSettings, hands: Sequence[HandUse] = ()) -> Iterator[Page]:
        """Pages of a file, those in a known hand by its model; raises ``InputError`` and ``EnvironmentError_``."""

    def page_count(self, path: Path, settings: ReadSettings) -> int:
        """How many pages a file has; raises ``InputError``. Asked only where pages are spread over workers."""

    def read_part(
        self, path: Path, settings: ReadSettings, part: tuple[int, int], hands: Sequence[HandUse] = ()
    ) -> Iterator[Page]:
        """Some pages of a file (first and last, from 1) as ``read`` gives them among all; raises the same."""

    def understand(self, pages: Sequence[Page], path: str, sha256: str, layout: Layout | None = None) -> list[Record]:
        """Records of a file, in the order of its units, which a person may have laid out."""

    def assess(self, records: Sequence[Record], rubric: str | None) -> list[Assessment]:
        """Assessments of one cell's records."""


class Rooms:
    """The real rooms."""

    def __init__(self, cells: Path | None = None, roster: Path | None = None) -> None:
        """``cells``: the register of cells, ``roster``: that of members (CSV files); both may be left out."""
        self._cells, self._roster = cells, roster
        self._read_frames: dict[str | None, tuple[list[Rubric], str | None]] = {}
        self._warming = Lock()
        self._warm = False

    def __reduce__(self) -> tuple[type[Rooms], tuple[Path | None, Path | None]]:
        return type(self), (self._cells, self._roster)  # a worker elsewhere loads engines and models of its own

    def discover(self, paths: Iterable[Path | str], settings: ReadSettings) -> list[Path]:
        import extractors

        return extractors.discover(paths, settings)

    def versions(self, settings: BatchSettings) -> Versions:
        import extractors
        import nlp

        return Versions(
            read=extractors.reader_version(settings.read),
            understand=nlp.UNDERSTANDING_VERSION + (self._lexicon.version if self._cells or self._roster else ""),
            assess=self.assess_version(settings),
        )

    def assess_version(self, settings: BatchSettings) -> str:
        """Version of assessing: of the program, and of the text of the rubrics that it judges by."""
        import quality

        rubrics, chosen = self._frames(settings.rubric)
        frames = [one.model_dump_json() for one in rubrics if chosen in (None, one.id)]
        digest = hashlib.sha256("\n".join(frames).encode()).hexdigest()[:12]
        return f"{quality.ASSESSMENT_VERSION}+{chosen or 'by-date'}+{digest}"

    def read(self, path: Path, settings: ReadSettings, hands: Sequence[HandUse] = ()) -> Iterator[Page]:
        import extractors

        return extractors.read(path, settings, hands)

    def page_count(self, path: Path, settings: ReadSettings) -> int:
        import extractors

        return extractors.page_count(path, settings)

    def read_part(
        self, path: Path, settings: ReadSettings, part: tuple[int, int], hands: Sequence[HandUse] = ()
    ) -> Iterator[Page]:
        import extractors

        return extractors.read(path, settings, hands, part)

    def understand(self, pages: Sequence[Page], path: str, sha256: str, layout: Layout | None = None) -> list[Record]:
        import nlp

        if self._warm:
            return [nlp.understand(unit, self._lexicon) for unit in nlp.split(pages, path, sha256, layout)]
        # underthesea loads its models at the first call and fails when several threads make that call at once
        with self._warming:
            found = [nlp.understand(unit, self._lexicon) for unit in nlp.split(pages, path, sha256, layout)]
            self._warm = self._warm or bool(found)
        return found

    def assess(self, records: Sequence[Record], rubric: str | None) -> list[Assessment]:
        import quality

        return quality.assess_series(records, *self._frames(rubric))

    @cached_property
    def _lexicon(self) -> Lexicon:
        import nlp

        return nlp.with_registers(nlp.load_lexicon(), self._cells, self._roster)

    def check(self) -> None:
        """Look at the registers before anything is read; raises ``UsageError``."""
        if self._cells or self._roster:
            _ = self._lexicon

    def _frames(self, rubric: str | None) -> tuple[list[Rubric], str | None]:
        """The rubrics and the id of the one that is to judge all meetings; a wrong name is told before anything is
        read. A file is read once, so that one batch judges by one text of it."""
        import quality

        if rubric not in self._read_frames:
            self._read_frames[rubric] = quality.frames(rubric)
        return self._read_frames[rubric]
