"""Draws the banners of the sample portal, and writes the words that are on them beside.

    python -m benchmarks.portal_banners [NAME …]

Needs Chromium and the Noto fonts for Chinese. The results are committed; it runs again only when a banner changes.
"""

import io
import json
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from crawler.sample_portal.files import SITE

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = SITE / "static.adnet.test" / "creative"
WORDS_FILE = SITE / "banners.json"
MAX_BYTES = 30_000
_SERIF = "'Noto Serif CJK SC'"
_SANS = "'Noto Sans CJK SC'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words at one place of a banner."""

    text: str
    style: str
    """CSS, within an absolutely placed block."""
    is_small_print: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """One banner."""

    name: str
    width: int
    height: int
    background: str
    """CSS."""
    words: tuple[Words, ...]
    """In reading order."""
    ornament: str = ""
    """HTML below the words."""
    quality: int = 82
    """Of a JPEG."""


def _at(x: int, y: int, size: int, colour: str, more: str = "") -> str:
    return f"left:{x}px;top:{y}px;font-size:{size}px;color:{colour};{more}"


_BUTTON = "padding:4px 14px;border-radius:16px;font-weight:700;"
_VERTICAL = "writing-mode:vertical-rl;letter-spacing:2px;"
_OUTLINED = "font-weight:900;-webkit-text-stroke:1.5px #7a0000;paint-order:stroke fill;"
_COINS = "".join(
    f'<i style="position:absolute;border-radius:50%;width:{s}px;height:{s}px;left:{x}px;top:{y}px;'
    'background:radial-gradient(circle at 35% 35%,#ffe9a8,#e0a526 70%,#b9801a)"></i>'
    for x, y, s in ((8, 250, 30), (44, 262, 24), (74, 246, 34))
)
_HOUSES = "".join(
    f'<i style="position:absolute;bottom:0;left:{x}px;width:{w}px;height:{h}px;'
    'background:repeating-linear-gradient(0deg,#27476e 0 10px,#f5d98b 10px 13px)"></i>'
    for x, w, h in ((0, 60, 90), (66, 48, 120), (120, 70, 70), (196, 50, 110), (252, 84, 80))
)
_HILLS = (
    '<i style="position:absolute;left:-40px;bottom:-60px;width:320px;height:140px;border-radius:50%;'
    'background:#3f7d5a"></i><i style="position:absolute;left:180px;bottom:-80px;width:420px;height:150px;'
    'border-radius:50%;background:#2f6348"></i>'
)
_CAR = (
    '<i style="position:absolute;left:360px;top:190px;width:220px;height:56px;border-radius:28px 60px 14px 14px;'
    'background:#c9ced6"></i><i style="position:absolute;left:400px;top:150px;width:120px;height:60px;'
    'border-radius:50px 60px 0 0;background:#8f98a6"></i>'
    + "".join(
        f'<i style="position:absolute;left:{x}px;top:226px;width:44px;height:44px;border-radius:50%;background:#111;'
        'border:6px solid #555;box-sizing:border-box"></i>'
        for x in (385, 510)
    )
)

