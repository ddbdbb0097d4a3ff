"""The Tesseract library by tesserocr, in helper processes of its own: no program is started for each page.

A quarter faster than the program. A crash of the library, a hang or text that is no UTF-8 costs one page and one
helper; this process never loads the library.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from extractors.engines.base import EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.helper import Command, begin_helpers, helper
from extractors.engines.tsv import parse_tsv
from schemas import EnvironmentError_

__all__ = ["INPROCESS_INSTALL_LINE", "TesseractInProcess", "find_tessdata"]

INPROCESS_INSTALL_LINE = "pip install 'bienban[fast]'"
_WORKER = Path(__file__).with_name("tesseract_worker.py")
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def find_tessdata(language: str, given: str | None) -> str | None:
    """Folder that holds every language of ``language`` ("vie+eng"), or None. The wheel brings none of its own."""
    for folder in (given,) if given else (*_PLACES, _program_folder()):
        if folder and all((Path(folder) / f"{part}.traineddata").is_file() for part in language.split("+")):
            return folder
    return None


@cache
def _program_folder() -> str | None:
    """Where the tesseract program looks: it says so above the list of its languages."""
    try:
        said = subprocess.run(
            ["tesseract", "--list-langs"],  # noqa: S607 - as pytesseract finds it
            capture_output=True,
            text=True,
            errors="replace",
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    parts = (said.stdout + said.stderr).split('"')
    return parts[1] if len(parts) > 2 else None


class TesseractInProcess:
    """As many helpers as calls at once, each with the language data open."""

    name = "tesseract-inprocess"

    def __init__(self, language: str, tessdata: str | None, timeout: float, command: Command | None = None) -> None:
        """``command`` takes the place of the helper's (its arguments and the parent's process id are added)."""
        folder = find_tessdata(language, tessdata)
        if command is None and importlib.util.find_spec("tesserocr") is None:
            raise EnvironmentError_(
                f"tesserocr is not installed; install it with: {INPROCESS_INSTALL_LINE}",
                f"chưa cài tesserocr; cài bằng lệnh: {INPROCESS_INSTALL_LINE}",
            )
        # -P: its own folder must not come before the installed packages
        start = command or (sys.executable, "-P", "-W", "ignore", str(_WORKER))
        self._command = (*start, folder or tessdata or "", language)
        self._complete = folder is not None or command is not None
        self._timeout = timeout
        self._greeting: dict[str, object] | None = None

    def begin(self, count: int) -> None:
        """Start ``count`` helpers ahead of the first call, which then need not wait for them."""
        if self._complete:
            begin_helpers(self._command, count)

    def version(self) -> str:
        """Version of the library, told by a helper that has opened the language data: it is there and works."""
        return str(self._greet().get("version"))

    def languages(self) -> frozenset[str]:
        if not self._complete:
            return frozenset()
        found = self._greet().get("languages")
        return frozenset(map(str, found)) if isinstance(found, list) else frozenset()

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        options = {"psm": hints.psm, "dpi": hints.dpi, "variables": hints.tesseract_variables}
        return parse_tsv("level\t\n" + self._ask(b"R", options, image))

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:
        if "osd" not in self.languages():
            return None
        try:
            found = json.loads(self._ask(b"O", {"dpi": hints.dpi}, image))
            return Orientation(int(found["degrees"]), float(found["confidence"])) if found else None
        except (EngineError, ValueError, TypeError, KeyError):
            return None  # nothing is known

    def _ask(self, kind: bytes, options: dict[str, object], image: Gray) -> str:
        asked = json.dumps(options | {"timeout": self._timeout}).encode()
        try:
            with helper(self._command) as one:
                return one.call(kind, asked, image, self._timeout)
        except EngineError as error:
            raise EngineError(f"{self.name}: {error}") from error

    def _greet(self) -> dict[str, object]:
        if self._greeting is None:
            if not self._complete:
                raise _no_data(self._command[-1])
            try:
                with helper(self._command) as one:
                    self._greeting = dict(json.loads(one.greeting))
            except (EngineError, ValueError, TypeError) as error:
                raise EnvironmentError_(
                    f"{self.name} does not work here ({error}); use another engine: BIENBAN_READING__ENGINE=tesseract",
                    f"{self.name} không chạy được trên máy này ({error}); "
                    "hãy dùng bộ đọc khác: BIENBAN_READING__ENGINE=tesseract",
                ) from error
        return self._greeting


def _no_data(language: str) -> EnvironmentError_:
    from extractors.engines.tesseract import INSTALL_LINE  # noqa: PLC0415

    return EnvironmentError_(
        f"tesseract has no data for: {language}; install it with: {INSTALL_LINE}",
        f"tesseract thiếu dữ liệu ngôn ngữ: {language}; cài bằng lệnh: {INSTALL_LINE}",
    )
