"""Servers, programs and pictures for the tests of app traffic and screens; all on the loopback address."""

import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from crawler.apps.answers import AnswerReading
from crawler.apps.declared_paths import load_declared_paths
from crawler.capture import Exchange

REPOSITORY = Path(__file__).parents[3]


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; CI must have it")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def mitmdump() -> str:
    for name in (os.environ.get("FINAD_MITMDUMP"), "mitmdump", str(REPOSITORY / ".venv/mitmproxy/bin/mitmdump")):
        if name and (found := shutil.which(name)):
            return found
    _missing("no mitmdump: set FINAD_MITMDUMP, or install mitmproxy apart")
    raise AssertionError


@pytest.fixture(scope="session")
def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    _missing("no Chromium on the search path")
    raise AssertionError


@pytest.fixture(scope="session")
def reading() -> AnswerReading:
    return AnswerReading(entries=load_declared_paths())


def png(
    width: int, height: int, colour: str = "white", boxes: tuple[tuple[int, int, int, int, str], ...] = ()
) -> bytes:
    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom, fill in boxes:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=fill)
    target = io.BytesIO()
    image.save(target, format="PNG")
    return target.getvalue()


@pytest.fixture
def picture() -> Callable[..., bytes]:
    return png


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    def make(url: str, body: bytes | str | None, **changes: object) -> Exchange:
        values: dict[str, object] = {
            "url": url,
            "method": "GET",
            "request_headers": (),
            "status": 200,
            "headers": (("Content-Type", "application/json"),),
            "body": body.encode() if isinstance(body, str) else body,
            "started_at": datetime(2026, 3, 1, 8, tzinfo=UTC),
        }
        return Exchange(**(values | changes))  # type: ignore[arg-type]

    return make


Answers = dict[str, tuple[int, dict[str, str], bytes]]


class Origin:
    """A server on the loopback address that answers from a table by path and keeps what it was asked."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                asked.append(f"{self.command} {self.path}")
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, body = answers.get(self.path.partition("?")[0], (404, {}, b""))
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = _answer  # noqa: N815 - named by http.server

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[[Answers], Origin]]:
    origins: list[Origin] = []

    def start(answers: Answers) -> Origin:
        origin = Origin(answers)
        origins.append(origin)
        origin.start()
        return origin

    yield start
    for origin in origins:
        origin.stop()
