"""What a batcher has done so far, in numbers for monitoring.

Knows nothing of how they are published.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from service.batching.histogram import Histogram, HistogramSnapshot

_SECONDS = tuple(0.0005 * 2**power for power in range(17))
"""Half a millisecond to half a minute."""
_COSTS = tuple(float(16 * 2**power) for power in range(14))


class Fate(StrEnum):
    """What became of a request."""

    ANSWERED = "answered"
    FAILED = "failed"
    """The judge failed on it."""
    REJECTED = "rejected"
    """No room, or the batcher was closed."""
    EXPIRED = "expired"
    """Its deadline passed, or could not be met."""
    CANCELLED = "cancelled"
    """Whoever asked went away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchingStatistics:
    """Counts since the start, and the present load. Seconds throughout."""

    requests: int
    """All that were made; those without a fate are under way."""
    answered: int
    failed: int
    rejected: int
    expired: int
    cancelled: int
    waiting: int
    """Requests in line now."""
    waiting_cost: int
    running_batches: int
    batches: int
    """Batches begun."""
    batched_requests: int
    """Requests in them."""
    split_batches: int
    """Batches of several that failed and were judged one by one."""
    waits: HistogramSnapshot
    """From arrival to the start of the batch, of each request that came into one."""
    batch_costs: HistogramSnapshot
    batch_seconds: HistogramSnapshot
    """Of batches that did not fail."""

    @property
    def wait_p50(self) -> float:
        """Median wait."""
        return self.waits.quantile(0.5)

    @property
    def wait_p99(self) -> float:
        """Wait that one request in a hundred exceeds."""
        return self.waits.quantile(0.99)

    @property
    def mean_batch_cost(self) -> float:
        """0 before the first batch."""
        return self.batch_costs.mean

    @property
    def mean_batch_requests(self) -> float:
        """0 before the first batch."""
        return self.batched_requests / self.batches if self.batches else 0.0


class Ledger:
    """Keeps the counts."""

    def __init__(self) -> None:
        self._fates: Counter[Fate] = Counter()
        self._requests = 0
        self._batched_requests = 0
        self._split_batches = 0
        self._waits = Histogram(_SECONDS)
        self._batch_costs = Histogram(_COSTS)
        self._batch_seconds = Histogram(_SECONDS)

    def request(self) -> None:
        """A request was made."""
        self._requests += 1

    def fate(self, fate: Fate) -> None:
        """A request ended."""
        self._fates[fate] += 1

    def wait(self, seconds: float) -> None:
        """A request came into a batch after so long."""
        self._batched_requests += 1
        self._waits.add(seconds)

    def batch_begun(self, cost: int) -> None:
        """A batch went to a worker."""
        self._batch_costs.add(cost)

    def batch_judged(self, seconds: float) -> None:
        """A batch was judged as a whole."""
        self._batch_seconds.add(seconds)

    def batch_split(self) -> None:
        """A batch failed, and its members are judged one by one."""
        self._split_batches += 1

    def snapshot(self, *, waiting: int, waiting_cost: int, running_batches: int) -> BatchingStatistics:
        """The counts as they stand, with the present load."""
        costs = self._batch_costs.snapshot()
        return BatchingStatistics(
            requests=self._requests,
            **{fate.value: self._fates[fate] for fate in Fate},
            waiting=waiting,
            waiting_cost=waiting_cost,
            running_batches=running_batches,
            batches=costs.count,
            batched_requests=self._batched_requests,
            split_batches=self._split_batches,
            waits=self._waits.snapshot(),
            batch_costs=costs,
            batch_seconds=self._batch_seconds.snapshot(),
        )
