"""The learning rate over a run: warm-up, plateau, then a fall that is the last part of the run.

A plateau can be left at any time, so that a run may be stopped, resumed and lengthened (trapezoidal or
warm-up–stable–decay schedule; Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training
Durations", 2024).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Learning rates of a run, in units of progress: 0 at its beginning, 1 at its end."""

    peak: float
    warm_up_steps: int
    decay_share: float = 0.2
    """Last part of the run, in which the rate falls to zero along ``1 - sqrt``."""

    def rate(self, step: int, progress: float) -> float:
        """Give the learning rate of a step (from 0) when ``progress`` of the run is behind."""
        rate = self.peak * min(1.0, (step + 1) / self.warm_up_steps)
        decay_start = 1 - self.decay_share
        if progress > decay_start:
            rate *= 1 - min(1.0, (progress - decay_start) / self.decay_share) ** 0.5
        return rate
