"""How a line was written, and whether what was read of a hand is to be believed."""

from extractors.script.page import Sight, see

__all__ = ["Sight", "see"]
