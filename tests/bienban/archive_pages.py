"""Pages drawn for the tests of archiving, with the words where they were drawn: no engine reads anything."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from schemas import Box, Line, Page, PageQuality, PageSource, PageState, Step, Word, union

ROWS = ("Biên bản cuộc họp đầu năm", "Trưởng nhóm nêu 3 việc", "Mọi người đồng ý, kết thúc lúc 21 giờ")
SIZE = (620, 420)  # pixels, at 100 dpi
_FONTS = (
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


def drawn(rows: tuple[str, ...] = ROWS, number: int = 1) -> tuple[Image.Image, Page]:
    """An upright page and what a perfect reader would find on it."""
    image = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(next(path for path in _FONTS if Path(path).is_file()), 24)
    lines = []
    for row, text in enumerate(rows):
        x, y, words = 40.0, 50 + 60 * row, []
        for token in text.split():
            pen.text((x, y), token, fill=0, font=font)
            rect = pen.textbbox((x, y), token, font=font)
            words.append(Word(text=token, box=Box.from_pixels(*rect, width=SIZE[0], height=SIZE[1]), confidence=0.9))
            x += pen.textlength(token + " ", font=font)
        lines.append(Line(words=tuple(words), box=union(w.box for w in words), row=row))
    return image, page_of(tuple(lines), number)


def page_of(lines: tuple[Line, ...], number: int = 1, **changes: object) -> Page:
    page = Page(
        number=number, width=SIZE[0], height=SIZE[1], dpi=100.0, source=PageSource.OCR, lines=lines,
        quality=PageQuality(mean_confidence=0.9, grade="A"), producer="told 1 (vie)",
        steps=(Step(name="read", tool="told", version="1", settings={"psm": 3}),),
    )  # fmt: skip
    return page.model_copy(update=changes)


def lying(image: Image.Image, page: Page, rotation: int) -> tuple[Image.Image, Page]:
    """The page as a scan that has to be turned clockwise by ``rotation`` degrees to be upright."""
    from bienban.archiving.blocks import turned

    back = (360 - rotation) % 360
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    scan = image.transpose(ways[back]) if back else image
    lines = tuple(
        line.model_copy(
            update={
                "box": turned(line.box, back),
                "words": tuple(w.model_copy(update={"box": turned(w.box, back)}) for w in line.words),
            }
        )
        for line in page.lines
    )
    size = {"width": scan.width, "height": scan.height}
    return scan, page.model_copy(update={"lines": lines, "rotation": rotation, **size})


def unreadable(page: Page) -> Page:
    return page.model_copy(update={"state": PageState.NEEDS_TRANSCRIPTION})
