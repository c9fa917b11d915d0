"""A site whose page can be changed between two visits, and the command line to visit it with."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import orjson
import pytest

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One run of the command line."""

    status: int
    out: str
    err: str


def finad(*arguments: str | Path) -> Finished:
    """Run the command line to its end."""
    run = subprocess.run(
        [sys.executable, "-m", "finad", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "FINAD_NO_MODEL": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Finished(status=run.returncode, out=run.stdout, err=run.stderr)


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


@dataclass(kw_only=True)
class ChangingSite:
    """Pages by path; what is not there is a 404."""

    pages: dict[str, str] = field(default_factory=dict)
    port: int = 0

    def url(self, path: str) -> str:
        """Address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def __enter__(self) -> Self:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path)
                body = (page or "<p>没有这个页面</p>").encode()
                self.send_response(404 if page is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[ChangingSite]:
    """A site to change."""
    with ChangingSite() as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> str:
    """A browser, or no test."""
    found = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        reason = "no browser; on Debian and Ubuntu: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
