"""Linked pictures, frames, backgrounds and canvases of a size that ads are sold in, leading to another site.

Logos, article pictures, partners' badges and the site's own banners are none. Knows nothing of filter lists.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from crawler.ad import FoundBy
from crawler.pages.addresses import ad_server_cue, is_click_through, site_of
from crawler.pages.article import Article
from crawler.pages.mark import Mark
from crawler.pages.shape import is_away, is_shown_picture, landings
from crawler.pages.tree import FRAME_TAGS, Element, PageTree, words_of

_SIZES = tuple(
    tuple(map(int, size.split("x")))
    for size in (
        # IAB display and mobile sizes.
        "728x90 970x90 970x250 970x66 468x60 234x60 300x250 336x280 250x250 200x200 180x150 160x600 120x600 300x600 "
        "120x240 300x1050 320x50 320x100 300x50 300x100 240x400 580x400 930x180 980x120 980x240 750x100 750x200 750x300 "
        # Sold on Chinese portals: full banners, couplets, floats, pop-ups, rectangles.
        "950x90 960x90 960x60 980x90 990x90 1000x90 1190x90 1200x90 1200x80 1200x60 1000x60 1000x80 950x60 640x60 640x80 "
        "640x90 650x90 660x90 680x90 690x90 590x90 760x90 760x80 770x90 300x300 320x250 360x300 350x250 310x250 260x250 "
        "280x250 250x300 240x200 300x200 300x120 300x90 300x80 250x90 260x90 250x60 640x100 640x150 640x200 720x120 "
        "100x300 120x300 120x270 110x300 115x300 130x300 80x300 120x400 130x400 120x500 100x400 150x400 160x400 150x600 "
        "200x400 200x300 400x300 300x400 500x400 600x400 600x500 640x480 640x960 1920x500 1200x300"
    ).split()
)
_BADGES = re.compile(
    r"友情链接|友情鏈接|合作(?:伙伴|媒体|机构|单位|网站)|战略合作|合作方|媒体支持|主办|支持单位|旗下网站|兄弟网站|相关网站"
)
_OWN_THINGS = re.compile(
    r"logo|qrcode|erwei|weixin|wechat|weibo|avatar|touxiang|app-?down|download|beian|gongan|trust|cert", re.I
)
_URL_SIZE = re.compile(r"(?<!\d)(\d{2,4})\s?[xX*×_-]\s?(\d{2,4})(?!\d)")
_CLOSE = re.compile(r"\[?(?:[×✕✖╳xX]|关闭(?:广告)?|關閉|close|跳过)\]?", re.IGNORECASE)
_TOLERANCE = 0.035


def standard_size(size: tuple[float, float] | None) -> str | None:
    """The size that ads are sold in which these sides are, ``728x90``; ``strip`` and ``tower`` for their like."""
    if size is None or not (1 <= min(size) and max(size) < 10_000):
        return None
    return _nearest(round(size[0]), round(size[1]))


@lru_cache(maxsize=4_096)
def _nearest(width: int, height: int) -> str | None:
    sold_width, sold_height = min(
        _SIZES, key=lambda sold: abs(width - sold[0]) / sold[0] + abs(height - sold[1]) / sold[1]
    )
    if abs(width - sold_width) <= max(3, _TOLERANCE * sold_width) and abs(height - sold_height) <= max(
        3, _TOLERANCE * sold_height
    ):
        return f"{sold_width}x{sold_height}"
    ratio = width / height
    if width >= 440 and 38 <= height <= 200 and ratio >= 4.5:
        return f"strip {width}x{height}"
    if 75 <= width <= 220 and height >= 230 and ratio <= 1 / 2.1:
        return f"tower {width}x{height}"
    return None


def slot_sizes(tree: PageTree, article: Article | None) -> Iterator[Mark]:
    """A mark on every link away around a picture of such a size; a figure of the article's text is none."""
    for index in sorted({element.index for root in tree.roots.values() for element in tree.pictures_in(root)}):
        picture = tree.elements[index]
        if not is_shown_picture(tree, picture):
            continue
        found = _sold_size(tree, picture) or _floating(tree, picture)
        if found is None:
            continue
        leads = [landing for landing in landings(tree, picture) if is_away(tree, landing)]
        if not leads or (article is not None and _is_figure(tree, picture, article, leads[0])):
            continue
        if _is_own_thing(tree, picture) or _is_among_badges(tree, picture):
            continue
        yield Mark(element=_link_of(tree, picture), way=FoundBy.SLOT_SIZE, proof=f"{found} to {_to(leads[0])}")


