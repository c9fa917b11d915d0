"""How long a batch takes, learnt from the batches that were judged.

Knows nothing of requests and deadlines.
"""

_MEMORY = 0.9
"""Weight of a batch against the one after it: about the last ten count."""
_DOUBT = 0.9
"""What is left of the estimate each time work is refused because of it while there is no other to measure."""


class ServiceTime:
    """Seconds as a fixed part and a part per unit of cost, both fitted to the latest batches and never negative."""

    def __init__(self) -> None:
        self._weight = 0.0
        self._mean_cost = 0.0
        self._mean_seconds = 0.0
        self._cost_spread = 0.0
        self._joint_spread = 0.0
        self._trust = 1.0

    def learn(self, cost: int, seconds: float) -> None:
        """Take in how long a batch took."""
        self._weight = _MEMORY * self._weight + 1.0
        step = cost - self._mean_cost
        self._mean_cost += step / self._weight
        self._mean_seconds += (seconds - self._mean_seconds) / self._weight
        self._cost_spread = _MEMORY * self._cost_spread + step * (cost - self._mean_cost)
        self._joint_spread = _MEMORY * self._joint_spread + step * (seconds - self._mean_seconds)
        self._trust = 1.0

    def doubt(self) -> None:
        """Believe the estimate less, until the next batch is measured.

        An estimate that is too high would otherwise refuse the very work that could put it right.
        """
        self._trust *= _DOUBT

    def seconds(self, cost: int) -> float:
        """Expected time of a batch; 0 before the first was measured."""
        if not self._weight:
            return 0.0
        proportional = self._mean_seconds / self._mean_cost
        fitted = self._joint_spread / self._cost_spread if self._cost_spread > 0 else proportional
        # A slope above the proportional one would mean that a batch of nothing takes less than no time.
        slope = min(max(fitted, 0.0), proportional)
        return self._trust * (self._mean_seconds + slope * (cost - self._mean_cost))
