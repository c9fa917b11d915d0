"""The arithmetic checks as a detector.

Knows nothing of the checks themselves but their order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.detectors.arithmetic.down_payment import down_payment_findings
from classifier.detectors.arithmetic.figures import DETECTOR, figures_of
from classifier.detectors.arithmetic.headline import headline_findings
from classifier.detectors.arithmetic.loan_cost import loan_cost_findings
from classifier.detectors.arithmetic.notices import annual_rate_notices
from classifier.detectors.arithmetic.yields import impossible_yields
from classifier.finding import Finding, Notice
from classifier.quantities.limits import Limits
from classifier.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticDetector:
    """Categories ``deceptive_claim`` and ``housing_leverage``, by computation."""

    limits: Limits
    probability_of: Mapping[str, float]
    """Probability per strength name, from policy."""

    @property
    def name(self) -> str:
        """Stable name of the detector."""
        return DETECTOR

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """Findings whose reasons show the arithmetic; none outside advertising."""
        if not reading.is_advert:
            return ()
        figures = figures_of(reading, self.probability_of)
        return (
            *impossible_yields(figures, self.limits),
            *loan_cost_findings(figures, self.limits),
            *headline_findings(figures, self.limits),
            *down_payment_findings(figures, self.limits),
        )

    def notices(self, reading: Reading) -> tuple[Notice, ...]:
        """Duties outside the nine categories that the ad leaves undone."""
        if not reading.is_advert:
            return ()
        return annual_rate_notices(figures_of(reading, self.probability_of), self.limits)
