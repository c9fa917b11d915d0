"""``finad crawl``: every argument told, its visits collected, the web crawled last, the archive packed.

Knows nothing of terminals.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.collecting.collector import Collector
from crawler.collecting.folder import ARCHIVE_FILE, CrawlFolder, open_folder
from crawler.collecting.progress import Progress
from crawler.collecting.projections import COVERAGE_FILE, SIGHTINGS_FILE
from crawler.collecting.summary import CrawlSummary
from crawler.commands.request import CrawlRequest
from crawler.errors import TimestampError
from crawler.images.reading import ImageReader
from crawler.readers.inputs import CRAWL_FILE
from crawler.sites.loading import load_sites, site_for_url, site_named
from crawler.sites.site import Site
from crawler.sources.files import keyed_visits
from crawler.sources.seeds import seeds_of_feed, seeds_of_list
from crawler.sources.telling import Source, SourceKind, tell_source
from crawler.spider.plan import CrawlPlan, WebOptions
from crawler.spider.running import CrawlEnd, choose_browser, crawl, require_libraries

if TYPE_CHECKING:
    from crawler.browser.finding import Browser

Tell = Callable[[Progress], None]
Say = Callable[[str, str], None]
"""Takes a remark in Chinese and in English."""

_WEB = frozenset({SourceKind.SITE, SourceKind.URL, SourceKind.SITES_FILE, SourceKind.URL_LIST, SourceKind.FEED_FILE})
STOPPED = frozenset({"shutdown", "cancelled"})
"""Reasons that mean the user stopped it."""


class _Tally:
    """Adds up what files brought, so that the web's counts go on from there."""

    def __init__(self, folder: CrawlFolder, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self.pages = self.ads = self.sightings = self.problems = 0

    def add(self, *, ads: int, sightings: int, is_problem: bool) -> None:
        self.pages += 1
        self.ads += ads
        self.sightings += sightings
        self.problems += is_problem
        self._tell(self._progress(None))

    def tell_web(self, progress: Progress) -> None:
        self._tell(self._progress(progress))

    def _progress(self, web: Progress | None) -> Progress:
        return Progress(
            pages=self.pages + (web.pages if web else 0),
            ads=self.ads + (web.ads if web else 0),
            sightings=self.sightings + (web.sightings if web else 0),
            problems=self.problems + (web.problems if web else 0),
            waiting=web.waiting if web else self._folder.state.waiting_count,
        )


def run_crawl(request: CrawlRequest, *, tell: Tell, say: Say) -> CrawlSummary:
    """Carry out a request; after a kill the same call goes on where the log ends.

    Raises:
        CrawlerError: an argument names nothing, a file or the folder cannot be used, no browser is there, …
    """
    require_libraries()
    sources = [tell_source(argument) for argument in request.arguments]
    sites, extra_seeds = _sites_of(sources, request.web, say)
    plan = CrawlPlan(sites=tuple(sites), extra_seeds=extra_seeds, web=request.web)
    # Before anything is written: a browser that is missing should cost nothing.
    browser = choose_browser(plan) if sites else None
    with open_folder(request.out, blobs_at=request.blobs_at) as folder:
        folder.commit("crawl", _settings_of(request, sites, browser))
        tally = _Tally(folder, tell)
        end = CrawlEnd(reason="finished", limited={})
        with Collector(folder, ImageReader()) as collector:
            for source in sources:
                if source.kind not in _WEB:
                    _collect_files(source, request, collector, tally)
            last = Progress(pages=0, ads=0, sightings=0, problems=0, waiting=0)
            if sites:

                def tell_web(progress: Progress) -> None:
                    nonlocal last
                    last = progress
                    tally.tell_web(progress)

                end = crawl(plan, folder, collector, browser=browser, tell=tell_web)
        folder.commit("end", {"reason": end.reason, "limited": dict(end.limited)})
        archive = _pack(folder, request, say) if request.packs else None
        return CrawlSummary(
            out=request.out,
            pages=tally.pages + last.pages,
            new_ads=tally.ads + last.ads,
            ads=len(folder.state.ad_ids),
            sightings=tally.sightings + last.sightings,
            problems=tally.problems + last.problems,
            waiting=folder.state.waiting_count,
            reason=end.reason,
            limited=dict(end.limited),
            archive=archive,
            head=folder.log.head,
            hosts=folder.state.coverage.record()["hosts"],
        )


def _collect_files(source: Source, request: CrawlRequest, collector: Collector, tally: _Tally) -> None:
    for key, visit in keyed_visits(source, request.handed_in, watches=request.watches):
        taken = collector.take(visit, key=key)
        if taken is not None:
            tally.add(ads=taken.new_ads, sightings=len(taken.ads), is_problem=taken.capture.problem is not None)


def _sites_of(sources: list[Source], web: WebOptions, say: Say) -> tuple[list[Site], dict[str, tuple[str, ...]]]:
    sites: dict[str, Site] = {}
    seeds: dict[str, tuple[str, ...]] = {}
    for source in sources:
        match source.kind:
            case SourceKind.SITE:
                found: tuple[Site, ...] = (site_named(source.argument),)
            case SourceKind.URL:
                found = (site_for_url(source.argument),)
            case SourceKind.SITES_FILE:
                found = load_sites(source.path)
            case SourceKind.URL_LIST:
                found = _lone_sites(seeds_of_list(source.path, say))
            case SourceKind.FEED_FILE:
                found = _lone_sites(seeds_of_feed(source.path))
            case _:
                found = ()
        for site in found:
            known = sites.get(site.name)
            if known is None:
                sites[site.name] = _adjusted(site, web)
            else:
                seeds[site.name] = (*seeds.get(site.name, ()), *site.start_urls)
    return list(sites.values()), seeds


def _lone_sites(urls: tuple[str, ...]) -> tuple[Site, ...]:
    """A site for each host of a list, whose addresses are visited and lead no further."""
    of_name: dict[str, Site] = {}
    for url in urls:
        site = site_for_url(url)
        known = of_name.get(site.name)
        starts = (*(known.start_urls if known is not None else ()), url)
        of_name[site.name] = replace(site, start_urls=starts, depth=0, max_pages_per_shape=len(urls))
    return tuple(of_name.values())


def _adjusted(site: Site, web: WebOptions) -> Site:
    from crawler.sites.schema import viewport_named  # noqa: PLC0415 - pydantic, for this alone

    if web.depth is not None:
        site = replace(site, depth=web.depth)
    if web.delay_s is not None:
        site = replace(site, delay_s=web.delay_s)
    if web.viewport is not None:
        site = replace(site, viewport=viewport_named(web.viewport))
    return site


def _settings_of(request: CrawlRequest, sites: list[Site], browser: "Browser | None") -> dict[str, object]:
    """What a reader of the log needs to repeat the crawl."""
    return {
        "arguments": list(request.arguments),
        "sites": [
            {
                "name": site.name,
                "start_urls": list(site.start_urls),
                "depth": site.depth,
                "robots": site.robots.value,
                "robots_reason": site.robots_reason,
            }
            for site in sites
        ],
        "browser": str(browser.executable or "playwright") if browser is not None else None,
        "allows_private": request.web.allows_private,
        "allowed_networks": list(request.web.allowed_networks),
        "resolve": dict(request.web.resolve),
        "filter_lists": [path.name for path in request.web.filter_lists],
        "worker": request.web.worker if request.web.frontier else None,
    }


def _pack(folder: CrawlFolder, request: CrawlRequest, say: Say) -> Path:
    from crawler.evidence.timestamp import stamp_log  # noqa: PLC0415 - where an archive is wanted
    from crawler.evidence.wacz import pack  # noqa: PLC0415

    missed: TimestampError | None = None
    if request.timestamp_url is not None:
        try:
            stamp_log(folder.log, folder.blobs, request.timestamp_url)
        except TimestampError as error:
            # The crawl is sealed all the same; it is packed first, and can be stamped later.
            missed = error
    say("正在打包证据", "packing the evidence")
    target = folder.path / ARCHIVE_FILE
    folder.write_coverage()
    written = {name: folder.path / name for name in (CRAWL_FILE, SIGHTINGS_FILE, COVERAGE_FILE)}
    pack(
        folder.log.path,
        folder.blobs,
        target,
        created_at=datetime.now(UTC),
        title=f"finad crawl {' '.join(request.arguments)}"[:200],
        extra_files=written,
    )
    if missed is not None:
        again = f"stamp it later: finad evidence pack {folder.path} --out FILE.wacz --timestamp URL"
        raise TimestampError(f"{missed}; {target} is packed without a timestamp; {again}") from missed
    return target
