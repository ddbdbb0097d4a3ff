"""Files whose lines say where they stand on papers of the archive: they are typed there, and correct its boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.hands.boxfiles import page_named, rows_in
from extractors.hands.linefiles import placed_in
from flows.boxes import PlacedText, current_lines, lay_from_file, type_lines
from schemas import Box
from store import HandPages, Store, TypedLines

__all__ = ["Pages", "Placed", "placed_from", "with_untyped"]

Pages = dict[tuple[str, int], list[tuple[Box, str]]]  # by document and page: boxes and texts of lines


class Placed(NamedTuple):
    """What came of it: lines with text, those of them that are new, pages whose boxes were corrected, files heard."""

    lines: int = 0
    new: int = 0
    pages: int = 0
    files: frozenset[str] = frozenset()

    def plus(self, other: Placed) -> Placed:
        """Both together."""
        files = self.files | other.files
        return Placed(self.lines + other.lines, self.new + other.new, self.pages + other.pages, files)


def placed_from(store: Store, path: Path, *, complete: bool, who: str) -> Placed:
    """Take in what a folder or a PAGE or ALTO file says of papers of this archive; of others nothing.

    ``complete``: these files show all lines of their pages. Raises ``UnreadableError`` and ``UsageError``.
    """
    done = Placed()
    if path.is_dir():
        pages: dict[tuple[str, int], list[PlacedText]] = {}
        files = set()
        for row in rows_in(path):
            sha256 = _paper(store, row.paper)
            if sha256 is not None:
                pages.setdefault((sha256, row.page), []).append(PlacedText(row.box, row.text, row.was))
                files.add(row.file)
        done = _taken(store, pages, complete=False, who=who)._replace(files=frozenset(files))
        for xml in sorted(path.glob("*.xml")):
            done = done.plus(placed_from(store, xml, complete=complete, who=who))
        return done
    if path.suffix.lower() != ".xml":
        return done
    found = placed_in(path, untyped=True)
    named = page_named(found[0].image) if found else None
    sha256 = _paper(store, named[0]) if named else None
    if named is None or sha256 is None:
        return done
    lines = [
        PlacedText(
            Box.from_pixels(*line.rect, width=line.width, height=line.height), line.text
        )
        for line in found
    ]  # fmt: skip
    taken = _taken(store, {(sha256, named[1]): lines}, complete=complete, who=who)
    return taken._replace(files=frozenset({path.name}))


def with_untyped(
    store: Store, runs: Iterable[HandPages], pages: Mapping[tuple[str, int], Sequence[tuple[Box, str]]]
) -> Pages:
    """The typed lines of a hand's pages, and with no text those that nobody answered for."""
    out: Pages = {}
    for run in runs:
        answered = TypedLines(store).of_document(run.sha256)
        for page in store.pages(run.sha256):
            if not run.holds(run.sha256, page.number):
                continue
            done = {line.box for line in answered if line.page == page.number}
            typed = list(pages.get((run.sha256, page.number), ()))
            out[run.sha256, page.number] = typed + [
                (box, "") for box in current_lines(store, run.sha256, page.number) if box not in done
            ]
    return out


def _taken(store: Store, pages: Mapping[tuple[str, int], Sequence[PlacedText]], *, complete: bool, who: str) -> Placed:
    corrected = new = 0
    for (sha256, page), lines in pages.items():
        corrected += lay_from_file(store, sha256, page, lines, complete=complete, who=who)
        new += type_lines(store, sha256, page, lines, who=who)
    texts = sum(1 for lines in pages.values() for line in lines if line.text and line.box)
    return Placed(texts, new, corrected)


def _paper(store: Store, beginning: str) -> str | None:
    found = [one.sha256 for one in store.documents() if one.sha256.startswith(beginning)]
    return found[0] if len(found) == 1 and len(beginning) >= 12 else None
