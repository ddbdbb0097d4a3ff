"""PDF/A by OCRmyPDF with our words, what it says about itself, and the check of the finished file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import ocrmypdf
import pikepdf
import pikepdf.pdfa
from ocrmypdf import exceptions

from schemas import EncryptedError, InputError, UnreadableError

__all__ = ["FLAVOUR", "NotPdfA", "failings", "make_pdfa"]

FLAVOUR = "2b"
_PLUGIN = "bienban.archiving.plugin"
_TALKATIVE = ("ocrmypdf", "pikepdf", "img2pdf", "fpdf", "fontTools", "PIL")


class NotPdfA(Exception):  # noqa: N818 - an answer, seen by nobody but the caller
    """What was made is no valid PDF/A; the text says why."""


def make_pdfa(source: Path, target: Path, about: Mapping[str, object], jobs: int) -> None:
    """Write ``source`` (see ``source.py``; its pages lie beside it, see ``plugin.page_file``) as PDF/A to ``target``.

    ``about``: XMP properties, as ``{"dc:title": …}``; empty ones are left out. Raises ``NotPdfA``, ``InputError`` and
    ``OSError``. ``target`` appears only when it is whole and valid.
    """
    draft = target.with_suffix(".ocr.pdf")
    try:
        with _quiet():
            ocrmypdf.ocr(
                source,
                draft,
                plugins=[_PLUGIN],
                mode="skip",  # pages that have text by now are to keep it
                output_type="pdfa-2",
                pdfa_backend="internal",
                pdf_renderer="fpdf2",
                rasterizer="pypdfium",
                language=["vie"],
                tagged_pdf_mode="ignore",
                optimize=0,
                jobs=jobs,
                use_threads=True,
                progress_bar=False,
            )
            _finish(draft, target, about)
    except exceptions.EncryptedPdfError as error:
        raise EncryptedError("the PDF needs a password", "tệp PDF có mật khẩu") from error
    except exceptions.DigitalSignatureError as error:
        raise InputError(
            "the PDF is digitally signed, and a copy with another text layer would not be; keep the original as it is",
            "tệp PDF có chữ ký số, bản sao thêm lớp chữ sẽ mất hiệu lực ký; hãy giữ nguyên bản gốc",
        ) from error
    except (exceptions.PdfaConversionFailedError, pikepdf.pdfa.PdfaError) as error:
        raise NotPdfA(str(error)) from error
    except (exceptions.ExitCodeException, pikepdf.PdfError) as error:
        kind = type(error).__name__
        raise UnreadableError(f"cannot be made into a PDF/A ({kind})", f"không tạo được PDF/A ({kind})") from error
    finally:
        draft.unlink(missing_ok=True)


def failings(path: Path) -> list[str]:
    """Why the file is no valid PDF/A-2b, each with its rule; empty when it is one.

    Approves only what it knows: a false alarm is possible, a false approval should not be (so pikepdf says of it).
    """
    with _quiet():
        return [str(finding) for finding in pikepdf.pdfa.validate_written(path, FLAVOUR).findings]


def _finish(draft: Path, target: Path, about: Mapping[str, object]) -> None:
    with pikepdf.open(draft) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            for name, value in about.items():
                if value:
                    xmp[name] = value
        # Validates what it wrote before it takes the name.
        pikepdf.pdfa.save(pdf, target, FLAVOUR, output_intent=None)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' talk off the terminal: what matters comes as an exception."""
    stderr = sys.stderr  # pikepdf leaves another one behind when it finds a file not to be linearised
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        sys.stderr = stderr
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
