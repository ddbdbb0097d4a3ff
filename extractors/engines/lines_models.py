"""The two models of the second reader: found inside installed wheels, checked by hash, opened single-threaded.

Only the files are used. The packages that carry them are never imported: they would bring settings files, loggers and
downloads along, and nothing here may reach for the network.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas import EnvironmentError_

__all__ = [
    "INSTALL_LINE",
    "RECOGNISER",
    "LineModels",
    "ModelFile",
    "checked_bytes",
    "installed",
    "letters",
    "load_models",
    "locate",
    "open_session",
    "verify",
]

INSTALL_LINE = "pip install 'bienban[second-reader]'"


@dataclass(frozen=True)
class ModelFile:
    """A file inside an installed package, known by its SHA-256."""

    package: str
    path: str
    sha256: str


# PP-OCRv6 small detector (Apache-2.0) of rapidocr 3.10.0; AsterNet line recogniser (MIT) of asterocr 1.0.2.
DETECTOR = ModelFile(
    "rapidocr", "models/PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"
)
RECOGNISER = ModelFile(
    "asterocr", "assets/asternet.onnx", "10c96b533e1f64031d73edfddafd7d4b13595544f11891f0531bcd72cb29be80"
)
LETTERS = ModelFile("asterocr", "assets/vocab.json", "82c6df018ceca8c10876947e0f7df798ed321825276ed7f3bb12ae3ed6dc647b")
_FILES = (DETECTOR, RECOGNISER, LETTERS)

_LOCK = threading.Lock()
_LOADED: dict[str, LineModels] = {}
_VERIFIED: list[bool] = []


@dataclass(frozen=True)
class LineModels:
    """``detector`` and ``recogniser`` are onnxruntime sessions, safe to run from several threads at once.

    ``letters`` holds the recogniser's classes in order; class 0 is the blank. ``errors`` is what a run may raise.
    """

    detector: Any
    recogniser: Any
    letters: tuple[str, ...]
    errors: tuple[type[Exception], ...]


def installed() -> bool:
    """Whether everything that the second reader needs is there. Cheap: nothing is imported, no file is read."""
    return importlib.util.find_spec("onnxruntime") is not None and all(locate(file) is not None for file in _FILES)


def locate(file: ModelFile) -> Path | None:
    """Where ``file`` lies, or None when its package is not installed or does not hold it."""
    try:
        spec = importlib.util.find_spec(file.package)
    except (ImportError, ValueError):
        return None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / file.path
        if path.is_file():
            return path
    return None


def load_models() -> LineModels:
    """The models, opened once a process.

    Raises ``EnvironmentError_`` when a package is missing or a file is not the one that was measured.
    """
    with _LOCK:
        if "models" not in _LOADED:
            _LOADED["models"] = _load()
        return _LOADED["models"]


def verify() -> None:
    """Check every file once a process, without opening a model.

    Raises ``EnvironmentError_`` when a package is missing or a file is not the one that was measured.
    """
    with _LOCK:
        if "models" in _LOADED or _VERIFIED:
            return
        if importlib.util.find_spec("onnxruntime") is None:
            raise _missing()
        for file in _FILES:
            checked_bytes(file)
        _VERIFIED.append(True)


def checked_bytes(file: ModelFile) -> bytes:
    """Content of ``file``; raises ``EnvironmentError_`` when it is missing or has another hash."""
    path = locate(file)
    if path is None:
        raise _missing()
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise EnvironmentError_(
            f"{file.package}/{file.path} is not the file that the second reader was measured with; install it with: "
            f"{INSTALL_LINE}",
            f"{file.package}/{file.path} không đúng tệp đã kiểm chứng cho bộ đọc thứ hai; cài lại bằng lệnh: "
            f"{INSTALL_LINE}",
        )
    return content


def _load() -> LineModels:
    try:
        import onnxruntime  # noqa: PLC0415 - an optional package
    except ImportError as error:
        raise _missing() from error

    onnxruntime.disable_telemetry_events()  # off by default except on Windows
    # From the bytes that were checked, not from the path: the file cannot change in between.
    detector, recogniser = (open_session(checked_bytes(file)) for file in (DETECTOR, RECOGNISER))
    return LineModels(detector, recogniser, letters(), _errors())


def letters() -> tuple[str, ...]:
    """The recogniser's classes in order; class 0 is the blank. Raises ``EnvironmentError_``."""
    return tuple(json.loads(checked_bytes(LETTERS))["chars"])


def open_session(model: bytes) -> Any:
    """An ONNX file opened for reading on one core; raises what onnxruntime raises where it is none."""
    import onnxruntime  # noqa: PLC0415 - an optional package

    options = onnxruntime.SessionOptions()
    # One thread a call: as many pages are read at once as there are cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _errors() -> tuple[type[Exception], ...]:
    """onnxruntime's own exceptions: they have no common base below ``Exception``."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415 - an optional package

    own = (kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return (RuntimeError, *own)


def _missing() -> EnvironmentError_:
    return EnvironmentError_(
        f"the second reader is not installed; install it with: {INSTALL_LINE}",
        f"chưa cài bộ đọc thứ hai; cài bằng lệnh: {INSTALL_LINE}",
    )
