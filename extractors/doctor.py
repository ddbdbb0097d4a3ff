"""What this machine has and lacks for reading."""

from __future__ import annotations

from extractors.engines import INSTALL_LINE, pick_engine
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
    """Status of the engine, of its language data and of its orientation data."""
    settings = settings or ReadSettings()
    version: str | None = None
    languages: frozenset[str] = frozenset()
    try:
        engine = pick_engine(settings.model_copy(update={"language": "osd"}))
        version, languages = engine.version(), engine.languages()
    except EnvironmentError_:
        try:
            engine = pick_engine(settings)
            version, languages = engine.version(), engine.languages()
        except EnvironmentError_:
            version = None
    english, vietnamese = f"install it with: {INSTALL_LINE}", f"cài bằng lệnh: {INSTALL_LINE}"
    statuses = [
        ToolStatus(name="tesseract", version=version, ok=version is not None, install_en=english, install_vi=vietnamese)
    ]
    for language in (*settings.language.split("+"), "osd"):
        statuses.append(
            ToolStatus(
                name=f"tesseract data: {language}",
                version=version if language in languages else None,
                ok=language in languages,
                needed=language != "osd",
                install_en=english,
                install_vi=vietnamese,
            )
        )
    return statuses
