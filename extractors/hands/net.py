"""The recogniser of the second reader as a function of its weights, for learning. Needs torch; reading does not.

The weights bear the names and shapes that they have in the ONNX file, and go back there as they are. The layout is that
of AsterNet (asterocr 1.0.2, MIT): convolutions whose batch norms are folded in, a recurrent network of two layers, two
transformer layers whose outcome is mixed in by a gate, and one linear layer. The file's hash is checked before, so that
the numbers below cannot mean anything else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812 - as everybody calls it

__all__ = ["Net", "frozen"]

Tensor = Any
_STEM = (1270, 1273)
_EDGES = "onnx::Conv_1350"
# shortcut (0: none), widening, depthwise, narrowing convolution, the two layers of channel attention, stride
_BLOCKS: tuple[tuple[int, int, int, int, int, int, tuple[int, int]], ...] = (
    (0, 1276, 1279, 1282, 1351, 1352, (1, 1)),
    (1285, 1288, 1291, 1294, 1355, 1356, (2, 1)),
    (0, 1297, 1300, 1303, 1359, 1360, (1, 1)),
    (1306, 1309, 1312, 1315, 1363, 1364, (2, 2)),
    (0, 1318, 1321, 1324, 1367, 1368, (1, 1)),
    (1327, 1330, 1333, 1336, 1371, 1372, (2, 2)),
    (0, 1339, 1342, 1345, 1375, 1376, (1, 1)),
)
_LAST = 1348
_RECURRENT = ((1422, 1423, 1421), (1465, 1466, 1464))
_LAYERS = ((1470, 1476, 1477), (1478, 1484, 1485))
_GATE, _CLASSES = "onnx::MatMul_1486", "onnx::MatMul_1487"
_HEADS = 4
_DROP = 0.1
_FIXED_BLOCKS = 4  # stem and the first two stages of the eye: they see strokes, which no hand changes


def frozen() -> frozenset[str]:
    """Names of the weights that learning leaves as they are."""
    kept = {"backbone.stem.gamma", _EDGES, "language_head.pos_encoder.pe"}
    numbers = [*_STEM, *(number for block in _BLOCKS[:_FIXED_BLOCKS] for number in block[:4] if number)]
    kept |= {f"onnx::Conv_{n}" for n in numbers} | {f"onnx::Conv_{n + 1}" for n in numbers}
    kept |= {f"onnx::MatMul_{n}" for block in _BLOCKS[:_FIXED_BLOCKS] for n in block[4:6]}
    return frozenset(kept)


class Net:
    """The network over its weights; ``learning`` switches dropout on."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = weights
        self.learning = False

    def __call__(self, images: Tensor) -> Tensor:
        """Log probabilities (steps x lines x classes) of ``images`` (lines x 3 x 32 x columns, -1 to 1)."""
        seen = self._eye(images)
        read = self._recurrent(seen)
        meant = self._language(read)
        both = torch.cat([read, meant], dim=-1)
        gate = torch.sigmoid(both @ self.weights[_GATE] + self.weights["fusion.gate_linear.bias"])
        mixed = gate * read + (1 - gate) * meant
        return F.log_softmax(mixed @ self.weights[_CLASSES] + self.weights["classifier.bias"], dim=-1)

    def _conv(self, x: Tensor, number: int, **options: Any) -> Tensor:
        return F.conv2d(x, self.weights[f"onnx::Conv_{number}"], self.weights[f"onnx::Conv_{number + 1}"], **options)

    def _eye(self, images: Tensor) -> Tensor:
        edges = F.conv2d(images, self.weights[_EDGES], padding=1, groups=3)
        x = F.silu(self._conv(images, _STEM[0], padding=1))
        x = x + self.weights["backbone.stem.gamma"] * self._conv(edges, _STEM[1])
        for block in _BLOCKS:
            x = self._block(x, *block)
        whole = self.weights[f"onnx::Conv_{_LAST}"].flatten(1)  # over all four rows that are left
        x = F.silu(whole @ x.flatten(1, 2) + self.weights[f"onnx::Conv_{_LAST + 1}"][:, None])
        return x.permute(2, 0, 1)

    def _mixed(self, x: Tensor, number: int) -> Tensor:
        """A convolution of one pixel: a product of matrices, which one core does in half the time."""
        lines, _, rows, columns = x.shape
        weight = self.weights[f"onnx::Conv_{number}"].flatten(1)
        out = weight @ x.flatten(2) + self.weights[f"onnx::Conv_{number + 1}"][:, None]
        return out.view(lines, -1, rows, columns)

    def _block(
        self,
        x: Tensor,
        short: int,
        wide: int,
        deep: int,
        narrow: int,
        squeeze: int,
        excite: int,
        stride: tuple[int, int],
    ) -> Tensor:
        beside = self._mixed(x[:, :, :: stride[0], :: stride[1]].contiguous(), short) if short else x
        x = F.silu(self._mixed(x, wide))
        x = F.silu(self._conv(x, deep, stride=stride, padding=1, groups=x.shape[1]))
        mean = x.mean(dim=(2, 3))
        inner = F.silu(mean @ self.weights[f"onnx::MatMul_{squeeze}"])
        x = x * torch.sigmoid(inner @ self.weights[f"onnx::MatMul_{excite}"])[:, :, None, None]
        return F.silu(self._mixed(x, narrow) + beside)

    def _recurrent(self, x: Tensor) -> Tensor:
        flat: list[Tensor] = []
        for inputs, hidden, bias in _RECURRENT:
            of_inputs, of_hidden, of_bias = (self.weights[f"onnx::LSTM_{n}"] for n in (inputs, hidden, bias))
            half = of_bias.shape[1] // 2
            for way in (0, 1):
                flat += [
                    _gates(of_inputs[way]),
                    _gates(of_hidden[way]),
                    _gates(of_bias[way, :half]),
                    _gates(of_bias[way, half:]),
                ]
        start = x.new_zeros(4, x.shape[1], flat[1].shape[1])
        # input, states, weights, bias, layers, dropout, learning, both ways, batch first
        out, _, _ = torch._VF.lstm(x, (start, start), flat, True, 2, _DROP, self.learning, True, False)
        return out

    def _language(self, x: Tensor) -> Tensor:
        x = self._drop(x + _places(x, self.weights["language_head.pos_encoder.pe"]))
        for number, (inputs, up, down) in enumerate(_LAYERS):
            name = f"language_head.transformer.layers.{number}."
            x = x + self._drop(self._attention(self._norm(x, name + "norm1"), name + "self_attn.", inputs))
            inner = self._norm(x, name + "norm2") @ self.weights[f"onnx::MatMul_{up}"]
            inner = self._drop(F.gelu(inner + self.weights[name + "linear1.bias"]))
            x = x + self._drop(inner @ self.weights[f"onnx::MatMul_{down}"] + self.weights[name + "linear2.bias"])
        return self._norm(x, "language_head.norm")

    def _attention(self, x: Tensor, name: str, inputs: int) -> Tensor:
        steps, lines, size = x.shape
        parts = x @ self.weights[f"onnx::MatMul_{inputs}"] + self.weights[name + "in_proj_bias"]
        heads = parts.view(steps, lines, 3, _HEADS, size // _HEADS).permute(2, 1, 3, 0, 4)
        drop = _DROP if self.learning else 0.0
        seen = F.scaled_dot_product_attention(heads[0], heads[1], heads[2], dropout_p=drop)
        seen = seen.permute(2, 0, 1, 3).reshape(steps, lines, size)
        return F.linear(seen, self.weights[name + "out_proj.weight"], self.weights[name + "out_proj.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return F.layer_norm(x, x.shape[-1:], self.weights[name + ".weight"], self.weights[name + ".bias"])

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, _DROP, self.learning)


def _gates(rows: Tensor) -> Tensor:
    """Rows of ONNX's gates (input, output, forget, cell) in the order of torch (input, forget, cell, output)."""
    first, out, forget, cell = rows.chunk(4)
    return torch.cat([first, forget, cell, out])


def _places(x: Tensor, table: Tensor) -> Tensor:
    """Sines and cosines that tell the steps apart: the table of the file, or its formula for lines that are longer."""
    steps, size = x.shape[0], x.shape[2]
    if steps <= table.shape[0]:
        return table[:steps]
    at = torch.arange(steps, device=x.device, dtype=x.dtype)[:, None]
    scale = torch.exp(torch.arange(0, size, 2, device=x.device, dtype=x.dtype) * (-math.log(10000.0) / size))
    return torch.stack([torch.sin(at * scale), torch.cos(at * scale)], dim=-1).reshape(steps, 1, size)
