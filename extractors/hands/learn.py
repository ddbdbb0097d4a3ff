"""Learning one hand: the recogniser's weights tuned on labelled lines, accepted only where that reads better.

Everything by chance hangs on the seed and the epoch, so that learning which was interrupted goes on as if it had not
been. Needs torch; what comes out does not.
"""

from __future__ import annotations

import math
import pickle
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extractors.engines.lines_recognise import recogniser_input
from extractors.hands.alphabet import Alphabet
from extractors.hands.augment import altered, sized
from extractors.hands.plainreading import reading_of
from extractors.hands.scoring import error_rate
from extractors.hands.sets import Labelled, Left, digest_of, held_out
from extractors.hands.weights import FloatArray, read_weights, with_weights

__all__ = ["RECIPE", "Learnt", "Recipe", "Told", "batch_of", "learn"]


@dataclass(frozen=True)
class Recipe:
    """How is learnt; measured in docs/handwriting.md. ``epochs``: (from so many lines, rounds over them)."""

    version: str = "2"  # 2: from the general base of handwriting
    rate: float = 5e-4
    decay: float = 0.01
    batch: int = 4
    warm_up: float = 0.1
    replay: float = 0.1
    clip: float = 5.0
    epochs: tuple[tuple[int, int], ...] = ((400, 3), (200, 4), (100, 6), (50, 9), (0, 12))

    def epochs_for(self, lines: int) -> int:
        """Rounds over the lines: the more there are, the fewer are needed."""
        return next(count for least, count in self.epochs if lines >= least)


RECIPE = Recipe()
_NO_CHECKPOINT = (OSError, EOFError, ValueError, RuntimeError, pickle.UnpicklingError)  # what torch raises for it
_COLUMNS = 64  # batches are as wide as a multiple of this
_STRANGE = 1.2  # loss by the letter under which no line is called strange


@dataclass(frozen=True)
class Told:
    """How far learning has come, and how many seconds it will still take."""

    epoch: int
    epochs: int
    share: float
    seconds_left: float
    loss: float


@dataclass(frozen=True)
class Learnt:
    """What came of it; errors are shares of the characters of the held-out lines.

    ``model``: the ONNX file, None where it reads them no better than the base, or than the model in use so far
    (``known_error``).
    """

    model: bytes | None
    base_error: float
    known_error: float | None
    error: float
    learnt_from: int
    judged_by: int
    left: tuple[Left, ...]
    seconds: float


def learn(
    base: bytes,
    letters: Sequence[str],
    lines: Sequence[Labelled],
    others: Sequence[Labelled] = (),
    *,
    known: bytes | None = None,
    seed: int = 1,
    threads: int = 0,
    recipe: Recipe = RECIPE,
    checkpoint: Path | None = None,
    told: Callable[[Told], None] | None = None,
) -> Learnt:
    """Tune the recogniser ``base`` (an ONNX file) on ``lines`` of one hand that `sets.chosen` has let pass.

    Learning begins at the base each time. ``others``: lines of print and of other hands, mixed in so that little is
    forgotten. ``known``: the model in use so far, which the new one must outdo. ``checkpoint``: a file that
    keeps the state after each epoch. The same arguments give the same model on the same machine.
    """
    started = time.monotonic()
    mine, judges = held_out(lines, seed)
    key = f"{digest_of([*mine, *others])} {seed} {recipe}"
    run = _Run(base, Alphabet(letters), mine, others, lines=len(lines), seed=seed, threads=threads, recipe=recipe)
    run.go(checkpoint, key, told)
    tuned = with_weights(base, run.tuned())
    before, after = (_error(model, letters, judges) for model in (base, tuned))
    so_far = None if known is None else _error(known, letters, judges)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return Learnt(
        model=tuned if after < (before if so_far is None else min(before, so_far)) else None,
        base_error=before,
        known_error=so_far,
        error=after,
        learnt_from=len(mine) - len(run.dropped),
        judged_by=len(judges),
        left=tuple(run.dropped),
        seconds=time.monotonic() - started,
    )


