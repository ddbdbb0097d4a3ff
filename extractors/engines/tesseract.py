"""Tesseract as a program of its own, by pytesseract: a crash or a hang costs one call, never the process."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from subprocess import SubprocessError
from typing import Any

import numpy as np
from PIL import Image

from extractors.engines.base import EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.tsv import parse_tsv
from schemas import EnvironmentError_

__all__ = ["INSTALL_LINE", "TesseractProgram"]

INSTALL_LINE = "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
_ENVIRONMENT = threading.Lock()


class TesseractProgram:
    """The ``tesseract`` command."""

    name = "tesseract"

    def __init__(self, language: str = "vie", tessdata: str | None = None, timeout: float = 120.0) -> None:
        self._language = language
        self._timeout = timeout
        self._folder = f'--tessdata-dir "{tessdata}"' if tessdata else ""
        with _ENVIRONMENT:
            # One thread a call: as many calls run at once as there are cores (1.59 against 3.5 s a page with the
            # default).
            os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def version(self) -> str:
        return _version()

    def languages(self) -> frozenset[str]:
        tool = _tool()
        try:
            return frozenset(tool.get_languages(config=self._folder))
        except tool.TesseractNotFoundError as error:
            raise _missing() from error
        except (tool.TesseractError, OSError, SubprocessError, ValueError):
            return frozenset()

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        options = [self._folder, f"--psm {hints.psm}", f"--dpi {hints.dpi}"]
        options += [f"-c {key}={value}" for key, value in hints.tesseract_variables.items()]
        tool = _tool()
        try:
            table = tool.image_to_data(
                _picture(image), lang=self._language, config=" ".join(filter(None, options)), timeout=self._timeout
            )
        except tool.TesseractNotFoundError as error:
            raise _missing() from error
        except tool.TesseractError as error:
            if "Failed loading language" in str(error) or "Error opening data file" in str(error):
                raise _missing() from error
            raise EngineError(f"tesseract: {_short(error)}") from error
        except (RuntimeError, OSError, SubprocessError, UnicodeDecodeError) as error:
            raise EngineError(f"tesseract: {_short(error)}") from error
        return parse_tsv(table)

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:
        tool = _tool()
        try:
            answer = tool.image_to_osd(
                _picture(image),
                config=f"{self._folder} --psm 0 --dpi {hints.dpi}".strip(),
                timeout=self._timeout,
                output_type=tool.Output.DICT,
            )
            return Orientation(int(answer["rotate"]), float(answer["orientation_conf"]))
        except tool.TesseractNotFoundError as error:
            raise _missing() from error
        except (tool.TesseractError, RuntimeError, OSError, SubprocessError, KeyError, ValueError, UnicodeDecodeError):
            return None  # too few characters, or no osd data: nothing is known


def _tool() -> Any:
    """pytesseract, imported when first needed: it brings pandas along, a third of the time that starting takes."""
    import pytesseract  # noqa: PLC0415

    return pytesseract


@lru_cache(maxsize=1)
def _version() -> str:
    tool = _tool()
    try:
        return str(tool.get_tesseract_version())
    except (tool.TesseractNotFoundError, OSError, SubprocessError, SystemExit) as error:
        raise _missing() from error


def _picture(image: Gray) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(image))
    picture.format = "BMP"  # pytesseract hands over a file of this format; BMP costs no compression
    return picture


def _missing() -> EnvironmentError_:
    return EnvironmentError_(
        f"tesseract or its Vietnamese data is missing; install it with: {INSTALL_LINE}",
        f"thiếu tesseract hoặc dữ liệu tiếng Việt; cài bằng lệnh: {INSTALL_LINE}",
    )


def _short(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__)[:200]
