"""What a run has done so far: the log of its losses as CSV, and their curve as a picture.

Knows nothing of models.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One line of the log."""

    step: int
    epoch: int
    tokens: int
    """Tokens seen since the beginning, padding left out."""
    seconds: float
    """Time spent in training since the beginning, over all resumed parts."""
    rate: float
    training_loss: float
    """Mean over the steps since the last row, nats a hidden token."""
    held_out_loss: float
    """On text that is never trained on, nats a hidden token."""


def read_progress(path: Path) -> list[ProgressRow]:
    """Read a log; an absent one is empty."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return [
            ProgressRow(
                step=int(row["step"]),
                epoch=int(row["epoch"]),
                tokens=int(row["tokens"]),
                seconds=float(row["seconds"]),
                rate=float(row["rate"]),
                training_loss=float(row["training_loss"]),
                held_out_loss=float(row["held_out_loss"]),
            )
            for row in csv.DictReader(stream)
        ]


def write_progress(path: Path, rows: Iterable[ProgressRow]) -> None:
    """Write the whole log."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(field.name for field in fields(ProgressRow))
        writer.writerows(astuple(row) for row in rows)


def draw_progress(path: Path, rows: list[ProgressRow]) -> None:
    """Draw both losses over the tokens seen."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(8, 4.5), dpi=120, layout="constrained")
    axes = figure.subplots()
    millions = [row.tokens / 1e6 for row in rows]
    axes.plot(millions, [row.training_loss for row in rows], label="training", color="#b0b0b0")
    axes.plot(millions, [row.held_out_loss for row in rows], label="held out", color="#c0392b")
    axes.set(xlabel="tokens seen (millions)", ylabel="loss (nats per hidden token)", title="Masked language modelling")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path)
