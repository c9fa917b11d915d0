"""Offers on a page: cards of products that can be taken at once, and campaigns.

Knows nothing of whose page it is.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from crawler.pages.tree import Element, PageTree, words_of
from crawler.sites.lines import lines_in, with_same_words

_AT_ONCE = (
    r"(?:立即|立刻|马上|我要|我想|一键|点击|免费|快速|极速|火速|赶紧|现在|这就|去|在线"
    r"|(?:为|给)(?:家人|孩子|自己|爸妈|父母|全家|宝贝|爱车|TA|他|她))"
)
_TAKE = re.compile(
    rf"(?:{_AT_ONCE}?"
    r"(?:投资|购买|抢购|申购|认购|定投|投标|出借|投保|参保|申请|申请借款|申请贷款|借款|贷款|借钱|领取|开户|加入|预约|抢投|秒杀"
    r"|测算保费|保费测算|报价|买入|转入|存入|充值|领额度|查额度|测额度|看额度|获取额度|注册|注册领取|领红包|体验|订购|开通|签约|领券"
    r"|激活|选购|抢标|抢券|开抢)"
    rf"|{_AT_ONCE}(?:抢|借|贷|投|租|存|办理|测算|试算|测一测|算一算|入手|上车|下单))"
    r"(?:此标|本标|计划|产品|吧|赚收益|领红包|有礼|一下|额度|保障|多少|保费)?[\s>»›→!！]*"
)
_URGENT = re.compile(r"立即|马上|我要|一键|去|现在")
_BUTTON_NAME = re.compile(r"btn|button|buy|apply|submit|purchase", re.IGNORECASE)
_CAMPAIGN = re.compile(r".{0,8}(?:注册|领取|领红包|体验|参与|抢|邀请).{0,6}")
_LOOK = re.compile(r"(?:立即|马上|点击|去)?(?:查看|了解|产品|方案|计划)(?:更多|详情|产品|方案)?[\s>»›→]*|详情[\s>»›→]*")
"""A button that only shows more; of an offer it is the way to it where several such stand side by side."""
_RATE = re.compile(
    r"\d+(?:\.\d+)?\s*(?:[%％‰]|厘|分利)|[万百千]分之|日息|月息|零利率|免息|[一二两三四五六七八九十半\d]折"
)
_PRICE = re.compile(
    r"\d[\d,.]*\s*万?元?\s*起|\d[\d,.]*\s*元\s*/\s*(?:年|月|天|份)|[¥￥]\s*\d[\d,.]*|保费|每[年月天日][^，。]{0,2}[一二两三四五六七八九十百千\d]+\s*(?:元|块)"
)
_TERM = re.compile(
    r"(?<!\d)\d{1,3}\s*(?:天|个月|月|年|期|周|日)(?!前|初|底)|[一二两三六九十]+(?:个月|天|年期)(?:持有|定开|期)|期限|锁定期|封闭期|随存随取|活期|灵活存取|T\+\d|保障期|终身|缴费期|还款"
)
_AMOUNT = re.compile(
    r"起投|起购|起存|起借|额度|金额|保额|万元|可借|可投|规模|剩余|赔付|保障|免赔|净值|申购费|风险等级|[中低高]风险|[一二两三四五六七八九十百\d]+\s*万|征信|抵押|下款|放款|秒批"
)
_FIGURE = re.compile(
    r"[\d一二两三四五六七八九十百千零]\s*(?:万|元|块|折|倍|起|[%％‰]|个点|成|期|天|年|个月|分钟)|百分之|额度|利率|利息|费率|收益|涨幅|年化|净值|保额|保费"
)
"""What any offer of money says somewhere; enough where several stand side by side, each with its button."""
_MONEY = re.compile(r"\d\s*[%％]|\d\s*万?元|红包|收益|理财|保险|保障|贷|额度|利率|利息|基金|体验金|加息|返现|优惠券")
_NOT_COPY = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|header|top-?bar|footer|breadcrumb|crumbs?|sidebar|aside|copyright)(?:$|[\s_-])", re.I
)
_INLINE_TAGS = frozenset({"a", "b", "em", "font", "i", "label", "span", "strong", "u"})
_MAX_TAKE = 12
_MAX_ELEMENTS = 30_000
_MIN_SHELF = 2
_MIN_COPY = 6
_MAX_LINK_CARD = 200
_MAX_CARD = 700
_MAX_SMALL_CARD = 120
_MAX_LINE = 60
_MAX_CAMPAIGN = 300
_MIN_SHARE_OF_PAGE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One offer."""

    element: Element
    button: Element
    cues: str
    """What tells it for one, for the proof."""
    is_repeated: bool = False
    """Whether others like it stand beside it: what a shop's shelf shows, wherever its buttons lead."""


