"""Runs one crawl over the web, from plan to summary, in this process.

Scrapy's reactor starts once in a process, and so does this. Knows nothing of terminals.
"""

import asyncio
import importlib.util
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from crawler.collecting.collector import Collector
from crawler.collecting.folder import CrawlFolder
from crawler.errors import BrowserError, CrawlerError, FrontierError, MissingLibraryError
from crawler.spider.plan import CrawlPlan

if TYPE_CHECKING:
    from crawler.browser.finding import Browser
    from crawler.collecting.progress import Progress
    from crawler.spider.rendering import BrowserFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlEnd:
    """How a run ended."""

    reason: str
    """``finished``, ``max_pages``, ``shutdown``, …"""
    limited: Mapping[str, int]
    """Shapes of address of which no more pages were visited, and how many were left: calendars and the like."""


def require_libraries() -> None:
    """Check that the extra ``crawl`` is installed.

    Raises:
        MissingLibraryError: it is not.
    """
    for library in ("scrapy", "scrapy_playwright", "warcio", "adblock", "rapidocr"):
        if importlib.util.find_spec(library) is None:
            raise MissingLibraryError(library, extra="crawl")


def choose_browser(plan: CrawlPlan) -> "Browser | None":
    """The browser to draw with; ``None`` when the plan wants none, or no site does.

    Raises:
        BrowserError: none is found.
    """
    from crawler.browser.finding import find_browser  # noqa: PLC0415 - loads Playwright

    if not plan.web.uses_browser or not any(site.is_rendered for site in plan.sites):
        return None
    try:
        return find_browser(plan.web.browser)
    except BrowserError as error:
        raise BrowserError(f"{error}; or crawl without one: --no-browser") from error


def crawl(
    plan: CrawlPlan,
    folder: CrawlFolder,
    collector: Collector,
    *,
    browser: "Browser | None",
    tell: Callable[["Progress"], None],
) -> CrawlEnd:
    """Crawl until nothing is left, a limit is met, or the user stops it.

    Raises:
        CrawlerError: what was seen could not be sealed, or the frontier could not be reached.
    """
    # Here and not above: importing Scrapy's crawler takes half a second, and chooses a reactor.
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415

    from crawler.pages import load_filters  # noqa: PLC0415
    from crawler.spider.ad_spider import AdSpider  # noqa: PLC0415
    from crawler.spider.scrapy_settings import scrapy_settings  # noqa: PLC0415

    for name in () if plan.web.log is not None else ("scrapy", "twisted", "asyncio", "py.warnings", "playwright"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    settings = scrapy_settings(plan, browser, _ask(browser) if browser is not None else None)
    if plan.web.frontier is not None:
        _check_frontier(plan, plan.web.frontier, is_new=not folder.state.visited)
    process = CrawlerProcess(settings)
    scrapy_crawler = process.create_crawler(AdSpider)
    process.crawl(
        scrapy_crawler,
        plan=plan,
        folder=folder,
        collector=collector,
        filters=load_filters(plan.web.filter_lists),
        agent=plan.user_agent_suffix,
        is_browser=browser is not None,
        tell=tell,
    )
    process.start()
    spider = scrapy_crawler.spider
    if isinstance(spider, AdSpider) and spider.failure is not None:
        raise spider.failure
    stats = scrapy_crawler.stats
    reason = stats.get_value("finish_reason") if stats is not None else None
    if reason is None:
        raise CrawlerError("the crawl did not start; run it again with --log to see why")
    return CrawlEnd(reason=str(reason), limited=spider.limited() if isinstance(spider, AdSpider) else {})


def _ask(browser: "Browser") -> "BrowserFacts":
    """Ask the browser what it says of itself, which also proves that it starts."""

    async def ask() -> "BrowserFacts":
        from playwright.async_api import Error, async_playwright

        from crawler.browser.finding import launch_options  # noqa: PLC0415
        from crawler.spider.rendering import BrowserFacts  # noqa: PLC0415
        from crawler.spider.scrapy_settings import is_root  # noqa: PLC0415

        try:
            async with async_playwright() as playwright:
                started = await playwright.chromium.launch(**launch_options(browser, resolve={}, is_root=is_root()))
                page = await started.new_page()
                agent = str(await page.evaluate("navigator.userAgent"))
                facts = BrowserFacts(
                    user_agent=agent.replace("HeadlessChrome", "Chrome"),
                    devices=dict(playwright.devices),
                )
                await started.close()
        except Error as error:
            raise BrowserError(f"{browser.executable or 'the browser'} does not start: {error}") from error
        return facts

    return asyncio.run(ask())


def _check_frontier(plan: CrawlPlan, frontier: str, *, is_new: bool) -> None:
    import redis  # noqa: PLC0415 - of the extra

    try:
        server = redis.Redis.from_url(urldefrag(frontier).url, socket_connect_timeout=5)
        key = plan.frontier_key
        taken = sum(int(server.hlen(name)) for name in server.scan_iter(f"{key}:requests:taken:*"))
        is_done = server.exists(f"{key}:seen") and not server.zcard(f"{key}:requests") and not taken
    except (redis.RedisError, ValueError) as error:
        raise FrontierError(f"{frontier}: {error}; start Redis there, or leave --frontier out") from error
    if is_done and is_new:
        name = urldefrag(frontier).fragment or "crawl"
        raise FrontierError(
            f"{frontier}: the crawl {name!r} on this frontier is finished; name a new one: "
            f"{urldefrag(frontier).url}#{name}-2"
        )
