"""How requests are gathered into batches, and how many may wait.

Knows nothing of what is judged.
"""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchingSettings:
    """Sizes and times of a batcher. Costs are in the unit of its cost function, times in seconds."""

    budget: int = 4096
    """Cost that closes a batch. One request that costs more is judged alone."""
    linger: float = 0.002
    """Longest time that two or more requests are held back, while a worker is idle, for others to join them."""
    workers: int = 1
    """Threads that judge; each has one batch at a time."""
    max_waiting: int = 1024
    """Requests that may wait; those being judged do not count."""
    max_waiting_cost: int = 131_072
    """Cost of the requests that may wait together. One that alone costs more is let in while none waits."""
    patience: float = 10.0
    """A request without a deadline waits in line as if its deadline were so far away, so that no stream of urgent
    ones keeps it waiting for ever; it never expires."""

    def __post_init__(self) -> None:
        for name in ("budget", "workers", "max_waiting", "max_waiting_cost"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)} of a batcher; it must be at least 1")
        for name in ("linger", "patience"):
            seconds = getattr(self, name)
            if not (isfinite(seconds) and seconds >= 0):
                raise ValueError(f"{name}={seconds} of a batcher; it must be a finite number of seconds, 0 or more")
