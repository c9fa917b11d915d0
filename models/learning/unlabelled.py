"""A text that nobody has labelled.

Knows nothing of the file it comes from.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlabelledText:
    """A text with the little that its source says of it."""

    text_id: str
    """Unique in its file."""
    text: str
    """Raw, not normalised; not blank."""
    channel: str | None = None
    """As the source writes it."""
    source: str | None = None
    """The file."""
