"""Linked pictures, frames, backgrounds and canvases of a size that ads are sold in, leading to another site.

Logos, article pictures, partners' badges and the site's own banners are none. Knows nothing of filter lists.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from crawler.ad import FoundBy
from crawler.pages.addresses import ad_server_cue, is_click_through, landing_key, leads_away, site_of
from crawler.pages.article import Article
from crawler.pages.mark import Mark
from crawler.pages.shape import is_away, is_shown_picture, landings
from crawler.pages.tree import FRAME_TAGS, Element, PageTree, words_of

_SIZES = (
    # IAB display and mobile sizes.
    *(
        (728, 90),
        (970, 90),
        (970, 250),
        (970, 66),
        (468, 60),
        (234, 60),
        (300, 250),
        (336, 280),
        (250, 250),
        (200, 200),
    ),
    *(
        (180, 150),
        (160, 600),
        (120, 600),
        (300, 600),
        (120, 240),
        (300, 1050),
        (320, 50),
        (320, 100),
        (300, 50),
        (300, 100),
    ),
    *((240, 400), (580, 400), (930, 180), (980, 120), (980, 240), (750, 100), (750, 200), (750, 300)),
    # Sold on Chinese portals: full banners, rectangles, couplets, floats.
    *(
        (950, 90),
        (960, 90),
        (960, 60),
        (980, 90),
        (990, 90),
        (1000, 90),
        (1190, 90),
        (1200, 90),
        (1200, 80),
        (1200, 60),
    ),
    *((1000, 60), (1000, 80), (950, 60), (640, 60), (640, 80), (640, 90), (650, 90), (660, 90), (680, 90), (690, 90)),
    *(
        (590, 90),
        (760, 90),
        (760, 80),
        (770, 90),
        (300, 300),
        (320, 250),
        (360, 300),
        (350, 250),
        (310, 250),
        (260, 250),
    ),
    *((280, 250), (250, 300), (300, 120), (300, 90), (300, 80), (250, 90), (260, 90), (250, 60), (300, 60), (640, 100)),
    *(
        (640, 150),
        (640, 200),
        (720, 120),
        (100, 300),
        (120, 300),
        (120, 270),
        (110, 300),
        (115, 300),
        (130, 300),
        (80, 300),
    ),
    *((120, 400), (130, 400), (120, 500), (100, 400), (150, 400), (160, 400), (150, 600), (1920, 500), (1200, 300)),
)
"""Width and height. Sizes that photographs share, such as 600 x 400, are left out."""
_BADGES = re.compile(
    r"友情链接|友情鏈接|合作(?:伙伴|媒体|机构|单位|网站)|战略合作|合作方|媒体支持|主办|支持单位|旗下网站|兄弟网站|相关网站"
)
_OWN_THINGS = re.compile(
    r"logo|qr-?_?code|erwei|weixin|wechat|weibo|avatar|touxiang|app-?down|download|beian|gongan|trust|cert",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg)$", re.IGNORECASE)
_URL_SIZE = re.compile(r"(?<!\d)(\d{2,4})\s?[xX*×_-]\s?(\d{2,4})(?!\d)")
_CLOSE = re.compile(r"\[?(?:[×✕✖╳xX]|关闭(?:广告)?|關閉|close|跳过)\]?", re.IGNORECASE)
_TOLERANCE = 0.035


def standard_size(size: tuple[float, float] | None) -> str | None:
    """The size that ads are sold in which these sides are, ``728x90``; ``strip`` and ``tower`` for their like."""
    if size is None or not (min(size) >= 1 and max(size) < 10_000):
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
        found = _sold_size(tree, picture) or _floating(tree, picture) or _counted(tree, picture)
        if found is None:
            continue
        leads = [landing for landing in landings(tree, picture) if is_away(tree, landing) and not _is_picture(landing)]
        if not leads or (article is not None and _is_figure(tree, picture, article, leads[0])):
            continue
        if _is_own_thing(tree, picture) or _is_among_badges(tree, picture):
            continue
        yield Mark(element=_whole_of(tree, picture), way=FoundBy.SLOT_SIZE, proof=f"{found} to {_to(leads[0])}")


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


def _counted(tree: PageTree, picture: Element) -> str | None:
    """A picture of any size whose link goes to another site by way of a click counter."""
    size = tree.size_of(picture)
    if size is None or size[0] < 80 or size[1] < 50:
        return None
    for landing in landings(tree, picture):
        if leads_away(landing, tree.page.url) and is_click_through(landing):
            return f"{size[0]:.0f}x{size[1]:.0f}"
    return None


def _is_picture(landing: str) -> bool:
    """Whether a link only shows a picture larger."""
    return _PICTURE_FILE.search(landing.partition("?")[0]) is not None


def _whole_of(tree: PageTree, picture: Element) -> Element:
    """The link with what stands round it and leads nowhere else: small print, a button, a close mark."""
    whole = _link_of(tree, picture)
    inner = tree.size_of(picture)
    for outer in islice(whole.ancestors(), 3):
        if outer.tag in {"body", "td", "main", "article", "section", *FRAME_TAGS} or outer.letters > whole.letters + 80:
            break
        if len({landing_key(landing, tree.page.url) for landing in landings(tree, outer)}) > 1:
            break
        size = tree.size_of(outer)
        is_near = size is not None and inner is not None and size[0] * size[1] <= 2.5 * inner[0] * inner[1]
        if not is_near and (tree.is_drawn or outer.letters > whole.letters) and _floating(tree, picture) is None:
            break
        if len(tree.pictures_in(outer)) > len(tree.pictures_in(whole)) or tree.frames_in(outer):
            break
        whole = outer
    return whole


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
