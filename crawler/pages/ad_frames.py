"""Frames of advertising networks, by address, name and what stands in them.

An address or name alone is not believed of a frame of the site's own. Knows nothing of filter lists.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.ad import FoundBy
from crawler.pages.addresses import ad_server_cue, leads_away
from crawler.pages.mark import Mark
from crawler.pages.shape import is_away, is_shown, shown_pictures
from crawler.pages.slot_sizes import standard_size
from crawler.pages.tree import Element, PageTree

_AD_NAME = re.compile(
    r"google_ads|aswift|(?:^|[\W_\d])(?:ads?|adv|advert\w*|guanggao|ggw?|cpro\w*|tanx|mediav|gdt|dsp|sponsor\w*)(?=$|[\W_\d])"
    r"|(?:^|[\W_])(?:ad|ads)(?:frame|iframe|slot|box|unit|banner|view|show)|BAIDU_(?:SSP|UNION|DUP)|cproIframe|^广告$|advertisement",
    re.IGNORECASE,
)
_WIDGET = re.compile(
    r"player|video|youku|bilibili|map|weather|tianqi|comment|changyan|share|captcha|login|passport|oauth|chart|quote|hq\.|kline"
    r"|stock|calendar|survey|chat|kefu|livechat|widget|search|sso|consent|cookie",
    re.IGNORECASE,
)
_MAX_OFFER_LETTERS = 220


def ad_frames(tree: PageTree) -> Iterator[Mark]:
    """A mark on every frame that is an advertising network's or holds nothing but an offer from elsewhere."""
    for iframe in tree.elements:
        if iframe.tag not in {"iframe", "frame"} or iframe.is_hidden or not is_shown(tree, iframe):
            continue
        proof = _by_address(tree, iframe) or _by_content(tree, iframe)
        if proof is not None:
            yield Mark(element=iframe, way=FoundBy.AD_FRAME, proof=proof)


def _by_address(tree: PageTree, iframe: Element) -> str | None:
    url = _url(tree, iframe)
    is_foreign = bool(url) and leads_away(url, tree.page.url)
    cue = ad_server_cue(url) if url else None
    name = next(
        (words for key in ("id", "name", "title", "class") if _AD_NAME.search(words := iframe.attributes.get(key, ""))),
        None,
    )
    if cue is None and name is None:
        return None
    if is_foreign and (name is not None or (cue is not None and cue.startswith("host"))):
        return cue or f"name {name}"
    # The site's own frame, or a path word on some other site: what it leads to has to bear it out.
    if _leads_out(tree, iframe, url) or (is_foreign and _is_slot(tree, iframe)):
        return cue or f"name {name}"
    return None


def _by_content(tree: PageTree, iframe: Element) -> str | None:
    """An offer and nothing else: a link or two out of the frame around a picture or a few words."""
    url = _url(tree, iframe)
    if iframe.letters > _MAX_OFFER_LETTERS or (url and _WIDGET.search(urlsplit(url).netloc + urlsplit(url).path)):
        return None
    is_foreign = bool(url) and leads_away(url, tree.page.url)
    leads = {landing for link in tree.links_in(iframe) if (landing := tree.landing_of(link))}
    if not 1 <= len(leads) <= 6 or not all(is_away(tree, landing) for landing in leads):
        return None
    if is_foreign or _leads_out(tree, iframe, url):
        if _is_slot(tree, iframe):
            return f"frame {standard_size(tree.size_of(iframe))} with an offer from another site"
        if len(leads) <= 2 and any(_fills(tree, picture, iframe) for picture in shown_pictures(tree, iframe)):
            return "frame with one linked picture from another site"
    return None


def _leads_out(tree: PageTree, iframe: Element, url: str) -> bool:
    """Whether something in the frame leads to a site that is neither the page's nor the frame's, or counts clicks."""
    for link in tree.links_in(iframe):
        landing = tree.landing_of(link)
        if landing and is_away(tree, landing) and (not url or leads_away(landing, url) or is_away(tree, url)):
            return True
    return False


def _is_slot(tree: PageTree, iframe: Element) -> bool:
    return standard_size(tree.size_of(iframe)) is not None


def _fills(tree: PageTree, picture: Element, iframe: Element) -> bool:
    inner, outer = tree.size_of(picture), tree.size_of(iframe)
    if inner is None or outer is None:
        return False
    return inner[0] * inner[1] >= 0.5 * outer[0] * outer[1]


def _url(tree: PageTree, iframe: Element) -> str:
    document = tree.frame_of(iframe)
    stated = tree.source_of(iframe) or ""
    shown = document.url if document is not None else ""
    url = shown if shown.startswith("http") else stated
    return url if url.startswith("http") else ""
