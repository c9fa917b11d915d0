"""A selector that marks ads, as a site's entry declares it.

Knows nothing of sites.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdRule:
    """A selector of ads, and selectors of their parts below it."""

    selector: str
    """CSS."""
    label: str | None = None
    """Text that must stand in the element for it to be an ad: sponsored results have it, organic ones do not."""
    title: str | None = None
    body: str | None = None
    footnote: str | None = None
    button: str | None = None
    advertiser: str | None = None