def _to(landing: str) -> str:
    return f"{site_of(landing)} (counts clicks)" if is_click_through(landing) else site_of(landing)


def _sold_size(tree: PageTree, picture: Element) -> str | None:
    size = tree.size_of(picture)
    if size is not None:
        if min(size) < 50 and max(size) < 440:
            return None
        viewport = tree.page.viewport
        if (
            viewport is not None
            and viewport.is_mobile
            and size[0] >= 0.8 * viewport.width
            and 40 <= size[1] <= 0.65 * size[0]
        ):
            return f"mobile {size[0]:.0f}x{size[1]:.0f}"
        return standard_size(size)
    stated = _URL_SIZE.search((tree.source_of(picture) or tree.background_of(picture) or "").rpartition("/")[2])
    if stated is None:
        return None
    return standard_size((float(stated.group(1)), float(stated.group(2))))


def _is_figure(tree: PageTree, picture: Element, article: Article, landing: str) -> bool:
    """Whether a picture illustrates the article: in a paragraph of its text, no strip, not by way of an ad server."""
    if not article.body.holds(picture) or is_click_through(landing) or ad_server_cue(landing) is not None:
        return False
    size = tree.size_of(picture)
    is_strip = size is not None and size[0] >= 4.5 * size[1]
    return not is_strip and any(outer.tag in {"p", "figure", "section"} for outer in islice(picture.ancestors(), 3))


def _floating(tree: PageTree, picture: Element) -> str | None:
    """A picture of any size that can be closed: a float, a pop-up, a couplet."""
    size = tree.size_of(picture)
    if size is None or min(size) < 60 or max(size) > 900:
        return None
    link = _link_of(tree, picture)
    for outer in islice(link.ancestors(), 3):
        if outer.tag in {"body", *FRAME_TAGS} or outer.letters > 80 or len(tree.pictures_in(outer)) > 4:
            return None
        if any(0 < inner.letters <= 6 and _CLOSE.fullmatch(words_of(inner, limit=20)) for inner in tree.inside(outer)):
            return f"{size[0]:.0f}x{size[1]:.0f} that can be closed"
    return None


def _link_of(tree: PageTree, picture: Element) -> Element:
    for outer in (picture, *picture.ancestors()):
        if tree.landing_of(outer) is not None:
            return outer
        if outer.tag in FRAME_TAGS:
            break
    return picture


def _is_own_thing(tree: PageTree, picture: Element) -> bool:
    """Whether a picture is the site's or a partner's mark: logo, code to scan, certificate."""
    names = f"{picture.names} {picture.parent.names if picture.parent else ''} {picture.attributes.get('alt', '')}"
    return _OWN_THINGS.search(f"{names} {(tree.source_of(picture) or '')[-80:]}") is not None


def _is_among_badges(tree: PageTree, picture: Element) -> bool:
    """Whether it stands in a wall of partners' pictures, or among picture news with a caption each."""
    link = _link_of(tree, picture)
    for depth, outer in enumerate(link.ancestors()):
        if depth >= 4 or outer.tag in {"body", *FRAME_TAGS}:
            return False
        if _BADGES.search(words_of(outer, limit=60)[:14]):
            return True
        alike = [
            other
            for other in tree.pictures_in(outer)
            if other is not picture and tree.size_of(other) == tree.size_of(picture)
        ]
        if len(alike) >= 2:
            sites = {site_of(landing) for other in (picture, *alike) for landing in landings(tree, other)[:1]}
            has_captions = outer.letters >= 6 * (len(alike) + 1)
            # A row of pictures of one other site, each with a headline: a sister site's picture news.
            return has_captions and len(sites) == 1 and not any(map(is_click_through, landings(tree, picture)))
    return False
