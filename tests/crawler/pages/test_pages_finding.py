"""What is an ad and what is none, way by way."""

from collections.abc import Callable

import pytest

from crawler.ad import Box, CreativeKind, FoundBy
from crawler.capture import Viewport
from crawler.pages import FilterEngine, find_ads, load_filters
from crawler.pages.ad_rule import AdRule
from crawler.pages.filter_engine import FilterEngine as Engine
from crawler.pages.finding import survey
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.page import Frame, Page

URL = "http://www.haichao.test/n/1.html"
DESKTOP = Viewport(width=1366, height=900)
Find = Callable[..., tuple[FoundAd, ...]]


@pytest.fixture(scope="module")
def own_filters() -> FilterEngine:
    return load_filters([])


@pytest.fixture
def find(own_filters: FilterEngine) -> Find:
    def run(
        html: str, *frames: Frame, rules: tuple[AdRule, ...] = (), viewport: Viewport | None = None
    ) -> tuple[FoundAd, ...]:
        page = Page(url=URL, frames=(Frame(url=URL, html=html, parent=None), *frames), viewport=viewport)
        return find_ads(page, filters=own_filters, rules=rules)

    return run


def words(ad: FoundAd) -> list[tuple[CreativeKind, str]]:
    return [(piece.kind, piece.text) for piece in ad.pieces if isinstance(piece, TextPiece)]


def landings(ads: tuple[FoundAd, ...]) -> list[str | None]:
    return [ad.landing_url for ad in ads]


CARD = (
    '<div class="it"><a href="http://lp.yilong.test/1"><h3>车抵贷 押证不押车</h3></a><div class="m">{label}</div></div>'
)
NEWS = '<div class="it"><a href="/n/2"><h3>多地调整公积金政策</h3></a><div class="m">晨报 3小时前</div></div>'


@pytest.mark.parametrize(
    ("label", "advertiser"),
    [
        ("广告", None),
        ("廣告", None),
        ("广 告", None),
        ("[推广]", None),
        ("「赞助」", None),
        ("AD", None),
        ("Sponsored", None),
        ("广告 · 亿隆典当", "亿隆典当"),
        ("亿隆典当 广告", "亿隆典当"),
        ("亿隆典当的广告", "亿隆典当"),
        ("<span>亿隆典当</span> <span>广告</span>", "亿隆典当"),
        ("广告 ×", None),
        ("广告 5秒 | 跳过", None),
        ('<img src="t.gif" alt="广告" width="24" height="12">', None),
        ('<i class="icon-ad"></i>', None),
        ('<img src="/s/tag_gg.png" width="26" height="14">', None),
        ('<span data-finad-generated="after">推广</span>', None),
    ],
)
def test_a_labelled_item_among_news_is_an_ad(find: Find, label: str, advertiser: str | None) -> None:
    ads = find(f"<div>{NEWS}{CARD.format(label=label)}{NEWS}</div>")
    assert [(ad.landing_url, ad.found_by, ad.advertiser_raw) for ad in ads] == [
        ("http://lp.yilong.test/1", (FoundBy.LABEL,), advertiser)
    ]
    assert words(ads[0])[0] == (CreativeKind.TITLE, "车抵贷 押证不押车")


