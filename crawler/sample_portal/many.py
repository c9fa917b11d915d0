"""A site of as many pages as wanted, each with one ad of its own words: for long crawls.

Page 0 leads to all: page i leads to 3i+1, 3i+2, 3i+3 and back to its parent. Everything follows from the number.
"""

from dataclasses import dataclass

from crawler.sample_portal.answer import Answer, page

PREFIX = "/many/"
OFFERS = "/offer/"
"""Landing pages of these ads, on the advertiser's host."""
ADVERTISER_HOST = "www.songhe-jr.test"

_FIRMS = ("松鹤理财", "听雨金服", "南浦财富", "云岫投资", "半山贷款", "青禾基金", "望江保险", "石桥小贷", "朗月黄金")
_OFFERS = (
    "九十天定期产品，年化{rate}，一万元起",
    "工薪族备用金，最高{amount}万元，当天到账",
    "车主专享贷，月费率{small}起，不押车",
    "每月定投{amount}00元，十年后给自己一份底气",
    "一家三口医疗保障，首月{small}元",
    "实物金条加价{amount}元每克，线上预约门店自提",
    "首付分期{amount}期，今年就住进新房",
)
_CLOSINGS = ("点击了解", "马上测算额度", "预约顾问", "限前{amount}00名", "扫码领取方案")
_STORIES = ("早市人声渐起", "河堤修缮过半", "秋粮陆续入库", "老街书店重开", "公交新线试运行", "社区食堂上新")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyAd:
    """The ad of a page of the many."""

    title: str
    body: str
    button: str
    landing_path: str
    """On ``ADVERTISER_HOST``."""


def many_ad(number: int) -> ManyAd:
    """The ad of page ``number``."""
    firm = _FIRMS[number % len(_FIRMS)]
    values = {"rate": f"{3 + number % 41 / 10:.1f}%", "amount": 5 + number % 45, "small": f"0.{10 + number % 80}"}
    body = _OFFERS[number // 3 % len(_OFFERS)].format(**values)
    return ManyAd(
        title=f"{firm}第{number}期",
        body=body,
        button=_CLOSINGS[number // 7 % len(_CLOSINGS)].format(**values),
        landing_path=f"{OFFERS}{number}",
    )


def many_links(number: int, size: int) -> tuple[int, ...]:
    """Numbers of the pages that page ``number`` of ``size`` leads to."""
    children = range(3 * number + 1, min(3 * number + 4, size))
    return (*children, (number - 1) // 3) if number else tuple(children)


def many_page(path: str, size: int) -> Answer | None:
    """The page or landing page at ``path``; ``None`` where ``size`` pages hold none."""
    for prefix, build in ((PREFIX, _page), (OFFERS, _offer)):
        rest = path.removeprefix(prefix)
        if rest != path and rest.isascii() and rest.isdigit() and int(rest) < size and str(int(rest)) == rest:
            return build(int(rest), size)
    return None


def _page(number: int, size: int) -> Answer:
    ad = many_ad(number)
    story = _STORIES[number % len(_STORIES)]
    links = "".join(f'<li><a href="{PREFIX}{n}">本地简讯第{n}号</a></li>' for n in many_links(number, size))
    return page(
        f"{story} · 本地简讯第{number}号",
        f"<h1>{story}</h1><p>本报讯 记者昨日走访第{number}号街区，{story}，沿街商户说生意与上月大致持平。</p>"
        f'<div class="gg-box" style="width:336px;border:1px solid #ddd"><span class="tag">广告</span>'
        f'<a href="http://{ADVERTISER_HOST}{ad.landing_path}" target="_blank"><h3>{ad.title}</h3><p>{ad.body}</p>'
        f'<em>{ad.button}</em></a></div><ul class="list">{links}</ul>',
    )


def _offer(number: int, size: int) -> Answer:  # noqa: ARG001 - one shape for both builders
    ad = many_ad(number)
    return page(ad.title, f"<h1>{ad.title}</h1><p>{ad.body}</p><p>留下手机号，专员与您联系。</p>")
