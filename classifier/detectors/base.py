"""The seam every detector fits.

Knows nothing of any one of them.
"""

from typing import Protocol

from classifier.finding import Finding
from classifier.reading import Reading


class Detector(Protocol):
    """Reads an ad and says what it finds. Deterministic, without side effects; may be called from any thread."""

    @property
    def name(self) -> str:
        """Stable name, shown in every finding."""
        ...

    def detect(self, reading: Reading) -> tuple[Finding, ...]:
        """Findings on ``reading``; empty when there is nothing to say."""
        ...
