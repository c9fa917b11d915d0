"""The portal, and a client that asks it as any host."""

import http.client
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from crawler.sample_portal import SamplePortal


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def portal() -> Iterator[SamplePortal]:
    with SamplePortal(many=500) as running:
        yield running


@pytest.fixture
def ask(portal: SamplePortal) -> Ask:
    """Asks for an address without port; ``at_most`` bytes of the body are read."""

    def ask_for(
        url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, at_most: int | None = None
    ) -> Reply:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(portal.address, portal.port, timeout=10)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, headers={"Host": f"{parts.hostname}:{portal.port}", **(headers or {})})
            response = connection.getresponse()
            return Reply(response.status, dict(response.headers), response.read(at_most))
        finally:
            connection.close()

    return ask_for


@pytest.fixture(scope="session")
def chromium() -> str:
    path = shutil.which("chromium")
    if path is None:
        reason = "no chromium on this machine"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return path
