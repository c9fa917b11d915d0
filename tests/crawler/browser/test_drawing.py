"""What is taken down of a page that a real browser draws."""

from io import BytesIO

from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from crawler.ad import Box
from crawler.capture import Viewport
from crawler.images.cropping import crop
from crawler.pages.page import BACKGROUND, DRAWN, FRAME, HIDDEN, HREF, SRC, TYPE

RED, GREEN, BLUE = (255, 0, 0), (0, 200, 0), (0, 0, 255)
HEAD = "<!doctype html><meta charset=utf-8><style>body{margin:0;font:16px sans-serif}</style>"


def colour_in(screenshot: bytes | None, box: Box, scale: float = 1.0) -> tuple[int, ...]:
    """Colour in the middle of a box of the screenshot."""
    assert screenshot is not None
    part = crop(screenshot, box, scale=scale)
    assert part is not None
    image = Image.open(BytesIO(part)).convert("RGB")
    colour = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(colour, tuple)
    return colour


def words_of(html: str) -> str:
    return " ".join(LexborHTMLParser(html).body.text().split())


def test_pictures_links_and_words_carry_what_was_drawn(studio, local_site, coloured_png, make_answer):
    red = coloured_png(300, 100, RED)
    local_site.answers = {
        "/": make_answer(
            HEAD
            + """<title>安和财富频道</title>
            <div id=slot data-finad-box="1 2 3 4" data-finad-mine=1></div>
            <div id=by-script></div>
            <div id=back style="width:200px;height:90px;background:url('/red.png#x')"></div>
            <div id=before class=mark>活期理财</div>
            <style>.mark::before{content:"广告"}.icon::before{content:"\\e601"}</style>
            <i class=icon>x</i>
            <canvas id=painted width=120 height=60></canvas><canvas id=blank width=120 height=60></canvas>
            <img id=moved src=/moved.png width=100 height=50>
            <img id=broken src=/gone.png alt="坏图" width=80 height=40>
            <div id=jump data-href="/apply?id=7" data-src="/lazy.png">点此开户</div>
            <noscript><p>请启用脚本</p></noscript>
            <form><input name=childNodes><input name=attributes value=typed></form>
            <script>
              Array.from = null; Array.prototype.indexOf = null;
              document.querySelector('input[value]').value = 'a visitor typed this';
              setTimeout(() => { document.getElementById('by-script').innerHTML =
                '<a id=offer href="//loan.test/go?x=1"><b style="font-size:22px">脚本插入的借款广告</b></a>'; }, 200);
              const pen = document.getElementById('painted').getContext('2d');
              pen.fillStyle='#00c800'; pen.fillRect(0,0,120,60);
            </script>"""
        ),
        "/red.png": make_answer(red, media_type="image/png"),
        "/moved.png": make_answer(b"", status=302, headers={"Location": "/red.png?real"}),
        "/red.png?real": make_answer(red, media_type="image/png"),
        "/gone.png": make_answer("broken", status=500),
    }

    seen = studio.see(local_site.url("/"))

    assert seen.drawn.title == "安和财富频道"
    assert seen.drawn.is_complete
    assert "data-finad-mine" not in seen.page.frames[0].html
    assert seen.attribute("#offer", HREF) == "http://loan.test/go?x=1"
    assert seen.attribute("#offer b", TYPE) == "22"
    assert seen.attribute("#back", BACKGROUND) == local_site.url("/red.png")
    assert colour_in(seen.drawn.screenshot, seen.box("#back")) == RED
    assert seen.attribute("#painted", DRAWN) == "1"
    assert colour_in(seen.drawn.screenshot, seen.box("#painted")) == GREEN
    assert seen.attribute("#blank", DRAWN) is None
    assert seen.attribute("#moved", SRC) == local_site.url("/moved.png")
    assert seen.page.resources[local_site.url("/moved.png")] == red
    assert seen.attribute("#broken", SRC) is None
    assert local_site.url("/gone.png") not in seen.page.resources
    assert seen.page.requested_urls[local_site.url("/gone.png")] == "image"
    assert seen.attribute("#jump", HREF) == local_site.url("/apply?id=7")
    assert seen.one("#before").text() == "广告活期理财"
    assert seen.attribute("#before span", "data-finad-generated") == "before"
    assert seen.one(".icon").text() == "x"
    assert seen.one("noscript p").text() == "请启用脚本"
    assert seen.attribute("noscript", HIDDEN) == "1"
    assert seen.attribute("input[name=attributes]", "value") == "typed"


