"""A site on loopback, and a browser that draws it as the crawler does."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.ad import Box
from crawler.browser.drawing import Drawn, draw, page_of
from crawler.browser.finding import context_options, find_browser, launch_options
from crawler.browser.guard import Guard, guard
from crawler.browser.recorder import Navigation, Recorder, RecordingLimits
from crawler.capture import Exchange, Viewport
from crawler.errors import BrowserError
from crawler.pages.page import BOX, Page

DESKTOP = Viewport(width=1000, height=700)


@dataclass(frozen=True, kw_only=True)
class Answer:
    body: bytes | str = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    never_ends: bool = False


@dataclass(kw_only=True)
class LocalSite:
    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "page.test") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def local_site() -> Iterator[LocalSite]:
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(f"{self.headers.get('Host', '').partition(':')[0]}{self.path}")
            answer = site.answers.get(self.path, Answer(status=404, body="nothing here"))
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.never_ends:
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if answer.never_ends:
                self.close_connection = True
                over.wait(60)

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return  # a browser that left

    server = Server(("127.0.0.1", 0), Handler)
    site = LocalSite(port=server.server_address[1])
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield site
    over.set()
    server.shutdown()
    server.server_close()


@dataclass(frozen=True, kw_only=True)
class Seen:
    drawn: Drawn
    exchanges: tuple[Exchange, ...]
    navigation: Navigation
    guard: Guard
    page: Page
    is_recorded_whole: bool

    def one(self, css: str, frame: int = 0) -> LexborNode:
        (node,) = LexborHTMLParser(self.page.frames[frame].html).css(css)
        return node

    def attribute(self, css: str, name: str, frame: int = 0) -> str | None:
        return self.one(css, frame).attributes.get(name)

    def box(self, css: str, frame: int = 0) -> Box:
        """On the page."""
        x, y, width, height = (float(number) for number in (self.attribute(css, BOX, frame) or "").split())
        at = self.page.frames[frame]
        return Box(x=at.x + x, y=at.y + y, width=width, height=height)

    def exchange(self, url: str) -> Exchange:
        (found,) = [exchange for exchange in self.exchanges if exchange.url == url]
        return found

    def frame_of(self, url: str) -> int:
        (index,) = [index for index, frame in enumerate(self.page.frames) if frame.url == url]
        return index


class Studio:
    """Keeps one browser and the loop that it lives in."""

    def __init__(self, runner: asyncio.Runner, browser: Any) -> None:
        self._runner = runner
        self._browser = browser
        self.refused: dict[str, str] = {}
        self.refused_answers: dict[str, str] = {}

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def see(
        self,
        url: str,
        *,
        viewport: Viewport = DESKTOP,
        user_agent: str | None = "finad-test",
        limits: RecordingLimits = RecordingLimits(),  # noqa: B008 - frozen
        max_scrolls: int = 3,
        timeout_s: float = 10.0,
    ) -> Seen:
        async def work() -> Seen:
            context = await self._browser.new_context(**context_options(viewport, user_agent))
            try:
                page = await context.new_page()
                watch = await guard(page, self._is_allowed, is_answer_allowed=self._is_answer_allowed)
                recorder = Recorder(page, limits, guard=watch)
                await _open(page, url)
                drawn = await draw(page, viewport=viewport, max_scrolls=max_scrolls, timeout_s=timeout_s, guard=watch)
                await recorder.settle(2.0)
                exchanges = recorder.exchanges()
                return Seen(
                    drawn=drawn,
                    exchanges=exchanges,
                    navigation=recorder.navigation(),
                    guard=watch,
                    page=page_of(drawn, exchanges, drawn.url),
                    is_recorded_whole=recorder.is_complete,
                )
            finally:
                await context.close()

        seen: Seen = self.run(work())
        return seen

    async def _is_allowed(self, url: str) -> str | None:
        return next((reason for part, reason in self.refused.items() if part in url), None)

    def _is_answer_allowed(self, url: str, ip: str) -> str | None:
        return next((f"{reason} ({ip})" for part, reason in self.refused_answers.items() if part in url), None)


async def _open(page: Any, url: str) -> None:
    from playwright.async_api import Error

    try:
        await page.goto(url, wait_until="commit", timeout=10_000)
    except Error:
        return  # an address that leads nowhere is drawn as it is


@pytest.fixture(scope="session")
def studio_of_session() -> Iterator[Studio]:
    try:
        found = find_browser(None)
    except BrowserError as error:
        if os.environ.get("CI"):
            pytest.fail(f"in CI a browser must be there: {error}")
        pytest.skip(str(error))
    from playwright.async_api import async_playwright

    options = launch_options(found, resolve={"*.test": "127.0.0.1"}, is_root=os.geteuid() == 0)
    with asyncio.Runner() as runner:
        manager = async_playwright()
        playwright = runner.run(manager.start())
        browser = runner.run(playwright.chromium.launch(**options))
        yield Studio(runner, browser)
        runner.run(browser.close())
        runner.run(playwright.stop())


@pytest.fixture
def studio(studio_of_session: Studio) -> Studio:
    studio_of_session.refused.clear()
    studio_of_session.refused_answers.clear()
    return studio_of_session


@pytest.fixture(scope="session")
def coloured_png() -> Callable[[int, int, tuple[int, int, int]], bytes]:
    def paint(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
        picture = BytesIO()
        Image.new("RGB", (width, height), colour).save(picture, format="PNG")
        return picture.getvalue()

    return paint


@pytest.fixture(scope="session")
def make_answer() -> Callable[..., Answer]:
    def make(body: bytes | str, **rest: Any) -> Answer:
        return Answer(body=body, **rest)

    return make


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "my-browser"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path