@pytest.mark.parametrize(
    "html",
    [
        '<nav><a href="/">首页</a><a href="/ad/">广告</a><a href="/tg/">推广</a></nav>',
        '<div><a href="/about">关于我们</a> | <a href="/ads">广告服务</a> | <a href="/u">推广联盟</a></div>',
        (
            '<ul><li>[<a href="/ad/">广告</a>] <a href="/n/5">某乳企广告片引热议</a></li><li>'
            '<a href="/n/6">油价上调</a></li></ul>'
        ),
        (
            '<ul><li><a href="/n/7">互联网广告新规：弹窗须一键关闭</a></li><li>'
            '<a href="/n/8">赞助世界杯的中国企业</a></li></ul>'
        ),
        "<table><tr><th>项目</th><th>广告</th></tr><tr><td>推广</td><td>300</td></tr></table>",
        (
            '<div class="tabs"><span>全部</span><span>广告</span></div><ul><li><a href="/n/1">一</a>'
            '</li><li><a href="/n/2">二</a></li></ul>'
        ),
        '<form><label><input type="radio">广告</label><label><input type="radio">色情</label></form><p>举报理由</p>',
        "<p>他说，<b>广告</b>就是广而告之。</p><p><em>推广</em>普通话，从我做起。</p>",
        (
            '<div class="ad"></div><div id="ad_top" style="display:none"><a href="http://x.test">'
            '<img src="a.png" width="960" height="90"></a></div>'
        ),
        '<div class="ad-slot"><iframe src="http://ad.x.test/s" width="0" height="0"></iframe></div>',
        '<div class="adv_contact"><a href="/contact">广告刊登热线 021-00000000</a></div>',
        '<div class="download-links"><a href="/reader">阅读器</a></div><div class="head-loading">加载</div>',
        '<a href="/"><img src="/logo.png" width="300" height="90" alt="海潮网"></a>',
        '<a href="/topic/3"><img src="/t.png" width="960" height="90"></a>',
        (
            '<h4>友情链接</h4><p><a href="http://b.test"><img src="b.png" width="120" height="60">'
            '</a><a href="http://c.test"><img src="c.png" width="120" height="60"></a></p>'
        ),
        '<div><h4>合作伙伴</h4><a href="http://b.test"><img src="b.png" width="180" height="150"></a></div>',
        '<iframe src="http://player.shipin.test/e/1" width="640" height="360"></iframe>',
        '<a href="http://apps.market.test/1"><img src="/i/qrcode.png" width="200" height="200"></a>',
        (
            '<ul><li><a href="http://www.b1.test">东江银行</a></li><li>'
            '<a href="http://www.b2.test">西河证券</a></li></ul>'
        ),
    ],
)
def test_what_only_looks_like_an_ad_is_none(find: Find, html: str) -> None:
    assert (
        find(f"<html><body><div>{html}</div><p>上证指数收于三千点上方，成交额较前一日略有放大。</p></body></html>")
        == ()
    )


def test_a_label_beside_a_banner_in_running_text_marks_the_banner_alone(find: Find) -> None:
    ads = find(
        "<div><p>第一段正文讲的是存款利率的变化趋势。</p><p>广告</p>"
        "<a href='http://www.jucai.test/'><img src='j.png'></a>"
        "<p>第二段正文继续讲利率。</p></div>"
    )
    assert landings(ads) == ["http://www.jucai.test/"]
    assert ads[0].pieces == (PicturePiece(url="http://www.haichao.test/n/j.png", content=None, box=None),)


def test_a_heading_label_over_links_marks_each_of_them(find: Find) -> None:
    ads = find(
        "<div><h4>推广链接</h4><ul><li><a href='http://a.test/1'>闲钱七天一转</a></li>"
        "<li><a href='http://b.test/2'>法拍房配资垫资</a></li></ul></div><div><a href='/n/9'>新闻</a></div>"
    )
    assert landings(ads) == ["http://a.test/1", "http://b.test/2"]


def test_a_slot_with_several_advertisers_is_several_ads_and_one_card_with_several_links_is_one(find: Find) -> None:
    row = "<div class='ad-row'><a href='http://a.test'>甲基金零费率</a> <a href='http://b.test'>乙信托抢购中</a></div>"
    card = (
        "<div class='ad-card'><a class='p' href='http://c.test/x'><img src='c.png' width=200 height=100></a>"
        "<div><a href='http://c.test/x?t=1'>丙保险少儿金</a>"
        "<a class='btn' href='http://c.test/go'>马上投保</a></div></div>"
    )
    ads = find(row + card)
    assert landings(ads) == ["http://a.test", "http://b.test", "http://c.test/x"]
    assert words(ads[2]) == [(CreativeKind.TITLE, "丙保险少儿金"), (CreativeKind.BUTTON, "马上投保")]


