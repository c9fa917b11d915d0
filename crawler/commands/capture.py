"""``finad capture``: one page with its ads and landing pages, in one file.

Knows nothing of terminals.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from crawler.collecting.summary import CrawlSummary
from crawler.commands.crawl import Say, Tell, run_crawl
from crawler.commands.request import CrawlRequest
from crawler.errors import EvidenceError
from crawler.spider.plan import WebOptions


def run_capture(
    url: str, out: Path, *, web: WebOptions, timestamp_url: str | None, tell: Tell, say: Say
) -> CrawlSummary:
    """Capture ``url`` into the archive ``out``.

    Raises:
        EvidenceError: ``out`` is there already: evidence is never written over.
        CrawlerError: as for a crawl.
    """
    if out.exists():
        raise EvidenceError(f"{out}: is there already, and evidence is never written over; name another file")
    if not out.parent.is_dir():
        raise EvidenceError(f"{out}: no folder {out.parent}; make it first")
    with tempfile.TemporaryDirectory(prefix=".finad-capture-", dir=out.parent) as made:
        request = CrawlRequest(
            arguments=(url,),
            out=Path(made),
            web=replace(web, max_pages=1, depth=0, follows_links=False),
            timestamp_url=timestamp_url,
        )
        summary = run_crawl(request, tell=tell, say=say)
        assert summary.archive is not None
        try:
            os.link(summary.archive, out)
        except OSError:
            # Not every file system has links; a file that came meanwhile is still not written over.
            with summary.archive.open("rb") as source, out.open("xb") as target:
                shutil.copyfileobj(source, target)
    return replace(summary, out=out.parent, archive=out)
