from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.ad import FoundBy
from crawler.pages.found import FoundAd
from crawler.pages.tree import PageTree
from crawler.sites.kinds import PAGE_KINDS, app_store, article, platform, search_results
from crawler.sites.kinds.article import ArticleParts, parts_of
from crawler.sites.site import Site

PAGES = Path(__file__).parent / "pages"
GENERIC = Site(name="generic", start_urls=())
SELLER = Site(name="seller", start_urls=(), page_kind="platform")
URLS = {
    "search-2024": "http://www.xunta.example/s?wd=%E9%AB%98%E6%81%AF",
    "search-2012": "http://www.haosou.example/so?q=x",
    "search-list": "https://cn.bidao.example/search?q=x&first=1",
    "search-cards": "https://s.example/results?keyword=x",
}

ReadSaved = Callable[[str], PageTree]
Show = Callable[[Sequence[FoundAd]], list[tuple[str, ...]]]


@pytest.fixture
def saved(tree_of: Callable[[str, str], PageTree]) -> ReadSaved:
    def read(name: str) -> PageTree:
        html = (PAGES / f"{name}.html").read_text(encoding="utf-8")
        return tree_of(html, URLS.get(name, "https://www.seller.example/page"))

    return read


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_each_saved_page_is_of_its_kind_alone(saved: ReadSaved, name: str) -> None:
    kinds = {
        "search": ["search_results"],
        "article": ["article"],
        "app": ["app_store"],
        "platform": ["platform"],
        "none": [],
    }
    assert [kind.name for kind in PAGE_KINDS if kind.is_such(saved(name))] == kinds[name.partition("-")[0]]


@pytest.mark.parametrize(
    "name", ["none-warning", "none-wrapped", "none-ranking", "none-calculator", "none-front", "article-news"]
)
def test_pages_of_no_kind_have_no_ads_of_one(saved: ReadSaved, name: str) -> None:
    assert [ad for kind in PAGE_KINDS for ad in kind.find(saved(name), GENERIC)] == []


def test_labelled_results_are_told_from_organic_ones_whatever_the_classes(saved: ReadSaved, shown: Show) -> None:
    ads = search_results.find(saved("search-2024"), GENERIC)
    assert shown(ads) == [
        (
            "title: 高息理财就选鼎元宝 年化9.8%起",
            "picture: http://www.xunta.example/pic/a.jpg",
            "body: 活期随存随取，100元起投，新人注册送888元体验金。",
            "body: 新手专区债权转让",
            "body: www.dingyuanbao.example 2024-03 上海鼎元宝金融信息服务有限公司",
        ),
        ("title: 手里有闲钱？周周付息 到期还本", "body: 月息一分二，车辆质押，门店可查。", "body: chedai.example"),
        ("title: 黄金投资开户 0佣金", "body: 24小时双向交易，送千元礼金"),
        ("title: 车险报价在线算", "body: 比别家省四成，三分钟出单"),
    ]
    assert [(ad.landing_url or "")[-3:] for ad in ads] == ["aa1", "bb1", "dd1", "dd2"]
    assert [ad.advertiser_raw for ad in ads] == ["上海鼎元宝金融信息服务有限公司", None, None, None]
    assert {ad.found_by for ad in ads} == {(FoundBy.LABEL,)}
    assert ads[0].proof == "label '广告' on a page of 7 search results, 4 of them labelled"
    assert ads[2].proof == "label '推广链接' on a page of 7 search results, 4 of them labelled"


def test_a_label_above_a_run_of_results_ends_at_the_next_heading(saved: ReadSaved, shown: Show) -> None:
    assert shown(search_results.find(saved("search-2012"), GENERIC)) == [
        ("title: 首付不够？我们垫", "body: 最快一天放款，房产证下来再还。\nwww.dianfu.example"),
        ("title: 零首付买房 全程代办", "body: 公积金、商贷、装修贷一站办齐"),
    ]


def test_sponsored_results_in_a_list_within_the_list(saved: ReadSaved, shown: Show) -> None:
    assert shown(search_results.find(saved("search-list"), GENERIC)) == [
        ("title: 装修贷款 年化3.6%起", "body: www.zxdai.example", "body: 额度100万，最长十年，线上秒批。"),
        ("title: 局部改造也能贷", "body: 5000元起借，随借随还。"),
    ]


