"""Who is at work here, so that what a killed process left behind can be told from what a living one holds."""

from __future__ import annotations

import os
import platform

__all__ = ["is_gone", "own_name"]


def own_name() -> str:
    """Name of this process: number and machine."""
    return f"{os.getpid()}@{platform.node()}"[:100]


def is_gone(name: str) -> bool:
    """Whether the process of that name has ended. Of one on another machine we cannot know, and say no."""
    number, _, node = name.partition("@")
    if not own_name().endswith(f"@{node}") or not number.isdecimal() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
