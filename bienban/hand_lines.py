"""What ``bienban hand`` does with labelled lines: offer them for typing, take them in, hand them out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bienban.archive import open_store
from bienban.hand_places import Pages, Placed, placed_from, with_untyped
from bienban.hands import who
from bienban.i18n import Say, both
from bienban.session import shown, tell, write_atomically, write_bytes_atomically
from bienban.settings import Settings
from bienban.tables import show_table
from extractors import render_page
from extractors.hands.boxfiles import Row, write_rows
from extractors.hands.linefiles import cut_out, gray_png, lit, of_png, pairs_in, placed_in, write_pairs
from flows.learning import labelled_lines
from flows.proposing import Offered, offered_lines
from schemas import Box, InputError, UsageError
from store import HandLine, Hands, Store, TypedLine
from store.laid import rounded_box

__all__ = ["bring", "export", "offer"]


def offer(settings: Settings, say: Say, wanted: str, to: Path | None, count: int) -> None:
    """The lines to type next, on the terminal or as pictures with a table to fill in."""
    with open_store(settings) as store:
        hand = Hands(store).get(wanted)
        found = offered_lines(store, hand, settings.reading, count)
    if not found:
        tell(say("hand.lines.none"))
    elif to is None:
        head = [say(f"hand.col-{part}") for part in ("paper", "page", "read")]
        show_table("", head, [[one.sha256[:12], str(one.page), one.read] for one in found])
        tell(say("hand.lines.next"))
    else:
        rows = [(_row(at, one), one.picture) for at, one in enumerate(found, start=1)]
        write_rows(to, rows)
        print(say("hand.lines.written", count=len(found), path=shown(to / "lines.csv")))


def bring(settings: Settings, say: Say, wanted: str, paths: Sequence[Path], *, complete: bool = False) -> int:
    """Take labelled lines in; 1 where a file could not be read, the others are taken all the same.

    Lines that say where they stand on a paper of the archive are typed there, and correct its boxes; ``complete``: PAGE
    and ALTO files show all lines of their pages.
    """
    failed = 0
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        lines: list[HandLine] = []
        placed = Placed()
        for path in paths:
            try:
                found = placed_from(store, path, complete=complete, who=who())
                elsewhere = list(_lines_in(path, found.files))
            except (InputError, OSError) as error:
                failed += 1
                reason = error.message(say.language) if isinstance(error, InputError) else error.strerror
                tell(say("hand.import.failed", path=shown(path), reason=str(reason)))
            else:
                placed = placed.plus(found)
                lines += elsewhere
        new = hands.bring(hand.id, lines, who=who()) if lines or not placed.lines else 0
    print(say("hand.imported", name=shown(hand.name), lines=len(lines) + placed.lines, new=new + placed.new))
    if placed.pages:
        print(say("hand.boxes-corrected", pages=placed.pages))
    return 1 if failed else 0


def export(settings: Settings, say: Say, wanted: str, to: Path, form: str, *, everything: bool = False) -> None:
    """Hand out the labelled lines of a hand; with ``everything`` also the lines of its pages that nobody typed yet."""
    if form not in ("pairs", "page", "alto"):
        raise UsageError(*both("hand.no-form", form=form))
    if everything and form == "pairs":
        raise UsageError(*both("hand.all-of-pages"))
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        if form == "pairs":
            found = labelled_lines(store, hand, settings.reading)
            write_pairs(to, [(f"{at:04d}", line.picture, line.text) for at, line in enumerate(found, start=1)])
            count = len(found)
        else:
            pages = _by_page(hands.typed(hand.id))
            if everything:
                pages = with_untyped(store, hands.pages(hand.id), pages)
            count = sum(len(lines) for lines in pages.values())
            for (sha256, page), lines in pages.items():
                _write_page(store, settings, to, sha256, page, lines, form)
    print(say("hand.exported", name=shown(hand.name), lines=count, path=shown(to)))


def _row(at: int, one: Offered) -> Row:
    box = rounded_box(one.box)
    return Row(f"{at:03d}-{one.sha256[:8]}-{one.page}.png", "", one.sha256, one.page, box, box)


def _lines_in(path: Path, without: Collection[str]) -> Iterator[HandLine]:
    """The labelled lines of a folder of pairs, or of a PAGE XML or ALTO file with its image beside it; ``without``
    the files of these names, whose lines stand on papers of the archive.
    """
    if path.name in without:
        return
    if path.is_dir():
        for image, text in pairs_in(path, without):
            yield HandLine(picture=gray_png(lit(of_png(image.read_bytes()))), text=text, source=image.name)
        for xml in sorted(path.glob("*.xml")):
            yield from _lines_in(xml, without)
        return
    found = placed_in(path)
    for line in found:
        image = path.parent / Path(line.image).name
        if not image.is_file():
            raise UsageError(*both("hand.no-image", path=path, image=Path(line.image).name))
        picture = cut_out(of_png(image.read_bytes()), line)
        if min(picture.shape) > 5:
            yield HandLine(picture=gray_png(lit(picture)), text=line.text, source=f"{path.name} {image.name}")


def _by_page(typed: Sequence[TypedLine]) -> Pages:
    out: Pages = {}
    for line in typed:
        out.setdefault((line.sha256, line.page), []).append((line.box, line.text))
    return out


def _write_page(
    store: Store, settings: Settings, to: Path, sha256: str, page: int, lines: Sequence[tuple[Box, str]], form: str
) -> None:
    image = render_page(store.original(sha256), page, settings.reading).convert("L")
    name = f"{sha256[:12]}-{page:04d}"
    to.mkdir(parents=True, exist_ok=True)
    import numpy as np  # noqa: PLC0415 - only here

    write_bytes_atomically(to / f"{name}.png", gray_png(np.asarray(image)))
    wide, high = image.width, image.height
    rects = [(box.x0 * wide, box.top * high, box.x1 * wide, box.bottom * high) for box, _ in lines]
    make = _page_xml if form == "page" else _alto_xml
    texts = [text for _, text in lines]
    write_atomically(to / f"{name}.xml", make(f"{name}.png", image.width, image.height, rects, texts))


Rects = Sequence[tuple[float, float, float, float]]


def _page_xml(name: str, width: int, height: int, rects: Rects, texts: Sequence[str]) -> str:
    lines = "".join(
        f'<TextLine id="l{at}"><Coords points="{x0:.0f},{top:.0f} {x1:.0f},{top:.0f} {x1:.0f},{bottom:.0f} '
        f'{x0:.0f},{bottom:.0f}"/><TextEquiv><Unicode>{escape(text)}</Unicode></TextEquiv></TextLine>\n'
        for at, ((x0, top, x1, bottom), text) in enumerate(zip(rects, texts, strict=True), start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">\n'
        f'<Page imageFilename={quoteattr(name)} imageWidth="{width}" imageHeight="{height}">'
        f'<TextRegion id="r1"><Coords points="0,0 {width},0 {width},{height} 0,{height}"/>\n{lines}'
        "</TextRegion></Page></PcGts>\n"
    )


def _alto_xml(name: str, width: int, height: int, rects: Rects, texts: Sequence[str]) -> str:
    lines = "".join(
        f'<TextLine ID="l{at}" HPOS="{x0:.0f}" VPOS="{top:.0f}" WIDTH="{x1 - x0:.0f}" HEIGHT="{bottom - top:.0f}">'
        f'<String CONTENT={quoteattr(text)} HPOS="{x0:.0f}" VPOS="{top:.0f}" WIDTH="{x1 - x0:.0f}" '
        f'HEIGHT="{bottom - top:.0f}"/></TextLine>\n'
        for at, ((x0, top, x1, bottom), text) in enumerate(zip(rects, texts, strict=True), start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">\n'
        "<Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation>"
        f"<fileName>{escape(name)}</fileName></sourceImageInformation></Description>\n"
        f'<Layout><Page ID="p1" PHYSICAL_IMG_NR="1" WIDTH="{width}" HEIGHT="{height}">'
        f'<PrintSpace><TextBlock ID="b1">\n{lines}</TextBlock></PrintSpace></Page></Layout></alto>\n'
    )
