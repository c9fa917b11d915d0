"""What a cascade is put together from.

Knows nothing of how any part of it works.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadeConfig:
    """Settings of a cascade; picklable, so that worker processes build their own.

    With the defaults it keeps verdicts and answers for ads that repeat word for word, which changes no verdict.
    """

    first_stage: Path | None = None
    """Folder of a first stage that clears ads before they are read; ``None`` to read every ad."""
    near_repeats: bool = False
    """Let the model read copies of one ad alike: numbers to call, links and names of people greeted do not count."""
    verdicts: int = 10_000
    """Most verdicts that are kept."""
    windows: int = 20_000
    """Most windows of tokens whose answers are kept."""
