"""What ``bienban hand`` does with labelled lines: offer them for typing, take them in, hand them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bienban.archive import open_store
from bienban.hands import who
from bienban.i18n import Say, both
from bienban.session import shown, tell, write_atomically, write_bytes_atomically
from bienban.settings import Settings
from bienban.tables import show_table
from extractors import render_page
from extractors.hands.linefiles import cut_out, gray_png, lit, of_png, pairs_in, placed_in, write_pairs
from flows.learning import labelled_lines
from flows.proposing import offered_lines
from schemas import InputError, UsageError
from store import HandLine, Hands, Store, TypedLine

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
        named = [(f"{at:03d}-{one.sha256[:8]}-{one.page}", one.picture, "") for at, one in enumerate(found, start=1)]
        write_pairs(to, named)
        print(say("hand.lines.written", count=len(found), path=shown(to / "lines.csv")))


def bring(settings: Settings, say: Say, wanted: str, paths: Sequence[Path]) -> int:
    """Take labelled lines in; 1 where a file could not be read, the others are taken all the same."""
    failed = 0
    lines: list[HandLine] = []
    for path in paths:
        try:
            lines += list(_lines_in(path))
        except (InputError, OSError) as error:
            failed += 1
            reason = error.message(say.language) if isinstance(error, InputError) else error.strerror
            tell(say("hand.import.failed", path=shown(path), reason=str(reason)))
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        new = hands.bring(hand.id, lines, who=who())
    print(say("hand.imported", name=shown(hand.name), lines=len(lines), new=new))
    return 1 if failed else 0


def export(settings: Settings, say: Say, wanted: str, to: Path, form: str) -> None:
    """Hand out the labelled lines of a hand."""
    if form not in ("pairs", "page", "alto"):
        raise UsageError(*both("hand.no-form", form=form))
    with open_store(settings) as store:
        hands = Hands(store)
        hand = hands.get(wanted)
        if form == "pairs":
            found = labelled_lines(store, hand, settings.reading)
            write_pairs(to, [(f"{at:04d}", line.picture, line.text) for at, line in enumerate(found, start=1)])
            count = len(found)
        else:
            typed = hands.typed(hand.id)
            count = len(typed)
            for (sha256, page), lines in _by_page(typed).items():
                _write_page(store, settings, to, sha256, page, lines, form)
    print(say("hand.exported", name=shown(hand.name), lines=count, path=shown(to)))


def _lines_in(path: Path) -> Iterator[HandLine]:
    """The labelled lines of a folder of pairs, or of a PAGE XML or ALTO file with its image beside it."""
    if path.is_dir():
        for image, text in pairs_in(path):
            yield HandLine(picture=gray_png(lit(of_png(image.read_bytes()))), text=text, source=image.name)
        for xml in sorted(path.glob("*.xml")):
            yield from _lines_in(xml)
        return
    found = placed_in(path)
    for line in found:
        image = path.parent / Path(line.image).name
        if not image.is_file():
            raise UsageError(*both("hand.no-image", path=path, image=Path(line.image).name))
        picture = cut_out(of_png(image.read_bytes()), line)
        if min(picture.shape) > 5:
            yield HandLine(picture=gray_png(lit(picture)), text=line.text, source=f"{path.name} {image.name}")


def _by_page(typed: Sequence[TypedLine]) -> dict[tuple[str, int], list[TypedLine]]:
    out: dict[tuple[str, int], list[TypedLine]] = {}
    for line in typed:
        out.setdefault((line.sha256, line.page), []).append(line)
    return out


def _write_page(
    store: Store, settings: Settings, to: Path, sha256: str, page: int, lines: Sequence[TypedLine], form: str
) -> None:
    image = render_page(store.original(sha256), page, settings.reading).convert("L")
    name = f"{sha256[:12]}-{page:04d}"
    to.mkdir(parents=True, exist_ok=True)
    import numpy as np  # noqa: PLC0415 - only here

    write_bytes_atomically(to / f"{name}.png", gray_png(np.asarray(image)))
    rects = [
        (
            line.box.x0 * image.width,
            line.box.top * image.height,
            line.box.x1 * image.width,
            line.box.bottom * image.height,
        )
        for line in lines
    ]
    make = _page_xml if form == "page" else _alto_xml
    texts = [line.text for line in lines]
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
