"""Labels that need an outside link to be believed, and labels that begin a line."""

import pytest

from crawler.pages import find_ads
from crawler.pages.label_words import is_label, is_weak_label, leading_label
from crawler.pages.page import Frame, Page

URL = "http://news.a.test/x.html"
OFFER = "柳岸小贷十分钟出额度，最高二十万"


def found(html: str) -> list[str]:
    page = Page(url=URL, frames=(Frame(url=URL, html=f"<body>{html}</body>", parent=None),))
    return [
        " ".join(piece.text for piece in ad.pieces if hasattr(piece, "text")) for ad in find_ads(page, filters=None)
    ]


@pytest.mark.parametrize(
    "label", ["商业合作", "品牌推荐", "付费推送", "特约", "商 情", "★特约★", "Partner offer", "特约商户"]
)
def test_weak_labels_mark_what_leads_to_another_site(label: str) -> None:
    html = f'<div class="b"><span>{label}</span><a href="http://www.liuan-dai.test/"><b>{OFFER}</b></a></div>'
    assert not is_label(label)
    assert is_weak_label(label)
    assert len(found(html)) == 1


@pytest.mark.parametrize("label", ["商业合作", "品牌推荐", "特别推荐", "企业展示"])
def test_weak_labels_mark_nothing_that_stays_on_the_site(label: str) -> None:
    assert (
        found(f'<div class="b"><span>{label}</span><a href="/n/1.html"><b>一季度消费品零售总额回升</b></a></div>') == []
    )


@pytest.mark.parametrize(
    "words", ["友情链接", "合作媒体", "广告服务", "商务合作电话", "企业服务", "金融服务", "推荐阅读"]
)
def test_what_pages_call_other_things_is_no_label(words: str) -> None:
    assert not is_label(words)
    assert not is_weak_label(words)


def test_friendly_links_in_the_foot_are_no_ads() -> None:
    links = "".join(f'<a href="http://www.site{n}.test/">兄弟网站{n}</a> ' for n in range(6))
    assert found(f"<h4>友情链接</h4><div>{links}</div>") == []


@pytest.mark.parametrize(
    "line",
    [
        f'<p>商业信息 <a href="http://www.liuan-dai.test/">{OFFER}</a></p>',
        f'<p>品牌合作：<a href="http://www.liuan-dai.test/">{OFFER}</a></p>',
        f'<p>广告 <a href="http://www.liuan-dai.test/">{OFFER}</a></p>',
        f'<div><a href="http://www.liuan-dai.test/">【友情赞助】{OFFER}</a></div>',
        f'<div><a href="http://www.liuan-dai.test/">[广告] {OFFER}</a></div>',
    ],
)
def test_a_label_may_begin_the_line_it_marks(line: str) -> None:
    (ad,) = found(f"<p>今日多云转晴，最高气温二十一度，出门注意防晒。</p>{line}<p>明日小雨，气温略降，请备雨具。</p>")
    assert OFFER in ad


@pytest.mark.parametrize(
    "line",
    [
        '<p>广告 <a href="/n/2.html">新规出台，弹窗须能一键关闭</a></p>',
        '<p>推荐：<a href="http://www.liuan-dai.test/">一家老店的三代人</a></p>',
        '<p>商业合作：<a href="/about.html">联系我们</a></p>',
        '<p>来源：<a href="http://paper.b.test/">城市晚报</a></p>',
    ],
)
def test_lines_that_begin_otherwise_or_stay_on_the_site_are_none(line: str) -> None:
    assert found(line) == []


def test_a_leading_label_is_set_off_from_the_rest() -> None:
    assert leading_label("【赞助】新客首月免息") == ("赞助", "新客首月免息")
    assert leading_label("商业合作：新客首月免息") == ("商业合作", "新客首月免息")
    assert leading_label("广告行业协会发布新规") is None
