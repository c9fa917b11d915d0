"""The ads of a page of a site: by all generic ways, and by what its kind of page tells."""

from dataclasses import replace

from crawler.pages.filter_engine import FilterEngine
from crawler.pages.finding import find_ads
from crawler.pages.found import FoundAd, TextPiece
from crawler.pages.merging import merge
from crawler.pages.page import Page
from crawler.pages.tree import PageTree
from crawler.sites.kinds import PAGE_KINDS, PageKind
from crawler.sites.kinds.article import ArticleParts, parts_of, with_shown_text
from crawler.sites.site import Site

_MIN_SHARE = 0.5
"""Of the lines of an article that an ad holds, from which the article is the ad."""


def find_on(page: Page, site: Site, filters: FilterEngine | None) -> tuple[FoundAd, ...]:
    """Every ad on the page, each once.

    The kind that the site declares is asked; without one, the first that recognises the page. Of an article found to
    be an ad, the account that published it is the advertiser where it names none, and 阅读原文 its landing page.
    """
    page = with_shown_text(page)
    found = find_ads(page, filters=filters, rules=site.ad_rules)
    tree = PageTree(page)
    kind = _kind_of(tree, site)
    of_kind = () if kind is None else kind.find(tree, site)
    # Either gives each ad once; only together can they double one.
    ads = merge((*found, *of_kind)) if found and of_kind else found or of_kind
    parts = parts_of(tree)
    return ads if parts is None else tuple(_of_article(ad, parts) for ad in ads)


def _kind_of(tree: PageTree, site: Site) -> PageKind | None:
    if site.page_kind is not None:
        return next((kind for kind in PAGE_KINDS if kind.name == site.page_kind), None)
    return next((kind for kind in PAGE_KINDS if kind.is_such(tree)), None)


def _of_article(ad: FoundAd, parts: ArticleParts) -> FoundAd:
    """An ad that is the article itself, with what the article states of it; others on its page stay as they are."""
    words = "\n".join(piece.text for piece in ad.pieces if isinstance(piece, TextPiece))
    lines = parts.body.splitlines()
    if not lines or sum(line in words for line in lines) < _MIN_SHARE * len(lines):
        return ad
    return replace(
        ad,
        advertiser_raw=ad.advertiser_raw or parts.account,
        landing_url=ad.landing_url or parts.original_url,
    )