def test_results_without_headings_and_a_label_that_names_the_advertiser(saved: ReadSaved, shown: Show) -> None:
    ads = search_results.find(saved("search-cards"), GENERIC)
    assert shown(ads) == [("title: 百万医疗险 首月1元", "body: 住院花费超1万元部分报销，0岁到65岁可投")]
    assert ads[0].advertiser_raw == "安禾保险经纪"


@pytest.mark.parametrize("url", ["http://a.example/", "http://a.example/s?page=2", "http://a.example/s?wd="])
def test_a_page_that_was_asked_for_nothing_is_no_search_page(tree_of: Callable[[str, str], PageTree], url: str) -> None:
    html = (PAGES / "search-2024.html").read_text(encoding="utf-8")
    assert not search_results.is_such(tree_of(html, url))


def test_the_parts_of_an_article_over_plain_http(saved: ReadSaved) -> None:
    assert parts_of(saved("article-ad")) == ArticleParts(
        title="90后夫妻：一年存下三十万，靠的是这一招",
        body="结婚三年，小两口工资没涨，存款却翻了番。\n秘诀是月月盈，每天都有收益到账。\n长按识别，名额只剩 37 个。",
        account="财富小课堂",
        author="老周",
        published_at=datetime(2024, 5, 6, 1, 30, tzinfo=UTC),
        original_url="https://www.yueyueying.example/reg?c=wx",
        cards=("记账小能手",),
        has_reward=True,
        has_qr_code=True,
    )
    assert article.find(saved("article-ad"), GENERIC) == ()


def test_an_article_states_what_it_states_and_no_more(saved: ReadSaved) -> None:
    assert parts_of(saved("article-news")) == ArticleParts(
        title="三季度信贷数据公布",
        body="新增贷款环比上升，住户贷款占比下降。\n业内人士认为……",
        account="合岳财经",
        author="合岳财经编辑部",
        published_at=None,
        original_url=None,
    )


def test_an_app_listing_is_one_ad_without_reviews_or_neighbours(saved: ReadSaved, shown: Show) -> None:
    ads = app_store.find(saved("app-cn"), GENERIC)
    assert shown(ads) == [
        (
            "title: 存钱罐理财",
            "body: 稳健收益，随时取出。",
            "body: 新用户注册即送体验金8888元！",
            "body: 1. 优化首页；2. 新增加息活动",
            "button: 安全下载",
            "picture: https://www.seller.example/s1.png",
            "picture: https://www.seller.example/s2.png",
        )
    ]
    assert [(ad.advertiser_raw, ad.landing_url, ad.found_by, ad.proof) for ad in ads] == [
        (
            "杭州存钱罐网络科技有限公司",
            "https://www.seller.example/d/1.apk",
            (FoundBy.SITE_RULE,),
            "app-store listing: facts developer, size, updated, version",
        )
    ]


def test_listings_of_other_layouts(saved: ReadSaved, shown: Show) -> None:
    foreign = app_store.find(saved("app-store"), GENERIC)
    assert shown(foreign) == [
        (
            "title: 趣借钱包",
            "body: 10秒测额，最高20万，日息低至万分之二。",
            "body: 春节不打烊，全天放款到账快。",
            "button: 获取",
            "picture: https://img.example/1.webp",
        )
    ]
    structured = app_store.find(saved("app-structured"), GENERIC)
    assert shown(structured) == [("title: 云杉证券", "body: 7×24小时开户，佣金万一免五，首笔理财年化6%。")]
    assert [ad.advertiser_raw for ad in (*foreign, *structured)] == ["Shanyin Info Ltd.", "云杉证券股份有限公司"]


CARDS = [
    (
        "title: 车抵宝 A2041 期",
        "body: 预期年化",
        "body: 11.8%",
        "body: 期限",
        "body: 6个月",
        "body: 剩余",
        "body: 32.5万元",
        "button: 立即投标",
        "footnote: 网贷有风险，出借需谨慎。历史收益不代表未来。",
    ),
    (
        "title: 房抵宝 B77 期",
        "body: 预期年化",
        "body: 10.2%",
        "body: 期限",
        "body: 12个月",
        "body: 剩余",
        "body: 100万元",
        "footnote: *以实际起息日为准",
        "button: 立即投标",
        "footnote: 网贷有风险，出借需谨慎。历史收益不代表未来。",
    ),
    (
        "title: 周周升",
        "body: 7.5%",
        "body: 7天",
        "button: 投资",
        "footnote: 网贷有风险，出借需谨慎。历史收益不代表未来。",
    ),
]


