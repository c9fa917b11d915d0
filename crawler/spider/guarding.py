"""Downloader middleware: refuses addresses before they are asked, redirects included.

Knows nothing of pages.
"""

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

from crawler.spider.addresses import AddressGuard
from crawler.spider.resolving import GUARD

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class RefusedAddress(IgnoreRequest):
    """We would not ask that address; the message says why."""


class GuardMiddleware:
    """Asks the ``AddressGuard`` about every request."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make it as Scrapy asks for it."""
        return cls(crawler.settings[GUARD])

    async def process_request(self, request: "Request") -> None:
        """Let a request pass, or refuse it."""
        reason = await self._guard.refusal(request.url)
        if reason is not None:
            raise RefusedAddress(f"{request.url}: {reason}")
