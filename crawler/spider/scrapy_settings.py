"""The settings of Scrapy for a plan, each with its reason.

Knows nothing of what is done with an answer.
"""

import os
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.settings import default_settings

from crawler.browser.finding import Browser, launch_options
from crawler.spider.plan import CrawlPlan
from crawler.spider.rendering import BROWSER_FACTS, PLAN, BrowserFacts
from crawler.spider.resolving import GUARD

_MAX_DELAY_S = 60.0
_PAGES_OPEN = 4
"""Pages a browser holds open at once; each takes some hundred megabytes while it draws."""
_FRONTIER_TTL_S = 60


def scrapy_settings(plan: CrawlPlan, browser: Browser | None, facts: BrowserFacts | None) -> dict[str, Any]:
    """All settings that differ from Scrapy's own."""
    slowest = max((site.delay_s for site in plan.sites), default=0.0)
    settings: dict[str, Any] = {
        PLAN: plan,
        GUARD: plan.address_guard(),
        BROWSER_FACTS: facts,
        "BOT_NAME": "finad",
        # Who we are, to the letter; a site may turn us away by it.
        "USER_AGENT": plan.user_agent_suffix,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "finad",
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
        },
        # Politeness: a delay and a number of requests for each host, lengthened where a host answers slowly.
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": slowest,
        "AUTOTHROTTLE_MAX_DELAY": _MAX_DELAY_S,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(max((site.concurrency for site in plan.sites), default=1)),
        "DOWNLOAD_DELAY": min((site.delay_s for site in plan.sites), default=0.0),
        "DOWNLOAD_SLOTS": {
            host: {"delay": site.delay_s, "concurrency": site.concurrency}
            for site in plan.sites
            for host in {urlsplit(url).hostname for url in site.start_urls}
            if host
        },
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": max((site.concurrency for site in plan.sites), default=1),
        # Limits: what a page may cost.
        "DOWNLOAD_TIMEOUT": max((site.timeout_s for site in plan.sites), default=30.0),
        # Of the bytes on the wire and again of what they decompress to.
        "DOWNLOAD_MAXSIZE": max((site.max_page_bytes for site in plan.sites), default=20_000_000),
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "REDIRECT_MAX_TIMES": 10,
        "RETRY_TIMES": 2,
        "RETRY_EXCEPTIONS": [*default_settings.RETRY_EXCEPTIONS, "playwright.async_api.Error"],
        "DNS_RESOLVER": "crawler.spider.resolving.GuardedResolver",
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.spider.guarding.GuardMiddleware": 50,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.spider.robots.SharedRobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.spider.retrying.LedgerRetryMiddleware": 550,
            # Past the middlewares that may refuse or redirect, and past decompression: next to the wire.
            "crawler.spider.rendering.RenderingMiddleware": 940,
            "crawler.spider.recording.RecordingMiddleware": 950,
        },
        "SPIDER_MIDDLEWARES": {
            # Every status is an observation; the spider says what it means.
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
            # Depth is counted from start addresses across restarts, which Scrapy's count is not.
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        },
        "COOKIES_ENABLED": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": plan.web.log is not None,
        "LOG_FILE": str(plan.web.log) if plan.web.log is not None else None,
        "LOG_LEVEL": "INFO",
        "LOG_INSTALL_ROOT_HANDLER": plan.web.log is not None,
        "LOGSTATS_INTERVAL": 0,
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }
    if browser is not None:
        settings |= {
            "DOWNLOAD_HANDLERS": {
                "http": "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler",
                "https": "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler",
            },
            "PLAYWRIGHT_BROWSER_TYPE": "chromium",
            "PLAYWRIGHT_LAUNCH_OPTIONS": launch_options(browser, resolve=plan.web.resolve, is_root=is_root()),
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": _PAGES_OPEN,
            "PLAYWRIGHT_RESTART_DISCONNECTED_BROWSER": True,
            # The browser's own headers: a page sees the visitor it would see.
            "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
            # Not of the navigation, which has its own: of a last wait for "load" after the page was drawn, which a page
            # that never ends loading would use up.
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 2_000,
        }
    if plan.web.frontier is not None:
        settings |= {
            "SCHEDULER": "scrapy_redis.scheduler.Scheduler",
            "SCHEDULER_PERSIST": True,
            "SCHEDULER_QUEUE_CLASS": "crawler.spider.frontier.KeptQueue",
            "SCHEDULER_QUEUE_KEY": f"{plan.frontier_key}:requests",
            "SCHEDULER_DUPEFILTER_KEY": f"{plan.frontier_key}:seen",
            "DUPEFILTER_CLASS": "crawler.spider.frontier.SeenVisits",
            "REDIS_URL": urldefrag(plan.web.frontier).url,
            "EXTENSIONS": {"crawler.spider.waiting.WaitForOthers": 500},
            "FINAD_WORKER": plan.web.worker,
            "FINAD_WORKER_TTL_S": _FRONTIER_TTL_S,
        }
    return settings


def is_root() -> bool:
    """Whether the process runs as root, where Chromium's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
