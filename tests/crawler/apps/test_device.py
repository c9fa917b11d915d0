"""A device behind an Appium server, which here is a small one of our own that speaks the WebDriver protocol."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from crawler.ad import CreativeKind
from crawler.apps.device import observe_device
from crawler.errors import AppiumError
from crawler.pages.found import TextPiece

CAPABILITIES = {"platformName": "Android", "appium:automationName": "UiAutomator2", "appium:appPackage": "cn.example.a"}


def source(words: str) -> str:
    return (
        '<hierarchy><android.widget.FrameLayout package="cn.example.a" bounds="[0,0][100,200]">'
        '<android.view.ViewGroup resource-id="cn.example.a:id/ad_card" bounds="[0,0][100,60]">'
        f'<android.widget.TextView text="{words}" bounds="[0,0][90,20]"/></android.view.ViewGroup>'
        "</android.widget.FrameLayout></hierarchy>"
    )


class FakeAppium:
    """Holds one session; each scroll brings the next screen until the last."""

    def __init__(self, screens: list[str], shot: bytes, *, dies_at: int | None = None, refuses: bool = False) -> None:
        self.log: list[str] = []
        self.at = 0
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                fake.log.append(f"{self.command} {self.path}")
                status, value = fake.answer(f"{self.command} {self.path}", body, screens, shot, dies_at, refuses)
                content = json.dumps({"value": value}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - named by http.server

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(
        self, call: str, body: bytes, screens: list[str], shot: bytes, dies_at: int | None, refuses: bool
    ) -> tuple[int, Any]:
        match call.removeprefix("GET ").removeprefix("POST ").removeprefix("DELETE "):
            case "/session" if refuses:
                return 500, {
                    "error": "session not created",
                    "message": "Could not find a connected device",
                    "stacktrace": "",
                }
            case "/session":
                asked = (
                    json.loads(body)["capabilities"]["alwaysMatch"] | json.loads(body)["capabilities"]["firstMatch"][0]
                )
                assert asked == CAPABILITIES
                told = {"platformName": "Android", "platformVersion": "14", "deviceModel": "Example One"}
                return 200, {"sessionId": "s1", "capabilities": told}
            case "/session/s1/source" if self.at == dies_at:
                return 500, {"error": "unknown error", "message": "instrumentation crashed", "stacktrace": ""}
            case "/session/s1/source":
                return 200, screens[self.at]
            case "/session/s1/screenshot":
                return 200, base64.b64encode(shot).decode()
            case "/session/s1/window/rect":
                return 200, {"x": 0, "y": 0, "width": 100, "height": 200}
            case "/session/s1/actions":
                moves = [a for a in json.loads(body)["actions"][0]["actions"] if a["type"] == "pointerMove"]
                assert [(move["x"], move["y"]) for move in moves] == [(50, 160), (50, 40)]
                self.at = min(self.at + 1, len(screens) - 1)
                return 200, None
            case _:
                return 200, None


@pytest.fixture
def appium(picture, monkeypatch) -> Iterator[Callable[..., FakeAppium]]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    started: list[FakeAppium] = []

    def start(*words: str, **more: Any) -> FakeAppium:
        started.append(FakeAppium([source(each) for each in words], picture(100, 200), **more))
        return started[-1]

    yield start
    for fake in started:
        fake.server.shutdown()
        fake.server.server_close()


def test_screens_are_seen_until_nothing_new_comes_up(appium, picture) -> None:
    fake = appium("新人礼包最高888元", "车险续保满减", "存款送礼")
    visits = list(observe_device(fake.url, CAPABILITIES))
    assert [[piece for ad in visit.ads for piece in ad.pieces] for visit in visits] == [
        [TextPiece(kind=CreativeKind.TITLE, text="新人礼包最高888元")],
        [TextPiece(kind=CreativeKind.TITLE, text="车险续保满减")],
        [TextPiece(kind=CreativeKind.TITLE, text="存款送礼")],
    ]
    seen = [visit.observation for visit in visits]
    scrolled = "scrolled down 0.6 of the screen's height"
    assert [one.actions for one in seen] == [(), (scrolled,), (scrolled, scrolled)]
    assert {(one.site, one.agent) for one in seen} == {("cn.example.a", "Example One Android 14")}
    assert seen[0].documents[1].content == picture(100, 200)
    assert fake.log[-1] == "DELETE /session/s1"


@pytest.mark.parametrize(("options", "count"), [({"screens": 2}, 2), ({"swipe": None}, 1)])
def test_the_number_of_screens_and_scrolling_are_bounded(appium, options: dict[str, Any], count: int) -> None:
    fake = appium("甲乙丙丁一", "甲乙丙丁二", "甲乙丙丁三")
    assert len(list(observe_device(fake.url, CAPABILITIES, **options))) == count
    assert fake.log[-1] == "DELETE /session/s1"


def test_a_server_that_refuses_is_told_with_its_reason(appium) -> None:
    fake = appium("甲乙丙丁", refuses=True)
    with pytest.raises(AppiumError, match=rf"{fake.url}: no session: .*Could not find a connected device.*adb devices"):
        list(observe_device(fake.url, CAPABILITIES))


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(AppiumError, match=r"http://127\.0\.0\.1:9: no session: .*is the server running"):
        list(observe_device("http://127.0.0.1:9", CAPABILITIES))


def test_a_device_lost_on_the_way_keeps_what_was_seen_and_ends_the_session(appium) -> None:
    fake = appium("首屏广告词", "第二屏", dies_at=1)
    visits = observe_device(fake.url, CAPABILITIES)
    assert len(next(visits).ads) == 1
    with pytest.raises(AppiumError, match=r"screen 2 was lost: .*instrumentation crashed"):
        next(visits)
    assert fake.log[-1] == "DELETE /session/s1"
