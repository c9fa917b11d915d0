"""A portal to crawl, and the command line to crawl it with."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from crawler.sample_portal.serving import SamplePortal

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One run of the command line."""

    status: int
    out: str
    err: str


def start_crawl(*arguments: str | Path) -> subprocess.Popen[str]:
    """Begin ``finad crawl`` with these arguments."""
    return subprocess.Popen(
        [sys.executable, "-m", "finad", "crawl", *map(str, arguments), "--quiet"],
        cwd=ROOT,
        env={**os.environ, "FINAD_NO_MODEL": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_crawl(*arguments: str | Path) -> Finished:
    """Run ``finad crawl`` to its end."""
    process = start_crawl(*arguments)
    out, err = process.communicate(timeout=300)
    return Finished(status=process.returncode, out=out, err=err)


def many_site(folder: Path, start: str) -> Path:
    """A file with one site that follows everything at once, as only a server of our own may be crawled."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sites.yaml"
    path.write_text(
        f"sites:\n- {{name: many, start: '{start}', depth: 50, max_pages_per_shape: 5000, concurrency: 8, delay: 0,"
        " render: false}\n",
        encoding="utf-8",
    )
    return path


def visits_in(folder: Path) -> list[dict[str, object]]:
    """Contents of the visits in a crawl folder's log."""
    lines = (folder / "log.jsonl").read_bytes().splitlines()
    return [entry["content"] for line in lines if (entry := orjson.loads(line))["kind"] == "visit"]


def lines_of(path: Path) -> list[dict[str, object]]:
    """Records of a JSONL file."""
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def resolved(portal: SamplePortal) -> list[str]:
    """Options that lead the portal's hosts to where it is served."""
    return [option for host, address in portal.hosts.items() for option in ("--resolve", f"{host}={address}")]


@pytest.fixture
def portal() -> Iterator[SamplePortal]:
    """The sample portal."""
    with SamplePortal() as served:
        yield served


@pytest.fixture
def small_many() -> Iterator[SamplePortal]:
    """The sample portal with 40 pages under ``/many/``."""
    with SamplePortal(many=40) as served:
        yield served


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own on a free port."""
    program = shutil.which("redis-server")
    if program is None:
        reason = "no redis-server; on Debian and Ubuntu: apt-get install redis-server"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    ) as server:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
        server.send_signal(signal.SIGTERM)
