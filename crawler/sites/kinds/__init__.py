"""Pages of known kinds: the one list of them, kept by hand."""

from crawler.sites.kinds import app_store, article, platform, search_results
from crawler.sites.kinds.kind import PageKind

PAGE_KINDS: tuple[PageKind, ...] = (search_results.KIND, article.KIND, app_store.KIND, platform.KIND)

__all__ = ["PAGE_KINDS", "PageKind"]