def test_what_a_reader_does_not_see_is_marked_hidden(studio, local_site, make_answer):
    hidden = {
        "none": "<p style='display:none'>一</p>",
        "invisible": "<p style='visibility:hidden'>二</p>",
        "clear": "<div style='opacity:0'><p>三</p></div>",
        "clipped": "<div style='height:0;overflow:hidden'><p>四</p></div>",
        "away": "<p style='position:absolute;left:-9999px'>五</p>",
        "reader": "<p style='position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'>六</p>",
        "folded": "<details><summary style='display:none'></summary><p>七</p></details>",
        "beyond": "<p style='position:fixed;left:3000px'>八</p>",
        "zero": "<iframe width=0 height=0 style='border:0'></iframe>",
    }
    shown = {
        "plain": "<p>甲</p>",
        "child": "<div style='visibility:hidden'><p style='visibility:visible'>乙</p></div>",
        "flat": "<div style='height:0'><p>丙</p></div>",
        "slide": "<div style='overflow:hidden;width:100px'><div style='margin-left:-400px'><p>丁</p></div></div>",
        "contents": "<div style='display:contents'><p>戊</p></div>",
        "logo": "<a style='display:block;width:90px;height:30px;background:red;text-indent:-9999px'>安和银行</a>",
    }
    cells = "".join(f"<section id={name}>{markup}</section>" for name, markup in {**hidden, **shown}.items())
    local_site.answers = {"/": make_answer(HEAD + "<style>section{display:flow-root}</style>" + cells)}

    seen = studio.see(local_site.url("/"))

    tree = LexborHTMLParser(seen.page.frames[0].html)
    marked = {
        name
        for name in (*hidden, *shown)
        if (inner := tree.css_first(f"#{name} > *")) is not None and inner.attributes.get(HIDDEN) == "1"
    }
    assert marked - {"folded"} == set(hidden) - {"folded"}
    assert seen.attribute("#folded p", HIDDEN) == "1"
    assert seen.attribute("#logo a > span", HIDDEN) == "1"
    assert seen.drawn.text_length == 5


def test_nested_frames_of_other_sites_are_read_where_they_were_drawn(studio, local_site, make_answer):
    other = local_site.url("/slot", "ads.test")
    inner = local_site.url("/creative", "cdn.test")
    local_site.answers = {
        "/": make_answer(
            HEAD + f"<div style='height:120px'></div><iframe id=outer src='{other}' width=400 height=260 "
            "style='margin-left:50px;border:7px solid #888;padding:5px'></iframe>"
            "<iframe id=doc srcdoc='<p>内嵌文档</p>' width=300 height=60></iframe>"
            "<iframe id=dead src='http://127.0.0.1:9/none' width=100 height=60></iframe>"
        ),
        "/slot": make_answer(
            HEAD + f"<div style='height:900px'><div style='height:30px'></div><iframe id=inner src='{inner}' width=200 "
            "height=120 style='border:3px solid #000;margin-left:11px'></iframe></div><script>scrollTo(0,20)</script>"
        ),
        "/creative": make_answer(
            HEAD + "<a id=deal style='display:block;margin:9px;width:60px;height:40px;background:#00f'></a>"
        ),
    }

    seen = studio.see(local_site.url("/"))

    urls = [frame.url for frame in seen.page.frames]
    outer_index, inner_index = urls.index(other), urls.index(inner)
    assert [frame.parent for frame in seen.page.frames] == [None, 0, 0, 0, outer_index]
    assert seen.attribute("#outer", FRAME) == str(outer_index)
    assert seen.attribute("#inner", FRAME, outer_index) == str(inner_index)
    assert seen.attribute("#doc", FRAME) == str(urls.index("about:srcdoc"))
    assert words_of(seen.page.frames[urls.index("about:srcdoc")].html) == "内嵌文档"
    assert (urls[3], seen.page.frames[3].html) == ("http://127.0.0.1:9/none", "")
    assert not seen.drawn.is_complete
    # 50 margin, 7 border, 5 padding, 11 margin, 3 border; 120 down, 30 down, 20 scrolled away.
    assert seen.page.frames[inner_index].x == 76
    assert seen.page.frames[inner_index].y == 120 + 7 + 5 + 30 + 3 - 20
    assert colour_in(seen.drawn.screenshot, seen.box("#deal", inner_index)) == BLUE


