"""What is pressed away, and what is left alone."""

import pytest

HEAD = (
    "<!doctype html><meta charset=utf-8>"
    "<style>body{margin:0}.over{position:fixed;inset:0;background:#fff;z-index:99}</style>"
)
LOG = "<script>const log=[];onclick=(e)=>{log.push(e.target.innerText.trim());document.title=log.join()}</script>"
PAGE = "<title>-</title><h1>今日行情</h1><button>同意</button><button>关闭</button><a href=/next>我知道了</a>"


@pytest.mark.parametrize(
    ("overlay", "pressed", "label"),
    [
        (
            "<div class=over>我们使用 Cookie 改善体验<button>拒绝</button><button>全部接受</button></div>",
            "全部接受",
            "全部接受",
        ),
        (
            "<div id=privacy style='position:fixed;bottom:0'>请阅读隐私政策<a href=javascript:;>同 意</a></div>",
            "同 意",
            "同意",
        ),
        (
            "<div role=dialog class=over>系统升级公告<span style='cursor:pointer'>我知道了</span></div>",
            "我知道了",
            "我知道了",
        ),
        (
            "<dialog open style='width:800px;height:500px'>This site uses cookies.<button>Accept all</button></dialog>",
            "Accept all",
            "Accept all",
        ),
    ],
)
def test_a_notice_over_the_page_is_pressed_away(studio, local_site, make_answer, overlay, pressed, label):
    away = "<script>document.querySelectorAll('.over,#privacy,dialog').forEach((o)=>o.addEventListener('click',"
    away += "(e)=>{if(!/over|privacy/.test(e.target.className+e.target.id))setTimeout(()=>o.remove())}))</script>"
    local_site.answers = {"/": make_answer(HEAD + PAGE + overlay + LOG + away)}

    seen = studio.see(local_site.url("/"))

    assert seen.drawn.title == pressed
    (action,) = seen.drawn.actions
    assert action.startswith(f"pressed '{label}' on a ")
    assert "今日行情" in seen.page.frames[0].html


@pytest.mark.parametrize(
    ("overlay", "actions"),
    [
        ("", ()),
        ("<div style='position:fixed;top:0;left:0;width:300px'>打开应用 <b style='cursor:pointer'>关闭</b></div>", ()),
        (
            "<div class=over>新客专享年化8%<img src=/x.png width=400 height=300><button>关闭</button></div>",
            ("left what lies over the page in place: it may be an ad",),
        ),
        (
            "<div class=over>请确认您是合格投资者，并阅读隐私政策<button>同意</button></div>",
            ("left what lies over the page in place: it asks the visitor to declare something",),
        ),
        ("<div class=over>请登录<input type=password><button>确定</button></div>", ()),
        (
            "<div class=over>本站公告<a href=http://elsewhere.test/>我知道了</a></div>",
            ("left what lies over the page in place: it may be an ad",),
        ),
    ],
)
def test_what_may_be_an_ad_and_the_pages_own_buttons_are_left_alone(studio, local_site, make_answer, overlay, actions):
    local_site.answers = {"/": make_answer(HEAD + PAGE + overlay + LOG)}

    seen = studio.see(local_site.url("/"))

    assert (seen.drawn.title, seen.drawn.actions) == ("-", actions)


def test_a_consent_wall_in_a_frame_of_its_own_opens_the_page(studio, local_site, make_answer):
    frame = local_site.url("/consent", "cmp.test")
    local_site.answers = {
        "/": make_answer(
            HEAD
            + f"<div id=wall class=over><iframe src='{frame}' width=600 height=300></iframe></div><div id=news></div>"
            "<script>onmessage=()=>{wall.remove();news.textContent='正文出现'}</script>"
        ),
        "/consent": make_answer(
            HEAD + "<p>本站使用 cookies</p><button onclick=\"parent.postMessage(1,'*')\">接受所有</button>"
        ),
    }

    seen = studio.see(local_site.url("/"))

    assert seen.drawn.actions == ("pressed '接受所有' on a consent notice",)
    assert seen.one("#news").text() == "正文出现"
    assert len(seen.page.frames) == 1


def test_a_wall_that_loads_the_page_anew_lets_it_in(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD + "<script>if (document.cookie.includes('ok')) document.write('<p id=news>内容</p>');"
            "else document.write('<div class=over>隐私保护提示"
            '<button onclick="document.cookie=`ok=1`;location.reload()">同意并继续</button></div>\')'
            "</script>"
        )
    }

    seen = studio.see(local_site.url("/"))

    assert seen.drawn.actions == ("pressed '同意并继续' on a consent notice",)
    assert seen.one("#news").text() == "内容"
    assert seen.navigation.redirects == ()


def test_a_page_that_only_asks_for_consent_is_answered(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer(
            HEAD + "<script>if (document.cookie.includes('ok')) document.write('<p id=news>办事大厅今起搬迁</p>');"
            "else document.write('<h2>继续访问前，请确认</h2><p>我们会在您的设备上存储 Cookie。</p>"
            '<button onclick="document.cookie=`ok=1`;location.reload()">全部接受</button><button>管理选项</button>\')'
            "</script>"
        )
    }

    seen = studio.see(local_site.url("/"))

    assert seen.one("#news").text() == "办事大厅今起搬迁"
    assert seen.drawn.actions == ("pressed '全部接受' on a page that asks for consent",)
