"""Ads on pages of many layouts by all ways together, and what stands beside them and is none."""

from collections.abc import Callable

import pytest

from crawler.ad import CreativeKind
from crawler.pages import load_filters
from crawler.pages.filter_engine import FilterEngine
from crawler.pages.found import TextPiece
from crawler.pages.page import Frame, Page
from crawler.sites.finding import find_on
from crawler.sites.site import Site

URL = "http://www.luohe.example/a/77.html"
WEATHER = (
    "傍晚起了风，巷口的槐树落了一地叶子，路过的人都把衣领竖了起来，"
    "只有卖红薯的推车还冒着热气，摊主一边翻着炉子一边哼着老歌。"
)
Find = Callable[[str], list[tuple[str, str | None]]]


@pytest.fixture(scope="module")
def own_filters() -> FilterEngine:
    return load_filters([])


@pytest.fixture
def find(own_filters: FilterEngine) -> Find:
    """First words (or picture) and landing address of each ad."""

    def run(html: str) -> list[tuple[str, str | None]]:
        page = Page(url=URL, frames=(Frame(url=URL, html=f"<html><body>{html}</body></html>", parent=None),))
        ads = find_on(page, Site(name="luohe", start_urls=(URL,)), own_filters)
        texts = [[piece.text for piece in ad.pieces if isinstance(piece, TextPiece)] for ad in ads]
        pictures = [[str(piece.url) for piece in ad.pieces if not isinstance(piece, TextPiece)] for ad in ads]
        return [((words or shown)[0], ad.landing_url) for ad, words, shown in zip(ads, texts, pictures, strict=True)]

    return run


def test_a_heading_labels_every_box_below_it(find: Find) -> None:
    boxes = "".join(
        f'<div class="b"><a href="http://{name}.example/"><p>{words}</p></a></div>' for name, words in BOXES
    )
    expected = [(words, f"http://{name}.example/") for name, words in BOXES]
    assert find(f"<h3>商家广告</h3>{boxes}") == expected
    assert find(f"<div><h4>品牌推荐 <em>AD</em></h4>{boxes}</div>") == expected
    assert find(f"<h3>友情链接</h3>{boxes}") == []


BOXES = (("zijing", "紫荆车险 报价立减三成"), ("dahe", "大禾消金 三分钟到账"))


def test_what_stands_between_two_notes_is_an_ad(find: Find) -> None:
    report = "<p>法院昨日宣判，主犯获刑十一年，并处罚金五十万元。</p>"
    offer = '<div><a href="http://zhongzhi.example/k">众智学院：三天学会看线</a><p>首课一元</p></div>'
    page = f"{report}<p>—— 以下为推广内容 ——</p>{offer}<p>—— 推广内容结束 ——</p>{report}"
    assert find(page) == [("众智学院：三天学会看线", "http://zhongzhi.example/k")]


@pytest.mark.parametrize(
    "label",
    [
        "赞助回答",
        "企业推广",
        "商家广告",
        "贊助內容",
        "品牌合作内容"[:2] + "推广",
        "Sponsored content",
        "廣告 請繼續往下閱讀",
    ],
)
def test_an_answer_with_a_label_beside_its_author_is_an_ad_and_the_others_are_none(find: Find, label: str) -> None:
    page = (
        "<h1>二套房首付比例是多少</h1><div class='a'><b>老许</b><p>建议去柜台问，别信中介。广告太多，"
        "版主管管。</p></div>"
        f"<div class='a'><b>南桥担保 <small>{label}</small></b><p>信用贷最高八十万，利率低至三厘</p>"
        "<a href='http://nanqiao.example/gjj'>免费测算</a></div>"
        "<div class='a'><b>小林</b><p>网上提交资料就行，三天到账。</p></div>"
    )
    assert [landing for _, landing in find(page)] == ["http://nanqiao.example/gjj"]