def test_frames_of_other_sites_below_the_first_screen_are_in_the_picture(studio, local_site, make_answer):
    frame = f"<iframe src='{local_site.url('/creative', 'ads.test')}' width=300 height=%d style='border:0'></iframe>"
    local_site.answers = {
        "/": make_answer(
            HEAD + "<div style='height:60px;background:#f00;position:fixed;width:100%'></div>"
            f"<div style='height:2400px'></div>{frame % 200}<div style='height:700px'></div>{frame % 900}"
            "<iframe style='display:none'></iframe>"
        ),
        "/creative": make_answer(HEAD + "<div style='height:900px;background:#00f'></div>"),
    }

    seen = studio.see(local_site.url("/"), max_scrolls=8)

    low, high = (frame for frame in seen.page.frames if frame.url.endswith("/creative"))
    for x, y in [(5, low.y + 5), (290, low.y + 190), (5, high.y + 5), (290, high.y + 450), (5, high.y + 890)]:
        assert colour_in(seen.drawn.screenshot, Box(x=x, y=y, width=2, height=2)) == BLUE
    assert colour_in(seen.drawn.screenshot, Box(x=500, y=30, width=2, height=2)) == RED
    assert colour_in(seen.drawn.screenshot, Box(x=500, y=low.y, width=2, height=2)) == (255, 255, 255)


def test_open_shadow_roots_are_put_in_place(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD
            + """<x-card id=card><b slot=name>稳盈一号</b><i id=lost>不在槽中</i></x-card>
            <script>
              let made = 0;
              customElements.define('x-card', class extends HTMLElement { constructor() { super();
                made++; document.title = made; this.attachShadow({mode: 'open'}).innerHTML =
                  '<div id=inside>推广：<slot name=name></slot><slot name=none>缺省</slot></div>'; } });
            </script>"""
        )
    }

    seen = studio.see(local_site.url("/"))

    assert seen.one("#card #inside").text() == "推广：稳盈一号缺省"
    assert seen.attribute("#lost", HIDDEN) == "1"
    assert seen.drawn.title == "1"  # taking it down made no second one


def test_a_gbk_page_is_read_as_written(studio, local_site, make_answer):
    html = "<title>理财频道</title><p>年化收益稳健，额度有限</p>"
    local_site.answers = {
        "/header": make_answer(html.encode("gbk"), media_type="text/html; charset=gb2312"),
        "/meta": make_answer(("<meta charset=gbk>" + html).encode("gbk"), media_type="text/html"),
        "/lone": make_answer(HEAD + "<p id=p></p><script>p.textContent='a\\ud800b'</script>"),
    }

    for path in ("/header", "/meta"):
        seen = studio.see(local_site.url(path))
        assert (seen.drawn.title, words_of(seen.page.frames[0].html)) == ("理财频道", "年化收益稳健，额度有限")
    assert seen.exchange(local_site.url("/meta")).body == ("<meta charset=gbk>" + html).encode("gbk")
    assert words_of(studio.see(local_site.url("/lone")).page.frames[0].html).startswith("a\N{REPLACEMENT CHARACTER}b")


def test_what_loads_on_scrolling_is_loaded(studio, local_site, coloured_png, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD
            + """<div style="height:2500px">顶部</div><img id=lazy loading=lazy src=/red.png width=200 height=100>
            <div style="height:1900px"></div><img id=swapped data-src=/blue.png width=200 height=100>
            <div id=corner style="position:fixed;right:0;bottom:0;width:100px;height:80px;background:#00f"></div>
            <script>new IntersectionObserver((seen, watch) => { if (seen[0].isIntersecting) {
              swapped.src = swapped.dataset.src; watch.disconnect(); } }).observe(swapped)</script>"""
        ),
        "/red.png": make_answer(coloured_png(20, 10, RED), media_type="image/png"),
        "/blue.png": make_answer(coloured_png(20, 10, BLUE), media_type="image/png"),
    }

    seen = studio.see(local_site.url("/"), max_scrolls=12)

    assert seen.drawn.is_complete
    assert seen.attribute("#swapped", SRC) == local_site.url("/blue.png")
    assert colour_in(seen.drawn.screenshot, seen.box("#lazy")) == RED
    assert colour_in(seen.drawn.screenshot, seen.box("#swapped")) == BLUE
    # What stays in the corner of the window is where it was at the top of the page, in the picture as in the markup.
    assert seen.box("#corner") == Box(x=900, y=620, width=100, height=80)
    assert colour_in(seen.drawn.screenshot, seen.box("#corner")) == BLUE


