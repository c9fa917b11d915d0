"""Batches of about equal cost, in which the texts of a minimal pair stand together.

Long texts are cut into overlapping windows; a batch knows which windows are one text. Knows nothing of the network.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from classifier.legal.category import CODES
from classifier.neural.windows import window_bounds
from models.training.encoding import UNKNOWN, EncodedExample

Unit = tuple[int, ...]
"""Positions of examples that stand in one batch: a minimal pair, or one text alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialTokens:
    """Ids of the tokens around and behind a text."""

    begin: int
    end: int
    pad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows of some texts, padded to the longest."""

    input_ids: Tensor
    """Shape (windows, tokens)."""
    attention_mask: Tensor
    """Same shape."""
    text_of: Tensor
    """Row of ``labels`` to which a window belongs, shape (windows,)."""
    labels: Tensor
    """Shape (texts, 9); see ``EncodedExample``."""
    evidence: Tensor
    """Shape (windows, tokens, 9); ``UNKNOWN`` on special tokens and padding."""
    weights: Tensor
    """Shape (texts,)."""
    positions: tuple[int, ...]
    """Which examples these are."""

    def to(self, device: str) -> "Batch":
        """The same batch on a device."""
        tensors = {
            name: getattr(self, name).to(device)
            for name in ("input_ids", "attention_mask", "text_of", "labels", "evidence", "weights")
        }
        return Batch(**tensors, positions=self.positions)


def batch_units(
    lengths: Sequence[int], units: Sequence[Unit], *, budget: int, shuffled_by: random.Random | None
) -> list[list[int]]:
    """Group units into batches of about ``budget`` tokens with padding.

    Args:
        lengths: tokens of every example.
        units: every example in exactly one.
        budget: longest text times number of texts stays below it, but for a unit that is larger alone.
        shuffled_by: mixes neighbours in length and the order of batches; ``None`` for a fixed order.
    """

    def length(unit: Unit) -> float:
        longest = max(lengths[position] for position in unit)
        return longest * shuffled_by.uniform(0.85, 1.15) if shuffled_by else longest

    ordered = [unit for _, _, unit in sorted((length(unit), number, unit) for number, unit in enumerate(units))]
    batches: list[list[int]] = []
    longest = 0
    for unit in ordered:
        widest = max(longest, *(lengths[position] for position in unit))
        if batches and widest * (len(batches[-1]) + len(unit)) <= budget:
            batches[-1].extend(unit)
            longest = widest
        else:
            batches.append(list(unit))
            longest = max(lengths[position] for position in unit)
    if shuffled_by:
        shuffled_by.shuffle(batches)
    return batches


def collate(
    examples: Sequence[EncodedExample], positions: Sequence[int], special: SpecialTokens, *, window: int
) -> Batch:
    """Put the examples at ``positions`` into one batch, cut into windows of at most ``window`` tokens with special ones
    and hint."""
    rows: list[tuple[int, EncodedExample, int, int]] = []
    for row, position in enumerate(positions):
        example = examples[position]
        rows += [
            (row, example, start, end) for start, end in window_bounds(len(example.tokens), window - example.framing)
        ]
    width = max(end - start + example.framing for _, example, start, end in rows)
    ids = np.full((len(rows), width), special.pad, dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=np.int64)
    evidence = np.full((len(rows), width, len(CODES)), UNKNOWN, dtype=np.float32)
    for place, (_, example, start, end) in enumerate(rows):
        head = [special.begin] if example.hint is None else [special.begin, *example.hint, special.end]
        first, behind = len(head), len(head) + end - start
        ids[place, :first] = head
        ids[place, first:behind] = example.tokens[start:end]
        ids[place, behind] = special.end
        mask[place, : behind + 1] = 1
        evidence[place, first:behind] = example.evidence[start:end]
    chosen = [examples[position] for position in positions]
    return Batch(
        input_ids=torch.from_numpy(ids),
        attention_mask=torch.from_numpy(mask),
        text_of=torch.tensor([row for row, *_ in rows]),
        labels=torch.from_numpy(np.stack([example.labels for example in chosen])),
        evidence=torch.from_numpy(evidence),
        weights=torch.tensor([example.weight for example in chosen], dtype=torch.float32),
        positions=tuple(positions),
    )


def fixed_batches(
    examples: Sequence[EncodedExample], special: SpecialTokens, *, budget: int, window: int
) -> Iterator[Batch]:
    """All examples once, in a fixed order of batches."""
    lengths = [len(example.tokens) + example.framing for example in examples]
    units = [(position,) for position in range(len(examples))]
    for positions in batch_units(lengths, units, budget=budget, shuffled_by=None):
        yield collate(examples, positions, special, window=window)
