"""Train the classifier that tells print from handwriting, and test it on fonts and wear it has not seen.

    python -m scripts.hands --fonts DIR [--fonts DIR ...] [--pages 5] [--out extractors/script/model.json]

Draws pages in the families of scripts/hands/fonts.py (the script names those that are missing and how to get
them), prepares them as the reader does, takes the figures of extractors/script/features.py line by line, fits a small
network by gradient descent and writes it as JSON. Needs Pillow and fonttools besides the product. Every random choice
hangs on --seed.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.mapping import warp_points
from extractors.prepare.chain import prepare, sheet_of
from extractors.script.features import FEATURES, Rect, line_features
from scripts.hands.draw import draw_page, some_writer
from scripts.hands.fonts import HAND_TEST, HAND_TRAIN, PRINT_TEST, PRINT_TRAIN, faces, missing
from scripts.hands.wear import TEST_WEAR, TRAIN_WEAR, wear

Array = NDArray[np.float64]
GET = (
    "npm install @expo-google-fonts/<family> ...; "
    "apt-get install fonts-croscore fonts-freefont-ttf fonts-dejavu fonts-texgyre"
)
NETS, HIDDEN, STEPS, BATCH = 8, 8, 1500, 256
LEAN = -0.1  # added log odds: print taken for handwriting costs more than handwriting taken for print
INKS = ((25, 25, 30), (28, 42, 118), (18, 18, 18), (60, 50, 120), (70, 70, 75))


@dataclass(frozen=True)
class Job:
    """One page to draw."""

    family: str
    hand: bool
    wear: str
    seed: int
    fonts: tuple[Path, ...]


def main() -> int:
    """Draw, fit, test, write; exit 2 when fonts are missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fonts", type=Path, action="append", required=True, help="folder with font files")
    parser.add_argument("--pages", type=int, default=5, help="pages a family, for training and again for the test")
    parser.add_argument("--first", type=int, default=0, help="leave out the pages before this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--cache", type=Path, help="keep the figures of the drawn lines here (.npz), or take them from there"
    )
    parser.add_argument("--out", type=Path, default=Path("extractors/script/model.json"))
    options = parser.parse_args()
    absent = missing(options.fonts)
    if absent:
        print(f"missing fonts: {', '.join(absent)}\n{GET}", file=sys.stderr)
        return 2
    if options.cache and options.cache.is_file():
        data = dict(np.load(options.cache, allow_pickle=False))
    else:
        data = drawn(options)
        if options.cache:
            np.savez_compressed(options.cache, **data)
    training = ~data["test"]
    model = fit(data["x"][training], data["hand"][training], data["family"][training], options.seed)
    options.out.write_text(json.dumps(model) + "\n", encoding="utf-8")
    report(model, data)
    return 0


def drawn(options: argparse.Namespace) -> dict[str, NDArray[Any]]:
    """Figures, class, page and family of all lines, of the training and of the test pages."""
    jobs, tests = [], []
    for test, hands, prints, kinds in (
        (False, HAND_TRAIN, PRINT_TRAIN, TRAIN_WEAR),
        (True, HAND_TEST, PRINT_TEST, TEST_WEAR),
    ):
        for family in (*hands, *prints):
            for n in range(options.first, options.pages):
                seed = zlib.crc32(f"{family} {n} {options.seed}".encode())
                # the second half is drawn from both ends, so that each family meets each kind over the pages
                kind = kinds[(n + seed) % len(kinds)] if n % 5 else "none"
                jobs.append(Job(family, family in hands, kind, seed, tuple(options.fonts)))
                tests.append(test)
    rows, hand, page, test, family, worn = [], [], [], [], [], []
    with ProcessPoolExecutor(options.workers) as pool:
        for number, (job, is_test, found) in enumerate(
            zip(jobs, tests, pool.map(figures_of, jobs, chunksize=4), strict=True)
        ):
            rows.extend(found)
            for column, value in (
                (hand, job.hand),
                (page, number),
                (test, is_test),
                (family, job.family),
                (worn, job.wear),
            ):
                column.extend(repeat(value, len(found)))
    return {
        "x": np.array(rows), "hand": np.array(hand), "page": np.array(page), "test": np.array(test),
        "family": np.array(family), "wear": np.array(worn),
    }  # fmt: skip


