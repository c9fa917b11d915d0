"""Pages of those who sell: lending platforms, funds, insurers. Their product cards and campaigns are their ads.

A product is told by what it offers (a rate, a price) beside how long or how much, and a button to take it. Knows
nothing of single platforms.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.ad import CreativeKind, FoundBy
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.parts import advertiser_in, pieces_of
from crawler.pages.shape import landings as landings_of
from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.addresses import host_of, same_site
from crawler.sites.kinds.kind import PageKind
from crawler.sites.kinds.offers import Offer, campaigns_of, is_in_page_frame, is_take, offers_of, whole_page
from crawler.sites.lines import lines_in
from crawler.sites.site import Site

_NOTE = re.compile(
    r"[*＊※]|注\s*[:：]|风险提示|温馨提示|特别提示|重要提示|免责|声明\s*[:：]|投资有风险|市场有风险|理财非存款|网贷有风险|贷款有风险"
    r"|基金有风险|出借有风险|过往业绩|历史业绩|本(?:产品|活动|页面|保险)"
)
_BANNER_NAME = re.compile(r"banner|swiper|slide|carousel|focus|kv\b|hero|轮播", re.IGNORECASE)
_NO_BANNER = re.compile(r"logo|avatar|icon|qr|二维码|客服", re.IGNORECASE)
_INLINE_TAGS = frozenset({"a", "b", "em", "font", "i", "label", "span", "strong", "u"})
_FOOT = re.compile(r"(?:^|[\s_-])(?:footer|copyright|foot|bottom-?info)(?:$|[\s_-])", re.IGNORECASE)
_NEWS_PATH = re.compile(r"news|notice|article|zixun|gonggao|about|help|download|app\b|login|jobs?\b", re.IGNORECASE)
_MONEY_WORDS = re.compile(
    r"[\d一二三四五六七八九十百千万]\s*(?:[%％‰元万折]|个点)|百分之|加息|收益|理财|贷|保险|基金|红包|额度|利率|免息|存"
)
_MIN_PANE = 6
_MAX_NOTE = 400
_MAX_NOTES = 8
_MAX_FOOT = 1_000
_MIN_BANNER_WIDTH, _MIN_BANNER_HEIGHT = 200, 80


def is_such(tree: PageTree) -> bool:
    """Whether the page shows products of its own site that can be taken at once."""
    return any(_counts(tree, card) for card in offers_of(tree))


def find(tree: PageTree, site: Site) -> tuple[FoundAd, ...]:
    """Product cards and campaigns, each with the notes at the foot of the page, in document order.

    A page of a single product is one ad with all of its description. Campaigns, and pictures of them that lead
    anywhere, count on a site that declares this kind; elsewhere only pictures that lead to the seller's own pages do.
    """
    is_declared = site.page_kind == KIND.name
    cards = [card for card in offers_of(tree) if is_declared or _counts(tree, card)]
    shown = [whole_page(tree, cards[0])] if len(cards) == 1 else cards
    campaigns = [card for card in campaigns_of(tree) if is_declared and not _overlaps(card.element, shown)]
    banners = _banners(tree) if is_declared else [banner for banner in _banners(tree) if _leads_to_own(tree, banner)]
    banners += _text_panes(tree, banners)
    banners = [banner for banner in banners if not _overlaps(banner, shown + campaigns)]
    notes = _notes(tree, [card.element for card in shown + campaigns])
    ads = {card.element.index: _ad_of(tree, card, notes) for card in shown + campaigns}
    ads |= {banner.index: _banner_ad(tree, banner, notes) for banner in banners}
    seller = _seller(tree)
    return tuple(replace(ad, advertiser_raw=ad.advertiser_raw or seller) for _, ad in sorted(ads.items()))


KIND = PageKind(name="platform", is_such=is_such, find=find)


def _counts(tree: PageTree, card: Offer) -> bool:
    """Whether a card is the site's own offer, or stands on the shelf of a site that brings others' offers together."""
    return card.is_repeated or _leads_home(tree, card)


def _leads_home(tree: PageTree, card: Offer) -> bool:
    landing = tree.landing_of(card.button) or _only_landing(tree, card.element)
    host, own = None if landing is None else host_of(landing), host_of(tree.page.url)
    return host is None or own is None or same_site(host, own)


def _banners(tree: PageTree) -> list[Element]:
    banners = []
    for link in tree.links_in(tree.roots[0]):
        if link.frame != 0 or link.letters > 20 or is_in_page_frame(link):
            continue
        for picture in tree.pictures_in(link):
            around = [picture, *(parent for parent, _ in zip(picture.ancestors(), range(4), strict=False))]
            stated = " ".join(item.names for item in around)
            size = tree.size_of(picture)
            is_large = size is not None and size[0] >= _MIN_BANNER_WIDTH and size[1] >= _MIN_BANNER_HEIGHT
            is_named = size is None and _BANNER_NAME.search(stated) is not None
            if (is_large or is_named) and not _NO_BANNER.search(picture.names + picture.attributes.get("alt", "")):
                banners.append(link)
                break
    return [link for link in banners if not any(other.holds(link) and other is not link for other in banners)]


def _leads_to_own(tree: PageTree, banner: Element) -> bool:
    """Whether a picture leads to another page of the same seller, and not just home or to the news."""
    landing = tree.landing_of(banner)
    host, own = None if landing is None else host_of(landing), host_of(tree.page.url)
    if landing is None or host is None or own is None or not same_site(host, own):
        return False
    path = urlsplit(landing).path
    return path not in {"", "/"} and _NEWS_PATH.search(path) is None


def _text_panes(tree: PageTree, banners: list[Element]) -> list[Element]:
    """Panes without a picture that take their turn with a campaign picture: links whose words are the campaign."""
    found = []
    for banner in banners:
        pane = banner.parent if banner.parent is not None and banner.parent.letters == banner.letters else banner
        if pane.parent is None or pane.parent.tag in {"body", "main"}:
            continue
        for sibling in pane.parent.elements():
            links = tree.links_in(sibling)
            if sibling.tag == pane.tag and len(links) == 1 and sibling.letters >= _MIN_PANE and links[0] not in banners:
                found.append(links[0])
    return [link for link in dict.fromkeys(found) if _MONEY_WORDS.search(words_of(link))]


def _overlaps(element: Element, cards: list[Offer]) -> bool:
    return any(card.element.holds(element) or element.holds(card.element) for card in cards)


def _notes(tree: PageTree, cards: list[Element]) -> tuple[TextPiece, ...]:
    """The notes of the page that stand outside its cards and hold for all of them."""
    cards = sorted(cards, key=lambda card: card.index)
    begins = [card.index for card in cards]
    notes: list[Element] = []
    for element, words in lines_in(tree.elements, longest=_MAX_NOTE):
        if element.frame != 0 or element.letters < 8 or element.tag in _INLINE_TAGS or not _NOTE.match(words):
            continue
        place = bisect_right(begins, element.index)
        if (place and cards[place - 1].holds(element)) or (place < len(cards) and element.holds(cards[place])):
            continue
        # The innermost block that begins as a note does is the note.
        if notes and notes[-1].holds(element):
            notes.pop()
        notes.append(element)
    return tuple(TextPiece(kind=CreativeKind.FOOTNOTE, text=words_of(note)) for note in notes[:_MAX_NOTES])


def _ad_of(tree: PageTree, card: Offer, notes: tuple[TextPiece, ...]) -> FoundAd:
    framing = {e.index for e in tree.inside(card.element) if e.tag in {"nav", "header", "footer", "aside"}}
    pieces = [_of_kind(piece) for piece in pieces_of(tree, card.element, leave_out=frozenset(framing))]
    stands = "offer among others like it" if card.is_repeated else "offer on the seller's own page"
    return FoundAd(
        pieces=(*_titled(pieces), *notes),
        found_by=(FoundBy.SITE_RULE,),
        proof=f"{stands}: {card.cues}, button {_button_words(card.button)}",
        advertiser_raw=advertiser_in(tree, card.element),
        landing_url=tree.landing_of(card.button) or _only_landing(tree, card.element),
        selector=tree.selector_of(card.element),
        box=card.element.box,
    )


def _of_kind(piece: TextPiece | PicturePiece) -> TextPiece | PicturePiece:
    """Buttons and notes that are neither set nor named as such."""
    if not isinstance(piece, TextPiece) or piece.kind is not CreativeKind.BODY:
        return piece
    if is_take(piece.text):
        return TextPiece(kind=CreativeKind.BUTTON, text=piece.text)
    return TextPiece(kind=CreativeKind.FOOTNOTE, text=piece.text) if _NOTE.match(piece.text) else piece


def _titled(pieces: list[TextPiece | PicturePiece]) -> list[TextPiece | PicturePiece]:
    """The pieces with a title: where none is set as one, the first words are the name of the product."""
    texts = [piece for piece in pieces if isinstance(piece, TextPiece)]
    first = next((piece for piece in texts if piece.kind is CreativeKind.BODY), None)
    if first is None or any(piece.kind is CreativeKind.TITLE for piece in texts):
        return pieces
    return [TextPiece(kind=CreativeKind.TITLE, text=first.text) if piece is first else piece for piece in pieces]


def _seller(tree: PageTree) -> str | None:
    """The company that the foot of the page names: who runs the site."""
    for element in reversed(tree.elements):
        is_foot = element.tag == "footer" or _FOOT.search(element.names)
        if element.frame == 0 and is_foot and 4 <= element.letters <= _MAX_FOOT and not element.is_hidden:
            named = advertiser_in(tree, element)
            if named is not None:
                return named
    return None


def _button_words(button: Element) -> str:
    return words_of(button) or button.attributes.get("value", "")


def _only_landing(tree: PageTree, card: Element) -> str | None:
    landings = set(landings_of(tree, card))
    return landings.pop() if len(landings) == 1 else None


def _banner_ad(tree: PageTree, banner: Element, notes: tuple[TextPiece, ...]) -> FoundAd:
    return FoundAd(
        pieces=(*pieces_of(tree, banner), *notes),
        found_by=(FoundBy.SITE_RULE,),
        proof="campaign picture on the seller's own page",
        landing_url=tree.landing_of(banner),
        selector=tree.selector_of(banner),
        box=banner.box,
    )