BANNERS = (
    Banner(
        name="jinwu-960x90.png",
        width=960,
        height=90,
        background="linear-gradient(90deg,#b3140f,#e2402a 60%,#b3140f)",
        words=(
            Words(text="金梧理财", style=_at(28, 24, 34, "#ffe7a3", f"font-family:{_SERIF};font-weight:700")),
            Words(text="稳健九十天 预期年化6.8%起", style=_at(230, 12, 30, "#fff", "font-weight:700")),
            Words(text="立即抢购", style=_at(790, 24, 22, "#b3140f", _BUTTON + "background:#ffe7a3")),
            Words(
                text="投资有风险 过往业绩不预示未来表现",
                style=_at(232, 62, 13, "#ffd9cf"),
                is_small_print=True,
            ),
        ),
    ),
    Banner(
        name="hengxi-left-120x300.png",
        width=120,
        height=300,
        background="linear-gradient(180deg,#7a0d0d,#c0281d)",
        ornament=_COINS,
        words=(
            Words(text="恒溪财富", style=_at(12, 24, 24, "#ffe9a8", "font-weight:700")),
            Words(text="存一万", style=_at(18, 92, 28, "#fff", "font-weight:700")),
            Words(text="送金条", style=_at(18, 136, 28, "#fff", "font-weight:700")),
            Words(text="限新客户", style=_at(28, 198, 16, "#ffe9a8")),
        ),
    ),
    Banner(
        name="hengxi-right-120x300.png",
        width=120,
        height=300,
        background="linear-gradient(180deg,#7a0d0d,#c0281d)",
        ornament=_COINS,
        words=(
            Words(text="恒溪财富", style=_at(12, 24, 24, "#ffe9a8", "font-weight:700")),
            Words(text="开户礼", style=_at(18, 92, 28, "#fff", "font-weight:700")),
            Words(text="本金无忧", style=_at(12, 138, 24, "#fff", "font-weight:700")),
            Words(text="点击领取", style=_at(28, 198, 16, "#ffe9a8")),
        ),
    ),
    Banner(
        name="kuaidu-300x250.jpg",
        width=300,
        height=250,
        background="linear-gradient(160deg,#1a57d6,#39a2ff)",
        words=(
            Words(text="快渡贷", style=_at(20, 16, 26, "#fff", "font-weight:700")),
            Words(text="凭身份证最高借20万", style=_at(20, 66, 27, "#fff36b", "font-weight:700")),
            Words(text="三分钟到账 随借随还", style=_at(20, 116, 22, "#fff")),
            Words(text="查看我的额度", style=_at(20, 164, 20, "#1a57d6", _BUTTON + "background:#fff")),
            Words(text="年化利率7.2%起 具体以审批为准", style=_at(20, 222, 13, "#dcebff"), is_small_print=True),
        ),
    ),
    Banner(
        name="qinglu-728x90.webp",
        width=728,
        height=90,
        background="linear-gradient(90deg,#0b5d57,#1b9c86)",
        words=(
            Words(text="青芦新能源主题混合", style=_at(24, 10, 30, "#fff", "font-weight:700")),
            Words(text="新基首发 限时认购费一折", style=_at(330, 16, 24, "#f7f29b")),
            Words(text="基金有风险 投资需谨慎 详见招募说明书", style=_at(26, 60, 14, "#d2f2ea"), is_small_print=True),
        ),
    ),
    Banner(
        name="yingyue-336x280.gif",
        width=336,
        height=280,
        background="#16304f",
        ornament=_HOUSES,
        words=(
            Words(text="映月湾", style=_at(22, 18, 28, "#f5d98b", f"font-family:{_SERIF};font-weight:700")),
            Words(text="首付一成 余款垫付", style=_at(22, 66, 32, "#ffffff", "font-weight:700")),
            Words(text="地铁口精装三房", style=_at(22, 118, 24, "#f5d98b")),
        ),
    ),
    Banner(
        name="bailu-640x100.png",
        width=640,
        height=100,
        background="linear-gradient(90deg,#f7e3a1,#e9bd4c)",
        words=(
            Words(text="白鹭黄金", style=_at(24, 30, 34, "#6b3d00", f"font-family:{_SERIF};font-weight:700")),
            Words(text="实物金条每克直降十二元", style=_at(210, 18, 30, "#8a1c00", "font-weight:700")),
            Words(text="全市六家门店可提货", style=_at(212, 62, 18, "#6b3d00")),
        ),
    ),
    Banner(
        name="huaian-300x600.jpg",
        width=300,
        height=600,
        background="linear-gradient(180deg,#eaf6ff,#b9e0ff)",
        ornament='<i style="position:absolute;left:90px;top:300px;width:120px;height:120px;border-radius:60px 60px 8px '
        '60px;transform:rotate(45deg);background:#e8566b"></i>',
        words=(
            Words(text="槐安人寿", style=_at(24, 30, 28, "#0a4f8f", "font-weight:700")),
            Words(text="百万医疗", style=_at(24, 96, 52, "#0a4f8f", "font-weight:700")),
            Words(text="首月一元", style=_at(24, 172, 52, "#d9374e", "font-weight:700")),
            Words(text="零至六十岁可投", style=_at(24, 252, 24, "#275b86")),
            Words(text="马上投保", style=_at(60, 470, 28, "#fff", _BUTTON + "background:#d9374e;padding:8px 32px")),
            Words(text="等待期三十天 免赔额一万元 详见条款", style=_at(24, 560, 14, "#3a6a92"), is_small_print=True),
        ),
    ),
    Banner(
        name="xingcha-300x250.png",
        width=300,
        height=250,
        background="#0d0d12",
        ornament='<i style="position:absolute;right:22px;top:70px;width:74px;height:150px;border-radius:14px;'
        'background:linear-gradient(160deg,#5860ff,#d15bff);border:3px solid #888"></i>',
        words=(
            Words(text="星槎X9", style=_at(20, 20, 32, "#fff", "font-weight:700")),
            Words(text="影像旗舰", style=_at(20, 80, 30, "#c9b8ff")),
            Words(text="以旧换新", style=_at(20, 134, 24, "#fff")),
            Words(text="最高补1200元", style=_at(20, 174, 24, "#ffd166", "font-weight:700")),
        ),
    ),
    Banner(
        name="yuanxingke-640x120.jpg",
        width=640,
        height=120,
        background="linear-gradient(180deg,#8fd3ff,#e7f7ff)",
        ornament=_HILLS,
        words=(
            Words(text="远行客", style=_at(24, 14, 26, "#0d4a3a", f"font-family:{_SERIF};font-weight:700")),
            Words(text="云南六日纯玩团", style=_at(150, 10, 36, "#0d4a3a", "font-weight:700")),
            Words(text="人均1980元", style=_at(440, 14, 30, "#d1381f", "font-weight:700")),
        ),
    ),
    Banner(
        name="yantian-300x250.webp",
        width=300,
        height=250,
        background="linear-gradient(180deg,#fff7e8,#ffe2b3)",
        words=(
            Words(text="砚田网校", style=_at(22, 20, 26, "#7a3c00", f"font-family:{_SERIF};font-weight:700")),
            Words(text="考研英语", style=_at(22, 72, 40, "#2d2d2d", "font-weight:700")),
            Words(text="四十天强化营", style=_at(22, 130, 28, "#2d2d2d")),
            Words(text="免费试听", style=_at(22, 186, 22, "#fff", _BUTTON + "background:#e2691b")),
        ),
    ),
    Banner(
        name="doukou-960x120.jpg",
        width=960,
        height=120,
        background="linear-gradient(90deg,#2b1a4d,#7d3f98 70%,#2b1a4d)",
        words=(
            Words(text="豆蔻信用卡", style=_at(32, 34, 38, "#ffdff5", "font-weight:700")),
            Words(text="新户首刷送行李箱", style=_at(290, 18, 40, "#fff", "font-weight:700")),
            Words(text="现在申请", style=_at(780, 36, 26, "#2b1a4d", _BUTTON + "background:#ffdff5")),
            Words(text="活动截至十二月三十一日 名额有限", style=_at(294, 84, 16, "#e9cdf5"), is_small_print=True),
        ),
    ),
    Banner(
        name="yunzhan-250x250.png",
        width=250,
        height=250,
        background="#101a10",
        ornament='<svg style="position:absolute;left:0;bottom:0" width="250" height="90"><polyline points="0,80 30,60 '
        '55,70 90,40 120,52 160,20 190,34 250,4" fill="none" stroke="#e03131" stroke-width="4"/></svg>',
        words=(
            Words(text="云栈国际", style=_at(18, 16, 24, "#ffd43b", "font-weight:700")),
            Words(text="黄金原油", style=_at(18, 60, 32, "#fff", "font-weight:700")),
            Words(text="百倍杠杆", style=_at(18, 106, 32, "#ff8787", "font-weight:700")),
            Words(text="新手送体验金", style=_at(18, 154, 20, "#ffd43b")),
        ),
    ),
    Banner(
        name="maisui-640x320.jpg",
        width=640,
        height=320,
        background="linear-gradient(180deg,#20242c,#4a5464)",
        ornament=_CAR,
        words=(
            Words(text="麦穗车贷", style=_at(36, 34, 32, "#ffd166", "font-weight:700")),
            Words(text="零首付开新车", style=_at(36, 92, 52, "#fff", "font-weight:700")),
            Words(text="日供68元起", style=_at(36, 178, 36, "#ffd166")),
            Words(text="贷款由合作金融机构审批发放", style=_at(36, 286, 15, "#c4ccd8"), is_small_print=True),
        ),
    ),
    Banner(
        name="bozhou-600x150.png",
        width=600,
        height=150,
        background="repeating-linear-gradient(45deg,#ffef3b 0 40px,#ffe600 40px 80px)",
        words=(
            Words(text="柏舟小贷", style=_at(20, 16, 30, "#c40000", "font-weight:700")),
            Words(text="征信花 逾期多 照样下款", style=_at(20, 62, 34, "#000", "font-weight:700")),
            Words(text="抵押垫资当天放款", style=_at(20, 112, 22, "#c40000")),
            Words(text="马经理 12000000001", style=_at(320, 112, 22, "#000", "font-weight:700")),
        ),
    ),
    Banner(
        name="jusha-300x250.gif",
        width=300,
        height=250,
        background="#c91f1f",
        words=(
            Words(text="聚沙互助", style=_at(22, 20, 34, "#ffe066", f"font-family:{_SERIF};font-weight:700")),
            Words(text="月月返利", style=_at(22, 84, 44, "#fff", "font-weight:700")),
            Words(text="保本保息", style=_at(22, 144, 44, "#fff", "font-weight:700")),
            Words(text="介绍一人再奖八百", style=_at(22, 206, 22, "#ffe066")),
        ),
    ),
    Banner(
        name="qinglu-poster-640x360.jpg",
        width=640,
        height=360,
        background="linear-gradient(160deg,#12343b,#2c6e63)",
        words=(
            Words(text="定投十年", style=_at(60, 90, 64, "#fff", f"font-family:{_SERIF};font-weight:700")),
            Words(text="陪你慢慢变富", style=_at(60, 186, 48, "#f4e9c1", f"font-family:{_SERIF}")),
            Words(text="青芦基金", style=_at(60, 280, 28, "#fff")),
        ),
    ),
    Banner(
        name="yingyue-100x400.png",
        width=100,
        height=400,
        background="linear-gradient(180deg,#233b2f,#0f1f18)",
        words=(
            Words(text="现房实景看房送油卡", style=_at(48, 30, 34, "#f3d9a4", _VERTICAL + "font-weight:700")),
            Words(text="映月湾营销中心", style=_at(12, 70, 22, "#fff", _VERTICAL)),
        ),
    ),
    Banner(
        name="jinwu-300x250.jpg",
        width=300,
        height=250,
        background="repeating-radial-gradient(circle at 30% 40%,#ffb199 0 14px,#ff8f70 14px 28px)",
        quality=38,
        words=(
            Words(text="全民抢金", style=_at(24, 24, 54, "#fff200", _OUTLINED + "transform:rotate(-4deg)")),
            Words(text="金梧理财周年庆", style=_at(38, 110, 30, "#ffffff", _OUTLINED + "transform:rotate(-4deg)")),
            Words(text="新户加息3.8%", style=_at(60, 160, 32, "#c00000", "font-weight:900")),
            Words(text="加息券七日内有效 名额先到先得", style=_at(30, 222, 13, "#5a1010"), is_small_print=True),
        ),
    ),
    Banner(
        name="kuaidu-750x200.png",
        width=750,
        height=200,
        background="linear-gradient(90deg,#ff7a18,#ff3d3d)",
        words=(
            Words(text="快渡贷", style=_at(36, 26, 36, "#fff", "font-weight:700")),
            Words(text="三十天免息 点我领额度", style=_at(36, 84, 48, "#fff", "font-weight:700")),
            Words(text="贷款有风险 借款需谨慎", style=_at(38, 158, 20, "#ffe3d6"), is_small_print=True),
        ),
    ),
)


