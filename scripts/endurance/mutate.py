"""Damaged and hostile files, made from sound ones: the same seed gives the same files."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

__all__ = ["KINDS", "mutated", "sound"]

Make = Callable[[random.Random, Sequence[bytes]], tuple[str, bytes]]


def sound() -> list[bytes]:
    """Small sound files of each kind that is read: PNG, JPEG, TIFF of two pages, PDF with a picture."""
    image = Image.new("L", (420, 300), 255)
    draw = ImageDraw.Draw(image)
    for at in range(5):
        draw.text((30, 30 + 40 * at), f"Bien ban hop chi bo so {at}", fill=0)
    found = []
    for kind, options in (
        ("PNG", {}),
        ("JPEG", {"quality": 80}),
        ("PDF", {"resolution": 100.0, "creationDate": time.gmtime(0), "modDate": time.gmtime(0)}),
    ):
        out = io.BytesIO()
        image.save(out, kind, **options)
        found.append(out.getvalue())
    out = io.BytesIO()
    image.save(out, "TIFF", save_all=True, append_images=[image.rotate(180)], compression="tiff_deflate")
    return [*found, out.getvalue()]


def truncated(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    data = dice.choice(files)
    return ending(data), data[: dice.randrange(len(data))]


def flipped(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    data = bytearray(dice.choice(files))
    for _ in range(dice.choice((1, 3, 20, 200))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return ending(bytes(data)), bytes(data)


def overwritten(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    data = bytearray(dice.choice(files))
    at = dice.randrange(len(data))
    data[at : at + 64] = dice.choice((b"\xff" * 64, b"\x00" * 64, dice.randbytes(64), b"9" * 64))
    return ending(dice.choice(files)), bytes(data)


def wrong_type(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    choices = (
        b"just a text\n" * 20,
        b"<html><body>x</body></html>",
        dice.randbytes(500),
        b"",
        b"%PDF-1.7\n",
        b"GIF89a" + b"\0" * 50,
    )
    return dice.choice(("pdf", "png", "jpg", "tif")), dice.choice((*choices, dice.choice(files)))


def spliced(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    one, other = dice.choice(files), dice.choice(files)
    return ending(one), one[: dice.randrange(len(one))] + other[dice.randrange(len(other)) :]


def nested(dice: random.Random, files: Sequence[bytes]) -> tuple[str, bytes]:
    """One file inside another: behind its end, in a zip named like a scan, or as an attachment of many levels."""
    one, other = dice.choice(files), dice.choice(files)
    way = dice.randrange(3)
    if way == 0:
        return ending(one), one + other
    if way == 1:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("scan.pdf", one)
        return "pdf", out.getvalue()
    depth = dice.choice((50, 500, 5_000))
    return "pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                       b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /X " + b"[" * depth + b"]" * depth + b" >>"])  # fmt: skip


def bomb(dice: random.Random, _: Sequence[bytes]) -> tuple[str, bytes]:
    """Small files that promise, or unpack to, far more than there is."""
    ways = (png_bomb, pdf_pages_bomb, pdf_stream_bomb, pdf_circle, tiff_circle, jpeg_bomb, pdf_wide,
            pdf_contents_bomb, pdf_forms_bomb, pdf_crowded)  # fmt: skip
    return dice.choice(ways)(dice)


_ONE_PAGE = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "


def _packed(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode%s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def png_bomb(dice: random.Random) -> tuple[str, bytes]:
    side = dice.choice((30_000, 65_000, 2_000_000_000))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    return "png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_bomb(dice: random.Random) -> tuple[str, bytes]:
    frame = struct.pack(">BHHBBBB", 8, 65_500, 65_500, 1, 1, 0x11, 0)
    return "jpg", b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + dice.randbytes(100) + b"\xff\xd9"


def pdf_pages_bomb(dice: random.Random) -> tuple[str, bytes]:
    count = dice.choice((200, 10_000, 100_000))
    kids = b"3 0 R " * count
    return "pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
                       b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"])  # fmt: skip


def pdf_stream_bomb(dice: random.Random) -> tuple[str, bytes]:
    stream = _packed(b"q " * dice.choice((1_000_000, 30_000_000)))
    return "pdf", pdf([*_ONE_PAGE, _PAGE + b"/Contents 4 0 R >>", stream])


def pdf_contents_bomb(dice: random.Random) -> tuple[str, bytes]:
    """One page description, named many times as a part of the same page."""
    return "pdf", pdf([*_ONE_PAGE, _PAGE + b"/Contents [" + b"4 0 R " * dice.choice((50, 5_000)) + b"] >>",
                       _packed(b"q Q " * 1_000_000)])  # fmt: skip


def pdf_forms_bomb(dice: random.Random) -> tuple[str, bytes]:
    """Forms that each draw the next one ten times."""
    depth = dice.choice((3, 9))
    forms = [_packed(b"/X Do " * 10, b" /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (at + 6))
             for at in range(depth)]  # fmt: skip
    return "pdf", pdf([*_ONE_PAGE, _PAGE + b"/Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
                       _packed(b"/X Do"), *forms, _packed(b"0 0 5 5 re f", b" /Subtype /Form /BBox [0 0 9 9]")])  # fmt: skip


def pdf_crowded(dice: random.Random) -> tuple[str, bytes]:
    """Far more letters or lines than a page can show."""
    some = dice.choice((b"(chi bo thon) Tj ", b"(chi bo) Tj ET 1 1 9 9 re f BT /F 8 Tf "))
    font = b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R >>"
    return "pdf", pdf([*_ONE_PAGE, _PAGE + font, _packed(b"BT /F 8 Tf " + some * 200_000 + b" ET")])


def pdf_circle(_: random.Random) -> tuple[str, bytes]:
    return "pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"])


def pdf_wide(dice: random.Random) -> tuple[str, bytes]:
    side = dice.choice((b"14400", b"1000000", b"-5", b"1e30"))
    return "pdf", pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                       b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] >>" % (side, side)])  # fmt: skip


def tiff_circle(_: random.Random) -> tuple[str, bytes]:
    entries = [
        (256, 3, 1, 10),
        (257, 3, 1, 10),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 100),
    ]
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *one) for one in entries)
    return "tif", b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 8) + b"\0" * 100


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def ending(data: bytes) -> str:
    return {b"\x89P": "png", b"\xff\xd8": "jpg", b"%P": "pdf"}.get(data[:2], "tif")


KINDS: dict[str, Make] = {
    "truncated": truncated,
    "flipped": flipped,
    "overwritten": overwritten,
    "wrong-type": wrong_type,
    "spliced": spliced,
    "nested": nested,
    "bomb": bomb,
}


def mutated(folder: Path, count: int, seed: int) -> Iterator[tuple[str, Path]]:
    """Write ``count`` files into ``folder``, the kinds in turn; each with the name of its kind."""
    dice, files = random.Random(seed), sound()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        suffix, data = KINDS[kind](dice, files)
        path = folder / f"{number:04d}-{kind}.{suffix}"
        path.write_bytes(data)
        yield kind, path
