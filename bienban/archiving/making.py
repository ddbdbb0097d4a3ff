"""One file from its pages to its outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bienban.archiving.alto import alto
from bienban.archiving.durable import drafts, put, refusals
from bienban.archiving.fields import Fields, about
from bienban.archiving.hocr import hocr
from bienban.archiving.manifest import Layer, PageNote, Written
from bienban.i18n import both
from extractors import ReadSettings, file_sha256
from schemas import EnvironmentError_, InputError, Page

__all__ = ["FORMATS", "Job", "make", "need_tools", "tools"]

FORMATS = ("pdfa", "alto", "hocr")
_TOOLS = ("ocrmypdf", "pikepdf", "img2pdf")  # of the extra `archive`


@dataclass(frozen=True)
class Job:
    """What to make of one file: its pages in order, what is known of it, and where the outputs go."""

    path: Path
    sha256: str
    pages: Sequence[Page]
    fields: Fields
    stem: str
    folder: Path
    formats: frozenset[str]
    reading: ReadSettings


def tools() -> str:
    """The programs that make and check PDF files, with their versions; those that are missing as such."""
    found = []
    for name in _TOOLS:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def need_tools() -> None:
    """Raises ``EnvironmentError_`` with the line that installs what PDF files need, where it is missing."""
    if "no " in tools():
        raise EnvironmentError_(*both("archive.no-tools"))


def make(job: Job) -> tuple[list[Written], list[PageNote]]:
    """Write the outputs of ``job``; the files written, and what became of each page.

    Nothing takes its name before all are made. Raises ``InputError`` where no valid PDF/A can be made of the file, and
    ``StoreError`` where the disk refuses.
    """
    with refusals(job.folder), drafts(job.folder) as place:
        layers: dict[int, Layer] = {}
        made: list[tuple[Path, str, str]] = []  # draft, place from the folder, format
        if "pdfa" in job.formats:
            layers = _pdfa(job, place / "paper.pdf")
            made.append((place / "paper.pdf", f"{job.stem}.pdf", "pdfa"))
        image = f"{job.stem}.pdf"
        for page in job.pages:
            texts = {"alto": lambda p=page: alto(p, image, job.sha256), "hocr": lambda p=page: hocr(p, image)}
            for kind in sorted(job.formats & set(texts)):
                ending = "xml" if kind == "alto" else "hocr"
                draft = place / f"{page.number:04d}.{kind}"
                draft.write_text(texts[kind](), encoding="utf-8")
                made.append((draft, f"{kind}/{job.stem}/{page.number:04d}.{ending}", kind))
        files = [
            Written(path=name, format=kind, sha256=file_sha256(draft), size=draft.stat().st_size)
            for draft, name, kind in made
        ]
        for draft, name, _ in made:
            put(draft, job.folder / name)
    return files, [_note(page, layers.get(page.number)) for page in job.pages]


def _pdfa(job: Job, target: Path) -> dict[int, Layer]:
    """Write the PDF/A; where its parts cannot be made valid (fonts that are not embedded), with every page redrawn."""
    # Optional packages, and slow to import: hOCR and ALTO do without them.
    from bienban.archiving.pdfa import NotPdfA, make_pdfa  # noqa: PLC0415
    from bienban.archiving.plugin import page_file  # noqa: PLC0415
    from bienban.archiving.source import build_source  # noqa: PLC0415

    source = target.with_name("source.pdf")
    for page in job.pages:
        place = page_file(source, page.number)
        place.parent.mkdir(exist_ok=True)
        place.write_text(page.model_dump_json(by_alias=True), encoding="utf-8")
    reason = ""
    for redraw in (False, True):
        layers = build_source(job.path, job.pages, source, job.reading, redraw=redraw)
        try:
            make_pdfa(source, target, about(job.fields, job.sha256), job.reading.slots)
        except NotPdfA as error:
            reason = str(error).strip().splitlines()[-1].strip()
        else:
            return layers
    raise InputError(f"no valid PDF/A can be made of it: {reason}", f"không tạo được PDF/A hợp lệ: {reason}")


def _note(page: Page, layer: Layer | None) -> PageNote:
    return PageNote(number=page.number, state=page.state, grade=page.quality.grade, rotation=page.rotation, layer=layer)
