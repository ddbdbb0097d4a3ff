"""Tesseract inside this process, by tesserocr: about a quarter faster, but a crash of the library ends the process."""

from __future__ import annotations

import importlib.util
import threading
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from extractors.engines.base import EngineError, Gray, Hints, Orientation, RawWord
from extractors.engines.tsv import parse_tsv
from schemas import EnvironmentError_

__all__ = ["TesseractLibrary", "find_tessdata"]

_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def find_tessdata(language: str, given: str | None) -> str | None:
    """Folder that holds every language of ``language`` ("vie+eng"), or None."""
    for folder in (given,) if given else _PLACES:
        if folder and all((Path(folder) / f"{part}.traineddata").is_file() for part in language.split("+")):
            return folder
    return None


class TesseractLibrary:
    """One API object per thread; the library is not thread-safe, its objects are independent of one another."""

    name = "tesserocr"

    def __init__(self, language: str, tessdata: str | None, timeout: float) -> None:
        folder = find_tessdata(language, tessdata)
        if importlib.util.find_spec("tesserocr") is None or folder is None:
            raise EnvironmentError_(
                f"tesserocr or the language data '{language}' is missing; install it with: pip install tesserocr",
                f"thiếu tesserocr hoặc dữ liệu ngôn ngữ '{language}'; cài bằng lệnh: pip install tesserocr",
            )
        import tesserocr  # noqa: PLC0415 - an optional package

        self._module: Any = tesserocr
        self._language, self._folder, self._timeout = language, folder, timeout
        self._local = threading.local()

    def version(self) -> str:
        return str(self._module.tesseract_version()).split("\n", 1)[0].removeprefix("tesseract ").strip()

    def languages(self) -> frozenset[str]:
        return frozenset(path.stem for path in Path(self._folder).glob("*.traineddata"))

    def read(self, image: Gray, hints: Hints) -> list[RawWord]:
        api = self._api()
        try:
            api.SetPageSegMode(hints.psm)
            for key, value in ({"thresholding_method": str(hints.thresholding)} | hints.variables).items():
                api.SetVariable(key, value)
            api.SetImage(Image.fromarray(np.ascontiguousarray(image)))
            api.SetSourceResolution(hints.dpi)
            if not api.Recognize(int(self._timeout * 1000)):
                raise EngineError("tesserocr: no result in time")
            table = api.GetTSVText(0)
        except RuntimeError as error:
            raise EngineError(f"tesserocr: {error}") from error
        finally:
            api.Clear()
        return parse_tsv("level\t\n" + table)

    def orientation(self, image: Gray, hints: Hints) -> Orientation | None:
        if "osd" not in self.languages():
            return None
        psm = self._module.PSM.OSD_ONLY
        try:
            with self._module.PyTessBaseAPI(path=self._folder, lang="osd", psm=psm) as api:
                api.SetImage(Image.fromarray(np.ascontiguousarray(image)))
                api.SetSourceResolution(hints.dpi)
                found = api.DetectOrientationScript()
        except RuntimeError:
            return None
        if not found:
            return None
        return Orientation((360 - int(found["orient_deg"])) % 360, float(found["orient_conf"]))

    def _api(self) -> Any:
        if not hasattr(self._local, "api"):
            try:
                self._local.api = self._module.PyTessBaseAPI(path=self._folder, lang=self._language)
            except RuntimeError as error:
                raise EngineError(f"tesserocr: {error}") from error
        return self._local.api