def test_ways_and_nested_elements_of_one_ad_become_one(find: Find) -> None:
    outer = (
        '<div id="ad_right">'
        '<iframe src="http://show.adnet.test/s?zoneid=3" width="300" height="250" '
        'data-finad-frame="1" data-finad-box="900 100 300 250"></iframe></div>'
    )
    middle = '<iframe src="http://cr.adnet.test/c" data-finad-frame="2" data-finad-box="0 0 300 250"></iframe>'
    inner = (
        '<a href="http://click.adnet.test/c?id=7" data-finad-box="0 0 300 250">'
        '<img data-finad-src="http://cdn.adnet.test/7.png" src="7.png" data-finad-box="0 0 300 250"></a><i>广告</i>'
    )
    page = Page(
        url=URL,
        frames=(
            Frame(url=URL, html=f"<p>正文</p>{outer}", parent=None),
            Frame(url="http://show.adnet.test/s?zoneid=3", html=middle, parent=0, x=900, y=100),
            Frame(url="http://cr.adnet.test/c", html=inner, parent=1, x=900, y=100),
        ),
        resources={"http://cdn.adnet.test/7.png": b"png"},
        viewport=DESKTOP,
    )
    (ad,) = find_ads(page, filters=load_filters([]))
    assert ad.found_by == (FoundBy.LABEL, FoundBy.FILTER_LIST, FoundBy.AD_FRAME, FoundBy.SLOT_SIZE)
    assert ad.selector == "#ad_right"
    assert (ad.box, ad.landing_url) == (Box(x=900, y=100, width=300, height=250), "http://click.adnet.test/c?id=7")
    assert ad.pieces == (
        PicturePiece(
            url="http://cdn.adnet.test/7.png", content=b"png", box=Box(x=900, y=100, width=300, height=250), alt=None
        ),
    )


def test_an_ad_frame_that_could_not_be_read_is_kept_as_a_picture_of_its_place(find: Find) -> None:
    html = '<iframe src="http://show.adnet.test/s" data-finad-frame="1" data-finad-box="10 20 300 250"></iframe>'
    (ad,) = find(html, Frame(url="http://show.adnet.test/s", html="", parent=0, x=10, y=20), viewport=DESKTOP)
    assert ad.pieces == (PicturePiece(url=None, content=None, box=Box(x=10, y=20, width=300, height=250)),)
    assert ad.frame_url == "http://show.adnet.test/s"


def test_canvas_background_lazy_and_data_pictures_are_all_pieces_of_their_ads(find: Find) -> None:
    pixel = "data:image/png;base64,cG5n"
    html = (
        '<a href="http://a.test/" data-finad-href="http://a.test/" data-finad-box="0 0 960 90">'
        '<canvas data-finad-drawn="1" data-finad-box="0 0 960 90"></canvas></a>'
        '<p>正文一</p><a href="http://b.test/" data-finad-box="0 200 728 90" '
        'data-finad-bg="http://i.test/bg.png"></a>'
        f'<p>正文二</p><a href="http://c.test/" data-finad-box="0 400 300 250"><img src="{pixel}" '
        'data-finad-box="0 400 300 250"></a>'
        '<p>正文三</p><a href="http://d.test/" data-finad-box="0 800 468 60">'
        '<img src="blank.gif" data-finad-src="http://i.test/d.jpg" data-finad-box="0 800 468 60">'
        "</a>"
        '<p>正文四</p><a href="http://e.test/" data-finad-box="0 900 960 90"><canvas '
        'data-finad-box="0 900 960 90"></canvas></a>'
    )
    ads = find(html, viewport=DESKTOP)
    assert [ad.pieces for ad in ads] == [
        (PicturePiece(url=None, content=None, box=Box(x=0, y=0, width=960, height=90)),),
        (PicturePiece(url="http://i.test/bg.png", content=None, box=Box(x=0, y=200, width=728, height=90)),),
        (PicturePiece(url=None, content=b"png", box=Box(x=0, y=400, width=300, height=250)),),
        (PicturePiece(url="http://i.test/d.jpg", content=None, box=Box(x=0, y=800, width=468, height=60)),),
    ]


@pytest.mark.parametrize(
    "click",
    [
        "onclick=\"window.open('http://www.tongli.test/kh')\"",
        "onclick=\"location.href='http://www.tongli.test/kh'\"",
        'data-href="http://www.tongli.test/kh"',
        'data-finad-href="http://www.tongli.test/kh"',
    ],
)
def test_a_click_handler_that_states_its_address_is_a_landing(find: Find, click: str) -> None:
    assert landings(find(f'<div {click}><img src="k.png" width="960" height="60"></div>')) == [
        "http://www.tongli.test/kh"
    ]


