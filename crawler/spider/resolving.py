"""The resolver that plain HTTP connects through: the user's hostname map, and no private address by surprise.

Knows nothing of requests.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.error import DNSLookupError

from crawler.spider.addresses import AddressGuard

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

GUARD = "FINAD_ADDRESS_GUARD"
"""Setting that holds the guard."""


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver behind an ``AddressGuard``."""

    _guard: AddressGuard

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: Any) -> Self:
        """Make it as Scrapy asks for it."""
        resolver: Self = super().from_crawler(crawler, reactor)
        resolver._guard = crawler.settings[GUARD]
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Any:  # noqa: N802 - Twisted's name
        """Resolve ``name``; fails with ``DNSLookupError`` for an address that is refused."""
        mapped = self._guard.mapped(name)
        found = defer.succeed(mapped) if mapped is not None else super().getHostByName(name, timeout)
        found.addCallback(self._checked, name)
        return found

    def _checked(self, address: str, name: str) -> str:
        reason = self._guard.refusal_of_address(address, name)
        if reason is not None:
            raise DNSLookupError(f"{name}: {reason}")
        return address
