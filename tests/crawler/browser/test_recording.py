"""What is recorded of a page's traffic, and what is not let out."""

import gzip

import pytest

from crawler.browser.recorder import RecordingLimits
from crawler.capture import Redirect

HEAD = "<!doctype html><meta charset=utf-8>"
GBK = "<meta charset=gbk><p>理财产品，安心之选</p>".encode("gbk")


def test_every_exchange_is_recorded_with_its_bytes(studio, local_site, coloured_png, make_answer):
    png = coloured_png(10, 10, (255, 0, 0))
    html = (HEAD + "<img src=/a.png><img src=/broken.png><script src=/slow.js charset=gbk></script>").encode()
    html += b"<iframe src=/frame></iframe><img src='data:image/png;base64,AAAA'><script>"
    html += (
        b"fetch('/send',{method:'POST',body:'x=1'}).catch(()=>0); fetch('http://127.0.0.1:9/').catch(()=>0)</script>"
    )
    script = "document.title='理财'".encode("gbk")
    local_site.answers = {
        "/": make_answer(
            gzip.compress(html, mtime=0), headers={"Content-Encoding": "gzip", "Set-Cookie": "a=1", "X-Two": "1"}
        ),
        "/a.png": make_answer(png, media_type="image/png"),
        "/broken.png": make_answer("oops", status=500, media_type="text/plain"),
        "/slow.js": make_answer(script, media_type="text/javascript"),
        "/frame": make_answer(GBK, media_type="text/html"),
    }

    seen = studio.see(local_site.url("/"))

    page = seen.exchange(local_site.url("/"))
    assert (page.method, page.status, page.reason, page.ip) == ("GET", 200, "OK", "127.0.0.1")
    assert (page.body, page.is_body_decoded, page.problem) == (html, True, None)
    assert (page.resource_type, page.certificate) == ("document", None)
    assert page.http_version in {"HTTP/1.1", "http/1.1", None}
    assert {("Content-Encoding", "gzip"), ("Set-Cookie", "a=1")} <= set(page.headers)
    assert ("User-Agent", "finad-test") in page.request_headers
    assert page.finished_at is not None
    assert page.started_at <= page.finished_at
    assert page.started_at.tzinfo is not None
    assert seen.exchange(local_site.url("/a.png")).body == png
    assert seen.exchange(local_site.url("/slow.js")).body == script
    assert seen.exchange(local_site.url("/frame")).body == GBK
    broken = seen.exchange(local_site.url("/broken.png"))
    assert (broken.status, broken.body, broken.resource_type) == (500, b"oops", "image")
    assert seen.exchange(local_site.url("/send")).request_body == b"x=1"
    dead = seen.exchange("http://127.0.0.1:9/")
    assert (dead.status, dead.body, dead.headers) == (None, None, ())
    assert (dead.problem or "").startswith("net::ERR_")
    assert not any(exchange.url.startswith("data:") for exchange in seen.exchanges)
    assert seen.is_recorded_whole
    starts = [exchange.started_at for exchange in seen.exchanges]
    assert starts == sorted(starts)


def test_the_way_to_the_page_is_told_hop_by_hop(studio, local_site, make_answer):
    local_site.answers = {
        "/": make_answer("", status=302, headers={"Location": "/second"}),
        "/second": make_answer("moved", status=301, headers={"Location": local_site.url("/third", "other.test")}),
        "/third": make_answer(HEAD + "<script>location.replace('/landing')</script>"),
        "/landing": make_answer(HEAD + "<p>落地页</p>"),
    }

    seen = studio.see(local_site.url("/"))

    third, landing = local_site.url("/third", "other.test"), local_site.url("/landing", "other.test")
    assert seen.navigation.final_url == landing == seen.drawn.url
    assert (seen.navigation.status, seen.navigation.problem) == (200, None)
    assert seen.navigation.redirects == (
        Redirect(url=local_site.url("/"), status=302, location=local_site.url("/second")),
        Redirect(url=local_site.url("/second"), status=301, location=third),
        Redirect(url=third, status=200, location=landing),
    )
    second = seen.exchange(local_site.url("/second"))
    assert (second.status, second.body, second.problem) == (301, None, "a browser keeps no body of a redirect")


