"""What a batch may be told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field

from extractors import ReadSettings
from schemas.base import Frozen

__all__ = ["BatchSettings"]


class BatchSettings(Frozen):
    """Where the archive is, how to read, and by which rubric to assess."""

    data_dir: Path = Field(description="folder of the originals, and of the database unless another is named")
    database_url: str | None = Field(default=None, description="SQLAlchemy address; None: SQLite in the data folder")
    originals_url: str | None = Field(default=None, description="folder or fsspec address; None: in the data folder")
    read: ReadSettings = ReadSettings()
    workers: int = Field(default=0, ge=0, description="documents at once; 0: as many as processor cores")
    runner: Literal["threads", "dask", "ray"] = Field(default="threads", description="who carries the documents")
    cluster: str | None = Field(default=None, description="address of the cluster; None: workers on this machine")
    cells: Path | None = Field(default=None, description="register of cells (CSV)")
    roster: Path | None = Field(default=None, description="roster of members (CSV)")
    rubric: str | None = Field(default=None, description="id of the rubric; None: picked by each meeting's date")

    @property
    def archive(self) -> tuple[str | None, Path, str | None]:
        """What ``Store.open`` is told."""
        return self.database_url, self.data_dir, self.originals_url

    @property
    def registers(self) -> tuple[Path | None, Path | None]:
        """The register of cells and the roster of members."""
        return self.cells, self.roster

    @property
    def slots(self) -> int:
        """Documents at once."""
        return self.workers or os.cpu_count() or 1
