"""Downloader middleware: robots.txt, obeyed by every request, also by those that come while it is being fetched.

Scrapy's own (2.19) hands the rules to the first of the requests that wait for them, and lets the others pass. Knows
nothing of pages.
"""

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class SharedRobotsMiddleware(RobotsTxtMiddleware):
    """Fetches the rules of each host once and has everybody wait for them."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[Any]] = {}

    async def robot_parser(self, request: "Request", *rest: Any) -> Any:
        """The rules of the request's host; ``None`` where it has none."""
        host = urlsplit(request.url).netloc
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(super().robot_parser(request, *rest))
        # Shielded: one request that is given up must not take the rules from the others.
        return await asyncio.shield(self._rules[host])
