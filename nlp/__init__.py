"""Pages → document units → records."""

from nlp.findings import recheck
from nlp.lexicon import Lexicon, load_lexicon, with_registers
from nlp.split import split
from nlp.understand import UNDERSTANDING_VERSION, understand

__all__ = ["UNDERSTANDING_VERSION", "Lexicon", "load_lexicon", "recheck", "split", "understand", "with_registers"]