def test_the_parts_of_a_card_are_told_apart(find: Find) -> None:
    html = (
        '<div class="it" data-advertiser="禾丰财富管理有限公司"><span>广告</span><a href="http://w.test/">'
        "<h4>禾丰稳健一号</h4><p>近一年<b>3.1%</b></p><p>按日计息</p>"
        '<p class="risk-tip">理财有风险</p><p>*业绩不代表未来</p>'
        '<p data-finad-type="9">客服时间九点至五点</p><span class="btn">去看看</span></a></div>'
    )
    (ad,) = find(html)
    assert words(ad) == [
        (CreativeKind.TITLE, "禾丰稳健一号"),
        (CreativeKind.BODY, "近一年3.1%"),
        (CreativeKind.BODY, "按日计息"),
        (CreativeKind.FOOTNOTE, "理财有风险"),
        (CreativeKind.FOOTNOTE, "*业绩不代表未来"),
        (CreativeKind.FOOTNOTE, "客服时间九点至五点"),
        (CreativeKind.BUTTON, "去看看"),
    ]
    assert ad.advertiser_raw == "禾丰财富管理有限公司"


def test_subtitles_loaded_with_a_video_are_words_of_the_ad() -> None:
    html = (
        '<div class="ad-video"><video poster="p.jpg"><track src="s.vtt"></video><a href="http://v.test/">详情</a></div>'
    )
    vtt = "WEBVTT\n\n1\n00:00.000 --> 00:02.000\n<v 甲>存得安心\n\n00:02.000 --> 00:04.000\n取得方便\n".encode()
    page = Page(
        url=URL, frames=(Frame(url=URL, html=html, parent=None),), resources={"http://www.haichao.test/n/s.vtt": vtt}
    )
    (ad,) = find_ads(page, filters=load_filters([]))
    assert [text for _, text in words(ad)] == ["存得安心\n取得方便", "详情"]


def test_a_rule_of_the_site_marks_what_has_its_label_and_names_the_parts(find: Find) -> None:
    rule = AdRule(selector=".res", label="商业", title="h5", body=".ab", advertiser=".from")
    html = (
        '<div class="res"><h5>分期无忧</h5><p class="ab">月供三百起</p>'
        '<span class="from">惠分期</span><em>商业</em><a href="http://h.test/">h</a></div>'
        '<div class="res"><h5>分期付款_百科</h5><p class="ab">一种付款方式</p><a href="http://k.test/">k</a></div>'
    )
    (ad,) = find(html, rules=(rule,))
    assert (ad.found_by, ad.proof) == ((FoundBy.SITE_RULE,), "site_rule: .res with 商业")
    assert words(ad) == [(CreativeKind.TITLE, "分期无忧"), (CreativeKind.BODY, "月供三百起")]
    assert (ad.advertiser_raw, ad.landing_url) == ("惠分期", "http://h.test/")


def test_empty_and_hidden_slots_are_counted_and_are_no_ads(own_filters: Engine) -> None:
    html = (
        '<div id="ad_a"></div><div id="ad_b" data-finad-hidden="1"><a href="http://x.test">贷款</a></div>'
        '<div id="ad_c" data-finad-box="0 0 0 0"><a href="http://x.test" '
        'data-finad-box="0 0 0 0"></a></div><p>正文</p>'
    )
    page = Page(url=URL, frames=(Frame(url=URL, html=html, parent=None),), viewport=DESKTOP)
    found = survey(page, filters=own_filters)
    assert (found.ads, found.empty_slots) == ((), ("#ad_a", "#ad_b", "#ad_c"))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "广告",
        "<p>\ud800广告\udfff</p><a href='http://a.test/\ud800'>x</a>",
        (
            '<a href="http://[::bad"><img width=960 height=90 src="http://[x"></a>'
            '<iframe src="//[" width=300 height=250></iframe>'
        ),
        "<div>" * 3_000 + "广告",
        "<span>广告</span>" * 3_000,
        '<iframe src="http://www.haichao.test/n/1.html"></iframe>',
        '<a href="http://z.test" data-finad-box="nan x"><img src="a.png" data-finad-box="inf 0 nan 9">',
        "<p>" + "理财广告" * 100_000,
    ],
    ids=["nothing", "word", "surrogates", "bad-addresses", "deep", "wide", "itself", "bad-boxes", "long-line"],
)
def test_hostile_pages_are_read_to_their_end(find: Find, html: str) -> None:
    assert all(ad.pieces for ad in find(html))
