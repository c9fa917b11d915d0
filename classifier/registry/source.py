"""Names a list that the caller supplies and says what its rows mean.

Knows nothing of what the file holds.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrySource:
    """One list to load; picklable, so that worker processes load their own."""

    path: Path
    """``.csv``, ``.tsv`` or ``.xlsx``."""
    trade: str | None = None
    """Id of the trade of all rows that state none; needed for such rows unless the list is a watch list."""
    is_watch_list: bool = False
    """A row without a status means an institution that is warned of, not one that is licensed."""
