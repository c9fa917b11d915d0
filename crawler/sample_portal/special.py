"""Answers that are not files, on every host alike: errors, walls, redirects, and what ``bodies`` and ``traps`` hold.

``ways()`` names them all. Knows nothing of sockets.
"""

from collections.abc import Callable

from crawler.sample_portal.answer import Answer, Question, page, redirect
from crawler.sample_portal.bodies import bomb, endless, huge, slow_never, slowly
from crawler.sample_portal.traps import calendar, deeper, scroll, scroll_items, session

PREFIX = "/special/"
AD_TITLE = "澜山智投 稳健组合开放申购"
AD_BODY = "由持牌机构托管，七日可赎回，历史业绩不代表未来表现"
AD_LANDING = "http://www.lanshan-zt.test/lp/zuhe.html"
CONSENT_COOKIE = "consent=yes"

_AD = (
    '<div class="ad-wrap" style="width:640px;border:1px solid #e5e5e5;padding:8px"><i class="ad-mark">广告</i>'
    f'<a href="{AD_LANDING}?from={{name}}" target="_blank" rel="nofollow"><b>{AD_TITLE}</b>'
    f"<p>{AD_BODY}</p></a></div>"
)


def special_answer(question: Question) -> Answer | None:
    """The answer at a special address; ``None`` for any other."""
    elsewhere = _ELSEWHERE.get("/" + question.path.split("/")[1]) if "/" in question.path else None
    if elsewhere is not None:
        return elsewhere(question)
    name = question.path.removeprefix(PREFIX)
    way = _WAYS.get(name) if name != question.path else None
    return way(question) if way else None


def ways() -> tuple[str, ...]:
    """Paths of all special answers."""
    return (*(PREFIX + name for name in _WAYS), *_ELSEWHERE)


def _article(title: str, name: str) -> Answer:
    """A short article with the one ad that all special pages with an ad share."""
    text = "市民服务中心今起延长周末办事时间，身份证、社保卡、不动产登记等窗口均开放，预约与现场取号并行。"
    return page(title, f"<h1>{title}</h1><p>{text}</p>{_AD.format(name=name)}<p>（完）</p>")


def _status(status: int, text: str, *headers: tuple[str, str]) -> Callable[[Question], Answer]:
    def answer(_: Question) -> Answer:
        shown = page(f"{status}", f"<center><h1>{status}</h1><p>{text}</p><hr>nginx</center>")
        return Answer(status=status, headers=headers, body=shown.body)

    return answer


def _busy(question: Question) -> Answer:
    if question.times_asked <= 2:
        return _status(503, "服务繁忙，请稍后再试", ("Retry-After", "1"))(question)
    return _article("服务中心周末延时", "busy")


def _captcha(_: Question) -> Answer:
    return page(
        "安全验证",
        '<div class="verify-box"><h2>请完成安全验证</h2><p>系统检测到您的访问存在异常，请拖动滑块完成拼图后继续访问</p>'
        '<div id="captcha" class="slider">向右滑动完成验证</div></div>',
    )


def _slow_end(_: Question) -> Answer:
    body = _article("慢慢来的通知", "slow").body
    size = len(body) // 12 + 1
    return Answer(stream=slowly(body[start : start + size] for start in range(0, len(body), size)))


def _shell(script: str) -> Callable[[Question], Answer]:
    def answer(_: Question) -> Answer:
        return page("加载中", f'<div id="app"></div><script src="{script}"></script>')

    return answer


def _overlay(question: Question) -> Answer:
    wall = (
        '<div id="cookie-mask" style="position:fixed;inset:0;background:rgba(0,0,0,.6);z-index:9999">'
        '<div style="position:absolute;bottom:0;left:0;right:0;background:#fff;padding:24px">'
        "<h3>我们重视您的隐私</h3><p>本站使用 Cookie 改善浏览体验，继续即表示您已阅读《隐私政策》。</p>"
        "<button onclick=\"document.cookie='consent=yes;path=/';"
        'document.getElementById(\'cookie-mask\').remove()">同意并继续</button> <a href="/special/">不同意</a>'
        "</div></div>"
    )
    shown = _article("延时服务问答", "overlay")
    if CONSENT_COOKIE in question.cookies:
        return shown
    return Answer(body=shown.body.replace(b"</body>", wall.encode() + b"</body>"))


