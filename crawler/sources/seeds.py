"""Start addresses out of files: lists of addresses, feeds that were saved.

Knows nothing of crawling.
"""

from collections.abc import Callable
from pathlib import Path

from crawler.errors import SiteError
from crawler.sites.feeds import links_of_feed
from crawler.sites.seeds import urls_of_file


def seeds_of_list(path: Path, say: Callable[[str, str], None]) -> tuple[str, ...]:
    """The addresses of a CSV, JSONL or TXT file; ``say`` is told of each row that holds none.

    Raises:
        SiteError: no row holds an address.
    """
    listed = urls_of_file(path)
    for row in listed.bad_rows:
        say(f"{path} 第 {row.line} 行没有网址：{row.reason}", f"{path}, line {row.line}: no address: {row.reason}")
    if not listed.urls:
        raise SiteError(f"{path}: no row holds an address that begins with http:// or https://")
    return tuple(seed.url for seed in listed.urls)


def seeds_of_feed(path: Path) -> tuple[str, ...]:
    """The addresses that a saved RSS, Atom or sitemap file leads to.

    Raises:
        SiteError: it leads nowhere.
    """
    links = links_of_feed(path.read_bytes(), base=path.resolve().as_uri())
    if not links:
        raise SiteError(f"{path}: a feed without any address")
    return tuple(links)
