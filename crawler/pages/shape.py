"""Whether a part of a page has the shape of an ad: something to see, and somewhere to go.

Knows nothing of the cues by which ads are found.
"""

import re

from crawler.pages.addresses import is_click_through, leads_away
from crawler.pages.tree import FRAME_TAGS, Element, PageTree, is_drawn_canvas, words_of

MIN_PICTURE_PX = 30
"""A picture with a shorter side than this is an icon, a badge or a spacer."""
_ABOUT_ADVERTISING = re.compile(
    r"广告(?:服务|合作|投放|刊登|发布|刊例|招商|招租|位招|位出租|位预|联系|热线|报价|价格|业务|部|咨询|代理|中心|学院|法|管理)"
    r"|广告(?:平台|主平台|屏蔽|拦截|举报|投诉|隐私|设置|偏好)|(?:刊登|投放|发布|举报|屏蔽|拦截|关于|垃圾)广告"
    r"|推广(?:服务|合作|联盟|中心|平台|投放|后台|赚钱)|Advertise with us|About Ads|Ad choices|Ad privacy",
    re.IGNORECASE,
)
_SITE_ENTRY = re.compile(
    r"(?:商务|市场|媒体|品牌)合作|联系我们|关于我们|加入我们|网站地图|友情链接|隐私(?:政策|条款)|用户协议|法律声明"
)
_LABEL_ONLY = re.compile(
    r"(?:广告|推广|赞助|关闭|跳过|不感兴趣|查看详情|AD|Sponsored|Advertisement|[×xX✕✖]|[\s·|｜>›»「」\[\]【】()（）])+",
    re.IGNORECASE,
)


def is_about_advertising(words: str) -> bool:
    """Whether short words are a site's own talk of advertising (广告服务, 推广联盟), not an ad's label or copy."""
    if len(words) <= 12 and _SITE_ENTRY.search(words):
        return True
    return len(words) <= 40 and _ABOUT_ADVERTISING.search(words) is not None


def landings(tree: PageTree, element: Element) -> list[str]:
    """Addresses that the element leads to, in document order; when it holds none, that of the link it stands in."""
    found = [tree.landing_of(link) for link in tree.links_in(element)]
    if not found:
        for outer in element.ancestors():
            landing = tree.landing_of(outer)
            if landing is not None and outer.tag != "form":
                return [landing]
            if outer.tag in FRAME_TAGS | {"body"}:
                break
    return [landing for landing in found if landing]


def is_away(tree: PageTree, landing: str) -> bool:
    """Whether an address leaves the page's site or counts clicks."""
    return leads_away(landing, tree.page.url) or is_click_through(landing)


def leads_somewhere(tree: PageTree, element: Element) -> bool:
    """Whether anything in the element leaves the site or counts clicks."""
    return any(is_away(tree, landing) for landing in landings(tree, element))


def leaves_site(tree: PageTree, element: Element) -> bool:
    """Whether everything to press in the element, or what it stands in, leaves the site."""
    found = landings(tree, element)
    return bool(found) and all(is_away(tree, landing) for landing in found)


def shown_pictures(tree: PageTree, element: Element) -> list[Element]:
    """Pictures in it that are large enough to hold words; a size that nobody states counts as large enough."""
    return [picture for picture in tree.pictures_in(element) if is_shown_picture(tree, picture)]


def is_shown_picture(tree: PageTree, picture: Element) -> bool:
    """Whether a picture is large enough to hold words and, for a canvas, has something drawn."""
    if picture.tag == "canvas" and not is_drawn_canvas(picture):
        return False
    size = tree.size_of(picture)
    if size is not None and min(size) < MIN_PICTURE_PX:
        return False
    if picture.tag == "img":
        return bool(tree.source_of(picture))
    return True


def unseen_frames(tree: PageTree, element: Element) -> list[Element]:
    """Frames that are drawn at some size but whose document was not captured."""
    found = []
    for iframe in tree.frames_in(element):
        if iframe.box is not None and min(iframe.box.width, iframe.box.height) >= MIN_PICTURE_PX:
            document = tree.frame_of(iframe)
            if document is None or (not document.html.strip()):
                found.append(iframe)
    return found


def is_shown(tree: PageTree, element: Element) -> bool:
    """Whether there is anything to see: neither hidden nor an empty slot."""
    if element.is_hidden:
        return False
    if element.box is not None and max(element.box.width, element.box.height) < 4:
        # A wrapper without height of its own is common (floats, fixed children): what is in it decides.
        inner = [child.box for child in tree.inside(element) if child.box is not None and not child.is_hidden]
        if not any(min(box.width, box.height) >= 8 for box in inner):
            return False
    words = words_of(element, limit=200)
    has_words = len(_LABEL_ONLY.sub("", words)) >= 2
    return has_words or bool(shown_pictures(tree, element)) or bool(unseen_frames(tree, element))


def has_ad_shape(tree: PageTree, element: Element) -> bool:
    """Whether an element that only its name or address tells for an ad also looks like one.

    It leads away, shows a picture or a frame, or makes one offer.
    """
    words = words_of(element, limit=200)
    if is_about_advertising(words) and not shown_pictures(tree, element):
        return False
    if leads_somewhere(tree, element) or tree.frames_in(element):
        return True
    if shown_pictures(tree, element):
        return True
    # A house ad of words alone: one offer, not a menu.
    return len(set(landings(tree, element))) == 1 and element.letters >= 8
