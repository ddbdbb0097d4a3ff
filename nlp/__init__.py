"""Pages → document units → records."""

from nlp.findings import recheck
from nlp.laid import Cut, as_layout, row_box
from nlp.lexicon import Lexicon, load_lexicon, with_registers
from nlp.recast import arranged, divided, merged, typed_as
from nlp.split import split
from nlp.understand import UNDERSTANDING_VERSION, record_id, understand

__all__ = [
    "UNDERSTANDING_VERSION",
    "Cut",
    "Lexicon",
    "arranged",
    "as_layout",
    "divided",
    "load_lexicon",
    "merged",
    "recheck",
    "record_id",
    "row_box",
    "split",
    "typed_as",
    "understand",
    "with_registers",
]
