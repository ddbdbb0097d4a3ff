"""What this machine has and lacks for reading."""

from __future__ import annotations

from extractors.engines import INSTALL_LINE, SECOND_INSTALL_LINE, make_engine, pick_second
from extractors.settings import ReadSettings
from schemas import EnvironmentError_
from schemas.base import Frozen

__all__ = ["ToolStatus", "check_tools"]


class ToolStatus(Frozen):
    """One tool: whether it is there, in which version, and the line that installs it."""

    name: str
    version: str | None
    ok: bool
    needed: bool = True
    install_en: str
    install_vi: str


def check_tools(settings: ReadSettings | None = None) -> list[ToolStatus]:
    """Status of the engine that reads, its language data, its orientation data (without which sideways pages take
    longer), and of what is optional: the library in helper processes and the second reader.
    """
    settings = settings or ReadSettings()
    version: str | None = None
    languages: frozenset[str] = frozenset()
    name = settings.engine if settings.engine != "auto" else "tesseract"
    tesseract = f"install it with: {INSTALL_LINE}", f"cài bằng lệnh: {INSTALL_LINE}"
    reads = tesseract
    try:
        engine = make_engine(settings)
        name = engine.name
        version, languages = engine.version(), engine.languages()
    except EnvironmentError_ as error:  # what is missing is what the statuses say
        reads = error.message("en"), error.message("vi")
    statuses = [_status(f"engine: {name}", version, *reads)]
    wanted = [(f"tesseract-{language}", language in languages, True) for language in settings.language.split("+")]
    wanted += [("tesseract-osd", "osd" in languages, False)]
    statuses += [_status(data, version if ok else None, *tesseract, needed=needed) for data, ok, needed in wanted]
    if name != "tesseract-inprocess":
        statuses.append(_library(settings))
    return [*statuses, _second_reader(settings)]


def _library(settings: ReadSettings) -> ToolStatus:
    """Why the library does not read: not installed, not working, or not asked for."""
    try:
        version = make_engine(settings.model_copy(update={"engine": "tesseract-inprocess"})).version()
    except EnvironmentError_ as error:
        return _status("tesseract-inprocess", None, error.message("en"), error.message("vi"), needed=False)
    return _status("tesseract-inprocess", version, "", "", needed=False)


def _second_reader(settings: ReadSettings) -> ToolStatus:
    second = pick_second(settings.model_copy(update={"second_reader": "auto"}))
    return _status(
        "second-reader",
        second.version() if second else None,
        f"install it with: {SECOND_INSTALL_LINE}",
        f"cài bằng lệnh: {SECOND_INSTALL_LINE}",
        needed=False,
    )


def _status(name: str, version: str | None, todo_en: str, todo_vi: str, *, needed: bool = True) -> ToolStatus:
    ok = version is not None
    return ToolStatus(name=name, version=version, ok=ok, needed=needed, install_en=todo_en, install_vi=todo_vi)
