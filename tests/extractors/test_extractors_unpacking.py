"""Page descriptions that unpack to gigabytes are refused before they are drawn; real papers are not."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

import extractors
from extractors.prepare.chain import ink_share
from extractors.unpacking import unpacks_too_far
from schemas import TooLargeError
from scripts.endurance.mutate import pdf

ROOT = Path(extractors.__file__).parents[1]


def drawing(content: bytes, extra: bytes = b"") -> bytes:
    stream = b"<< /Length %d /Filter /FlateDecode%s >>\nstream\n%s\nendstream" % (len(content), extra, content)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream,
        ]
    )


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_that_unpacks_to_far_too_much_is_refused(tmp_path: Path, times: int) -> None:
    data = b"q " * 10_000_000
    for _ in range(times):
        data = zlib.compress(data, 9)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(drawing(data))
    assert path.stat().st_size < 30_000
    with pytest.raises(TooLargeError):
        next(iter(extractors.read(path, extractors.ReadSettings())))


def test_what_stands_behind_a_stream_is_not_unpacked_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "short.pdf"
    path.write_bytes(drawing(zlib.compress(b"q " * 1_000_000, 9)))
    code = f"import sys; from pathlib import Path; from extractors.unpacking import unpacks_too_far as far; sys.exit(far(Path({str(path)!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0


def test_pictures_may_unpack_to_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "white.pdf"
    path.write_bytes(drawing(zlib.compress(b"\xff" * 20_000_000, 9), b" /Subtype /Image"))
    assert not unpacks_too_far(path)
    path.write_bytes(drawing(zlib.compress(b"q 1 0 0 1 0 0 cm Q " * 1000)))
    assert not unpacks_too_far(path)
    for sample in (ROOT / "samples" / "files").glob("*.pdf"):
        assert not unpacks_too_far(sample), sample


def test_a_picture_of_a_few_pixels_has_a_share_of_ink() -> None:
    assert ink_share(np.full((10, 10), 255, dtype=np.uint8)) == 0


def test_nobody_waits_for_pdfium_while_being_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads, one opening a file and one reading a text layer, once waited for each other for ever."""
    from extractors import pdf as pdf_module
    from extractors import quiet

    held: list[bool] = []

    class Watched:
        def __enter__(self) -> None:
            held.append(quiet._LOCK._is_owned())  # type: ignore[attr-defined]

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(pdf_module, "_LOCK", Watched())
    sample = ROOT / "samples" / "files" / "bao-cao-kiem-diem-2025.pdf"
    pages = list(extractors.read(sample, extractors.ReadSettings(workers=1)))
    assert pages[0].source == "text_layer"
    assert held
    assert not any(held)
