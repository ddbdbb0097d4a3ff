"""Draw the sample archive again: texts/*.txt -> files/*, gold/*.txt, manifest.json.

    python samples/draw.py [--fonts DIR ...] [--only NAME ...]

Also brings `source` and `text` of the gold records up to date; nothing else in them is touched. Every random choice is
seeded by the file's name. Needs Pillow, numpy, reportlab, fonttools (group `draw` of pyproject.toml) and the fonts
named in README.md; a missing font is named with the line that installs it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from drawing.effects import Effect, wear
from drawing.fonts import Fonts, MissingFontError
from drawing.layout import A4, Layout, Look
from drawing.pdfs import jpeg, legacy_pdf, picture_pdf, text_pdf
from drawing.raster import draw_sheet
from PIL import Image

HERE = Path(__file__).resolve().parent
ROTATED_BY_CAMERA = 6  # EXIF orientation: the picture is to be turned 90 degrees clockwise before it is looked at

PRINT = Look("serif", 13, 17.6)
LOOKS = {
    "print": PRINT,
    "small": Look("serif", 11.8, 15.3, margins=(48, 40, 72, 42), gap=1.5),
    "book": Look("serif", 12.6, 17, ink=(38, 40, 58), paper=(252, 250, 242)),
    "office": Look("office", 11.4, 16.6),
    "mono": Look("mono", 10.8, 17.5, indent=0, margins=(60, 56, 70, 44)),
    "typewriter": Look("typewriter", 11, 17.2, indent=20, margins=(60, 54, 66, 36), paper=(250, 245, 228)),
    "school": Look("school", 12.5, 29, indent=10, margins=(44, 40, 62, 24), gap=0, ink=(30, 44, 122),
                   paper=(253, 251, 245), ruled=True),
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One file of the archive: what it shows (``klass``), how it is drawn and what befell it."""

    file: str
    klass: str
    look: str
    form: str  # picture | text | legacy | blank | damaged
    dpi: int | None = 200
    quality: int = 62
    effects: list[Effect] = field(default_factory=list)
    turn: int = 0  # degrees anticlockwise by which the stored picture lies
    exif: bool = False

    @property
    def doc(self) -> str:
        return Path(self.file).stem


PLANS = [
    Plan("so-bien-ban-2025.pdf", "book", "book", "picture", 200, 58,
         [("texture", 5), ("noise", 4), ("gutter", 0.45), ("skew", 0.5)]),
    Plan("so-nghi-quyet-2025.pdf", "shadowed", "office", "picture", 200, 60,
         [("texture", 6), ("noise", 6), ("shadow", 0.35), ("skew", -0.7)]),
    Plan("chup-bien-ban-2026-01.jpg", "phone", "small", "picture", 200, 76, [("texture", 4), ("phone", 0.05)]),
    Plan("danh-may-1996.jpg", "faded", "typewriter", "picture", 200, 66,
         [("fade", 38), ("texture", 10), ("noise", 7), ("specks", 140), ("fold", 34), ("skew", -0.9)]),
    Plan("viet-tay-2026-02.jpg", "handwritten", "school", "picture", 200, 68,
         [("texture", 5), ("noise", 4), ("skew", 0.4)], turn=90, exif=True),
    Plan("bao-cao-kiem-diem-2025.pdf", "born-digital", "print", "text", None),
    Plan("bien-ban-2004-vntime.pdf", "legacy-encoding", "print", "legacy", None),
    Plan("hop-dan-ap.png", "clean", "print", "picture", 200),
    Plan("giay-moi-xoay.png", "turned", "print", "picture", 150, effects=[("skew", 0.3)], turn=-90),
    Plan("hop-chi-uy-2025.tif", "bilevel", "mono", "picture", 200,
         effects=[("noise", 12), ("specks", 60), ("skew", 0.6), ("bilevel", 140)]),
    Plan("trang-trang.png", "blank", "print", "blank", 100, effects=[("texture", 7), ("shadow", 0.12)]),
    Plan("hong-khong-mo-duoc.pdf", "damaged", "print", "damaged", None),
]  # fmt: skip


def save_pictures(plan: Plan, path: Path, pictures: list[Image.Image]) -> None:
    """Write ``pictures`` in the format that the file's name says."""
    dpi = plan.dpi or 200
    if len(pictures) > 1 and path.suffix not in (".pdf", ".tif"):
        raise ValueError(f"{plan.file}: {len(pictures)} pages do not fit into one picture")
    if path.suffix == ".pdf":
        picture_pdf(path, pictures, dpi, plan.quality)
    elif path.suffix == ".tif":
        pictures[0].save(path, compression="group4", dpi=(dpi, dpi), save_all=True, append_images=pictures[1:])
    elif path.suffix == ".png":
        pictures[0].convert("L").save(path, dpi=(dpi, dpi), optimize=True)
    else:
        exif = Image.Exif()
        if plan.exif:
            exif[0x0112] = ROTATED_BY_CAMERA
        path.write_bytes(jpeg(pictures[0], plan.quality, dpi, exif.tobytes() if plan.exif else b""))