def offers_of(tree: PageTree) -> list[Offer]:
    """The cards that offer something and have a button to take it, in document order."""
    buttons = _buttons(tree)
    shelves = _shelves(tree, buttons)
    cards = {card.element.index: card for card in shelves}
    taken = {card.button.index for card in shelves}
    begins = sorted(cards)
    for button in buttons:
        if button.index in taken:
            continue
        for outer in button.ancestors():
            if outer.tag in {"body", "html"} or outer.letters > _MAX_CARD or _held(outer, begins):
                break
            cues = _cues(_figures(tree, outer))
            if cues is not None:
                card = _grown(outer, button)
                if not _held(card, begins):
                    cards.setdefault(card.index, Offer(element=card, button=button, cues=cues))
                break
    ordered = [card for _, card in sorted(cards.items())]
    # In document order, what holds another card is followed by it.
    return [
        card
        for place, card in enumerate(ordered)
        if place + 1 == len(ordered) or not card.element.holds(ordered[place + 1].element)
    ]


def _held(outer: Element, begins: list[int]) -> int:
    """How many of the elements, given by their places in document order, stand in an element."""
    return bisect_left(begins, outer.end) - bisect_left(begins, outer.index)


def _shelves(tree: PageTree, buttons: list[Element]) -> list[Offer]:
    """The cards alike that stand side by side, each with one button and figures of its own."""
    lookers = [] if len(tree.elements) > _MAX_ELEMENTS else _buttons(tree, _LOOK)
    found: dict[int, Offer] = {}
    for pressed, cues_of in ((buttons, _figure), (lookers, _cues)):
        rows: dict[tuple[int, str, str], list[tuple[Element, Element]]] = {}
        begins = [button.index for button in pressed]
        for button in pressed:
            card = _card_around(button, begins)
            if card is not None and card.parent is not None and card.tag != "tr":
                rows.setdefault((card.parent.index, card.tag, card.attributes.get("class", "")), []).append(
                    (card, button)
                )
        for row in rows.values():
            told = [(card, button, cues_of(_figures(tree, card))) for card, button in row]
            shown = [Offer(element=c, button=b, cues=cues, is_repeated=True) for c, b, cues in told if cues is not None]
            if len(shown) >= _MIN_SHELF:
                for offer in shown:
                    found.setdefault(offer.element.index, offer)
    return list(found.values())


def _card_around(button: Element, begins: list[int]) -> Element | None:
    """The largest element around a button that holds no other of them; ``None`` when it holds little besides."""
    card = button
    for outer in button.ancestors():
        is_page = outer.tag in {"body", "html", "main", "table", "tbody"} or outer.letters > _MAX_CARD
        if is_page or _held(outer, begins) > 1:
            break
        card = outer
    return card if card.letters >= button.letters + _MIN_COPY else None


def _figure(words: str) -> str | None:
    found = _FIGURE.search(words)
    return _cues(words) or (None if found is None else found[0].strip())


def campaigns_of(tree: PageTree) -> list[Offer]:
    """What invites to register, take part or fetch a gift, with money in its words."""
    found: dict[int, Offer] = {}
    for button in _buttons(tree):
        if not _CAMPAIGN.fullmatch(words_of(button)):
            continue
        for outer in button.ancestors():
            if outer.tag in {"body", "html"} or outer.letters > _MAX_CAMPAIGN:
                break
            if outer.letters >= button.letters + 8 and (money := _MONEY.search(words_of(outer))):
                found.setdefault(outer.index, Offer(element=outer, button=button, cues=money[0]))
                break
    return list(found.values())