def test_cells_side_by_side_are_an_ad_each(find: Find) -> None:
    cell = '<td><a href="http://{0}.example/">{1}</a><br><font color="gray">广告</font></td>'
    row = cell.format("qiuye", "秋叶黄金 高价回收") + cell.format("lichun", "立春小贷 凭房产证借")
    assert find(f"<table><tr>{row}</tr></table>") == [
        ("秋叶黄金 高价回收", "http://qiuye.example/"),
        ("立春小贷 凭房产证借", "http://lichun.example/"),
    ]


def test_each_card_of_a_shelf_is_an_ad_wherever_it_leads(find: Find) -> None:
    card = '<li><a href="{0}"><h4>{1}</h4><p>{2}</p><span class="go">立即申请</span></a></li>'
    shelf = (
        card.format("http://t.huafen.example/?c=9", "花分期", "额度 5000-80000")
        + card.format("http://click.xindou.example/c?u=1", "信豆钱包", "凭身份证秒批，最高三万")
        + card.format("/own/3", "罗河借", "公积金可贷二十万")
    )
    assert sorted(find(f"<ul>{shelf}</ul><p><a href='/wenda'>征信查询次数太多怎么办</a></p>")) == [
        ("信豆钱包", "http://click.xindou.example/c?u=1"),
        ("罗河借", "http://www.luohe.example/own/3"),
        ("花分期", "http://t.huafen.example/?c=9"),
    ]


def test_a_fund_house_shows_slides_and_cards_but_its_table_of_prices_is_none(find: Find) -> None:
    page = (
        '<div class="sw"><div class="s on"><a href="/zt/1"><img src="/b/1.jpg" width="980" height="320"></a></div>'
        '<div class="s" style="display:none"><a href="/zt/2"><h2>定投节</h2><p>设好计划就送八元红包</p></a></div></div>'
        '<div class="k"><b>恒润红利低波</b><i>近一年 +12.6%</i><a href="/f/1">购买</a></div>'
        '<div class="k"><b>恒润双债</b><i>近一年 +4.1%</i><a href="/f/2">购买</a></div>'
        "<table><tr><th>基金</th><th>净值</th></tr><tr><td>恒润甲</td><td>1.02</td><td>"
        "<a href='/f/7'>购买</a></td></tr>"
        "<tr><td>恒润乙</td><td>1.11</td><td><a href='/f/8'>购买</a></td></tr></table>"
    )
    assert [landing for _, landing in find(page)] == [
        f"http://www.luohe.example/{path}" for path in ("zt/1", "zt/2", "f/1", "f/2")
    ]


def test_a_box_on_a_page_about_something_else_is_not_the_page(find: Find) -> None:
    page = (
        "<main><h1>南门支行</h1><p>营业时间 周一至周五八点半至五点，周六九点至四点，节假日以公告为准。</p>"
        '<div><h3>薪享贷</h3><p>年化利率3.6%起，最高三十万</p><a href="/loan/x">立即申请</a></div>'
        "<h3>交通</h3><p>乘三路、七路公交至南门站下车即到，自驾可停邮政所地下车库。</p></main>"
    )
    assert find(page) == [("薪享贷", "http://www.luohe.example/loan/x")]


def test_a_byline_makes_the_article_an_ad(find: Find) -> None:
    text = "<p>三个月前朋友送了我一只存钱罐，从那以后我开始记账，每天晚上都要看一眼今天花了多少。</p>"
    assert find(f"<article><h1>我的记账日记</h1><p>赞助内容 · 三月二日</p>{text}{text}</article>") != []
    assert find(f"<article><h1>我的记账日记</h1><p>生活 · 三月二日</p>{text}{text}</article>") == []


@pytest.mark.parametrize(
    "body",
    [
        (
            "六十五岁的郑大爷去年存了三万元，每个季度准时返七百多。|产品由养老院作担保，满两年全额退还，"
            "现在签约还送豆油一桶，咨询热线 400-000-7788。"
        ),
        (
            "前年我欠了七张卡，同学给我推荐了合并还款，两小时到账，没有打给家里人。"
            "|想了解的加小禾微信 hehe-demo，报“风筝”免服务费，先到先得。"
        ),
        (
            "结婚三年，我们终于住进云湖天境，首付不够，开发商帮您垫付两成首付。"
            "|现在到访报“上车”还能再抽五千元家电券，导航搜“云湖营销中心”即可。"
        ),
        (
            "宝妈陆女士跟着老师学了两周，账户从八万做到了二十一万，照着买就行。|老师又开了新群，只收一百人，"
            "点击下方卡片，回复“学习”免费进群。"
        ),
    ],
)
def test_an_article_that_sells_is_an_ad(find: Find, body: str) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in (*body.split("|"), WEATHER))
    found = find(f"<h1>一个普通人的故事</h1><div class='t'>{paragraphs}</div>")
    assert len(found) == 1


