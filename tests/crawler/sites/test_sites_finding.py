from pathlib import Path

from crawler.ad import FoundBy
from crawler.pages.ad_rule import AdRule
from crawler.pages.found import FoundAd
from crawler.pages.page import Frame, Page
from crawler.sites.finding import find_on
from crawler.sites.site import Site

PAGES = Path(__file__).parent / "pages"
ANY = Site(name="any", start_urls=())
PROMOTION = """<p>月月盈是我用过最省心的理财，年化12%，保本保息，随存随取，每天都能看到收益到账。</p>
<p>老客户都在追加，名额只剩37个，先到先得，手慢无！现在扫码添加客服微信 yyy8866，立即领取888元体验金。</p>
<p>咨询电话 400-000-1234，点击阅读原文马上注册，前一百名再送加息券，零风险高回报，轻松翻倍。</p>"""


def find(html: str, url: str, site: Site = ANY) -> tuple[FoundAd, ...]:
    return find_on(Page(url=url, frames=(Frame(url=url, html=html, parent=None),)), site, None)


def saved(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def test_a_sponsored_result_found_by_two_finders_is_one_ad() -> None:
    ads = find(saved("search-2024"), "http://www.xunta.example/s?wd=x")
    assert [ad.landing_url for ad in ads] == [
        f"http://www.xunta.example/link?u={key}" for key in ("aa1", "bb1", "dd1", "dd2")
    ]
    assert ads[0].advertiser_raw == "上海鼎元宝金融信息服务有限公司"


def test_a_declared_kind_is_asked_even_where_the_page_would_not_be_recognised() -> None:
    seller = Site(name="seller", start_urls=(), page_kind="platform")
    url = "https://www.seller.example/"
    assert len(find(saved("platform-p2p"), url)) == 4
    assert len(find(saved("platform-p2p"), url, seller)) == 5


def test_rules_of_the_site_find_beside_its_kind() -> None:
    html = "<html><body><p class='tg'>东湾贷款，当天放款，<a href='https://dw.example/'>了解</a></p><p>别的</p></body></html>"
    ads = find(html, "https://a.example/", Site(name="a", start_urls=(), ad_rules=(AdRule(selector="p.tg"),)))
    assert [(FoundBy.SITE_RULE in ad.found_by, ad.landing_url) for ad in ads] == [(True, "https://dw.example/")]


def test_the_account_of_an_article_that_is_an_ad_is_its_advertiser() -> None:
    html = saved("article-ad").replace("<section>", "<section>" + PROMOTION)
    ads = find(html, "https://mp.weixin.qq.com/s/abc")
    assert [(ad.found_by, ad.advertiser_raw) for ad in ads] == [((FoundBy.CONTENT,), "财富小课堂")]
    assert ads[0].landing_url == "https://www.yueyueying.example/reg?c=wx"


def test_an_article_that_is_none_has_no_ad() -> None:
    assert find(saved("article-news"), "https://news.example/1") == ()