def figures_of(job: Job) -> list[Array]:
    """Draw one page, wear it, prepare it, and measure its lines."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng(job.seed)
    found = faces(job.family, list(job.fonts))
    face = found[int(rng.integers(len(found)))]
    writer = some_writer(rng, float(rng.uniform(0.0, 1.0))) if job.hand else None
    letter = float(rng.uniform(24, 62)) * (1.15 if job.hand else 1.0)
    ink = INKS[int(rng.integers(len(INKS)))]
    ruled = bool(rng.random() < (0.6 if job.hand else 0.15))
    page = draw_page(face, rng, writer, letter=letter, lines=9, width=int(min(1500, 30 * letter)), ink=ink, ruled=ruled)
    image, matrix = wear(page.image, job.wear, rng)
    prepared = prepare(sheet_of(image, 200, rectify=job.wear == "photo"))
    to_prepared = prepared.to_prepared @ matrix
    measured = []
    for boxes in page.lines:
        moved = [_moved(box, to_prepared, rng) for box in boxes]
        figures = line_features(prepared.bare, moved)
        if figures is not None:
            measured.append(figures)
    return measured


def _moved(box: Rect, to_prepared: Array, rng: np.random.Generator) -> Rect:
    """A word's box on the prepared page, as inexact as an engine's."""
    x0, top, x1, bottom = box
    corners = np.array([[x0, top], [x1, top], [x1, bottom], [x0, bottom]], dtype=np.float64)
    there = warp_points(to_prepared, corners)
    (x0, top), (x1, bottom) = there.min(axis=0), there.max(axis=0)
    slack = 0.08 * (bottom - top)
    return x0, top + rng.uniform(-slack, slack), x1, bottom + rng.uniform(-slack, slack)


def fit(x: Array, hand: NDArray[np.bool_], family: NDArray[np.str_], seed: int) -> dict[str, object]:
    """The mean of several small networks, each fitted without a part of the families, written as one network."""
    rng = np.random.default_rng(seed)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.clip((x - mean) / spread, -4, 4)
    nets = []
    for _ in range(NETS):
        kept = np.isin(family, rng.choice(np.unique(family), int(0.7 * len(np.unique(family))), replace=False))
        nets.append(fit_one(z[kept], hand[kept], rng))
    joined = {
        "w": np.hstack([net["w"] for net in nets]),
        "b": np.concatenate([net["b"] for net in nets]),
        "v": np.concatenate([net["v"] for net in nets]) / NETS,
        "c": np.mean([net["c"] for net in nets], axis=0) + LEAN,
    }
    return {
        "features": list(FEATURES),
        "mean": np.round(mean, 5).tolist(),
        "spread": np.round(spread, 5).tolist(),
        **{key: np.round(values, 4).tolist() for key, values in joined.items()},
    }


def fit_one(z: Array, hand: NDArray[np.bool_], rng: np.random.Generator) -> dict[str, Array]:
    """A network with one hidden layer, by Adam with weight decay; both classes weigh alike."""
    weight = np.where(hand, 0.5 / hand.mean(), 0.5 / (1 - hand.mean()))
    p = {
        "w": rng.normal(0, 0.3, (z.shape[1], HIDDEN)),
        "b": np.zeros(HIDDEN),
        "v": rng.normal(0, 0.3, HIDDEN),
        "c": np.zeros(1),
    }
    first = {key: np.zeros_like(values) for key, values in p.items()}
    second = {key: np.zeros_like(values) for key, values in p.items()}
    for step in range(1, STEPS + 1):
        at = rng.integers(0, len(z), BATCH)
        shaken = z[at] + rng.normal(0, 0.25, (BATCH, z.shape[1]))
        inner = np.tanh(shaken @ p["w"] + p["b"])
        out = 1 / (1 + np.exp(-(inner @ p["v"] + p["c"])))
        error = weight[at] * (out - (0.02 + 0.96 * hand[at])) / BATCH
        back = np.outer(error, p["v"]) * (1 - inner**2)
        grads = {"w": shaken.T @ back, "b": back.sum(axis=0), "v": inner.T @ error, "c": error.sum(keepdims=True)}
        rate = 0.005 * (1 + np.cos(np.pi * step / STEPS))
        for key, grad in grads.items():
            first[key] = 0.9 * first[key] + 0.1 * grad
            second[key] = 0.999 * second[key] + 0.001 * grad**2
            move = first[key] / (1 - 0.9**step) / (np.sqrt(second[key] / (1 - 0.999**step)) + 1e-8)
            p[key] -= rate * (move + (0.05 * p[key] if key in {"w", "v"} else 0))
    return p


def odds(model: dict[str, Any], x: Array) -> Array:
    """Log odds that a line is handwriting."""
    z = np.clip((x - np.array(model["mean"])) / np.array(model["spread"]), -4, 4)
    return np.asarray(np.tanh(z @ np.array(model["w"]) + model["b"]) @ np.array(model["v"]) + np.array(model["c"]))


def report(model: dict[str, Any], data: dict[str, NDArray[Any]]) -> None:
    """How often lines and pages are told right, on training and on test fonts, and where not."""
    found = odds(model, data["x"])
    for name, chosen in (("training", ~data["test"]), ("unseen fonts and wear", data["test"])):
        hand, told = data["hand"][chosen], found[chosen] > 0
        print(
            f"{name}: lines {_rates(told, hand)}; pages {_rates(*_by_page(found[chosen], hand, data['page'][chosen]))}"
        )
    for key in ("family", "wear"):
        for kind in np.unique(data[key][data["test"]]):
            for hand in (True, False):
                mine = data["test"] & (data[key] == kind) & (data["hand"] == hand)
                if mine.any():
                    right = ((found[mine] > 0) == hand).mean()
                    print(f"  {kind:20s} {'hand' if hand else 'print':5s} {mine.sum():4d} lines, right {right:.3f}")


def _by_page(found: Array, hand: NDArray[np.bool_], page: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
    pages = np.unique(page)
    mean = np.array([found[page == n].mean() for n in pages])
    return mean > 0, np.array([hand[page == n][0] for n in pages])


def _rates(told: NDArray[Any], hand: NDArray[Any]) -> str:
    return (
        f"{told[hand].sum()} of {hand.sum()} hand found ({told[hand].mean():.1%}), "
        f"{told[~hand].sum()} of {(~hand).sum()} print taken for hand ({told[~hand].mean():.1%})"
    )


if __name__ == "__main__":
    raise SystemExit(main())
