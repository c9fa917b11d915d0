"""Counts of a bulk scan.

Knows nothing of single ads once they are counted.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Self

from classifier.finding import Outcome, Status, Verdict


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was counted so far; tallies add up."""

    ads: int = 0
    rejects: int = 0
    findings: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    statuses: dict[str, Counter[str]] = field(default_factory=dict)
    """Category code → status → ads."""

    def count(self, verdict: Verdict) -> None:
        """Count one judged ad."""
        self.ads += 1
        self.findings += len(verdict.findings)
        self.outcomes[verdict.outcome.value] += 1
        for code, status in verdict.statuses.items():
            self.statuses.setdefault(code, Counter())[status.value] += 1

    def add(self, other: Self) -> None:
        """Add what another tally counted."""
        self.ads += other.ads
        self.rejects += other.rejects
        self.findings += other.findings
        self.outcomes.update(other.outcomes)
        for code, counts in other.statuses.items():
            self.statuses.setdefault(code, Counter()).update(counts)

    @property
    def flagged(self) -> int:
        """Ads to review or reject."""
        return self.ads - self.outcomes[Outcome.PASS.value]

    @property
    def flagged_share(self) -> float:
        """Flagged ads among the ads, 0 to 1; 0 without ads."""
        return self.flagged / self.ads if self.ads else 0.0

    def with_status(self, code: str, status: Status) -> int:
        """Ads with ``status`` in a category."""
        return self.statuses.get(code, Counter())[status.value]

    def to_record(self) -> dict[str, Any]:
        """Write as JSON types."""
        return {
            "ads": self.ads,
            "rejects": self.rejects,
            "findings": self.findings,
            "outcomes": dict(self.outcomes),
            "statuses": {code: dict(counts) for code, counts in self.statuses.items()},
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Read what ``to_record`` wrote."""
        return cls(
            ads=record["ads"],
            rejects=record["rejects"],
            findings=record["findings"],
            outcomes=Counter(record["outcomes"]),
            statuses={code: Counter(counts) for code, counts in record["statuses"].items()},
        )
