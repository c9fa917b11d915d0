"""What a result file says besides the results.

Knows nothing of any format.
"""

from dataclasses import dataclass, field, replace
from typing import Self

from classifier.finding import Versions
from service.bulk_scan.tally import Tally
from service.scanned_ad import CategoryName


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputNotes:
    """Names for the columns, and what the report's head states."""

    categories: tuple[CategoryName, ...]
    """In taxonomy order."""
    sources: tuple[str, ...]
    """Names of the inputs."""
    profile: str
    ad_limit: int = 500
    """Most ads that the HTML report shows in full."""
    versions: Versions | None = None
    tally: Tally = field(default_factory=Tally)

    def of_run(self, versions: Versions, tally: Tally) -> Self:
        """Add what is known only after the run."""
        return replace(self, versions=versions, tally=tally)
