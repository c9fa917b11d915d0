"""Visits as they are observed, and a small crawl sealed in a folder."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.capture import (
    Attempt,
    Capture,
    Document,
    Exchange,
    Observation,
    Problem,
    Redirect,
    Via,
    Viewport,
)
from crawler.evidence import BlobStore, CaptureLog, record_of_capture, seal

NOON = datetime(2026, 3, 2, 4, 0, 0, 125_000, tzinfo=UTC)
Clock = Callable[[], datetime]


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on by a second whenever it is looked at."""
    ticks = iter(range(1_000_000))
    return lambda: NOON + timedelta(hours=1, seconds=next(ticks))


@pytest.fixture
def page() -> Observation:
    """A page of a wealth platform as a browser saw it: decoded bodies, a redirect, a request that failed."""
    address = "http://www.hengyuan-licai.example/chanpin?id=7&type=活期"
    html = "<!doctype html><title>恒远理财</title><p>活期宝 七日年化3.1%，随存随取。理财非存款，投资须谨慎。"
    return Observation(
        site="hengyuan",
        via=Via.BROWSER,
        requested_url="http://hengyuan-licai.example/",
        final_url=address,
        status=200,
        redirects=(Redirect(url="http://hengyuan-licai.example/", status=302, location=address),),
        started_at=NOON,
        finished_at=NOON + timedelta(seconds=3),
        exchanges=(
            Exchange(
                url="http://hengyuan-licai.example/",
                method="GET",
                request_headers=(("accept", "text/html"),),
                status=302,
                reason="Found",
                headers=(("Location", address), ("Set-Cookie", "a=1\nb=2")),
                body=b"",
                started_at=NOON,
                ip="127.0.0.1",
            ),
            Exchange(
                url=address,
                method="GET",
                request_headers=((":authority", "www.hengyuan-licai.example"), ("user-agent", "finad")),
                status=200,
                http_version="h2",
                headers=(
                    ("content-type", "text/html; charset=utf-8"),
                    ("content-encoding", "br"),
                    ("content-length", "61"),
                    ("x-title", "恒远".encode().decode("latin-1")),
                ),
                body=html.encode(),
                is_body_decoded=True,
                started_at=NOON + timedelta(seconds=1),
                finished_at=NOON + timedelta(seconds=2),
                ip="127.0.0.1",
                certificate="sha256:00ff",
                resource_type="document",
            ),
            Exchange(
                url="http://tongji.example/collect",
                method="POST",
                request_headers=(("content-type", "application/x-www-form-urlencoded"),),
                request_body=b"page=chanpin",
                status=None,
                problem="net::ERR_CONNECTION_REFUSED",
                started_at=NOON + timedelta(seconds=1),
            ),
            Exchange(
                url="http://img.example/banner.jpg",
                method="GET",
                request_headers=(),
                status=200,
                headers=(("Content-Type", "image/jpeg"), ("Content-Length", "40000")),
                body=None,
                problem="evicted from the browser's cache",
                started_at=NOON + timedelta(seconds=2),
            ),
        ),
        documents=(
            Document(name="screenshot.png", media_type="image/png", content=b"\x89PNG a page"),
            Document(name="frame-0.html", media_type="text/html", content=html.encode()),
            Document(name="广告 1.png", media_type="image/png", content=b"\x89PNG an ad"),
        ),
        viewport=Viewport(width=1366, height=900),
        agent="Chromium 140",
        actions=("scrolled 3 screens",),
        attempts=(Attempt(at=NOON, outcome="503"), Attempt(at=NOON + timedelta(seconds=1), outcome="200")),
        title="恒远理财",
    )


@pytest.fixture
def failure() -> Observation:
    """A visit that nobody answered."""
    return Observation(
        site="jinbao",
        via=Via.HTTP,
        requested_url="http://jinbao-daikuan.example/sqj",
        final_url=None,
        status=None,
        started_at=NOON + timedelta(minutes=1),
        finished_at=NOON + timedelta(minutes=1, seconds=30),
        exchanges=(
            Exchange(
                url="http://jinbao-daikuan.example/sqj",
                method="GET",
                request_headers=(("User-Agent", "finad"),),
                status=None,
                problem="TimeoutError: 30 s",
                started_at=NOON + timedelta(minutes=1),
            ),
        ),
        problem=Problem.UNREACHABLE,
        problem_detail="TimeoutError: 30 s",
        is_complete=False,
    )


