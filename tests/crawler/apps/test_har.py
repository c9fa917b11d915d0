"""HAR files as programs write them, whole and damaged."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.ad import CreativeKind, FoundBy
from crawler.apps.har import visits_of_har
from crawler.capture import Exchange, Problem, Redirect, Via
from crawler.errors import TrafficFileError
from crawler.pages.found import PicturePiece, TextPiece

AT = "2026-03-01T16:00:00.1234567+08:00"
BEGUN = datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC)


def entry(url: str, text: str | None = None, **changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = {"size": len(text or ""), "mimeType": "application/json"}
    if text is not None:
        content["text"] = text
    response = {
        "status": 200,
        "statusText": "OK",
        "httpVersion": "h2",
        "headers": [{"name": "Content-Type", "value": "application/json"}],
        "content": content | changes.pop("content", {}),
        "bodySize": -1,
    }
    request = {"method": "GET", "url": url, "httpVersion": "h2", "headers": [{"name": "Accept", "value": "*/*"}]}
    return {
        "startedDateTime": AT,
        "time": 250,
        "request": request | changes.pop("request", {}),
        "response": response | changes.pop("response", {}),
        **changes,
    }


def har(*entries: Any, **log: Any) -> dict[str, Any]:
    return {
        "log": {"version": "1.2", "creator": {"name": "Charles Proxy", "version": "4.6"}, "entries": entries, **log}
    }


def write(path: Path, document: Any, *, encoding: str = "utf-8") -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding=encoding)
    return path


AD = json.dumps(
    {"is_ad": True, "title": "月月分红", "img": "/pic/a", "url": "https://land.example.cn/1"}, ensure_ascii=False
)


def test_an_app_recording_gives_exchanges_as_recorded_and_its_ads_with_their_pictures(tmp_path: Path, picture) -> None:
    banner = picture(40, 20)
    encoded = base64.b64encode(banner).decode()
    path = write(
        tmp_path / "app.har",
        har(
            entry("https://api.example.cn/feed", AD, serverIPAddress="[2001:db8::1]", _resourceType="xhr"),
            entry("https://api.example.cn/pic/a", encoded, content={"encoding": "base64", "mimeType": "image/png"}),
            entry("https://api.example.cn/late", response={"status": 0, "_error": "net::ERR_CONNECTION_RESET"}),
            entry("https://api.example.cn/kept-out", None, content={"size": 70}),
            entry("https://api.example.cn/empty", None, content={"size": 0}, response={"status": 204, "bodySize": 0}),
        ),
        encoding="utf-8-sig",
    )
    (visit,) = visits_of_har(path)
    seen = visit.observation
    assert (seen.site, seen.via, seen.agent) == ("app.har", Via.HAR, "Charles Proxy 4.6")
    assert (visit.channel, visit.medium, seen.final_url, seen.status) == ("app", "app", None, None)
    assert not seen.is_complete
    assert seen.exchanges[0] == Exchange(
        url="https://api.example.cn/feed",
        method="GET",
        request_headers=(("Accept", "*/*"),),
        status=200,
        reason="OK",
        http_version="h2",
        headers=(("Content-Type", "application/json"),),
        body=AD.encode(),
        is_body_decoded=True,
        started_at=BEGUN,
        finished_at=BEGUN.replace(microsecond=373456),
        ip="2001:db8::1",
        resource_type="xhr",
    )
    assert [(e.status, e.body, e.problem) for e in seen.exchanges[1:]] == [
        (200, banner, None),
        (None, None, "net::ERR_CONNECTION_RESET"),
        (200, None, "the recording holds no body"),
        (204, b"", None),
    ]
    (ad,) = visit.ads
    assert ad.pieces == (
        TextPiece(kind=CreativeKind.TITLE, text="月月分红"),
        PicturePiece(url="https://api.example.cn/pic/a", content=banner, box=None),
    )
    assert (ad.found_by, ad.landing_url) == ((FoundBy.RECORD_SHAPE,), "https://land.example.cn/1")
    assert (ad.frame_url, ad.selector) == ("https://api.example.cn/feed", "$")


def test_each_page_is_a_visit_with_its_redirects_and_the_rest_is_cut_at_silences(tmp_path: Path) -> None:
    hop = {"status": 302, "headers": [{"name": "Location", "value": "/home"}], "redirectURL": "/home"}
    html = {"mimeType": "text/html"}
    later = "2026-03-01T16:05:00+08:00"
    document = har(
        entry("https://m.example.cn/", "", response=hop, pageref="p1"),
        entry("https://m.example.cn/home", "<p>首页</p>", content=html, pageref="p1"),
        entry("https://m.example.cn/gone", "", response={"status": 403}, pageref="p2"),
        entry("https://api.example.cn/1", "{}"),
        entry("https://api.example.cn/2", "{}", startedDateTime=later, pageref="unknown"),
        pages=[
            {"id": "p1", "title": "首页", "startedDateTime": AT},
            {"id": "p2", "title": "", "startedDateTime": AT},
            {"id": "p3", "title": "nothing loaded", "startedDateTime": AT},
        ],
    )
    visits = list(visits_of_har(write(tmp_path / "pages.har", document)))
    told = [(v.observation.site, v.observation.requested_url, v.observation.final_url, v.channel) for v in visits]
    assert told == [
        ("m.example.cn", "https://m.example.cn/", "https://m.example.cn/home", "web"),
        ("m.example.cn", "https://m.example.cn/gone", "https://m.example.cn/gone", "web"),
        ("pages.har", None, None, "app"),
        ("pages.har", None, None, "app"),
    ]
    first, second = (visit.observation for visit in visits[:2])
    assert first.redirects == (Redirect(url="https://m.example.cn/", status=302, location="/home"),)
    assert (first.status, first.title, first.problem) == (200, "首页", None)
    assert (second.status, second.title, second.problem) == (403, None, Problem.BLOCKED)


def test_unreadable_entries_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    bad_time = entry("https://api.example.cn/b", "{}", startedDateTime="yesterday")
    path = write(
        tmp_path / "part.har", har("text", {"request": {}}, bad_time, entry("https://api.example.cn/a", "{}"), None)
    )
    (visit,) = visits_of_har(path, app="钱包")
    assert visit.observation.site == "钱包"
    assert [e.url for e in visit.observation.exchanges] == ["https://api.example.cn/a"]
    assert visit.observation.problem_detail == (
        "4 unreadable: entry 0: no request.url; entry 1: no request.url; "
        "entry 2: startedDateTime 'yesterday' is no time and 1 more"
    )
    assert not visit.observation.is_complete


def test_packed_utf16_and_half_emoji_files_are_read(tmp_path: Path) -> None:
    document = har(entry("https://api.example.cn/a", "\ud83d{}"))
    content = json.dumps(document).encode()
    packed, wide = tmp_path / "a.har.gz", tmp_path / "b.har"
    packed.write_bytes(gzip.compress(content, mtime=0))
    wide.write_bytes(json.dumps(document).encode("utf-16"))
    for path in (packed, wide):
        (visit,) = visits_of_har(path)
        assert visit.observation.exchanges[0].body == "\ufffd{}".encode()


def test_a_body_that_a_program_left_compressed_is_looked_into_and_kept_as_it_is(tmp_path: Path) -> None:
    body = gzip.compress(AD.encode(), mtime=0)
    headers = [{"name": "Content-Encoding", "value": "gzip"}]
    packed = entry(
        "https://api.example.cn/feed",
        base64.b64encode(body).decode(),
        content={"encoding": "base64"},
        response={"headers": headers},
    )
    packed["response"]["content"] = {"encoding": "base64", "text": base64.b64encode(body).decode()}
    (visit,) = visits_of_har(write(tmp_path / "a.har", har(packed)))
    assert (visit.observation.exchanges[0].body, visit.observation.exchanges[0].is_body_decoded) == (body, False)
    assert [ad.pieces[0] for ad in visit.ads] == [TextPiece(kind=CreativeKind.TITLE, text="月月分红")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b'{"log": {"entries": [{"request"', r"not JSON \(cut off\?\)"),
        (b"[]", 'no HAR: no object "log"'),
        (b'{"log": {"entries": {}}}', "no list at log.entries"),
        (b'{"log": {"entries": []}}', "no readable entries"),
        (b'{"log": {"entries": [1]}}', "no readable entries in log.entries: 1 unreadable: entry 0: no request.url"),
        (b"\x1f\x8b\x08\x00broken", "damaged gzip"),
        (gzip.compress(b'{"log": {}}', mtime=0)[:-6], "damaged gzip"),
        (b'{"log": "\xff\xfe\xb1"}', "not UTF-8 at byte 9"),
        (b"[" * 200_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_har_is_refused_by_name_and_place(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "broken.har"
    path.write_bytes(content)
    with pytest.raises(TrafficFileError, match=rf"broken\.har: {told}"):
        list(visits_of_har(path))


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("crawler.apps.har.MAX_HAR_BYTES", 1_000_000)
    path = tmp_path / "bomb.har.gz"
    path.write_bytes(gzip.compress(b" " * 5_000_000, mtime=0))
    with pytest.raises(TrafficFileError, match="longer than 1000000 bytes unpacked"):
        list(visits_of_har(path))


def test_a_har_that_chromium_wrote_is_read_back(tmp_path: Path, chromium: str, serve, picture) -> None:
    from playwright.sync_api import sync_playwright

    banner = picture(60, 30, "navy")
    script = "<script>fetch('/api/ads').then(r => r.json()).then(a => { new Image().src = a.ads[0].image })</script>"
    ads = {
        "ads": [
            {"creative_id": "c9", "title": "养老社区", "image": "/b.png", "landing_url": "https://land.example.cn/y"}
        ]
    }
    origin = serve(
        {
            "/": (302, {"Location": "/start"}, b""),
            "/start": (
                200,
                {"Content-Type": "text/html; charset=utf-8"},
                f"<title>理财</title><p>正文</p>{script}".encode(),
            ),
            "/api/ads": (200, {"Content-Type": "application/json"}, json.dumps(ads, ensure_ascii=False).encode()),
            "/b.png": (200, {"Content-Type": "image/png"}, banner),
        }
    )
    path = tmp_path / "chromium.har"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(record_har_path=path)
        page = context.new_page()
        page.goto(origin.url)
        page.wait_for_load_state("networkidle")
        context.close()
        browser.close()
    (visit,) = visits_of_har(path)
    seen = visit.observation
    assert (seen.requested_url, seen.final_url, seen.status) == (f"{origin.url}/", f"{origin.url}/start", 200)
    assert (seen.title, seen.site, seen.problem) == ("理财", "127.0.0.1", None)
    assert [redirect.status for redirect in seen.redirects] == [302]
    assert (seen.agent or "").lower().startswith("chromium")
    (ad,) = (ad for ad in visit.ads if FoundBy.RECORD_SHAPE in ad.found_by)
    assert ad.pieces == (
        TextPiece(kind=CreativeKind.TITLE, text="养老社区"),
        PicturePiece(url=f"{origin.url}/b.png", content=banner, box=None),
    )


def test_pages_among_the_answers_are_searched_like_any_page(tmp_path: Path, picture) -> None:
    banner = picture(30, 20)
    html = (
        "<html><head><title>t</title></head><body><p>正文一段，说的是天气。</p>"
        '<div class="card"><span class="tag">广告</span><a href="https://land.example.cn/w">'
        '<img src="/w.png">新客理财 七日年化5.8%</a></div></body></html>'
    )
    document = har(
        entry("https://h5.example.cn/", html, response={"headers": [{"name": "Content-Type", "value": "text/html"}]}),
        entry("https://h5.example.cn/w.png", base64.b64encode(banner).decode(), content={"encoding": "base64"}),
    )
    (visit,) = visits_of_har(write(tmp_path / "h5.har", document))
    (ad,) = visit.ads
    assert (FoundBy.LABEL in ad.found_by, ad.frame_url) == (True, "https://h5.example.cn/")
    assert ad.landing_url == "https://land.example.cn/w"
    assert [piece.content for piece in ad.pieces if isinstance(piece, PicturePiece)] == [banner]


def test_what_a_browser_asks_before_the_document_is_not_the_page(tmp_path: Path) -> None:
    document = har(
        entry("https://m.example.cn/early.js", "1", pageref="p", _resourceType="script"),
        entry("https://m.example.cn/", "<p>页</p>", pageref="p", _resourceType="document"),
        pages=[{"id": "p", "startedDateTime": AT, "title": "页"}],
    )
    (visit,) = visits_of_har(write(tmp_path / "a.har", document))
    assert (visit.observation.requested_url, visit.observation.final_url) == ("https://m.example.cn/",) * 2
    assert len(visit.observation.exchanges) == 2


def test_an_ad_listed_twice_in_one_answer_is_given_once(tmp_path: Path) -> None:
    card = {"title": "双利宝", "image": "https://p.example.cn/1.png"}
    answer = json.dumps({"ads": [card, {**card, "title": "三利宝"}], "creatives": [card]}, ensure_ascii=False)
    (visit,) = visits_of_har(write(tmp_path / "a.har", har(entry("https://api.example.cn/", answer))))
    assert [ad.selector for ad in visit.ads] == ["$.ads[0]", "$.ads[1]"]
