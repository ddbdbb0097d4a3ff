"""Which language to speak, and the words for it.

Order: ``--lang`` > ``BIENBAN_LANGUAGE`` > ``language`` in bienban.toml > the locale (Vietnamese for ``vi*``, else
English).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from bienban.catalogue import MESSAGES

__all__ = ["LANGUAGES", "Language", "Say", "both", "configured_language", "detect_language", "option_value"]

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Say:
    """Messages in one language: ``say("run.nothing-new", count=3)``."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """The message ``key`` with ``values`` filled in; ``KeyError`` for an unknown key."""
        pair = MESSAGES[key]
        text = pair.vi if self.language == "vi" else pair.en
        return text.format(**values) if values else text

    def known(self, key: str, fallback: str) -> str:
        """The message ``key``, or ``fallback`` where the catalogue has none (codes that another room may add)."""
        return self(key) if key in MESSAGES else fallback


def option_value(args: Sequence[str], name: str) -> str | None:
    """The value that the long option ``name`` has in ``args``, or None; the last one wins."""
    found = None
    for position, arg in enumerate(args):
        if arg == "--":
            break
        if arg == name and position + 1 < len(args):
            found = args[position + 1]
        elif arg.startswith(f"{name}="):
            found = arg.partition("=")[2]
    return found


def configured_language(args: Sequence[str], environ: Mapping[str, str], folder: Path) -> Language | None:
    """The language that somebody chose, or None. Unusable values are left to the settings, which name them."""
    config = option_value(args, "--config") or environ.get("BIENBAN_CONFIG") or folder / "bienban.toml"
    for choice in (option_value(args, "--lang"), environ.get("BIENBAN_LANGUAGE"), _from_file(Path(config))):
        for language in LANGUAGES:
            if choice == language:
                return language
    return None


def detect_language(args: Sequence[str], environ: Mapping[str, str], folder: Path) -> Language:
    """The interface language for this call."""
    chosen = configured_language(args, environ, folder)
    if chosen:
        return chosen
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    return "vi" if locale.lower().startswith("vi") else "en"


def _from_file(path: Path) -> str | None:
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get("language")
    except (OSError, ValueError):
        return None  # the settings say what is wrong with it
    return value if isinstance(value, str) else None


def both(key: str, /, **values: object) -> tuple[str, str]:
    """The message ``key`` in English and Vietnamese: the two arguments that our errors take."""
    return Say("en")(key, **values), Say("vi")(key, **values)