def test_a_page_that_grows_for_ever_is_taken_down_after_so_many_screens(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD
            + """<div id=list></div><script>
            const more = () => { for (let i = 0; i < 10; i++)
              list.insertAdjacentHTML('beforeend', '<p style="height:150px">资讯</p>'); };
            more();
            addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 300) more(); });
            </script>"""
        )
    }

    seen = studio.see(local_site.url("/"), max_scrolls=4)

    assert seen.drawn.actions == ("scrolled down by 4 screens", "stopped scrolling before the end of the page")
    assert not seen.drawn.is_complete
    assert len(LexborHTMLParser(seen.page.frames[0].html).css("p")) >= 20


def test_a_page_higher_than_a_picture_may_be_is_cut_off(studio, local_site, make_answer):
    local_site.answers = {"/": make_answer(HEAD + "<div style='height:17000px;width:40px'>长</div><p id=end>末尾</p>")}

    seen = studio.see(local_site.url("/"), max_scrolls=1)

    assert seen.drawn.actions == (
        "scrolled down by 1 screens",
        "stopped scrolling before the end of the page",
        "cut the screenshot off at 16000 pixels of height or 4000 of width",
    )
    assert not seen.drawn.is_complete
    assert crop(seen.drawn.screenshot or b"", seen.box("#end"), scale=1.0) is None
    assert Image.open(BytesIO(seen.drawn.screenshot or b"")).size == (1000, 16000)


def test_an_app_page_scrolls_within_its_window(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD + "<div id=app style='position:fixed;inset:0;overflow-y:auto'><div style='height:1500px'>首页</div>"
            "<p id=late></p></div><script>"
            "app.onscroll = () => { if (app.scrollTop > 500) late.textContent='低息贷款'; }</script>"
        )
    }

    seen = studio.see(local_site.url("/"))

    assert seen.one("#late").text() == "低息贷款"
    assert not seen.drawn.is_complete


def test_a_page_that_never_stops_loading_is_taken_down(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(HEAD + "<p>先到的内容</p><img src=/drip.png>", never_ends=True),
        "/drip.png": make_answer(b"\x89PNG", media_type="image/png", never_ends=True),
    }

    seen = studio.see(local_site.url("/"), timeout_s=3)

    assert words_of(seen.page.frames[0].html) == "先到的内容"
    assert seen.drawn.screenshot is not None
    assert not seen.drawn.is_complete
    assert seen.exchange(local_site.url("/")).problem == "the answer had not ended when the page was left"
    assert seen.navigation.status == 200


def test_a_script_that_never_yields_is_ended(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(HEAD + "<p>看得到</p><script>setTimeout(() => { for (;;) {} }, 100)</script>")
    }

    seen = studio.see(local_site.url("/"), timeout_s=5)

    assert words_of(seen.page.frames[0].html).startswith("看得到")
    assert seen.drawn.actions == ("ended a script of the page that did not yield",)
    assert not seen.drawn.is_complete
    assert seen.drawn.screenshot is not None


def test_an_empty_page_is_taken_down_as_empty(studio, local_site, make_answer):
    local_site.answers = {"/": make_answer(b"")}

    seen = studio.see(local_site.url("/"))

    assert (seen.drawn.text_length, seen.drawn.title, len(seen.page.frames)) == (0, None, 1)


def test_a_mobile_page_is_shown_as_on_a_telephone(studio, local_site, make_answer):
    telephone = Viewport(width=390, height=844, scale=2.0, is_mobile=True)
    local_site.answers = {
        "/wide": make_answer(HEAD + "<div id=box style='width:100px;height:50px;background:#f00'></div>"),
        "/fit": make_answer(
            HEAD + "<meta name=viewport content='width=device-width'><p id=agent></p>"
            "<div id=box style='width:100%;height:50px;background:#f00'></div><script>agent.textContent="
            "[innerWidth, 'ontouchstart' in window, navigator.userAgent, navigator.language, "
            "Intl.DateTimeFormat().resolvedOptions().timeZone].join('|')</script>"
        ),
    }

    seen = studio.see(local_site.url("/fit"), viewport=telephone)

    width, touch, agent, language, zone = seen.one("#agent").text().split("|")
    assert (width, touch, language, zone) == ("390", "true", "zh-CN", "Asia/Shanghai")
    assert "Mobile" in agent
    assert agent.endswith("finad-test")
    assert seen.drawn.viewport == telephone
    assert seen.box("#box").width == 390
    assert colour_in(seen.drawn.screenshot, seen.box("#box"), scale=2.0) == RED
    # A page made for desks is laid out wider than the telephone: the picture's scale says so.
    wide = studio.see(local_site.url("/wide"), viewport=telephone)
    assert wide.page.viewport is not None
    assert colour_in(wide.drawn.screenshot, wide.box("#box"), scale=wide.page.viewport.scale) == RED
