"""Ads by their words alone: an article that promotes, a text link that does, though no list or label tells them.

An article is an ad when the cues in it (``promotion_cues.yaml``) reach the threshold and it asks its reader to act: to
scan, call, sign up, follow a link. A report of returns, a regulator's warning that quotes slogans, and an explanation
fall below. Knows nothing of filter lists.
"""

import re
from collections.abc import Iterator, Sequence

from crawler.ad import FoundBy
from crawler.pages.article import Article
from crawler.pages.cues import cues, is_promotion, weigh
from crawler.pages.label_words import MAX_LABEL, is_label, split_label
from crawler.pages.mark import Mark
from crawler.pages.shape import is_about_advertising, is_away
from crawler.pages.tree import Element, PageTree, words_of

_CALL = re.compile(
    r"立即|马上|点击|免费|领取|申请|注册|开户|抢购|预约|购买|下载|咨询|报名|投保|测算|认购|借款|查看额度|了解(?:更多|详情)|官网|阅读原文|体验"
)
_CODE = re.compile(r"qr-?_?code|erwei|二维码|扫码|weixin-?code|wx-?code|kefu", re.IGNORECASE)
_DECLARED = re.compile(
    r"(?:本文|本内容|以上内容|本篇|此文)(?:为|系|是|属于?)?[^，。\n]{0,6}(?:商业)?(?:广告|推广|赞助|软文|合作推广)(?!法)|(?:广告|推广|赞助)内容(?:，|。|$)"
)
_LINK_WEIGHT, _FORM_WEIGHT, _CODE_WEIGHT = 3.0, 3.0, 1.5
_MAX_LINK_LETTERS = 60
_PARAGRAPH = 30
_OF_TEXT = re.compile(r"内容|內容|文章|帖|贴|软文|advertorial|content|post|partnership", re.IGNORECASE)
"""A label that speaks of the text it stands above, and of no picture beside."""


def soft_article(tree: PageTree, article: Article, others: Sequence[Element]) -> Mark | None:
    """A mark on the article, if its words promote or it declares itself an ad.

    ``others`` are ads already found; those within the article are no words of its own.
    """
    within = [other for other in others if article.element.holds(other) and not other.holds(article.body)]
    words = words_of(article.element, limit=40_000, leave_out=frozenset(other.index for other in within))
    declared = _declared_as(tree, article, words, within)
    if declared is not None:
        return Mark(element=article.element, way=FoundBy.LABEL, proof=declared)
    weighing = weigh(f"{article.title or ''}\n{words}")
    score, acts, told = weighing.score, weighing.acts, list(weighing.told)
    for name, weight, found in (
        ("报名链接", _LINK_WEIGHT, _has_call(tree, article.body, within)),
        ("留资表单", _FORM_WEIGHT, _has_form(tree, article.body, within)),
        ("二维码", _CODE_WEIGHT, _has_code(tree, article.body, within)),
    ):
        if found:
            score, acts = score + weight, acts + 1
            told.append(name)
    if not is_promotion(score, acts=acts, promises=weighing.promises):
        return None
    return Mark(element=article.element, way=FoundBy.CONTENT, proof=f"{score:g}: {' '.join(told)}")


def promoting_links(tree: PageTree, article: Article | None) -> Iterator[Mark]:
    """A mark on every text link that leaves the site and promotes in its few words; those in an article are its own."""
    for root in tree.roots.values():
        if root.parent is not None:
            # Frames hang below the first root and are met there.
            continue
        for link in tree.links_in(root):
            landing = tree.landing_of(link)
            if not 8 <= link.letters <= _MAX_LINK_LETTERS or landing is None or not is_away(tree, landing):
                continue
            if article is not None and article.body.holds(link):
                continue
            words = words_of(link, limit=200)
            weighing = weigh(words)
            if weighing.score >= cues().link_threshold and weighing.promises and not is_about_advertising(words):
                proof = f"{weighing.score:g}: {' '.join(weighing.told)}"
                yield Mark(element=link, way=FoundBy.CONTENT, proof=proof)


def _declared_as(tree: PageTree, article: Article, words: str, within: Sequence[Element]) -> str | None:
    """What calls the whole article an ad: a label by the headline, in the byline, a sentence at its begin or end."""
    for edge in (words[:300], words[-300:]):
        match = _DECLARED.search(edge)
        if match:
            return match.group()
    for element in tree.inside(article.element):
        if _begins_text(element):
            break
        is_short = 0 < element.letters <= MAX_LABEL and not element.is_hidden and tree.landing_of(element) is None
        if not is_short or _is_in(element, within):
            continue
        label = words_of(element, limit=80)
        if element.index < article.body.index and element.letters <= 8 and is_label(label):
            return label
        # Right above the text a bare 广告 may be that of an empty slot; with a date or a name beside it is a byline.
        if _OF_TEXT.search(label) and (is_label(label) or split_label(label) is not None):
            return label
        if element.tag in {"p", "div"} and element.letters > 4 and not is_label(label) and split_label(label):
            return label
    return None


def _begins_text(element: Element) -> bool:
    """Whether the running text begins here."""
    own = sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
    return own >= _PARAGRAPH and element.tag not in {"title", "h1", "h2"}


def _is_in(element: Element, within: Sequence[Element]) -> bool:
    return any(other.holds(element) for other in within)


def _has_call(tree: PageTree, body: Element, within: Sequence[Element]) -> bool:
    for link in tree.links_in(body):
        landing = tree.landing_of(link)
        if (
            landing
            and not _is_in(link, within)
            and is_away(tree, landing)
            and link.letters <= 30
            and _CALL.search(words_of(link, limit=100))
        ):
            return True
    return False


def _has_form(tree: PageTree, body: Element, within: Sequence[Element]) -> bool:
    fields = 0
    for element in tree.inside(body):
        if element.tag == "input" and not element.is_hidden and not _is_in(element, within):
            stated = " ".join(element.attributes.get(name, "") for name in ("name", "placeholder", "type"))
            fields += re.search(r"phone|mobile|tel|手机|电话|姓名", stated, re.IGNORECASE) is not None
    return fields > 0


def _has_code(tree: PageTree, body: Element, within: Sequence[Element]) -> bool:
    for picture in tree.pictures_in(body):
        if _is_in(picture, within):
            continue
        stated = f"{picture.names} {picture.attributes.get('alt', '')} {(tree.source_of(picture) or '')[-60:]}"
        if _CODE.search(stated):
            return True
    return False
