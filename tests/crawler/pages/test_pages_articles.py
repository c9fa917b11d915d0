import re

import pytest

from crawler.ad import FoundBy
from crawler.pages import find_ads
from crawler.pages.cues import cues
from crawler.pages.found import FoundAd
from crawler.pages.page import Frame, Page


def find(title: str, *paragraphs: str, extra: str = "") -> tuple[FoundAd, ...]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<body><div class='nav'><a href='/'>首页</a></div><div class='art'><h1>{title}</h1>"
        f"<div class='text'>{body}{extra}</div></div></body>"
    )
    return find_ads(
        Page(url="http://w.test/a", frames=(Frame(url="http://w.test/a", html=html, parent=None),)), filters=None
    )


SOFT = [
    (
        "三招教你搞定二胎家庭的房贷",
        "二胎来了，房子要换大，可首付还差三十万怎么办？您是否还在为首付发愁？",
        "小编为大家推荐“筑巢通”，首付低至一成，手续简单，当天放款，利息低。陈女士上个月就拿到了钱，全家都很开心。",
        "名额有限，先到先得。感兴趣的朋友可以拨打咨询热线：400-000-1212，我们的金牌顾问一对一服务。",
    ),
    (
        "把闲钱变成会下蛋的母鸡",
        (
            "很多上班族问我，工资卡里的活期利息太少怎么办。今天给大家介绍一款我自己也在用的“盈小宝”，"
            "年化收益可达8.8%，一百元起投，随存随取。"
        ),
        "打开手机应用市场，搜索盈小宝，新手注册就送五十元，新用户专享体验金限时领取。",
        "长按识别下方二维码，添加客服微信，前一百名还能领加息券。",
    ),
    (
        "高端医疗险走进寻常百姓家",
        "一场大病，可能花光一家人的积蓄。康颐保险经纪隆重推出家庭共享医疗险，让您的家人更安心，每月保费低至几十元。",
        "这份保障额度高，理赔流程便捷，专家团队全程协助，本产品限时优惠，",
        "点击下方链接免费领取保障测评报告，立即投保还可享首月一元。",
    ),
]
REPORTS = [
    (
        "银行理财收益率跌破2%",
        "本报讯（记者 方某）据普益标准统计，上周全市场开放式理财产品平均年化收益率为1.98%，环比下降三个基点。",
        (
            "分析师表示，随着存款利率下调，理财收益仍有下行空间，"
            "投资者应降低预期。某股份行一款产品此前年化收益最高达到4.2%。"
        ),
        "业内人士指出，四季度规模有望回升至三十万亿元。",
    ),
    (
        "警方：“稳赚不赔、扫码进群领牛股”都是骗局",
        "“扫描二维码进群，老师带你稳赚，名额有限，新手注册即送888元红包！”近日，民警侦破一起荐股诈骗案。",
        "受害人吴先生称，对方让他添加客服微信，立即下载一款软件开户，年化收益高达36%，不到一个月本金全部被骗。",
        "警方提醒广大投资者，谨防高收益陷阱，切勿向陌生账户转账，发现受骗立即报警。",
    ),
    (
        "什么是货币基金",
        "货币基金是指主要投资于短期货币工具的基金，通常分为场内与场外两类，其收益一般以七日年化收益率表示。",
        (
            "货币基金的优点是流动性好、门槛低，一元起购；缺点是长期收益不高。首先要看规模，"
            "其次要看费率，最后看机构占比。"
        ),
        "购买前应阅读基金合同与招募说明书，了解产品的风险等级与自身是否匹配。",
    ),
    (
        "关于开展金融消费者权益保护宣传的通知",
        "各支行：为做好金融知识普及工作，现将有关事项通知如下。请各单位利用官网、微信公众号和营业网点开展宣传。",
        "宣传内容包括不得承诺保本保收益、不得以赠送礼品诱导开户，提醒消费者警惕“无抵押、秒到账”等虚假广告。",
        "咨询电话：010-00000000。请于月底前报送总结。",
    ),
]


@pytest.mark.parametrize("article", SOFT, ids=lambda article: article[0])
def test_an_article_that_promotes_is_an_ad(article: tuple[str, ...]) -> None:
    (ad,) = find(*article)
    assert ad.found_by == (FoundBy.CONTENT,)
    assert ad.proof.startswith("content: ")


@pytest.mark.parametrize("article", REPORTS, ids=lambda article: article[0])
def test_reports_warnings_and_explanations_are_none(article: tuple[str, ...]) -> None:
    assert find(*article) == ()


def test_an_ad_within_a_report_is_found_alone_and_does_not_taint_it() -> None:
    slot = (
        "<div class='x'><span>广告</span><a href='http://l.test/'>立即开户，新手送888元红包，"
        "名额有限，先到先得，年化可达9%</a></div>"
    )
    ads = find(*REPORTS[0], extra=slot)
    assert [(ad.landing_url, FoundBy.LABEL in ad.found_by) for ad in ads] == [("http://l.test/", True)]


@pytest.mark.parametrize("sentence", ["本文为广告", "以上内容为商业推广", "（本文系推广）"])
def test_an_article_that_calls_itself_an_ad_is_one(sentence: str) -> None:
    ads = find(*REPORTS[2], sentence)
    assert [ad.found_by for ad in ads] == [(FoundBy.LABEL,)]


def test_a_text_link_away_that_promotes_is_an_ad_and_plain_ones_are_none() -> None:
    html = (
        "<ul><li><a href='http://a.test/'>不看征信，最快3分钟到账</a></li><li>"
        "<a href='http://b.test/'>国际油价小幅回落</a></li>"
        "<li><a href='/c'>新手送88元红包，年化高达12%</a></li></ul>"
    )
    page = Page(url="http://w.test/", frames=(Frame(url="http://w.test/", html=html, parent=None),))
    assert [ad.landing_url for ad in find_ads(page, filters=None)] == ["http://a.test/"]


@pytest.mark.parametrize("cue", cues().cues, ids=lambda cue: cue.name)
def test_every_cue_finds_its_hit_and_lets_its_miss_pass(cue) -> None:
    assert re.search(cue.pattern, cue.hit)
    assert not re.search(cue.pattern, cue.miss)
