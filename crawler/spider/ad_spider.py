"""The spider: visits addresses, finds the ads, follows where they lead, and hands each visit to the collector.

Knows nothing of sealing or of files.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider

from crawler.capture import Observation, Problem
from crawler.collecting.collector import Collector, Taken
from crawler.collecting.folder import CrawlFolder
from crawler.collecting.landing import Landing
from crawler.collecting.progress import Progress
from crawler.errors import BrowserError, CrawlerError, EncodingError
from crawler.pages import FilterEngine, emptiness, landing_pieces, page_of_response, title_of
from crawler.pages.blocking import check_shown
from crawler.pages.found import FoundAd, PicturePiece
from crawler.pages.page import Page
from crawler.sites.addresses import canonical_url
from crawler.sites.feeds import is_feed, read_feed
from crawler.sites.finding import find_on
from crawler.sites.links import TrapLimit, links_of
from crawler.sites.published import published_at
from crawler.sites.site import Robots, Site
from crawler.spider import notes
from crawler.spider.failing import is_lost_browser, problem_of
from crawler.spider.meaning import page_meant
from crawler.spider.observing import observe_answer, observe_drawn, observe_failure
from crawler.spider.plan import CrawlPlan
from crawler.spider.recording import pairs_of
from crawler.spider.retrying import first_line
from crawler.spider.waiting import shared_queue
from crawler.visit import Link, Visit

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.browser.drawing import Drawn

_PAGE_TYPES = re.compile(r"html|xml|text/plain|rss|atom|json")
_NO_PAGE = re.compile(r"\.(?:pdf|xml|rss|atom|xml\.gz)$", re.IGNORECASE)
"""Addresses that a browser would show in a viewer of its own, or not at all."""
_MOST_BROWSER_LOSSES = 3
_MAX_PICTURES = 40
"""Pictures of ads fetched for one page without a browser."""


class AdSpider(Spider):
    """One spider for every site: what differs between sites is data."""

    name = "finad"

    def __init__(
        self,
        *,
        plan: CrawlPlan,
        folder: CrawlFolder,
        collector: Collector,
        filters: FilterEngine,
        agent: str,
        is_browser: bool,
        tell: Callable[[Progress], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._plan = plan
        self._folder = folder
        self._collector = collector
        self._filters = filters
        self._agent = agent
        self._is_browser = is_browser
        self._tell = tell
        self._traps = {site.name: TrapLimit(site.max_pages_per_shape) for site in plan.sites}
        self._pages_of = dict.fromkeys((site.name for site in plan.sites), 0)
        self._browser_losses = 0
        self._pages = self._ads = self._sightings = self._problems = 0
        self.failure: CrawlerError | None = None
        """What made the crawl stop, where it had to."""

    def limited(self) -> dict[str, int]:
        """Shapes of address of which no more pages were visited, and how many were left."""
        return {shape: left for trap in self._traps.values() for shape, left in trap.exhausted.items()}

    async def start(self) -> AsyncIterator[Request]:
        """Yield the start addresses, and what an earlier run found and did not visit."""
        for key, name in self._folder.state.visited.items():
            if name in self._traps:
                self._traps[name].admits(key)
        for site in self._plan.sites:
            for url in (*site.start_urls, *self._plan.extra_seeds.get(site.name, ())):
                canonical = canonical_url(url) or url
                self._folder.state.expect(Link(url=canonical, depth=0), site=site.name)
        names = {site.name for site in self._plan.sites}
        for link, name in self._folder.state.waiting():
            if name in names and (link.depth == 0 or self._plan.web.follows_links):
                request = self._request_of(link, self._plan.site_named(name))
                if request is not None:
                    yield request

    async def see(self, response: "Response") -> AsyncIterator[Request]:
        """Take in one answer."""
        request = response.request
        assert request is not None
        site = self._plan.site_named(notes.site_of(request))
        visit, _ = await self._visit(request, response, site)
        for following in await self._finish(request, site, visit):
            yield following

    async def fail(self, failure: "Failure") -> AsyncIterator[Request]:
        """Take in a visit that gave no answer; a page that was drawn before it failed counts as seen."""
        request: Request = failure.request  # type: ignore[attr-defined]
        site = self._plan.site_named(notes.site_of(request))
        if notes.drawn_of(request) is not None:
            visit, _ = await self._visit(request, None, site)
        else:
            self._stop_without_browser(failure.value)
            observation = self._failed(request, site, failure.value or failure)
            visit = Visit(observation=observation, channel=site.channel)
        for following in await self._finish(request, site, visit):
            yield following

    def _stop_without_browser(self, error: object) -> None:
        """End the crawl when the browser is gone for good: what it cannot draw is not the sites' failure.

        A page may take the browser down with it, which is then started again; several in a row are not the pages.
        """
        if not is_lost_browser(error):
            return
        self._browser_losses += 1
        if self._browser_losses >= _MOST_BROWSER_LOSSES:
            self.failure = BrowserError(
                f"the browser ended and does not come back ({first_line(error)}); "
                "run the same command again: it goes on where it stopped"
            )
            raise CloseSpider("browser_lost")

    async def _finish(self, request: Request, site: Site, visit: Visit) -> list[Request]:
        landings = await self._follow(visit, site) if site.follows_landing else {}
        if self._plan.web.max_pages is not None and self._pages >= self._plan.web.max_pages:
            raise CloseSpider("max_pages")
        if self._is_full(site):
            # Fetched before the last one was counted; it is left for another run.
            return []
        self._pages += 1
        self._pages_of[site.name] += 1
        try:
            taken = await asyncio.to_thread(
                self._collector.take,
                visit,
                key=notes.visit_of(request),
                depth=notes.depth_of(request),
                landings=landings,
            )
        except CrawlerError as error:
            # What cannot be sealed must not go by unseen: the crawl ends here and says why.
            self.failure = error
            raise CloseSpider("evidence") from error
        if taken is None:
            self._pages -= 1
            self._pages_of[site.name] -= 1
        else:
            self._count(taken)
        self._acknowledge(request)
        if not self._plan.web.follows_links:
            return []
        requests = [self._request_of(link, site) for link in visit.links if not self._collector.is_visited(link.url)]
        return [following for following in requests if following is not None]

    def _request_of(self, link: Link, site: Site) -> Request | None:
        if self._is_full(site) or not self._traps[site.name].admits(link.url):
            return None
        return self._request(link.url, site, visit=link.url, depth=link.depth)

    def _request(self, url: str, site: Site, *, visit: str, depth: int, is_landing: bool = False) -> Request:
        is_rendered = self._is_browser and site.is_rendered and not _NO_PAGE.search(urlsplit(url).path)
        request = Request(
            url,
            callback=self.see,
            errback=self.fail,
            meta=notes.new_notes(
                site=site.name, visit=visit, depth=depth, is_rendered=is_rendered, is_landing=is_landing
            ),
            priority=-depth,
        )
        request.meta["dont_redirect"] = is_rendered
        request.meta["dont_obey_robotstxt"] = site.robots is Robots.IGNORE
        request.meta["download_timeout"] = site.timeout_s * (3 if is_rendered else 1)
        request.meta["download_maxsize"] = site.max_page_bytes
        return request

    async def _visit(self, request: Request, response: "Response | None", site: Site) -> tuple[Visit, Page | None]:
        """Read an answer or what was drawn of it; a page that our own reading fails on is kept, and says so."""
        try:
            if notes.drawn_of(request) is not None:
                return await self._visit_of_drawn(request, site)
            assert response is not None
            return await self._visit_of_answer(request, response, site)
        except Exception as error:
            self.logger.exception("reading %s failed", request.url)
            if notes.drawn_of(request) is not None:
                observation = observe_drawn(request, site, self._drawn(request))
            else:
                final_url = response.url if response is not None else request.url
                observation = observe_answer(request, site, final_url=final_url, agent=self._agent)
            detail = f"our reading of it failed: {type(error).__name__}: {first_line(error)}"
            unread = replace(observation, problem=Problem.UNREADABLE, problem_detail=detail)
            return Visit(observation=unread, channel=site.channel), None

    async def _visit_of_drawn(self, request: Request, site: Site) -> tuple[Visit, Page | None]:
        self._browser_losses = 0
        drawn = self._drawn(request)
        observation = observe_drawn(request, site, drawn)
        from crawler.browser.drawing import page_of  # noqa: PLC0415 - only where there is a browser

        page = page_of(drawn, observation.exchanges, drawn.frames[0].url)
        try:
            meant = await asyncio.to_thread(page_meant, page, observation.exchanges)
        except EncodingError as error:
            unreadable = replace(observation, problem=Problem.UNREADABLE, problem_detail=str(error))
            return Visit(observation=unreadable, channel=site.channel), None
        if meant is not None:
            page = meant
            action = "drawn in an encoding that does not fit; its words were read from its bytes"
            observation = replace(observation, actions=(*observation.actions, action))
        return await asyncio.to_thread(self._visit_of_page, observation, page, site, notes.depth_of(request))

    async def _visit_of_answer(self, request: Request, response: "Response", site: Site) -> tuple[Visit, Page | None]:
        observation = observe_answer(
            request, site, final_url=response.url, agent=self._agent, is_cut="dataloss" in response.flags
        )
        headers = pairs_of(response.headers)
        media_type = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
        if observation.problem is None and media_type and not _PAGE_TYPES.search(media_type):
            kept = replace(observation, actions=(f"kept as it is: {media_type} is no page",))
            return Visit(observation=kept, channel=site.channel), None
        if observation.problem is None and is_feed(response.body, headers):
            return self._visit_of_feed(observation, response, headers, site, notes.depth_of(request)), None
        try:
            page = await asyncio.to_thread(page_of_response, response.url, response.body, headers)
        except EncodingError as error:
            unreadable = replace(observation, problem=Problem.UNREADABLE, problem_detail=str(error))
            return Visit(observation=unreadable, channel=site.channel), None
        observation = replace(observation, title=title_of(page))
        visit, seen = await asyncio.to_thread(self._visit_of_page, observation, page, site, notes.depth_of(request))
        if seen is not None and not notes.is_landing(request):
            visit = await self._with_pictures(visit, site)
        return visit, seen

    def _visit_of_feed(
        self,
        observation: Observation,
        response: "Response",
        headers: tuple[tuple[str, str], ...],
        site: Site,
        depth: int,
    ) -> Visit:
        """A feed or sitemap has no ads of its own; what it lists is visited, wherever it lies."""
        feed = read_feed(response.body, headers, response.url)
        urls = dict.fromkeys(url for entry in feed.entries if (url := canonical_url(entry.url)) is not None)
        links = tuple(Link(url=url, depth=depth + 1) for url in urls) if depth < site.depth else ()
        return Visit(observation=observation, links=links, channel=site.channel)

    def _visit_of_page(self, observation: Observation, page: Page, site: Site, depth: int) -> tuple[Visit, Page | None]:
        if observation.problem not in {None, Problem.UNREACHABLE}:
            return Visit(observation=observation, channel=site.channel), None
        # A page whose answer never ended is read as far as it came; the ledger says so.
        check = check_shown(page)
        if check is not None:
            detail = f"it asks for a proof that a person is there: {check}"
            blocked = replace(observation, problem=Problem.BLOCKED, problem_detail=detail)
            return Visit(observation=blocked, channel=site.channel), None
        empty = emptiness(page)
        if empty is not None and observation.problem is None:
            observation = replace(observation, problem=Problem.EMPTY, problem_detail=empty)
        return (
            Visit(
                observation=observation,
                ads=find_on(page, site, self._filters),
                links=links_of(page, site, depth),
                channel=site.channel,
                medium="h5" if site.viewport.is_mobile else "web",
                published_at=published_at(page),
            ),
            page,
        )

    async def _follow(self, visit: Visit, site: Site) -> dict[str, Landing]:
        """Follow each ad of ``visit`` once, unless this crawl did so before."""
        wanted = sorted(
            {
                found.landing_url
                for found in visit.ads
                if found.landing_url is not None
                and found.landing_url.startswith(("http://", "https://"))
                and self._collector.known_landing(found.landing_url) is None
            }
        )
        # At once: how many a host is asked for together is the downloader's business.
        return dict(zip(wanted, await asyncio.gather(*(self._land(url, site) for url in wanted)), strict=True))

    async def _land(self, url: str, site: Site) -> Landing:
        request = self._request(url, site, visit=url, depth=0, is_landing=True)
        try:
            response = await self._download(request)
        except Exception as error:  # whatever a stranger's page does to us costs that page only
            if notes.drawn_of(request) is None:
                return Landing(url=url, observation=self._failed(request, site, error))
            response = None
        # A retry or redirect goes on under another request, which the answer names.
        answered = response.request if response is not None and response.request is not None else request
        visit, page = await self._visit(answered, response, site)
        return Landing(url=url, observation=visit.observation, pieces=landing_pieces(page) if page is not None else ())

    async def _with_pictures(self, visit: Visit, site: Site) -> Visit:
        """Fetch the pictures of the ads, which plain HTTP does not load with the page."""
        contents: dict[str, bytes] = {}
        exchanges = []
        for url in _picture_urls(visit.ads)[:_MAX_PICTURES]:
            request = self._request(url, site, visit=url, depth=0, is_landing=True)
            notes.set_plain(request)
            try:
                response = await self._download(request)
            except Exception:
                continue
            exchanges += notes.exchanges_of(response.request or request)
            if response.status == 200:
                contents[url] = response.body
        ads = tuple(_with_contents(found, contents) for found in visit.ads)
        observation = replace(visit.observation, exchanges=visit.observation.exchanges + tuple(exchanges))
        return replace(visit, observation=observation, ads=ads)

    async def _download(self, request: Request) -> "Response":
        assert self.crawler.engine is not None
        response: Response = await self.crawler.engine.download_async(request)
        return response

    def _drawn(self, request: Request) -> "Drawn":
        drawn = notes.drawn_of(request)
        assert drawn is not None
        return drawn

    def _failed(self, request: Request, site: Site, error: object) -> Observation:
        problem, detail = problem_of(error)
        return observe_failure(
            request, site, problem=problem, detail=detail, agent=self._agent, is_browser=notes.is_rendered(request)
        )

    def _is_full(self, site: Site) -> bool:
        return self._pages_of[site.name] >= site.max_pages

    def _count(self, taken: Taken) -> None:
        self._ads += taken.new_ads
        self._sightings += len(taken.ads)
        self._problems += taken.capture.problem is not None
        self._tell(
            Progress(
                pages=self._pages,
                ads=self._ads,
                sightings=self._sightings,
                problems=self._problems,
                waiting=self._folder.state.waiting_count,
            )
        )

    def _acknowledge(self, request: Request) -> None:
        """Tell a shared frontier that the visit is in the log, and need not be given to anybody else."""
        queue = shared_queue(self.crawler)
        if queue is not None:
            queue.acknowledge(notes.visit_of(request))


def _picture_urls(ads: tuple[FoundAd, ...]) -> list[str]:
    return list(
        dict.fromkeys(
            piece.url
            for found in ads
            for piece in found.pieces
            if isinstance(piece, PicturePiece) and piece.content is None and (piece.url or "").startswith("http")
            if piece.url is not None
        )
    )


def _with_contents(found: FoundAd, contents: dict[str, bytes]) -> FoundAd:
    return replace(
        found,
        pieces=tuple(
            replace(piece, content=contents.get(piece.url))
            if isinstance(piece, PicturePiece) and piece.content is None and piece.url is not None
            else piece
            for piece in found.pieces
        ),
    )