def whole_page(tree: PageTree, card: Offer) -> Offer:
    """The page's main part as one ad, where it describes a single product.

    A box with a heading of its own on a page that is about something else stays a box.
    """
    headings = [
        element for element in tree.elements if element.tag == "h1" and element.letters and not element.is_hidden
    ]
    has_own = any(element.tag in {"h2", "h3", "h4", "h5"} for element in tree.inside(card.element))
    is_main = card.element.letters >= _MIN_SHARE_OF_PAGE * tree.roots[0].letters
    if has_own and headings and not is_main and not any(card.element.holds(heading) for heading in headings):
        return card
    total = tree.roots[0].letters
    for outer in card.element.ancestors():
        if outer.tag in {"body", "html"}:
            break
        if outer.tag in {"main", "article"} or outer.letters >= _MIN_SHARE_OF_PAGE * total:
            return Offer(element=outer, button=card.button, cues=card.cues)
    return card


def is_take(words: str) -> bool:
    """Whether words are those of a button that takes an offer."""
    return _TAKE.fullmatch(words) is not None


def _buttons(tree: PageTree, says: re.Pattern[str] = _TAKE) -> list[Element]:
    """What can be pressed to take an offer, in document order."""
    found = []
    for element, words in lines_in(tree.elements, longest=_MAX_TAKE):
        if element.frame == 0 and says.fullmatch(words) and not is_in_page_frame(element):
            # The words stand in a span, what is pressed around it.
            found += [outer for outer in with_same_words(element) if _is_pressed(tree, outer)][:1]
    inputs = (element for element in tree.elements if element.tag == "input" and not element.is_hidden)
    found += [e for e in inputs if e.frame == 0 and says.fullmatch(e.attributes.get("value", "").strip())]
    return sorted(found, key=lambda button: button.index)


def _is_pressed(tree: PageTree, element: Element) -> bool:
    """Whether it is a link or button, as far as the markup tells; a word set apart in running text is none."""
    if tree.landing_of(element) is not None or element.tag in {"a", "button"} or "onclick" in element.attributes:
        return True
    if element.attributes.get("role", "").lower() == "button" or _BUTTON_NAME.search(element.names):
        return True
    link = next((outer for outer in islice(element.ancestors(), 6) if tree.landing_of(outer) is not None), None)
    if link is not None and link.tag == "a" and link.letters <= _MAX_LINK_CARD:
        # The whole card is the link.
        return True
    return element.tag not in _INLINE_TAGS and _URGENT.match(words_of(element)) is not None


def is_in_page_frame(element: Element) -> bool:
    """Whether it stands in what frames every page of the site: its head, menu or foot."""
    return any(
        parent.tag in {"nav", "header", "footer"} or _NOT_COPY.search(parent.names)
        for parent in element.ancestors()
        if parent.tag not in {"body", "html"}
    )


def _figures(tree: PageTree, card: Element) -> str:
    """The words in which an offer stands: all of a small card, the short lines of a large one.

    Running text beside a button is an article beside a login, even where it speaks of rates.
    """
    if card.letters <= _MAX_SMALL_CARD:
        return words_of(card)
    return " ".join(words for _, words in lines_in(tree.inside(card), longest=_MAX_LINE) if "。" not in words)


def _cues(words: str) -> str | None:
    """What makes the words an offer: a rate or price, with a term or an amount besides."""
    offer = _RATE.search(words) or _PRICE.search(words)
    if offer is None:
        return None
    extent = _TERM.search(words) or _AMOUNT.search(words)
    return None if extent is None else f"{offer[0].strip()}, {extent[0].strip()}"


def _grown(card: Element, button: Element) -> Element:
    """The element with what else is of the same card: its name often stands beside the box of figures."""
    for outer in card.ancestors():
        if outer.tag in {"body", "html", "main"} or outer.letters > _MAX_CARD:
            break
        if any(c.letters and c is not card and c.tag == card.tag and c.names == card.names for c in outer.elements()):
            break
        if _TAKE.search(words_of(outer).replace(words_of(button), "", 1)):
            break
        card = outer
    return card