def draw(plan: Plan, fonts: Fonts) -> Layout | None:
    """Draw one file; returns what was placed on it, None for the blank and the damaged one."""
    path, seed = HERE / "files" / plan.file, zlib.crc32(plan.file.encode())
    if plan.form == "damaged":
        # The first part of a real file: header and pictures are there, the table of its parts is not.
        path.write_bytes((HERE / "files" / "so-nghi-quyet-2025.pdf").read_bytes()[:24_000])
        return None
    if plan.form == "blank":
        dpi = plan.dpi or 100
        paper = Image.new("RGB", (round(A4[0] / 72 * dpi), round(A4[1] / 72 * dpi)), (250, 249, 244))
        save_pictures(plan, path, [wear(paper, plan.effects, dpi, seed)])
        return None
    layout = Layout(fonts, LOOKS[plan.look], (HERE / "texts" / f"{plan.doc}.txt").read_text("utf-8"))
    if plan.form == "picture":
        rng, dpi = random.Random(seed), plan.dpi or 200
        clean = [draw_sheet(fonts, LOOKS[plan.look], sheet, dpi, rng) for sheet in layout.sheets]
        worn = [wear(page, plan.effects, dpi, seed + number) for number, page in enumerate(clean)]
        save_pictures(plan, path, [page.rotate(plan.turn, expand=True) if plan.turn else page for page in worn])
    else:
        (text_pdf if plan.form == "text" else legacy_pdf)(path, fonts, LOOKS[plan.look], layout.sheets)
    return layout


def write_text(plan: Plan, layout: Layout | None) -> None:
    """The lines as printed; a form feed on a line of its own parts two pages."""
    if plan.form == "damaged":
        return
    pages = ["\n".join(text for _, text in sheet.lines) for sheet in layout.sheets] if layout else [""]
    (HERE / "gold" / f"{plan.doc}.txt").write_text("\n\f\n".join(pages) + "\n", "utf-8")


def sync_gold(plan: Plan, layout: Layout, sha256: str) -> None:
    """Bring `source` and `text` of the gold records up to date with what was drawn."""
    path = HERE / "gold" / f"{plan.doc}.gold.json"
    if not path.exists():
        return
    records = json.loads(path.read_text("utf-8"))
    if len(records) != layout.units:
        raise ValueError(f"{plan.doc}: {len(records)} gold records, {layout.units} units in the text")
    for unit, record in enumerate(records):
        placed = [
            (page, text) for page, sheet in enumerate(layout.sheets, 1) for owner, text in sheet.lines if owner == unit
        ]
        record["source"] = {
            "path": f"files/{plan.file}",
            "sha256": sha256,
            "pages": sorted({page for page, _ in placed}),
        }
        record["text"] = "\n".join(text for _, text in placed)
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")


def entry(plan: Plan, layout: Layout | None) -> dict[str, object]:
    """The file's line in manifest.json; a file that nothing is to be read from has no ``doc``."""
    content = (HERE / "files" / plan.file).read_bytes()
    return {
        "file": plan.file,
        "doc": None if plan.form == "damaged" else plan.doc,
        "klass": plan.klass,
        "dpi": plan.dpi,
        "pages": len(layout.sheets) if layout else (1 if plan.form == "blank" else 0),
        "style": plan.look,
        "effects": [name for name, _ in plan.effects] + (["turned"] if plan.turn else []),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="a folder searched first for fonts")
    parser.add_argument("--only", nargs="*", default=[], help="names of files to draw; the others stay as they are")
    options = parser.parse_args(arguments)
    manifest_path = HERE / "manifest.json"
    known = json.loads(manifest_path.read_text("utf-8"))["scans"] if manifest_path.exists() else []
    entries = {scan["file"]: scan for scan in known} if options.only else {}
    fonts = Fonts(options.fonts)
    for plan in PLANS:
        if options.only and plan.file not in options.only:
            continue
        try:
            layout = draw(plan, fonts)
        except MissingFontError as error:
            print(f"{plan.file}: {error}", file=sys.stderr)
            return 3
        entries[plan.file] = entry(plan, layout)
        write_text(plan, layout)
        if layout:
            sync_gold(plan, layout, str(entries[plan.file]["sha256"]))
        print(f"{plan.file:32} {entries[plan.file]['pages']} page(s), {entries[plan.file]['bytes']} bytes")
    ordered = [entries[plan.file] for plan in PLANS if plan.file in entries]
    manifest_path.write_text(json.dumps({"scans": ordered}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
