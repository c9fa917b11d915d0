"""``finad revisit``: the pages of past ads captured again, and each ad compared.

Knows nothing of terminals.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from crawler.ad import Ad, Origin
from crawler.capture import Problem
from crawler.collecting.folder import open_folder
from crawler.collecting.state import VISIT
from crawler.collecting.summary import CrawlSummary
from crawler.commands.crawl import Say, Tell, run_crawl
from crawler.commands.request import CrawlRequest
from crawler.errors import CrawlFolderError
from crawler.readers import AdReader, ReadOptions, ad_from_record, open_inputs
from crawler.revisiting import Comparison, compare_page, record_of_comparison
from crawler.sites.addresses import canonical_url
from crawler.spider.plan import WebOptions

REVISIT_FILE = "revisit.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitRequest:
    """One call of ``finad revisit``."""

    folder: Path
    ad_ids: tuple[str, ...] = ()
    """Empty: all of the folder."""
    out: Path | None = None
    """``None``: a folder below the past one, named after the time."""
    web: WebOptions
    timestamp_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisited:
    """What became of the ads."""

    comparisons: tuple[Comparison, ...]
    left_out: int
    """Ads that were seen on no page of the web, such as scans: nothing to visit."""
    summary: CrawlSummary

    @property
    def counts(self) -> Mapping[str, int]:
        """Ads by state."""
        return Counter(comparison.state.value for comparison in self.comparisons)

    def as_json(self) -> str:
        """Everything, for a program."""
        return orjson.dumps(
            {
                "out": str(self.summary.out),
                "counts": dict(self.counts),
                "left_out": self.left_out,
                "ads": [record_of_comparison(comparison) for comparison in self.comparisons],
            }
        ).decode()


def run_revisit(request: RevisitRequest, *, tell: Tell, say: Say) -> Revisited:
    """Capture the pages again and compare.

    Raises:
        CrawlFolderError: the folder holds no crawl, an id is not in it, or none of its ads was on the web.
        CrawlerError: as for a crawl.
    """
    past, left_out = _past_ads(request)
    out = request.out or request.folder / "revisits" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    summary = run_crawl(
        CrawlRequest(
            arguments=(_address_list(past, out),),
            out=out,
            web=replace(request.web, follows_links=False),
            timestamp_url=request.timestamp_url,
        ),
        tell=tell,
        say=say,
    )
    comparisons = tuple(_compared(past, out))
    with (out / REVISIT_FILE).open("wb") as stream:
        stream.writelines(orjson.dumps(record_of_comparison(comparison)) + b"\n" for comparison in comparisons)
    return Revisited(comparisons=comparisons, left_out=left_out, summary=summary)


def _past_ads(request: RevisitRequest) -> tuple[dict[str, list[Ad]], int]:
    """Ads by the key of the page they were seen on, and how many were on no page."""
    with open_inputs([str(request.folder)], ReadOptions()) as files:
        ads = [row for row in AdReader(files, ReadOptions()) if isinstance(row, Ad)]
    known = {ad.ad_id for ad in ads}
    unknown = sorted(set(request.ad_ids) - known)
    if unknown:
        raise CrawlFolderError(f"{request.folder}: no ad {', '.join(unknown)}; ids are in ads.jsonl")
    wanted = set(request.ad_ids) or known
    pages: dict[str, list[Ad]] = {}
    left_out = 0
    for ad in ads:
        if ad.ad_id not in wanted:
            continue
        url = ad.sighting.page_url if ad.sighting is not None else None
        key = canonical_url(url) if url is not None else None
        if key is None:
            left_out += 1
        else:
            pages.setdefault(key, []).append(ad)
    if not pages:
        raise CrawlFolderError(f"{request.folder}: none of the ads was seen on a page that can be visited")
    return pages, left_out


def _address_list(past: Mapping[str, list[Ad]], out: Path) -> str:
    out.mkdir(parents=True, exist_ok=True)
    path = out / "addresses.txt"
    path.write_text("\n".join(past) + "\n", encoding="utf-8")
    return str(path)


def _compared(past: Mapping[str, list[Ad]], out: Path) -> list[Comparison]:
    compared: dict[str, tuple[Comparison, ...]] = {}
    with open_folder(out) as folder:
        for entry in folder.log.entries():
            if entry.kind == VISIT and entry.content["key"] in past:
                compared[entry.content["key"]] = _compare(past[entry.content["key"]], entry.content)
    missing = {
        key: compare_page(ads, (), problem=Problem.UNREACHABLE) for key, ads in past.items() if key not in compared
    }
    return [comparison for key in past for comparison in (compared | missing)[key]]


def _compare(past: list[Ad], content: Mapping[str, Any]) -> tuple[Comparison, ...]:
    capture = content["capture"]
    now = [
        ad_from_record(record, Origin(source="revisit", row_number=number))
        for number, record in enumerate(content["ads"], start=1)
    ]
    problem = capture["problem"]
    return compare_page(past, now, problem=None if problem is None else Problem(problem), status=capture["status"])
