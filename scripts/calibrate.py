"""Learn what a word's confidence is worth, on the bench's pages that may be tuned on; check it on its unseen ones.

    python -m scripts.bench --pages 6 --fonts FONTS --readers ours-raw --out out/calibration
    python -m scripts.calibrate out/calibration [--write]

Prints the reliability table and the expected calibration error of the unseen classes; ``--write`` stores the weights in
extractors/calibration.json. Logistic regression by Newton's method with a small ridge: no chance in it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.calibration import FEATURES, word_features
from scripts.bench.classes import CLASSES
from scripts.bench.score import expected_calibration_error, word_hits

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "extractors" / "calibration.json"
RIDGE = 1.0

Table = tuple[NDArray[np.float64], NDArray[np.float64], list[float]]


def main() -> None:
    """Learn, check, print; write where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    figures, right, said = collected(options.folder, unseen=False)
    weights = learnt(figures, right)
    print(
        f"learnt on {len(right)} words: " + ", ".join(f"{n} {w:+.2f}" for n, w in zip(FEATURES, weights, strict=True))
    )
    report("pages learnt from", figures, right, said, weights)
    figures, right, said = collected(options.folder, unseen=True)
    if len(right):
        report("unseen pages", figures, right, said, weights)
    if options.write:
        stored = {"features": FEATURES, "weights": [round(float(w), 5) for w in weights]}
        STORE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def collected(folder: Path, *, unseen: bool) -> Table:
    """Figures, rightness (0 or 1) and engine confidences of all words of pages that count as read."""
    figures, right, said = [np.zeros((0, len(FEATURES)))], [np.zeros(0)], []
    for name, kind in CLASSES.items():
        path = folder / name / "ours-raw.json"
        if kind.unseen is not unseen or not path.is_file():
            continue
        for page in json.loads(path.read_text(encoding="utf-8")):
            if page["state"] != "read" or not page["words"]:
                continue
            texts, confidences = [w[0] for w in page["words"]], [w[1] for w in page["words"]]
            second = any(step["name"] == "read-again" for step in page["steps"])
            share = page["quality"]["handwriting_share"] or 0.0
            figures.append(word_features(texts, confidences, by_hand=share, second_reader=second))
            right.append(np.array(word_hits("\n".join(page["truth"]), texts), dtype=float))
            said += confidences
    return np.concatenate(figures), np.concatenate(right), said


def learnt(figures: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of the most likely logistic model."""
    weights = np.zeros(figures.shape[1])
    ridge = RIDGE * np.eye(figures.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-figures @ weights))
        slope = figures.T @ (right - chance) - ridge @ weights
        bend = (figures * (chance * (1 - chance))[:, None]).T @ figures + ridge
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def report(
    name: str,
    figures: NDArray[np.float64],
    right: NDArray[np.float64],
    said: list[float],
    weights: NDArray[np.float64],
) -> None:
    """Print the reliability table and both calibration errors."""
    chance = np.clip(1 / (1 + np.exp(-figures @ weights)), 0.01, 0.99)
    hits = [bool(r) for r in right]
    before, after = expected_calibration_error(said, hits), expected_calibration_error(list(chance), hits)
    print(
        f"\n{name}: {len(hits)} words, {right.mean():.1%} right; expected calibration error {before:.3f} -> {after:.3f}"
    )
    print("stated        words   right")
    for low in (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98):
        high = {0.0: 0.3, 0.3: 0.5, 0.5: 0.7, 0.7: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 0.98, 0.98: 1.01}[low]
        inside = (chance >= low) & (chance < high)
        if inside.any():
            print(f"{low:.2f} to {min(high, 1.0):.2f} {int(inside.sum()):6}   {right[inside].mean():.3f}")


if __name__ == "__main__":
    main()
