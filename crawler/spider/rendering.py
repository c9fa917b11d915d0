"""Downloader middleware: hands a request to the browser, with recorder, guard and drawing attached.

All of it happens while scrapy-playwright has the page open, which it closes whatever comes: no page is left open by a
retry. Knows nothing of ads.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy_playwright.page import PageMethod

from crawler.browser.drawing import draw
from crawler.browser.emulation import Devices
from crawler.browser.finding import context_options
from crawler.browser.guard import guard
from crawler.browser.recorder import Recorder, RecordingLimits
from crawler.spider import notes
from crawler.spider.addresses import AddressGuard
from crawler.spider.plan import CrawlPlan
from crawler.spider.resolving import GUARD

if TYPE_CHECKING:
    from playwright.async_api import Page
    from scrapy import Request
    from scrapy.crawler import Crawler

PLAN = "FINAD_PLAN"
"""Setting that holds the plan."""
BROWSER_FACTS = "FINAD_BROWSER_FACTS"
"""Setting that holds what the browser says of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserFacts:
    """What a started browser says of itself."""

    user_agent: str
    """Its own, without us."""
    devices: Devices


class RenderingMiddleware:
    """Prepares each request that is to be drawn."""

    def __init__(self, plan: CrawlPlan, addresses: AddressGuard, facts: BrowserFacts | None) -> None:
        self._plan = plan
        self._addresses = addresses
        self._facts = facts

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make it as Scrapy asks for it."""
        settings = crawler.settings
        return cls(settings[PLAN], settings[GUARD], settings[BROWSER_FACTS])

    def process_request(self, request: "Request") -> None:
        """Set what scrapy-playwright reads."""
        if not (notes.is_ours(request) and notes.is_rendered(request)) or self._facts is None:
            return
        site = self._plan.site_named(notes.site_of(request))

        async def attach(page: "Page", _: "Request") -> None:
            watch = await guard(
                page,
                self._addresses.refusal,
                is_answer_allowed=self._refusal_of_answer,
                max_body_bytes=site.max_page_bytes,
            )
            limits = RecordingLimits(max_body_bytes=site.max_page_bytes)
            notes.keep_recorder(request, Recorder(page, limits, guard=watch))
            notes.keep_guard(request, watch)

        async def look(page: "Page", *_: Any) -> None:
            drawn = await draw(
                page,
                viewport=site.viewport,
                max_scrolls=site.max_scrolls,
                timeout_s=site.timeout_s,
                guard=notes.guard_of(request),
            )
            recorder = notes.recorder_of(request)
            if recorder is not None:
                await recorder.settle()
            notes.keep_drawn(request, drawn)

        # A phone names itself as its device does; who we are comes behind either.
        own = [] if site.viewport.is_mobile else [self._facts.user_agent]
        agent = " ".join([*own, self._plan.user_agent_suffix])
        options = context_options(site.viewport, agent, devices=self._facts.devices)
        notes.keep_agent(request, options["user_agent"])
        request.meta.update(
            playwright=True,
            # A profile of its own for each kind of window, fresh in every run.
            playwright_context=f"{site.name}/{site.viewport.device or site.viewport.width}",
            playwright_context_kwargs=options,
            playwright_page_init_callback=attach,
            playwright_page_methods=[PageMethod(look)],
            playwright_page_goto_kwargs={"wait_until": "commit", "timeout": site.timeout_s * 1000},
        )

    def _refusal_of_answer(self, url: str, address: str) -> str | None:
        return self._addresses.refusal_of_address(address, urlsplit(url).hostname)
