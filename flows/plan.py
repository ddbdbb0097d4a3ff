"""What there is to do: files against what the store knows. Reads bytes for their hash and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractors.hands.language import VERSION as LANGUAGE_VERSION
from flows.settings import BatchSettings
from flows.stages import Stages, Versions
from schemas.hands import HandUse
from store import AsideItem, Index, StaleCell, file_sha256, path_text

if TYPE_CHECKING:
    from store import Store  # the database: an extraction needs none

__all__ = ["BUG", "Plan", "Work", "aside_version", "make_plan"]

BUG = "bug"
ERASED = "erased"


@dataclass(frozen=True)
class Work:
    """One content to be carried through. ``path`` is the first of its paths; ``others`` are duplicates of it.

    ``start`` is the first stage that is needed: ``understand`` when its pages are in the store and still good.
    """

    sha256: str
    path: Path
    others: tuple[Path, ...]
    start: Literal["read", "understand"]


@dataclass
class Plan:
    """What a batch will do. Paths are absolute."""

    versions: Versions
    asked: frozenset[str] = frozenset()  # every file found, as the store writes paths
    files: int = 0
    work: list[Work] = field(default_factory=list)
    unchanged: int = 0  # contents
    sightings: list[tuple[Path, str]] = field(default_factory=list)  # known content under a new path
    duplicates: list[tuple[Path, Path]] = field(default_factory=list)  # (a path, the first path with the same bytes)
    aside: list[AsideItem] = field(default_factory=list)  # put aside before, and nothing has changed since
    aside_again: list[tuple[Path, AsideItem]] = field(default_factory=list)  # the same bytes under another path
    unopened: list[tuple[Path, str]] = field(default_factory=list)  # (path, reason of the operating system)
    gone: list[str] = field(default_factory=list)  # put aside before; the file is no longer there
    stale: list[StaleCell] = field(default_factory=list)
    hands: dict[str, tuple[HandUse, ...]] = field(default_factory=dict)  # content to the models of its hands

    def read_version(self, sha256: str) -> str:
        """Version of reading this content: that of the reader, of the models of the hands it is in, and of language."""
        uses = self.hands.get(sha256, ())
        used = [f"+hand-{use.hand}-v{use.version}-{use.sha256[:8]}" for use in uses]
        language = f"+language-{LANGUAGE_VERSION}" if used else ""
        return self.versions.read + "".join(dict.fromkeys(used)) + language + _named(uses) + _laid(uses)

    def of_document(self, sha256: str) -> dict[str, str]:
        """The versions that the rows of this content depend on."""
        return {**self.versions.of_document, "read": self.read_version(sha256)}

    @property
    def nothing(self) -> bool:
        """Whether the archive is what it would be after the batch."""
        return not (self.work or self.sightings or self.aside_again or self.unopened or self.gone or self.stale)


def aside_version(versions: Versions, settings: BatchSettings) -> str:
    """What a file was put aside under: limits count too, for a higher one may let it in."""
    return f"{versions.read} {versions.understand} {settings.read.model_dump_json(exclude={'workers'})}"


def make_plan(
    paths: Sequence[Path | str],
    settings: BatchSettings,
    store: Store,
    stages: Stages,
    on_hashed: Callable[[int, int], None] | None = None,
) -> Plan:
    """Compare the files under ``paths`` with the store. Raises ``UsageError`` for a path that does not exist.

    ``on_hashed`` is told how many files of how many have been hashed.
    """
    plan = Plan(versions=stages.versions(settings))
    files = _absolute(stages.discover(paths, settings.read))
    plan.files = len(files)
    found = store.index()
    plan.hands = _hands(store, settings.roster)
    by_content = _by_content(files, settings.slots, plan, on_hashed)
    version = aside_version(plan.versions, settings)
    for sha256, group in by_content.items():
        _place(plan, sha256, group, found, version)
    _known_unopened(plan, found)
    plan.asked = frozenset(path_text(str(path)) for path in files)
    plan.gone = _gone(found.aside, plan.asked, [Path(path).absolute() for path in paths])
    plan.stale = store.stale_cells(plan.versions.assess)
    return plan


def _hands(store: Store, roster: Path | None) -> dict[str, tuple[HandUse, ...]]:
    """The models of the hands by document, each with the names of the members of the hand's cell."""
    from nlp.registers import load_members  # noqa: PLC0415 - as below
    from store import Hands  # noqa: PLC0415 - what reads the database is not imported for an extraction

    hands = Hands(store)
    uses = hands.uses()
    if roster is None or not uses:
        return uses
    members = load_members(roster)
    names = {
        one.id: tuple(sorted({member.name for member in members.of_cell(one.cell or None, one.cell, None)}))
        for one in hands.all()
    }
    return {
        sha256: tuple(use.model_copy(update={"names": names.get(use.hand, ())}) for use in found)
        for sha256, found in uses.items()
    }


