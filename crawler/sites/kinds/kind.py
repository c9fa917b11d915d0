"""What a kind of page is: how such pages are recognised, and the ads that only its structure tells.

Knows nothing of single kinds.
"""

from collections.abc import Callable
from dataclasses import dataclass

from crawler.pages.found import FoundAd
from crawler.pages.tree import PageTree
from crawler.sites.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page; both functions are pure."""

    name: str
    """As ``Site.page_kind`` has it."""
    is_such: Callable[[PageTree], bool]
    """Whether a page looks like one, so that a site that declares no kind profits too."""
    find: Callable[[PageTree, Site], tuple[FoundAd, ...]]
    """The ads of a page of this kind, in document order."""
