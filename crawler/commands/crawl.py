"""``finad crawl``: every argument told, its visits collected, the web crawled last, the archive packed.

Knows nothing of terminals.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.collecting.collector import Collector, Taken
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
    """Adds what the web brings to what files brought, and tells of both."""

    def __init__(self, folder: CrawlFolder, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._files = self._web = Progress(pages=0, ads=0, sightings=0, problems=0, waiting=0)

    def add_file(self, taken: Taken) -> None:
        """Count a visit of a file or device."""
        files = self._files
        self._files = replace(
            files,
            pages=files.pages + 1,
            ads=files.ads + taken.new_ads,
            sightings=files.sightings + len(taken.ads),
            problems=files.problems + (taken.capture.problem is not None),
        )
        self._tell(self.total)

    def set_web(self, progress: Progress) -> None:
        """Take what the web has brought so far."""
        self._web = progress
        self._tell(self.total)

    @property
    def total(self) -> Progress:
        """Everything of this run."""
        files, web = self._files, self._web
        return Progress(
            pages=files.pages + web.pages,
            ads=files.ads + web.ads,
            sightings=files.sightings + web.sightings,
            problems=files.problems + web.problems,
            waiting=self._folder.state.waiting_count,
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
        collector = Collector(folder, ImageReader())
        for source in sources:
            if source.kind not in _WEB:
                _collect_files(source, request, collector, tally)
        if sites:
            end = crawl(plan, folder, collector, browser=browser, tell=tally.set_web)
        folder.commit("end", {"reason": end.reason, "limited": dict(end.limited)})
        archive = _pack(folder, request, say) if request.packs else None
        total = tally.total
        return CrawlSummary(
            out=request.out,
            pages=total.pages,
            new_ads=total.ads,
            ads=len(folder.state.ad_ids),
            sightings=total.sightings,
            problems=total.problems,
            waiting=total.waiting,
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
            tally.add_file(taken)


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
