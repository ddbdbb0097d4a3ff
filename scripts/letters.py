"""Text of this repository's own making to count letters in: made-up minutes, made-up sentences, words of the language.

The papers of tests/corpus and the samples are left out, as readers are measured on them. Nothing is about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from extractors.hands.alphabet import plain
from extractors.hands.language import Letters, counted
from nlp.people.generate import examples
from scripts.bench.minutes import meetings

__all__ = ["OUT", "train_letters"]

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "extractors" / "hands" / "letters.bin"
_MEETINGS, _SENTENCES = 300, 4000
_WORDS = "corpus/data/Viet39K.txt"  # in the underthesea package (Apache-2.0): which syllables there are


def texts() -> Iterator[str]:
    """Lines of text, plain."""
    for record in meetings(_MEETINGS, seed=7):
        yield from record["text"].splitlines()
    for kind in ("train", "held_out"):
        yield from (one.text for one in examples(_SENTENCES // 2, seed=5, templates=kind))
    for page in (ROOT / "README.vi.md", ROOT / "docs" / "users.vi.md"):
        yield from page.read_text(encoding="utf-8").splitlines()


def words() -> Iterator[str]:
    """Words of the dictionary."""
    spec = find_spec("underthesea")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / _WORDS
        if path.is_file():
            yield from path.read_text(encoding="utf-8").splitlines()


def train_letters() -> int:
    """Count anew and write the model."""
    counts = counted((plain(text) for text in texts() if text.strip()), times=2)
    counted((plain(word).lower() for word in words()), into=counts)
    OUT.write_bytes(Letters.packed(counts, least=4))
    print(f"{OUT.relative_to(ROOT)}: {len(counts)} contexts counted, {OUT.stat().st_size / 1e6:.2f} MB")
    return 0
