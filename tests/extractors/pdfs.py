"""Small PDF files written by hand: text of any bytes in fonts of any name, over a picture if wanted."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

A4 = (595, 842)


@dataclass(frozen=True)
class Font:
    """A simple font; ``letters`` gives byte codes a Unicode meaning (a ToUnicode map), as born-digital files have."""

    name: str
    letters: tuple[tuple[int, str], ...] = ()
    base: str = "WinAnsiEncoding"


def unicode_font(text: str, name: str = "AAAAAA+Body") -> tuple[Font, dict[str, int]]:
    """A font for the letters of ``text``, and the byte that stands for each of them."""
    letters = sorted(set(text) - {" "})
    assert len(letters) < 190
    codes = {c: 0x30 + i for i, c in enumerate(letters)} | {" ": 0x20}
    return Font(name, tuple((code, c) for c, code in codes.items())), codes


Line = list[tuple[Font, bytes]]


def write_pdf(path: Path, lines: list[Line], *, picture: Image.Image | None = None, maker: str = "") -> Path:
    """One A4 page, its lines one under the other from the top; invisible over ``picture`` where there is one."""
    fonts = list(dict.fromkeys(font for line in lines for font, _ in line))
    names = {font: f"F{i}" for i, font in enumerate(fonts)}
    body = [b"q %d 0 0 %d 0 0 cm /Scan Do Q" % A4] if picture else []
    for row, line in enumerate(lines):
        body.append(b"BT 1 0 0 1 56 %d Tm %d Tr" % (760 - 24 * row, 3 if picture else 0))
        body += [b"/%s 12 Tf <%s> Tj" % (names[font].encode(), data.hex().encode()) for font, data in line]
        body.append(b"ET")
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    def stream(head: bytes, data: bytes) -> int:
        return add(b"<< %s /Length %d >>\nstream\n" % (head, len(data)) + data + b"\nendstream")

    catalog, pages, page = add(b"<< /Type /Catalog /Pages 2 0 R >>"), add(b""), add(b"")
    content = stream(b"", b"\n".join(body))
    found = b" ".join(b"/%s %d 0 R" % (names[f].encode(), _font(f, add, stream)) for f in fonts)
    images = b""
    if picture:
        jpeg = io.BytesIO()
        picture.convert("RGB").save(jpeg, "JPEG", quality=85)
        head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        images = b"/Scan %d 0 R" % stream(head % picture.size + b" /Filter /DCTDecode", jpeg.getvalue())
    info = add(b"<< /Producer (%s) >>" % maker.encode())
    objects[pages - 1] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % page
    objects[page - 1] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R" % (
        pages,
        *A4,
        content,
    ) + b" /Resources << /Font << %s >> /XObject << %s >> >> >>" % (found, images)
    out, offsets = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % o for o in offsets
    )
    out += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        catalog,
        info,
        start,
    )
    path.write_bytes(out)
    return path


def _font(font: Font, add, stream) -> int:
    descriptor = add(
        b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>" % font.name.encode()
    )
    extra = b""
    if font.letters:
        rows = "\n".join(f"<{code:02x}> <{c.encode('utf-16-be').hex()}>" for code, c in font.letters)
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange "
            f"<00> <ff> endcodespacerange {len(font.letters)} beginbfchar\n{rows}\nendbfchar endcmap end end"
        )
        extra = b" /ToUnicode %d 0 R" % stream(b"", cmap.encode())
    return add(
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /%s /FirstChar 0 /LastChar 255 /Widths [%s]"
        b" /FontDescriptor %d 0 R%s >>" % (font.name.encode(), font.base.encode(), b"500 " * 256, descriptor, extra)
    )
