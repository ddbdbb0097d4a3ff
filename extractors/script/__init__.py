"""How a line was written, and whether what was read of a hand is to be believed."""

from extractors.script.lines import written_by_hand
from extractors.script.page import Sight, see

__all__ = ["Sight", "see", "written_by_hand"]
