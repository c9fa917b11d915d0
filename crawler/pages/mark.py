"""What one way of finding says of one element."""

from dataclasses import dataclass

from crawler.ad import FoundBy
from crawler.pages.tree import Element


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mark:
    """An element that is an ad, holds ads, or stands in one, and what tells so."""

    element: Element
    way: FoundBy
    proof: str
    advertiser: str | None = None
    """Name that stands with the cue: 广告 · 某某."""
    is_sure: bool = True
    """Whether the cue stands alone; the other kind needs an ad's shape to it: a link away, a picture, a frame."""
