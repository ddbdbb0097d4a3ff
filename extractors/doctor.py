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
    """Status of the engine, of its language data and of its orientation data (without which sideways pages take
    longer).
    """
    settings = settings or ReadSettings()
    version: str | None = None
    languages: frozenset[str] = frozenset()
    try:
        engine = make_engine(settings)
        version, languages = engine.version(), engine.languages()
    except EnvironmentError_:
        pass  # what is missing is what the statuses say
    wanted = [("tesseract", version is not None, True)]
    wanted += [(f"tesseract-{language}", language in languages, True) for language in settings.language.split("+")]
    wanted += [("tesseract-osd", "osd" in languages, False)]
    statuses = [
        ToolStatus(
            name=name,
            version=version if ok else None,
            ok=ok,
            needed=needed,
            install_en=f"install it with: {INSTALL_LINE}",
            install_vi=f"cài bằng lệnh: {INSTALL_LINE}",
        )
        for name, ok, needed in wanted
    ]
    return [*statuses, _second_reader(settings)]


def _second_reader(settings: ReadSettings) -> ToolStatus:
    second = pick_second(settings.model_copy(update={"second_reader": "auto"}))
    return ToolStatus(
        name="second-reader",
        version=second.version() if second else None,
        ok=second is not None,
        needed=False,
        install_en=f"install it with: {SECOND_INSTALL_LINE}",
        install_vi=f"cài bằng lệnh: {SECOND_INSTALL_LINE}",
    )