def main(names: list[str]) -> None:
    """Draw the banners of ``names``, or all."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for banner in BANNERS:
            if not names or banner.name in names:
                size = _write(banner, _draw(page, banner))
                print(f"{banner.name}: {size} bytes")
        browser.close()
    words = {
        banner.name: {
            "words": [words.text for words in banner.words if not words.is_small_print],
            "small_print": [words.text for words in banner.words if words.is_small_print],
        }
        for banner in BANNERS
    }
    WORDS_FILE.write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _draw(page: "Page", banner: Banner) -> bytes:
    blocks = "".join(f'<div class="w" style="{words.style}">{words.text}</div>' for words in banner.words)
    page.set_viewport_size({"width": banner.width, "height": banner.height})
    page.set_content(
        f"<style>body{{margin:0;position:relative;overflow:hidden;width:{banner.width}px;height:{banner.height}px;"
        f"background:{banner.background};font-family:{_SANS}}}.w{{position:absolute;white-space:nowrap;line-height:1.2}}"
        f"</style>{banner.ornament}{blocks}"
    )
    return page.screenshot()


def _write(banner: Banner, drawn: bytes) -> int:
    """Store the smallest file of the banner's format that still looks well."""
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    path = FOLDER / banner.name
    match path.suffix:
        case ".jpg":
            picture.save(path, quality=banner.quality, optimize=True)
        case ".webp":
            picture.save(path, quality=80, method=6)
        case ".gif":
            picture.quantize(64).save(path, optimize=True)
        case _:
            picture.quantize(128).save(path, optimize=True)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SystemExit(f"{path}: {size} bytes, more than {MAX_BYTES}; draw it plainer")
    return size


if __name__ == "__main__":
    main(sys.argv[1:])
