"""Lines drawn once and readings made once, kept as files: the bench can be stopped and gone on with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.hands.sets import Labelled

__all__ = ["kept_lines", "kept_steps", "read_steps", "save_lines"]


def save_lines(path: Path, lines: list[Labelled]) -> None:
    """Lines into one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = {f"p{at}": line.picture for at, line in enumerate(lines)}
    texts = np.array([line.text for line in lines])
    np.savez_compressed(path, texts=texts, names=np.array([line.name for line in lines]), **pictures)  # type: ignore[arg-type]


def kept_lines(path: Path) -> list[Labelled]:
    """The lines of a file that `save_lines` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        pairs = zip(kept["texts"], kept["names"], strict=True)
        return [Labelled(kept[f"p{at}"], str(text), str(name)) for at, (text, name) in enumerate(pairs)]


def kept_steps(path: Path, steps: list[list[NDArray[np.float32]]]) -> None:
    """What a model says of each piece of each line (log probabilities), for reading them in several ways."""
    arrays: dict[str, Any] = {
        f"{line}.{part}": piece.astype(np.float16)
        for line, parts in enumerate(steps)
        for part, piece in enumerate(parts)
    }
    np.savez_compressed(path, **arrays)


def read_steps(path: Path) -> list[list[NDArray[np.float32]]]:
    """What `kept_steps` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        names = sorted(kept.files, key=lambda name: tuple(map(int, name.split("."))))
        out: list[list[NDArray[np.float32]]] = []
        for name in names:
            line, part = map(int, name.split("."))
            if part == 0:
                out.append([])
            out[line].append(kept[name].astype(np.float32))
    return out
