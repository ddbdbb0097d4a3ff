"""Pages → document units → records."""

from nlp.lexicon import Lexicon, load_lexicon, with_registers
from nlp.split import split
from nlp.understand import UNDERSTANDING_VERSION, understand

__all__ = ["UNDERSTANDING_VERSION", "Lexicon", "load_lexicon", "split", "understand", "with_registers"]