def _named(uses: Iterable[HandUse]) -> str:
    """A version of the names that the hands' readings are settled by."""
    names = sorted({name for use in uses for name in use.names})
    return f"+names-{hashlib.sha256(repr(names).encode()).hexdigest()[:8]}" if names else ""


def _laid(uses: Iterable[HandUse]) -> str:
    """A version of the boxes that people drew on pages read by a hand's model."""
    boxes = sorted((page, [(*one.box, one.own) for one in lines]) for use in uses for page, lines in use.laid.items())
    return f"+lines-{hashlib.sha256(repr(boxes).encode()).hexdigest()[:8]}" if boxes else ""


def _absolute(files: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(path.absolute() for path in files))


def _by_content(
    files: list[Path], slots: int, plan: Plan, on_hashed: Callable[[int, int], None] | None
) -> dict[str, list[Path]]:
    groups: dict[str, list[Path]] = {}
    with ThreadPoolExecutor(slots) as pool:
        for done, (path, result) in enumerate(zip(files, pool.map(_hash, files), strict=True), start=1):
            if isinstance(result, OSError):
                plan.unopened.append((path, result.strerror or type(result).__name__))
            else:
                groups.setdefault(result, []).append(path)
            if on_hashed:
                on_hashed(done, len(files))
    return groups


def _hash(path: Path) -> str | OSError:
    try:
        return file_sha256(path)
    except OSError as error:
        return error


def _place(plan: Plan, sha256: str, group: list[Path], found: Index, version: str) -> None:
    if sha256 in found.erased:
        _refuse_erased(plan, sha256, group, found)
        return
    first, others = group[0], group[1:]
    plan.duplicates.extend((other, first) for other in others)
    known = found.documents.get(sha256)
    if known == plan.of_document(sha256) and sha256 not in found.relaid:
        plan.unchanged += 1
        from store import is_seen  # noqa: PLC0415 - what reads the database is not imported for an extraction

        plan.sightings.extend((path, sha256) for path in group if not is_seen(found, str(path), sha256))
        return
    refused = [item for item in found.aside if item.sha256 == sha256 and item.version == version and item.code != BUG]
    if refused:
        listed = {item.path: item for item in refused}
        for path in group:
            item = listed.get(path_text(str(path)))
            if item is None:
                plan.aside_again.append((path, refused[0]))
            else:
                plan.aside.append(item)
        return
    same_pages = known is not None and known["read"] == plan.read_version(sha256)
    plan.work.append(Work(sha256, first, tuple(others), "understand" if same_pages else "read"))


def _refuse_erased(plan: Plan, sha256: str, group: list[Path], found: Index) -> None:
    """What was erased on a lawful request is not read again; where it still lies is said."""
    listed = {item.path: item for item in found.aside if item.sha256 == sha256 and item.code == ERASED}
    for path in group:
        item = listed.get(path_text(str(path)))
        if item is not None:
            plan.aside.append(item)
            continue
        moment = datetime.now(UTC)
        news = AsideItem(
            path=path_text(str(path)),
            sha256=sha256,
            code=ERASED,
            reason_en="erased from the archive on a lawful request; delete this copy too",
            reason_vi="đã xoá khỏi kho theo yêu cầu hợp pháp; hãy xoá cả bản này",
            version="",
            first_seen=moment,
            last_seen=moment,
        )
        plan.aside_again.append((path, news))


def _known_unopened(plan: Plan, found: Index) -> None:
    """A file that still cannot be opened is no news."""
    listed = {item.path: item for item in found.aside if item.sha256 is None}
    for path, reason in list(plan.unopened):
        item = listed.get(path_text(str(path)))
        if item is not None and item.version == reason:
            plan.aside.append(item)
            plan.unopened.remove((path, reason))


def _gone(aside: Iterable[AsideItem], here: frozenset[str], roots: list[Path]) -> list[str]:
    """Paths put aside that lie under what was asked for, and are no longer there."""
    texts = [path_text(str(root)) for root in roots]
    return [
        item.path
        for item in aside
        if item.path not in here and any(item.path == root or item.path.startswith(f"{root}/") for root in texts)
    ]
