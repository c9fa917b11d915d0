"""Extension: a worker on a shared frontier stays as long as another may still add to it.

Knows nothing of requests.
"""

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import DontCloseSpider, NotConfigured
from twisted.internet.task import LoopingCall

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from crawler.spider.frontier import KeptQueue

_LOOK_AGAIN_S = 0.2


class WaitForOthers:
    """Keeps the spider open while the frontier holds unfinished requests."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._nudging = LoopingCall(self._nudge)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make it as Scrapy asks for it."""
        if not crawler.settings.get("FINAD_WORKER"):
            raise NotConfigured("no shared frontier")
        waiter = cls(crawler)
        crawler.signals.connect(waiter.idle, signal=signals.spider_idle)
        crawler.signals.connect(waiter.begin, signal=signals.engine_started)
        crawler.signals.connect(waiter.end, signal=signals.engine_stopped)
        return waiter

    def begin(self) -> None:
        """Called when the engine starts."""
        self._nudging.start(_LOOK_AGAIN_S, now=False)

    def end(self) -> None:
        """Called when the engine has stopped."""
        if self._nudging.running:
            self._nudging.stop()

    def idle(self, spider: "Spider") -> None:  # noqa: ARG002 - named by the signal
        """Called when this worker has nothing to do."""
        queue = shared_queue(self._crawler)
        if queue is not None and queue.unfinished():
            raise DontCloseSpider

    def _nudge(self) -> None:
        # Scrapy looks into an empty queue again every five seconds only.
        engine = self._crawler.engine
        if engine is not None and engine._slot is not None:
            engine._slot.nextcall.schedule()


def shared_queue(crawler: "Crawler") -> "KeptQueue | None":
    """The queue of the shared frontier; ``None`` where this worker crawls alone."""
    engine = crawler.engine
    scheduler = engine._slot.scheduler if engine is not None and engine._slot is not None else None
    return getattr(scheduler, "queue", None) if crawler.settings.get("FINAD_WORKER") else None