def test_an_address_that_does_not_answer_is_told(studio):
    seen = studio.see("http://127.0.0.1:9/")

    assert (seen.navigation.final_url, seen.navigation.status) == ("http://127.0.0.1:9/", None)
    assert (seen.navigation.problem or "").startswith("net::ERR_")
    assert (seen.page.frames[0].html, seen.drawn.text_length) == ("", 0)
    assert not seen.drawn.is_complete


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (RecordingLimits(max_body_bytes=1000), "more than the 1000 allowed for one answer"),
        (RecordingLimits(max_page_bytes=1000), "the page exceeds the 1000 allowed"),
    ],
)
def test_what_is_too_large_is_left_out_and_told(studio, local_site, make_answer, limits, problem):
    bomb = gzip.compress(b"0" * 3_000_000, mtime=0)
    local_site.answers = {
        "/": make_answer(HEAD + "<p>小</p><script src=/bomb.js></script>"),
        "/bomb.js": make_answer(bomb, media_type="text/javascript", headers={"Content-Encoding": "gzip"}),
    }

    seen = studio.see(local_site.url("/"), limits=limits)

    found = seen.exchange(local_site.url("/bomb.js"))
    assert (found.status, found.body) == (200, None)
    assert problem in (found.problem or "")
    assert seen.exchange(local_site.url("/")).body is not None
    assert not seen.is_recorded_whole


def test_no_more_exchanges_are_recorded_than_allowed(studio, local_site, make_answer):
    local_site.answers = {"/": make_answer(HEAD + "".join(f"<img src=/{number}.png>" for number in range(9)))}

    seen = studio.see(local_site.url("/"), limits=RecordingLimits(max_exchanges=4))

    assert len(seen.exchanges) == 4
    assert not seen.is_recorded_whole


def test_refused_addresses_are_never_asked_for(studio, local_site, make_answer):
    studio.refused = {"forbidden.test": "a private address", "/later": "not this one"}
    forbidden = local_site.url("/secret", "forbidden.test")
    local_site.answers = {
        "/": make_answer(
            HEAD
            + f"<img src='{forbidden}'><img src=/hop><iframe src='{local_site.url('/frame', 'other.test')}'></iframe>"
            f"<script>new WebSocket('{forbidden.replace('http', 'ws')}')</script>"
        ),
        "/hop": make_answer("", status=302, headers={"Location": forbidden + "?hop"}),
        "/frame": make_answer(HEAD + f"<img src='{forbidden}?frame'><img src=/later>"),
    }

    seen = studio.see(local_site.url("/"))

    assert not [asked for asked in local_site.asked if asked.startswith("forbidden.test")]
    refused = {exchange.url: exchange.problem for exchange in seen.exchanges if "refused" in (exchange.problem or "")}
    assert refused == {
        forbidden: "refused: a private address",
        forbidden + "?hop": "refused: a private address",
        forbidden + "?frame": "refused: a private address",
        local_site.url("/hop"): f"it redirects to {forbidden}?hop, which was refused: a private address",
        local_site.url("/later", "other.test"): "refused: not this one",
        forbidden.replace("http", "ws"): "refused: a private address",
    }
    assert seen.navigation.status == 200


def test_a_page_that_redirects_to_a_refused_address_is_refused(studio, local_site, make_answer):
    studio.refused = {"forbidden.test": "a private address"}
    target = local_site.url("/", "forbidden.test")
    local_site.answers = {"/go": make_answer("", status=302, headers={"Location": target})}

    seen = studio.see(local_site.url("/go"))

    assert local_site.asked == ["page.test/go"]
    assert (seen.navigation.status, seen.navigation.problem) == (
        None,
        f"it redirects to {target}, which was refused: a private address",
    )


def test_what_a_refused_machine_answered_is_not_kept(studio, local_site, make_answer):
    studio.refused_answers = {"/inner": "a private address"}
    local_site.answers = {"/": make_answer(HEAD + "<iframe src=/inner></iframe>"), "/inner": make_answer("intern")}

    seen = studio.see(local_site.url("/"))

    inner = seen.exchange(local_site.url("/inner"))
    assert (inner.body, inner.problem) == (None, "refused: a private address (127.0.0.1)")


def test_windows_dialogs_and_downloads_are_kept_away(studio, local_site, make_answer):
    popup = local_site.url("/popup", "pop.test")
    local_site.answers = {
        "/": make_answer(
            HEAD + f"<p>正文</p><script>alert('恭喜中奖'); window.open('{popup}');"
            "setTimeout(() => { const a = document.createElement('a'); a.href='/file.apk'; a.click(); }, 200)</script>"
        ),
        "/file.apk": make_answer(b"PK", media_type="application/vnd.android.package-archive"),
    }

    seen = studio.see(local_site.url("/"))

    assert "pop.test/popup" not in local_site.asked
    assert sorted(seen.guard.actions) == [
        f"cancelled a download: {local_site.url('/file.apk')}",
        f"closed a window the page opened: {popup}",
        "dismissed a dialog of the page (alert): 恭喜中奖",
    ]
    assert "正文" in seen.page.frames[0].html