@pytest.fixture
def scan_of_leaflet() -> Observation:
    """A scan of a leaflet, which has no address."""
    return Observation(
        site="社区传单",
        via=Via.FILE,
        requested_url=None,
        final_url=None,
        status=None,
        started_at=NOON + timedelta(minutes=2),
        finished_at=NOON + timedelta(minutes=2),
        documents=(Document(name="leaflet.jpg", media_type="image/jpeg", content=b"\xff\xd8 leaflet"),),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl in a folder, closed."""

    folder: Path
    blobs: BlobStore
    captures: tuple[Capture, ...]
    head: str

    @property
    def log(self) -> Path:
        return self.folder / "log.jsonl"


@pytest.fixture
def crawl(tmp_path: Path, clock: Clock, page: Observation, failure: Observation, scan_of_leaflet: Observation) -> Crawl:
    folder = tmp_path / "crawl"
    blobs = BlobStore.open(str(folder / "blobs"))
    first, second, third = (seal(item, blobs) for item in (page, failure, scan_of_leaflet))
    picture = blobs.put(b"\x89PNG cut out of the page")
    with CaptureLog.open(folder / "log.jsonl", clock=clock) as log:
        log.append("crawl", {"site": "示例", "depth": 2})
        log.append(
            "visit",
            {
                "capture": record_of_capture(first),
                "landings": [record_of_capture(second)],
                "ads": ["活期宝"],
                "blobs": [picture],
            },
        )
        log.append("visit", {"capture": record_of_capture(third), "ads": [], "links": []})
        log.append("end", {"pages": 2})
        head = log.head
    return Crawl(folder=folder, blobs=blobs, captures=(first, second, third), head=head)


_TSA_SETTINGS = """
[tsa]
default_tsa = tsa_here
[tsa_here]
serial = serial
signer_cert = signer.pem
signer_key = signer.key
certs = ca.pem
default_policy = 1.2.3.4.1
signer_digest = sha256
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimestampAuthority:
    """A timestamp server on loopback, made of ``openssl ts``."""

    url: str
    """Add ``/refuse``, ``/busy``, ``/replay`` or ``/html`` for one that does not do as asked."""
    ca: Path
    folder: Path


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TimestampAuthority]:
    if shutil.which("openssl") is None:
        message = "openssl is not installed"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    folder = tmp_path_factory.mktemp("tsa")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    (folder / "tsa.cnf").write_text(_TSA_SETTINGS)
    (folder / "serial").write_text("01\n")
    (folder / "ext.cnf").write_text("extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n")
    for name, subject in (("ca", "/O=Chengxin Notary/CN=Chengxin Root"), ("other", "/CN=Nobody")):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
                "-days", "3650", "-subj", subject)  # fmt: skip
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "signer.key", "-out", "signer.csr",
            "-subj", "/O=Chengxin Notary/CN=Chengxin TSA 1")  # fmt: skip
    openssl("x509", "-req", "-in", "signer.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "3650", "-extfile", "ext.cnf", "-out", "signer.pem")  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = 200, b"<html>timestamps are sold here</html>"
            if self.path == "/refuse":
                query = b"no query"
            if self.path == "/busy":
                status = 503
            if self.path == "/replay":
                query = (folder / "query.tsq").read_bytes()
            if self.path != "/html":
                (folder / "query.tsq").write_bytes(query)
                openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "answer.tsr")
                answer = (folder / "answer.tsr").read_bytes()
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield TimestampAuthority(url=f"http://127.0.0.1:{server.server_port}", ca=folder / "ca.pem", folder=folder)
    server.shutdown()
    thread.join()
    server.server_close()