def _hard_wall(question: Question) -> Answer:
    if CONSENT_COOKIE in question.cookies:
        return _article("办事大厅搬迁公告", "hardwall")
    return page(
        "隐私设置",
        "<div class='consent'><h2>继续访问前，请确认</h2><p>我们与合作伙伴会在您的设备上存储 Cookie。</p>"
        "<button id='accept' onclick=\"document.cookie='consent=yes;path=/';location.reload()\">全部接受</button>"
        "<button>管理选项</button></div>",
    )


def _index(_: Question) -> Answer:
    named = [path for path in ways() if path not in {PREFIX, "/special/script-hang", "/scroll-items", "/c"}]
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in named)
    return page("试验场", f"<h1>试验场</h1><p>以下各页用来试验采集程序。</p><ul>{links}</ul>")


def _tracker(question: Question) -> Answer:
    """Counts a click and sends on, as ad networks do."""
    target = question.query.get("u", "")
    return redirect(target) if target.startswith("http://") else _status(400, "参数错误")(question)


def _dialogs(_: Question) -> Answer:
    shown = _article("弹窗很多的页", "dialogs")
    script = (
        "<script>alert('恭喜您获得抽奖机会');confirm('是否立即领取');window.open('about:blank');"
        "window.onbeforeunload=function(){return '确定离开吗'};</script>"
    )
    return Answer(body=shown.body.replace(b"</body>", script.encode() + b"</body>"))


_WAYS: dict[str, Callable[[Question], Answer]] = {
    "": _index,
    "error-500": _status(500, "服务器开小差了"),
    "error-502": _status(502, "网关错误"),
    "busy-503": _busy,
    "gone-404": _status(404, "您访问的页面不存在，可能已被删除"),
    "gone-410": _status(410, "该内容已下线"),
    "unauthorized-401": _status(401, "请登录", ("WWW-Authenticate", 'Basic realm="inner"')),
    "forbidden-403": _status(403, "您没有权限访问该页面"),
    "too-many-429": _status(429, "访问过于频繁", ("Retry-After", "2")),
    "legal-451": _status(451, "因法律原因不可用"),
    "captcha": _captcha,
    "slow-end": _slow_end,
    "slow-never": slow_never,
    "silent": lambda _: Answer(is_silent=True),
    "reset": lambda _: Answer(is_reset=True),
    "cut": lambda _: Answer(body=_article("断在半路", "cut").body[:300], claimed_length=90_000),
    "gzip-bomb": bomb,
    "not-gzip": lambda _: Answer(
        body="这不是压缩数据".encode(), headers=(("Content-Encoding", "gzip"),), is_compressed=True
    ),
    "endless": endless,
    "huge": huge,
    "loop-a": lambda _: redirect(PREFIX + "loop-b"),
    "loop-b": lambda _: redirect(PREFIX + "loop-a", 301),
    "to-private": lambda _: redirect("http://10.0.0.1/admin"),
    "to-metadata": lambda _: redirect("http://169.254.169.254/latest/meta-data/"),
    "to-file": lambda _: redirect("file:///etc/hostname"),
    "to-nowhere": lambda _: Answer(status=302, media_type=None),
    "empty": lambda _: Answer(),
    "blank": lambda _: page("", "<div class='main'>  </div><script>var _hmt=[];</script>"),
    "shell": _shell("/static/app.missing.js"),
    "garbage": lambda _: Answer(body=bytes((n * n * 7 + n // 3) % 256 for n in range(6000))),
    "odd-charset": lambda _: Answer(
        media_type="text/html; charset=x-utf-99", body=_article("编码写错的页", "charset").body
    ),
    "no-type": lambda _: Answer(media_type=None, body=_article("没有类型的页", "notype").body),
    "dialogs": _dialogs,
    "script-hang": lambda _: page("脚本卡死", "<p>请稍候</p><script>for(;;){}</script>"),
    "cookie-wall": _overlay,
    "cookie-wall-hard": _hard_wall,
    "scroll": scroll,
    "chain": lambda _: redirect("/special/chain-2", 301),
    "chain-2": lambda _: redirect("/special/chain-3"),
    "chain-3": lambda _: page(
        "跳转中", "<p>正在跳转…</p>", head='<meta http-equiv="refresh" content="0; url=chain-4">'
    ),
    "chain-4": lambda _: page("跳转中", f"<script>location.replace('{AD_LANDING}?from=chain')</script>"),
}
_ELSEWHERE: dict[str, Callable[[Question], Answer]] = {
    "/cal": calendar,
    "/session": session,
    "/deep": deeper,
    "/scroll-items": scroll_items,
    "/c": _tracker,
}
