"""How many operations a network does on texts, counted from its weights; a product and its addition are two.

For a row of n positions, with H the width, L the layers, W the weights of the products of one layer and D those of the
head::

    L · (2 · W · n + 4 · n² · H) + 2 · D

An engine that needs the last layer only at the first position does of that layer the keys and values everywhere, and
the rest once: ``2 · 2H² · n + 2 · (W - 2H²) + 4 · n · H``. Norms, turns, activations and the softmax are left out, as
usual: they are few.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.neural.kernel_weights import ENCODER_CONFIG, ENCODER_WEIGHTS, HEADS

FORMULA = "layers*(2*W*n + 4*n^2*H) + 2*D; last layer at one position: 4*H^2*n + 2*(W - 2*H^2) + 4*n*H"

Shape = tuple[int, int]
"""Rows and positions of what is computed at once, padding included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSize:
    """What the number of operations follows from."""

    hidden: int
    layers: int
    layer_weights: int
    """Of the matrices of one layer."""
    head_weights: int
    """Of the matrices from the vector of a text to its nine answers."""

    def operations(self, shapes: Iterable[Shape], *, skips_last_layer: bool = False) -> int:
        """Operations for ``shapes``; ``skips_last_layer`` where the last is done at the first position alone."""
        return sum(rows * self._of_row(positions, skips_last_layer) for rows, positions in shapes)

    def _of_row(self, positions: int, skips_last_layer: bool) -> int:
        layer = 2 * self.layer_weights * positions + 4 * positions**2 * self.hidden
        keys_and_values = 2 * self.hidden**2
        once = (
            2 * keys_and_values * positions + 2 * (self.layer_weights - keys_and_values) + 4 * positions * self.hidden
        )
        last = once if skips_last_layer else layer
        return (self.layers - 1) * layer + last + 2 * self.head_weights


def network_size(folder: Path) -> NetworkSize:
    """Read the size of the network in the artefact ``folder`` off its configuration and weights."""
    config: dict[str, Any] = json.loads((folder / ENCODER_CONFIG).read_bytes())
    encoder = _matrices(folder / ENCODER_WEIGHTS)
    heads = _matrices(folder / HEADS)
    layers = config["num_hidden_layers"]
    in_layers = sum(weights for name, weights in encoder.items() if ".layer" in f".{name}" and "embed" not in name)
    return NetworkSize(
        hidden=config["hidden_size"],
        layers=layers,
        layer_weights=in_layers // layers,
        head_weights=sum(weights for name, weights in heads.items() if not name.startswith("evidence")),
    )


def _matrices(path: Path) -> dict[str, int]:
    """Number of weights of each matrix in a file."""
    from safetensors import safe_open  # noqa: PLC0415

    with safe_open(path, framework="numpy") as file:
        shapes = {name: file.get_slice(name).get_shape() for name in file.keys()}  # noqa: SIM118 - no mapping
    return {name: shape[0] * shape[1] for name, shape in shapes.items() if len(shape) == 2}
