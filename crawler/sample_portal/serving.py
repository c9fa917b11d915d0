"""Serves the sample portal: all its hosts by one process on one port, told apart by the ``Host`` header."""

import gzip
import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.sample_portal.answer import Answer, Question
from crawler.sample_portal.files import SITE, file_answer, hosts, with_port
from crawler.sample_portal.many import many_page
from crawler.sample_portal.request_log import RequestLog, SeenRequest
from crawler.sample_portal.special import special_answer

DEFAULT_HOST = "portal.finad.test"
"""The host shown to who asks by a name or number that is none of the portal's."""
_TEXT_TYPES = ("text/", "application/javascript", "application/json", "application/xml")
_PATIENCE_S = 30.0
"""How long an idle connection stays open."""


class SamplePortal:
    """The portal, running in a thread while the context is open.

    ``many`` is the number of pages under ``/many/`` on every host. ``port`` 0 takes a free one. ``site`` is the folder
    of its pages.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, *, many: int = 500, site: Path = SITE) -> None:
        self.log = RequestLog()
        self._server = _Server((host, port), self.log, many, site)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample-portal", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def serve_forever(self) -> None:
        """Serve in this thread until interrupted."""
        self._server.serve_forever()

    def close(self) -> None:
        """End the server and every answer under way."""
        self._server.stopping.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Number of the network address it listens on."""
        return str(self._server.server_address[0])

    @property
    def port(self) -> int:
        """Port it listens on."""
        return int(self._server.server_address[1])

    @property
    def hosts(self) -> dict[str, str]:
        """Every host name, with the address to reach it at."""
        return dict.fromkeys(hosts(self._server.site), self.address)

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """All requests so far, in order."""
        return self.log.all()

    def url(self, path: str = "/", *, host: str = DEFAULT_HOST) -> str:
        """Address of ``path`` on ``host``, with the port."""
        return f"http://{host}:{self.port}{path}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], log: RequestLog, many: int, site: Path) -> None:
        super().__init__(address, _Handler)
        self.log = log
        self.many = many
        self.site = site
        self.stopping = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave in the middle are part of the game; nothing is printed."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE_S
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        self.rfile.read(int(length) if length.isdigit() else 0)
        self._answer()

    def version_string(self) -> str:
        """What ``Server`` says."""
        return "nginx"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: ``SamplePortal.log`` holds what was asked."""

    def _answer(self) -> None:
        question = self._question()
        answer = (
            special_answer(question)
            or many_page(question.path, self.server.many)
            or file_answer(question, self.server.site)
            or Answer(status=404, body="<h1>404</h1><p>页面不存在</p>".encode())
        )
        if answer.is_silent:
            self.server.stopping.wait(_PATIENCE_S)
            self.close_connection = True
        elif answer.is_reset:
            self._reset()
        elif answer.stream is not None:
            self._send_stream(answer, answer.stream)
        else:
            self._send_body(answer)

    def _question(self) -> Question:
        host = self.headers.get("Host", "").rpartition("@")[2].partition(":")[0].lower().rstrip(".")
        times = self.server.log.add(
            SeenRequest(
                method=self.command,
                host=host,
                target=self.path,
                user_agent=self.headers.get("User-Agent"),
                referer=self.headers.get("Referer"),
            )
        )
        parts = urlsplit(self.path)
        return Question(
            host=host if host in hosts(self.server.site) else DEFAULT_HOST,
            path=unquote(parts.path, errors="replace"),
            query=dict(parse_qsl(parts.query, errors="replace")),
            cookies=frozenset(part.strip() for part in self.headers.get("Cookie", "").split(";")),
            times_asked=times,
        )

    def _reset(self) -> None:
        # Closing with no time to linger makes the system send a reset instead of an end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _send_body(self, answer: Answer) -> None:
        body = answer.body
        is_text = (answer.media_type or "").startswith(_TEXT_TYPES)
        if is_text and not answer.is_compressed:
            body = with_port(body, self._port)
        headers = list(answer.headers)
        if is_text and len(body) > 1024 and not answer.is_compressed and answer.claimed_length is None:
            headers.append(("Vary", "Accept-Encoding"))
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                headers.append(("Content-Encoding", "gzip"))
                body = gzip.compress(body, 6, mtime=0)
        length = len(body) if answer.claimed_length is None else answer.claimed_length
        self._send_head(answer, [*headers, ("Content-Length", str(length))])
        if self.command != "HEAD":
            self.wfile.write(body)
        if answer.claimed_length is not None:
            self.close_connection = True

    def _send_stream(self, answer: Answer, stream: Iterator[bytes]) -> None:
        is_chunked = answer.claimed_length is None
        framing = ("Transfer-Encoding", "chunked") if is_chunked else ("Content-Length", str(answer.claimed_length))
        self._send_head(answer, [*answer.headers, framing])
        if self.command == "HEAD":
            return
        for piece in stream:
            if self.server.stopping.is_set():
                self.close_connection = True
                return
            data = with_port(piece, self._port)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data) if is_chunked else data)
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _send_head(self, answer: Answer, headers: list[tuple[str, str]]) -> None:
        self.send_response(answer.status)
        if answer.media_type is not None:
            self.send_header("Content-Type", answer.media_type)
        for name, value in headers:
            self.send_header(name, with_port(value.encode(), self._port).decode() if name == "Location" else value)
        self.end_headers()

    @property
    def _port(self) -> int:
        return int(self.server.server_address[1])