def _error(model: bytes, letters: Sequence[str], judges: Sequence[Labelled]) -> float:
    read = reading_of(model, letters, judges)
    return error_rate((line.text, text) for line, text in zip(judges, read, strict=True))


class _Run:
    """One course of learning."""

    def __init__(
        self, base: bytes, alphabet: Alphabet, mine: Sequence[Labelled], others: Sequence[Labelled], *, lines: int,
        seed: int, threads: int, recipe: Recipe,
    ) -> None:  # fmt: skip
        import torch  # noqa: PLC0415 - an optional package of hundreds of megabytes

        from extractors.hands.net import Net, frozen  # noqa: PLC0415 - imports torch

        self._torch: Any = torch
        torch.set_num_threads(threads or torch.get_num_threads())
        torch.manual_seed(seed)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        fixed = frozen()
        weights = {
            name: torch.tensor(values, device=self._device).requires_grad_(name not in fixed)
            for name, values in read_weights(base).items()
        }
        self._net = Net(weights)
        self._free = {name: weight for name, weight in weights.items() if weight.requires_grad}
        self._lines = [(sized(line.picture), alphabet.numbers(line.text)) for line in (*mine, *others)]
        self._names = [line.name for line in mine]
        self._mine, self._seed, self._recipe = len(mine), seed, recipe
        self._epochs = recipe.epochs_for(lines)
        self._steps_each = max(1, math.ceil(self._mine * (1 + recipe.replay) / recipe.batch))
        self._best = torch.optim.AdamW(self._free.values(), lr=recipe.rate, weight_decay=recipe.decay)
        self._rate = torch.optim.lr_scheduler.LambdaLR(self._best, self._share_of_rate)
        self._out: dict[int, float] = {}
        self._strange: set[int] = set()

    @property
    def dropped(self) -> list[Left]:
        """Lines whose labels do not fit what stands there."""
        return [Left(self._names[at], "unlikely", f"{loss:.1f}") for at, loss in sorted(self._out.items())]

    def tuned(self) -> dict[str, FloatArray]:
        """The weights that learning has changed."""
        return {name: weight.detach().cpu().numpy() for name, weight in self._free.items()}

    def go(self, checkpoint: Path | None, key: str, told: Callable[[Told], None] | None) -> None:
        """All epochs, or those that are left of an interrupted course."""
        first = self._resumed(checkpoint, key)
        self._net.learning = True
        begun = time.monotonic()
        for epoch in range(first, self._epochs):
            losses = self._epoch(epoch, told, begun, first)
            self._look_for_nonsense(epoch, losses)
            self._keep(checkpoint, key, epoch + 1)
        self._net.learning = False

    def _epoch(self, epoch: int, told: Callable[[Told], None] | None, begun: float, first: int) -> dict[int, float]:
        rng = np.random.default_rng([self._seed, epoch])
        self._torch.manual_seed(self._seed * 1000 + epoch)
        losses: dict[int, float] = {}
        batches = self._batches(rng)
        for number, batch in enumerate(batches):
            found = self._step([(altered(self._lines[at][0], rng), self._lines[at][1]) for at in batch])
            losses |= dict(zip(batch, found, strict=True))
            if told is not None:
                done = epoch - first + (number + 1) / len(batches)
                left = (time.monotonic() - begun) / done * (self._epochs - first - done)
                share = (epoch + (number + 1) / len(batches)) / self._epochs
                told(Told(epoch + 1, self._epochs, share, left, float(np.mean(found))))
        return losses

    def _batches(self, rng: np.random.Generator) -> list[list[int]]:
        """All own lines and some others in batches of like width, in an order by chance."""
        own = [at for at in range(self._mine) if at not in self._out]
        count = min(len(self._lines) - self._mine, round(self._recipe.replay * len(own)))
        others = rng.permutation(np.arange(self._mine, len(self._lines)))[:count]
        order = rng.permutation([*own, *map(int, others)])
        size = self._recipe.batch
        batches: list[list[int]] = []
        for start in range(0, len(order), 8 * size):
            part = sorted(map(int, order[start : start + 8 * size]), key=lambda at: self._lines[at][0].shape[1])
            batches += [part[at : at + size] for at in range(0, len(part), size)]
        return [batches[at] for at in rng.permutation(len(batches))]

    def _step(self, lines: list[tuple[Any, list[int]]]) -> list[float]:
        """One step of the optimiser; the loss of each line by the letter."""
        torch = self._torch
        images, targets, lengths = batch_of(lines)
        out = self._net(torch.from_numpy(images).to(self._device))
        steps = torch.full((len(lines),), out.shape[0], dtype=torch.long)
        loss = torch.nn.functional.ctc_loss(
            out, torch.from_numpy(targets).to(self._device), steps, torch.from_numpy(lengths), reduction="none",
            zero_infinity=True,
        )  # fmt: skip
        by_letter = loss / torch.from_numpy(lengths).to(self._device)
        self._best.zero_grad(set_to_none=True)
        by_letter.mean().backward()
        torch.nn.utils.clip_grad_norm_(self._free.values(), self._recipe.clip)
        self._best.step()
        self._rate.step()
        return [float(value) for value in by_letter.detach()]

    def _share_of_rate(self, step: int) -> float:
        total = self._epochs * self._steps_each
        warm = max(1.0, self._recipe.warm_up * total)
        if step < warm:
            return (step + 1) / (warm + 1)
        return max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1.0, total - warm)))))

    def _look_for_nonsense(self, epoch: int, losses: dict[int, float]) -> None:
        """Leave out, from now on, the lines that two times running were far stranger than the rest."""
        if epoch + 1 < max(2, self._epochs // 3):
            return
        own = {at: loss for at, loss in losses.items() if at < self._mine}
        values = np.array(list(own.values()))
        if len(values) < 8:
            return
        middle = float(np.median(values))
        spread = 1.4826 * float(np.median(np.abs(values - middle)))
        limit = max(_STRANGE, 2.5 * middle, middle + 6 * spread)
        strange = {at: loss for at, loss in own.items() if loss > limit}
        self._out |= {at: loss for at, loss in strange.items() if at in self._strange}
        self._strange = set(strange)

    def _keep(self, checkpoint: Path | None, key: str, epoch: int) -> None:
        if checkpoint is None or epoch >= self._epochs:
            return
        state = {
            "key": key, "epoch": epoch, "out": self._out,
            "strange": sorted(self._strange), "weights": dict(self._free),
            "best": self._best.state_dict(), "rate": self._rate.state_dict(),
        }  # fmt: skip
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        part = checkpoint.with_suffix(".part")
        self._torch.save(state, part)
        part.replace(checkpoint)

    def _resumed(self, checkpoint: Path | None, key: str) -> int:
        """The epoch to go on with; 0 where there is no state of exactly this course."""
        if checkpoint is None or not zipfile.is_zipfile(checkpoint):  # nothing there, or what was cut short
            return 0
        try:
            state = self._torch.load(checkpoint, map_location=self._device, weights_only=True)
        except _NO_CHECKPOINT:  # none of ours: begin anew
            return 0
        if state.get("key") != key:
            return 0
        with self._torch.no_grad():
            for name, weight in self._free.items():
                weight.copy_(state["weights"][name])
        self._best.load_state_dict(state["best"])
        self._rate.load_state_dict(state["rate"])
        self._out, self._strange = dict(state["out"]), set(state["strange"])
        return int(state["epoch"])


def batch_of(lines: list[tuple[Any, list[int]]]) -> tuple[FloatArray, Any, Any]:
    """Images (lines x 3 x 32 x columns), white to the right of shorter ones; all labels in a row; their lengths."""
    planes = [recogniser_input(picture)[0] for picture, _ in lines]
    # Few widths: the library under torch keeps what it has prepared for each, a gigabyte for hundreds of them.
    widest = -(-max(plane.shape[2] for plane in planes) // _COLUMNS) * _COLUMNS
    images = np.ones((len(lines), 3, planes[0].shape[1], widest), np.float32)
    for image, plane in zip(images, planes, strict=True):
        image[:, :, : plane.shape[2]] = plane
    targets = np.array([number for _, label in lines for number in label], dtype=np.int64)
    return images, targets, np.array([len(label) for _, label in lines], dtype=np.int64)
