"""The state of a run on disk, so that it goes on where it was stopped.

Knows nothing of what is trained.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from models.errors import CheckpointError


@dataclass(slots=True, kw_only=True)
class RunState:
    """Where a run stands."""

    step: int = 0
    """Steps done since the beginning."""
    epoch: int = 0
    batch: int = 0
    """Batches done in this epoch."""
    tokens: int = 0
    seconds: float = 0.0


def save_checkpoint(
    path: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer, state: RunState, run: str
) -> None:
    """Write a checkpoint; a reader sees the old one or the new one, never half of it."""
    temporary = path.with_name(path.name + ".new")
    torch.save(
        {"run": run, "state": asdict(state), "model": model.state_dict(), "optimizer": optimizer.state_dict()},
        temporary,
    )
    temporary.replace(path)


def load_checkpoint(path: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer, run: str) -> RunState:
    """Load a checkpoint into a model and its optimizer.

    Raises:
        CheckpointError: the file is damaged, or was written by a run with other settings.
    """
    try:
        saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise CheckpointError(f"{path}: cannot be read ({error}); delete it to begin anew") from error
    if saved.get("run") != run:
        raise CheckpointError(
            f"{path} is of a run with other settings:\n  there {saved.get('run')}\n  here  {run}\n"
            "Use the same settings, another --out folder, or delete it to begin anew"
        )
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return RunState(**saved["state"])
