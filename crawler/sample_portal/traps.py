"""Addresses without end: a calendar, sessions, folders within folders, a feed that goes on.

Knows nothing of sockets.
"""

import json
import zlib

from crawler.sample_portal.answer import Answer, Question, page

SCROLL_ADS = (
    (
        "豆蔻信用卡 首刷送行李箱",
        "新户核卡三十日内任意消费一笔，积分商城兑换二十四寸行李箱",
        "http://www.doukou-card.test/xk",
    ),
    ("迅达宽带 千兆入户", "三百六十元包年，老用户续费送路由器", "http://www.xunda-net.test/kd"),
    ("槐安养老年金", "五十五周岁起按月领取，交费期五年可选，详见条款", "http://www.huaian-life.test/nianjin"),
)
"""Title, text and landing address of the ads among the first three loads of the endless feed."""
_TOWN_NEWS = (
    "雨水偏多 城区泵站提前检修",
    "老旧小区加装电梯 今年目标四百部",
    "图书馆夜间开放 借阅量上升",
    "菜篮子价格平稳",
)


def calendar(question: Question) -> Answer:
    """A month that leads to the next, the one before and each of its days."""
    year, month = (_number(question.query.get(key), default) for key, default in (("y", 2024), ("m", 1)))
    after = f"/cal?y={year + month // 12}&amp;m={month % 12 + 1}"
    before = f"/cal?y={year - (month == 1)}&amp;m={(month - 2) % 12 + 1}"
    days = "".join(f'<td><a href="/cal?y={year}&amp;m={month}&amp;d={day}">{day}</a></td>' for day in range(1, 29))
    return page(
        f"{year}年{month}月财经日历",
        f'<h1>财经日历 {year}年{month}月</h1><a href="{before}">上月</a> <a href="{after}">下月</a>'
        f"<table><tr>{days}</tr></table><p>本月暂无重要数据公布。</p>",
    )


def session(question: Question) -> Answer:
    """Pages that give out a new session id at every visit."""
    # A new id at every visit, so that the same page never has the same address twice.
    sid = f"{zlib.crc32(question.query.get('sid', '').encode()) ^ question.times_asked:08x}"
    links = "".join(f'<li><a href="/session?sid={sid}&amp;p={n}">第{n}页</a></li>' for n in range(1, 4))
    return page("会员中心", f"<h1>会员中心</h1><p>欢迎您，游客。</p><ul>{links}</ul>")


def deeper(question: Question) -> Answer:
    """A folder that holds a folder."""
    level = question.path.removeprefix("/deep")
    return page("目录", f'<h1>目录</h1><p>下级目录如下。</p><a href="/deep{level}/list">下一级</a>')


def scroll(_: Question) -> Answer:
    """A feed that loads more whenever its end is seen."""
    script = """
var page=0,busy=false,box=document.getElementById('feed');
function more(){ if(busy) return; busy=true;
 fetch('/scroll-items?page='+page).then(function(r){return r.json()}).then(function(d){
  d.items.forEach(function(it){ var e=document.createElement('div'); e.className=it.ad?'feed-item native':'feed-item';
   e.style.cssText='height:220px;border-bottom:1px solid #eee;padding:12px';
   e.innerHTML=it.ad?'<a href="'+it.url+'" target="_blank"><h3>'+it.title+'</h3><p>'+it.text+
     '</p><span style="color:#999;font-size:12px">广告</span></a>':'<h3>'+it.title+'</h3><p>'+it.text+'</p>';
   box.appendChild(e)}); page++; busy=false; }) }
new IntersectionObserver(function(es){ if(es[0].isIntersecting) more() }).observe(document.getElementById('end'));
"""
    return page(
        "要闻流",
        '<h1>要闻流</h1><div id="feed" style="min-height:1000px"></div><div id="end" style="height:40px">加载更多</div>'
        f"<script>{script}</script>",
    )


def scroll_items(question: Question) -> Answer:
    """What the feed loads; ``SCROLL_ADS`` are among the first."""
    number = _number(question.query.get("page"), 0)
    items: list[dict[str, object]] = [
        {"title": f"{_TOWN_NEWS[(number + n) % 4]}（{number * 5 + n}）", "text": "记者从有关部门获悉，详情见今日本报。"}
        for n in range(5)
    ]
    if number < len(SCROLL_ADS):
        title, text, url = SCROLL_ADS[number]
        items.insert(2, {"ad": True, "title": title, "text": text, "url": url})
    return Answer(
        media_type="application/json; charset=utf-8", body=json.dumps({"items": items}, ensure_ascii=False).encode()
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