@pytest.mark.parametrize(
    "body",
    [
        (
            "近日，多名老年人报警称，被人以“缴一万、每月领八百”“名额仅剩十个”等话术诱导投资。|警方提示，"
            "不要添加陌生人微信，遇到可拨打 96110 咨询。"
        ),
        (
            "市财政局昨日公布办法，个人消费贷款可享一个百分点贴息，最高补贴三千元。|市民可登录手机银行申请，"
            "咨询电话 0000-12345。"
        ),
        (
            "货币基金是指投资于货币市场短期工具的基金，起购门槛通常为一元。"
            "|投资者可以通过银行、券商或基金公司官网申购，随存随取。"
        ),
        (
            "第一天入住古城，客栈每晚二百元左右，提前预约更便宜。|第二天环湖骑行，免费接送，"
            "朋友推荐的菜馆值得一试，评论区告诉我你想去哪儿。"
        ),
        (
            "广告法修订草案征求意见，对金融广告新增了禁止性规定，广告主、广告经营者责任加重。"
            "|本届马拉松由四家企业赞助，赞助商名单已经公布。"
        ),
    ],
)
def test_reports_warnings_and_explanations_are_none(find: Find, body: str) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in (*body.split("|"), WEATHER))
    assert find(f"<h1>今天的新闻</h1><div class='t'>{paragraphs}</div>") == []


@pytest.mark.parametrize(
    "html",
    [
        (
            "<table><tr><th>媒体</th><th>广告</th></tr><tr><td>晚报</td><td>三百万</td></tr><tr>"
            "<td>赞助</td><td>八十万</td></tr></table>"
        ),
        (
            "<div><a href='/j/1'>广告策划经理 8000元/月</a><button>申请职位</button></div><div>"
            "<a href='/j/2'>推广专员 双休</a><button>申请职位</button></div>"
        ),
        (
            "<ul><li><a href='/2'>广告牌整治行动启动</a></li><li><a href='/3'>推广垃圾分类经验</a></li><li>"
            "<a href='/4'>广告招商</a></li></ul>"
        ),
        (
            "<div>本站由<a href='http://yun.example'>云栈科技</a>提供服务器赞助</div><p>赞助商</p><p>"
            "<img src='l.png' width='100' height='40'></p>"
        ),
        "<h4>广告服务</h4><a href='/ad/price'>刊例价格</a><a href='/ad/contact'>广告合作</a>",
        (
            "<form><label>贷款金额</label><input name='a'> 万元 <span>4.9%</span><button>开始计算</button>"
            "<button>测算</button></form>"
        ),
    ],
)
def test_talk_of_advertising_is_none(find: Find, html: str) -> None:
    assert find(html) == []


def test_a_card_is_found_whole_where_a_rule_names_its_link_alone(own_filters: FilterEngine) -> None:
    html = (
        "<html><body><p>天气转凉，各地做好防寒准备，农户加固大棚，供热企业提前检修管网。</p>"
        "<div class='z'><h4>麦田贷</h4>"
        "<p>三步下款</p><a href='http://click.lumi.example/c?u=7'>我要借</a></div></body></html>"
    )
    page = Page(url=URL, frames=(Frame(url=URL, html=html, parent=None),))
    (ad,) = find_on(page, Site(name="luohe", start_urls=(URL,)), own_filters)
    assert [(piece.kind, piece.text) for piece in ad.pieces if isinstance(piece, TextPiece)] == [
        (CreativeKind.TITLE, "麦田贷"),
        (CreativeKind.BODY, "三步下款"),
        (CreativeKind.BUTTON, "我要借"),
    ]
