"""Lines of print and of other hands that are mixed in while a hand is learnt, so that little is forgotten.

Drawn by ``scripts.models replay`` in open fonts from made-up text; no real paper is among them.
"""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files

import numpy as np

from extractors.hands.sets import Labelled

__all__ = ["packed", "replay_lines"]


@lru_cache(maxsize=1)
def replay_lines() -> tuple[Labelled, ...]:
    """The lines, always the same."""
    content = files("extractors.hands").joinpath("replay.bin").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        return tuple(Labelled(kept[f"p{at}"], str(text), "replay") for at, text in enumerate(kept["texts"]))


def packed(lines: list[Labelled]) -> bytes:
    """Lines as the file that `replay_lines` opens."""
    out = io.BytesIO()
    pictures = {f"p{at}": line.picture for at, line in enumerate(lines)}
    np.savez_compressed(out, texts=np.array([line.text for line in lines]), **pictures)  # type: ignore[arg-type]
    return out.getvalue()
