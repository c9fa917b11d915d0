"""What a training run has done so far: its log as CSV and its curves as a picture.

Knows nothing of networks.
"""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochRow:
    """One line of the log."""

    epoch: int
    """From 1."""
    steps: int
    """Since the beginning."""
    seconds: float
    training_loss: float
    """Mean over the epoch."""
    dev_loss: float
    """Of the answers alone, mean over the judged ones."""
    dev_average_precision: float
    """Mean over the categories; what decides when to stop."""
    dev_evidence_f1: float
    """Over the tokens of positives with marked words, at probability 0.5."""


def write_epochs(path: Path, rows: Sequence[EpochRow]) -> None:
    """Write the whole log."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field.name for field in fields(EpochRow))
        writer.writerows(astuple(row) for row in rows)


def draw_epochs(path: Path, rows: Sequence[EpochRow]) -> None:
    """Draw losses on the left, what the dev set says on the right."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(10, 4), dpi=120, layout="constrained")
    losses, scores = figure.subplots(1, 2)
    epochs = [row.epoch for row in rows]
    losses.plot(epochs, [row.training_loss for row in rows], label="training (answers and evidence)", color="#b0b0b0")
    losses.plot(epochs, [row.dev_loss for row in rows], label="dev (answers)", color="#c0392b")
    losses.set(xlabel="epoch", ylabel="loss", title="Loss")
    scores.plot(epochs, [row.dev_average_precision for row in rows], label="average precision", color="#1f6f8b")
    scores.plot(epochs, [row.dev_evidence_f1 for row in rows], label="evidence token F1", color="#7a9e3a")
    scores.set(xlabel="epoch", ylim=(0, 1), title="Dev set")
    for axes in (losses, scores):
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path)
