from dataclasses import replace

import pytest

from crawler.ad import Box, CreativeKind, FoundBy
from crawler.pages.addresses import ad_server_cue, is_click_through, leads_away, site_of
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.pages.merging import merge
from crawler.pages.slot_sizes import standard_size

TITLE = TextPiece(kind=CreativeKind.TITLE, text="稳健一号")
BODY = TextPiece(kind=CreativeKind.BODY, text="七日可赎")
PICTURE = PicturePiece(url="http://i.test/1.png", content=None, box=None)
ONE = FoundAd(
    pieces=(TITLE, PICTURE),
    found_by=(FoundBy.SLOT_SIZE,),
    proof="slot_size: 300x250",
    landing_url="http://l.test/",
    selector="html > body > div > a",
    box=Box(x=10, y=10, width=300, height=250),
)
OTHER = FoundAd(
    pieces=(TITLE, BODY),
    found_by=(FoundBy.SITE_RULE,),
    proof="site_rule: .card",
    advertiser_raw="禾丰财富",
    landing_url="http://l.test/",
    selector="html > body > div",
    box=Box(x=0, y=0, width=320, height=300),
)


def test_one_ad_found_twice_is_one_with_all_that_either_states() -> None:
    joined = replace(
        OTHER,
        pieces=(TITLE, BODY, PICTURE),
        found_by=(FoundBy.SITE_RULE, FoundBy.SLOT_SIZE),
        proof="site_rule: .card; slot_size: 300x250",
    )
    assert merge([ONE, OTHER]) == (joined,)
    assert merge([OTHER, ONE]) == (joined,)
    assert merge([replace(ONE, box=None), replace(OTHER, box=None)]) == (replace(joined, box=None),)


@pytest.mark.parametrize(
    "second",
    [
        replace(ONE, landing_url="http://m.test/", selector="html > body > p"),
        replace(ONE, box=Box(x=900, y=10, width=300, height=250), selector="html > body > p"),
        replace(ONE, box=None, selector="html > body > p"),
        replace(OTHER, pieces=(BODY,), selector="html > body > p"),
    ],
    ids=["other landing", "other place", "other path", "other words"],
)
def test_two_ads_stay_two(second: FoundAd) -> None:
    assert merge([ONE, second]) == (ONE, second)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://a.b.sina.com.cn/x", "sina.com.cn"),
        ("http://127.0.0.1:81/", "127.0.0.1:81"),
        ("http://localhost:8/", "localhost:8"),
        ("http://a.portal.test:8/", "portal.test"),
        ("http://[bad", ""),
        ("about:blank", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


def test_another_host_of_the_site_is_not_away() -> None:
    assert not leads_away("http://fund.w.com.cn/", "http://www.w.com.cn/")
    assert leads_away("http://fund.v.com.cn/", "http://www.w.com.cn/")


@pytest.mark.parametrize(
    ("url", "cue", "clicks"),
    [
        ("http://ad.x.test/", "host ad.x.test", False),
        ("http://cdn.x.test/ads/t.html", "path ads", False),
        ("http://x.test/s?zoneid=3", "query zoneid=", False),
        ("http://x.test/adidas/loading.html?add=1", None, False),
        ("http://header.test/address/roads", None, False),
        ("http://clk.x.test/9", None, True),
        ("http://x.test/go/12", None, True),
        ("http://x.test/r?to=http%3A%2F%2Fy.test", None, True),
        ("http://x.test/share?url=http://y.test", None, False),
        ("http://x.test/news/click-bait.html", None, False),
    ],
)
def test_what_the_shape_of_an_address_tells(url: str, cue: str | None, clicks: bool) -> None:
    assert (ad_server_cue(url), is_click_through(url)) == (cue, clicks)


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((300, 250), "300x250"),
        ((298, 246), "300x250"),
        ((960, 88), "960x90"),
        ((1180, 100), "strip 1180x100"),
        ((118, 420), "tower 118x420"),
        ((640, 360), None),
        ((16, 16), None),
        ((0, 90), None),
        (None, None),
    ],
)
def test_sizes_that_ads_are_sold_in(size: tuple[float, float] | None, name: str | None) -> None:
    assert standard_size(size) == name
