from datetime import UTC, datetime

import pytest

from crawler.pages.page import Frame, Page
from crawler.sites.published import published_at

URL = "https://news.heyue.example/a/1.html"


def stated(html: str) -> datetime | None:
    return published_at(Page(url=URL, frames=(Frame(url=URL, html=html, parent=None),)))


MORNING = datetime(2024, 5, 6, 1, 30, tzinfo=UTC)
"""Half past nine in China."""
DAY = datetime(2024, 5, 5, 16, 0, tzinfo=UTC)
"""Midnight in China."""


@pytest.mark.parametrize(
    ("html", "moment"),
    [
        ('<meta property="article:published_time" content="2024-05-06T09:30:00+08:00">', MORNING),
        ('<meta property="article:published_time" content="2024-05-06T01:30:00Z">', MORNING),
        ('<meta name="publishdate" content="2024-05-06">', DAY),
        ('<meta itemprop="datePublished" content="2024-05-05T20:30:00-0500">', MORNING),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2024-05-06T09:30"}]}</script>',
            MORNING,
        ),
        ('<script>var ct = "1714959000"; var x = 1;</script>', MORNING),
        ('<em id="publish_time">2024年5月6日 09:30</em>', MORNING),
        ('<span class="news-time pub-date">2024/05/06 09:30</span>', MORNING),
        ('<time pubdate datetime="2024-05-06T09:30:00.000+08:00">今天</time>', MORNING),
        ("<p>发布时间：2024-05-06 09:30 来源：合岳财经</p>", MORNING),
        ("<p>本文发表于2024年05月06日</p>", DAY),
        ("<div>2024-05-06 09:30:00　来源：合岳财经网　作者：李某</div>", MORNING),
        ("<div>来源：合岳财经网 2024年05月06日09:30</div>", MORNING),
        ("<div><span>2024-05-06 09时30分</span> <span>责任编辑：王某</span></div>", MORNING),
        ("<p>合岳在线 2024.5.6 刊发</p>", DAY),
    ],
)
def test_a_stated_time_is_read_as_utc_and_without_a_zone_as_china_time(html: str, moment: datetime) -> None:
    assert stated(f"<html><body><h1>题目</h1>{html}<p>正文</p></body></html>") == moment


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>没有日期</p>",
        "<div class='top'>2024年5月6日 星期一 农历三月廿八</div>",
        "<p>版权所有 © 2012-2024</p>",
        "<p>更新时间：2024-05-06</p>",
        "<p>本产品成立日为2019年3月1日，到期日为2024年5月6日。</p>",
        "<ul><li><a href='/2'>另一篇文章 发布时间：2024-05-06</a></li></ul>",
        '<meta property="article:modified_time" content="2024-05-06">',
        '<meta name="publishdate" content="0000-00-00">',
        '<meta name="publishdate" content="2024-13-45">',
        '<meta name="publishdate" content="1970-01-01">',
        '<script type="application/ld+json">{"datePublished": oops</script>',
        '<script>var ct = "0000000000";</script>',
        "<p style='display:none'>发布时间：2024-05-06</p>",
        '<p>"\ud800 发布时间"</p>',
    ],
)
def test_what_is_not_stated_as_one_is_none(html: str) -> None:
    assert stated(f"<html><body>{html}</body></html>") is None


def test_structured_data_goes_before_words_and_a_bad_one_falls_through() -> None:
    both = '<meta name="pubdate" content="2024-05-06"><p>发布时间：2020-01-01</p>'
    assert stated(both) == DAY
    assert stated('<meta name="pubdate" content="unknown"><p>发布时间：2024-05-06</p>') == DAY
