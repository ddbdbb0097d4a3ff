"""The trained network: log odds that lines are handwriting. `python -m scripts.hands` makes its model.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from extractors.script.features import FEATURES

__all__ = ["Network", "load_network"]

_FARTHEST = 4.0  # standard deviations: a line unlike any seen says no more than that


@dataclass(frozen=True)
class Network:
    """One hidden layer; ``mean`` and ``spread`` bring each figure to a common scale."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    w: NDArray[np.float64]
    b: NDArray[np.float64]
    v: NDArray[np.float64]
    c: float

    def log_odds(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """For ``n x len(FEATURES)`` figures, ``n`` log odds; above 0 is handwriting."""
        z = np.clip((figures - self.mean) / self.spread, -_FARTHEST, _FARTHEST)
        return np.asarray(np.tanh(z @ self.w + self.b) @ self.v + self.c, dtype=np.float64)


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network that ships; raises ``ValueError`` when it was trained for other figures."""
    data = json.loads((files("extractors.script") / "model.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("model.json belongs to other figures: run python -m scripts.hands")
    arrays = {name: np.array(data[name], dtype=np.float64) for name in ("mean", "spread", "w", "b", "v")}
    return Network(**arrays, c=float(data["c"][0]))
