"""The general base of handwriting: the recogniser tuned once on many invented hands, kept as its changed weights.

It reads handwriting whose hand nobody has taught yet, and every hand is learnt from it. Print is read with the
recogniser as it came. Made by ``scripts/handbase``; what it was made from and how well it reads: docs/models.md.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np

from extractors.engines.lines_models import RECOGNISER, checked_bytes
from extractors.hands.weights import FloatArray, read_weights, with_weights

__all__ = ["VERSION", "base_for_hands", "packed_base"]

VERSION = "1"
_FILE = "general.bin"


@lru_cache(maxsize=1)
def base_for_hands() -> bytes:
    """The general base as an ONNX file; raises ``EnvironmentError_`` where the second reader is not installed."""
    plain = checked_bytes(RECOGNISER)
    with np.load(io.BytesIO(files("extractors.hands").joinpath(_FILE).read_bytes()), allow_pickle=False) as kept:
        return with_weights(plain, {name: kept[name].astype(np.float32) for name in kept.files})


def packed_base(tuned: Mapping[str, FloatArray]) -> bytes:
    """Tuned weights as the file that `base_for_hands` opens: half floats, which read as well and are half as long.

    Raises ``ValueError`` for a name or shape that the recogniser does not have, or a number too large.
    """
    shapes = {name: values.shape for name, values in read_weights(checked_bytes(RECOGNISER)).items()}
    half = {name: values.astype(np.float16) for name, values in sorted(tuned.items())}
    for name, values in half.items():
        if shapes.get(name) != values.shape or not np.isfinite(values).all():
            raise ValueError(f"no weights of the recogniser: {name}")
    out = io.BytesIO()
    np.savez_compressed(out, **half)  # type: ignore[arg-type]
    return out.getvalue()
