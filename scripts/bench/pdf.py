"""A PDF of JPEG pages, byte for byte the same pictures: what a scanner hands over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["write_pdf"]


def write_pdf(path: Path, pages: Sequence[tuple[Path, tuple[int, int], int]]) -> None:
    """Write ``pages`` (JPEG file in RGB, its width and height in pixels, its resolution in dpi) to ``path``."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for picture, (width, height), dpi in pages:
        data = picture.read_bytes()
        first = len(objects) + 1
        wide, high = width * 72 / dpi, height * 72 / dpi
        drawing = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /I Do Q".encode()
        kids.append(f"{first} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /I {first + 2} 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB "
            f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>"
        )
        objects.append(head.encode() + b"\nstream\n" + data + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(bytes(out))