def test_product_cards_are_ads_with_the_notes_at_the_foot_of_the_page(saved: ReadSaved, shown: Show) -> None:
    banner, *ads = platform.find(saved("platform-p2p"), GENERIC)
    note = "footnote: 网贷有风险，出借需谨慎。历史收益不代表未来。"
    assert shown((banner,)) == [("picture: https://www.seller.example/img/618.jpg", note)]
    assert shown(tuple(ads)) == CARDS
    assert [ad.landing_url for ad in ads] == [f"https://www.seller.example/p/{number}" for number in (1, 2, 3)]
    assert {ad.advertiser_raw for ad in ads} == {"上海东湾信贷信息服务有限公司"}
    assert ads[0].found_by == (FoundBy.SITE_RULE,)
    assert ads[0].proof == "offer among others like it: 11.8%, 期限, button 立即投标"


def test_campaigns_count_where_the_site_is_declared_a_seller(saved: ReadSaved, shown: Show) -> None:
    ads = platform.find(saved("platform-p2p"), SELLER)
    note = "footnote: 网贷有风险，出借需谨慎。历史收益不代表未来。"
    assert shown(ads) == [
        ("picture: https://www.seller.example/img/618.jpg", note),
        ("title: 新手礼包", "body: 注册即领588元红包，可抵扣投资", "button: 立即领取", note),
        *CARDS,
    ]


def test_a_page_of_one_product_is_one_ad_with_its_description(saved: ReadSaved, shown: Show) -> None:
    assert shown(platform.find(saved("platform-fund"), GENERIC)) == [
        (
            "title: 远岭稳健成长混合A",
            "body: 近一年收益23.41%起购金额 10元",
            "button: 立即购买",
            "title: 产品亮点",
            "body: 明星基金经理韩某管理，任职以来年化回报超同类平均。",
            "footnote: *过往业绩不预示未来表现，基金有风险，投资需谨慎。",
        )
    ]
    assert shown(platform.find(saved("platform-insurer"), GENERIC)) == [
        (
            "picture: https://www.seller.example/kv.png",
            "title: 安禾少儿重疾险",
            "body: 最高保额80万，120种重疾",
            "body: ¥268元/年起",
            "button: 立即投保",
            "title: 保障责任",
            "body: 重疾保险金 80万元",
            "body: 轻症豁免",
            "footnote: 注：等待期90天，详见条款。",
        )
    ]
    assert shown(platform.find(saved("platform-loan"), GENERIC)) == [
        (
            "title: 好花速贷",
            "body: 最高可借200,000元，日息低至万分之二",
            "button: 立即申请",
            "title: 三步到账",
            "body: 填资料 审核 放款",
            "footnote: 贷款有风险，借款需谨慎。年化综合资金成本7.2%-24%。",
        )
    ]


def test_an_offer_that_leads_to_another_site_is_left_to_the_finders_of_ads(
    tree_of: Callable[[str, str], PageTree],
) -> None:
    html = "<div><h4>鼎元宝</h4><p>年化9% 期限30天</p><a href='https://dingyuanbao.example/'>立即投资</a></div>"
    tree = tree_of(f"<html><body>{html}</body></html>", "https://news.example/1")
    assert not platform.is_such(tree)
    assert platform.find(tree, GENERIC) == ()


@pytest.mark.parametrize(
    "html",
    ["", "<", "\x00", "<a" * 2000, "<h3><a href=x>" * 300, "\ud800" * 20, "<script type='application/ld+json'>{"],
)
def test_broken_pages_are_of_no_kind_and_stop_nothing(tree_of: Callable[[str, str], PageTree], html: str) -> None:
    tree = tree_of(html, "http://a.example/s?q=1")
    assert [ad for kind in PAGE_KINDS if kind.is_such(tree) for ad in kind.find(tree, GENERIC)] == []
