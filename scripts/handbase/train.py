"""Tune the recogniser once on lines of many invented hands; the outcome is the base that hands are learnt from."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import numpy as np

from extractors.hands.alphabet import Alphabet
from extractors.hands.augment import altered
from extractors.hands.learn import batch_of
from extractors.hands.sets import chosen
from extractors.hands.weights import FloatArray, read_weights
from scripts.handbench.store import kept_lines

__all__ = ["train"]

_RATE, _DECAY, _BATCH, _WARM, _CLIP = 4e-4, 0.01, 4, 0.04, 5.0
_STRANGE = 3.0  # loss by the letter
_WIDEST = 1000  # columns at 64 rows: longer lines are left out, a batch is as wide as its widest
_KEPT_EACH = 50  # steps


def train(
    base: bytes, classes: list[str], folder: Path, *, passes: float, seed: int, threads: int, state: Path
) -> dict[str, FloatArray]:
    """The weights tuned over ``passes`` rounds of the lines in ``folder``. Goes on where ``state`` was left."""
    import torch  # noqa: PLC0415 - an optional package

    from extractors.hands.net import Net, frozen  # noqa: PLC0415 - imports torch

    torch.set_num_threads(threads)
    alphabet = Alphabet(classes)
    drawn = [line for path in sorted(folder.glob("*.npz")) for line in kept_lines(path)]
    lines = [line for line in chosen(drawn, alphabet).lines if line.picture.shape[1] <= _WIDEST]
    order = _order(len(lines), passes, seed, [line.picture.shape[1] for line in lines])
    fixed = frozen()
    weights = {n: torch.tensor(v).requires_grad_(n not in fixed) for n, v in read_weights(base).items()}
    free = {name: weight for name, weight in weights.items() if weight.requires_grad}
    net = Net(weights)
    net.learning = True
    best = torch.optim.AdamW(free.values(), lr=_RATE, weight_decay=_DECAY)
    rate = torch.optim.lr_scheduler.LambdaLR(best, lambda step: _share(step, len(order)))
    first = 0
    if state.is_file():
        kept: dict[str, Any] = torch.load(state, weights_only=True)
        first = int(kept["step"])
        with torch.no_grad():
            for name, weight in free.items():
                weight.copy_(kept["weights"][name])
        best.load_state_dict(kept["best"])
        rate.load_state_dict(kept["rate"])
    print(f"{len(lines)} lines, {len(order)} steps, from step {first}", flush=True)
    begun, losses = time.monotonic(), []
    for step in range(first, len(order)):
        rng = np.random.default_rng([seed, step])
        torch.manual_seed(seed * 100_000 + step)
        images, targets, lengths = batch_of(
            [(altered(lines[at].picture, rng), alphabet.numbers(lines[at].text)) for at in order[step]]
        )
        out = net(torch.from_numpy(images))
        steps = torch.full((len(order[step]),), out.shape[0], dtype=torch.long)
        loss = torch.nn.functional.ctc_loss(
            out, torch.from_numpy(targets), steps, torch.from_numpy(lengths), reduction="none", zero_infinity=True
        )
        by_letter = loss / torch.from_numpy(lengths)
        # what faded to nothing or was cut beside its text, once the others are read
        fits = by_letter.detach() < (_STRANGE if step > 0.2 * len(order) else math.inf)
        mean = (by_letter * fits).sum() / max(1, int(fits.sum()))
        best.zero_grad(set_to_none=True)
        mean.backward()
        torch.nn.utils.clip_grad_norm_(free.values(), _CLIP)
        best.step()
        rate.step()
        losses.append(float(mean.detach()))
        if (step + 1) % _KEPT_EACH == 0 or step + 1 == len(order):
            left = (time.monotonic() - begun) / (step + 1 - first) * (len(order) - step - 1)
            print(f"step {step + 1}, loss {np.mean(losses[-_KEPT_EACH:]):.3f}, {left / 60:.0f} min left", flush=True)
            part = state.with_suffix(".part")
            torch.save({"step": step + 1, "weights": free, "best": best.state_dict(), "rate": rate.state_dict()}, part)
            part.replace(state)
    return {name: weight.detach().numpy() for name, weight in free.items()}


def _share(step: int, total: int) -> float:
    warm = max(1.0, _WARM * total)
    if step < warm:
        return (step + 1) / (warm + 1)
    return max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1.0, total - warm))))


def _order(count: int, passes: float, seed: int, widths: list[int]) -> list[list[int]]:
    """Batches of like width in an order by chance, through all lines as often as asked."""
    rng = np.random.default_rng(seed)
    out: list[list[int]] = []
    for number in range(math.ceil(passes)):
        order = rng.permutation(count)[: round(count * min(1.0, passes - number))]
        batches: list[list[int]] = []
        for start in range(0, len(order), 16 * _BATCH):
            part = sorted(map(int, order[start : start + 16 * _BATCH]), key=lambda at: widths[at])
            batches += [part[at : at + _BATCH] for at in range(0, len(part), _BATCH)]
        out += [batches[at] for at in rng.permutation(len(batches))]
    return out
