"""How much memory a long document takes: the peak of `bienban extract` and its helper processes, on drawn scans.

A PDF (a JPEG on each page) or a TIFF of so many pages is made from the pages of samples/ and read once. Pages stream,
so the peak must not grow with the number of pages; what is kept of each is its text.

    python -m scripts.bench.memory [--pages 500] [--kind pdf|tiff] [--engine auto] [--every 20]
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from extractors import render_page

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (("so-bien-ban-2025.pdf", 1), ("so-nghi-quyet-2025.pdf", 1), ("bao-cao-kiem-diem-2025.pdf", 1))
DPI = 200
A4 = (1654, 2339)
LIMIT_MB = 1500


def main() -> int:
    """Make the document, read it, print the peak; exit 1 when it is over the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kind", choices=("pdf", "tiff"), default="pdf")
    parser.add_argument("--engine", default="auto", help="which engine reads (reading.engine)")
    parser.add_argument("--every", type=int, default=20, help="print the memory after so many seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"long.{options.kind}"
        write_document(path, options.pages)
        print(f"{options.pages} pages, {path.stat().st_size / 1e6:.0f} MB as {options.kind}")
        started = time.monotonic()
        peak, status = peak_of(extracting(path, Path(folder), options.engine), options.every)
    seconds = time.monotonic() - started
    print(f"peak {peak:.0f} MB, parent and helpers together; {seconds / options.pages:.2f} s a page; status {status}")
    return 0 if peak <= LIMIT_MB and status == 0 else 1


def extracting(path: Path, folder: Path, engine: str) -> subprocess.Popen[bytes]:
    """`bienban extract`, records thrown away."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "BIENBAN_READING__ENGINE": engine}
    command = [sys.executable, "-m", "bienban", "--data-dir", str(folder / "data"), "extract", str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_document(path: Path, pages: int) -> None:
    """A document of ``pages`` grey A4 scans at 200 dpi, made page by page."""
    scans = [_scan(name, number) for name, number in SOURCES]
    turn = (scans[n % len(scans)] for n in range(pages))
    if path.suffix == ".tiff":
        next(turn).save(path, save_all=True, append_images=turn, compression="tiff_lzw", dpi=(DPI, DPI))
    else:
        _write_pdf(path, [_jpeg(scan) for scan in scans], pages)


def peak_of(process: subprocess.Popen[bytes], every: float) -> tuple[float, int]:
    """Peak (MB) of the memory that ``process`` and all below it hold at one moment, and its exit status."""
    peak, told = 0.0, time.monotonic()
    ended = threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
    while not ended.wait(0.1):
        held = sum(_resident(pid) for pid in _family(process.pid))
        peak = max(peak, held)
        if time.monotonic() - told >= every:
            told = time.monotonic()
            print(f"  {held:6.0f} MB now, {peak:6.0f} MB peak", flush=True)
    return peak, process.returncode


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident(pid: int) -> float:
    """Megabytes in memory; pages shared between processes are counted in each."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _scan(name: str, number: int) -> Image.Image:
    return render_page(ROOT / "samples" / "files" / name, number).convert("L").resize(A4)


def _jpeg(scan: Image.Image) -> bytes:
    out = io.BytesIO()
    scan.save(out, "JPEG", quality=80)
    return out.getvalue()


def _write_pdf(path: Path, jpegs: list[bytes], pages: int) -> None:
    """Each page with an image of its own, as a scanner writes them: nothing can be shared by a reader's cache."""
    places: list[int] = []
    with path.open("wb") as out:

        def put(number: int, head: str, stream: bytes | None = None) -> None:
            places.append(out.tell())
            out.write(f"{number} 0 obj\n{head}\n".encode())
            if stream is not None:
                out.write(b"stream\n" + stream + b"\nendstream\n")
            out.write(b"endobj\n")

        out.write(b"%PDF-1.4\n")
        put(1, "<< /Type /Catalog /Pages 2 0 R >>")
        put(2, f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{3 + 3 * n} 0 R' for n in range(pages))}] >>")
        for n in range(pages):
            page, draw, image = 3 + 3 * n, 4 + 3 * n, 5 + 3 * n
            jpeg, code = jpegs[n % len(jpegs)], b"595 0 0 842 0 0 cm /I Do"
            box = "/MediaBox [0 0 595 842]"
            put(
                page,
                f"<< /Type /Page /Parent 2 0 R {box} /Contents {draw} 0 R "
                f"/Resources << /XObject << /I {image} 0 R >> >> >>",
            )
            put(draw, f"<< /Length {len(code)} >>", code)
            put(
                image,
                f"<< /Type /XObject /Subtype /Image /Width {A4[0]} /Height {A4[1]} /ColorSpace /DeviceGray "
                f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)} >>",
                jpeg,
            )
        start = out.tell()
        rows = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(places) + 1
        out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n".encode())
        out.write(f"startxref\n{start}\n%%EOF\n".encode())


if __name__ == "__main__":
    sys.exit(main())
