"""What the truth file says stands on the pages, as they are served."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from crawler.ad import CreativeKind, FoundBy
from crawler.capture import Problem
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.files import SITE, hosts
from crawler.sample_portal.truth import TruthAd, TruthPage, load_truth

Ask = Callable[..., Any]
PAGES = load_truth().pages
WITH_ADS = [page for page in PAGES if page.ads]
ADS = [ad for page in PAGES for ad in page.ads]
_CODECS = {"http://old.finad.test/utf.htm": "utf-8", "http://tw.finad.test/": "big5"}
IN_A_FILE = {"fund-video"}
"""Its words are those of a subtitle track."""
HIDDEN_OTHERWISE = {"fund-after", "special-cookie-wall-hard"}
"""Marked by CSS alone; behind a click."""
_PART = re.compile(r"""(?:src=|fetch\()["']([^"']+)["']""")


def plain(text: str) -> str:
    return "".join(html.unescape(text).split())


def source_of(ask: Ask, portal: SamplePortal, url: str) -> str:
    """The page as sent, without ports; asked for as a reader who agreed to cookies and came back when told to."""
    reply = ask(url, headers={"Cookie": "consent=yes"})
    while reply.status == 503:
        reply = ask(url)
    assert reply.status == 200, url
    codec = _CODECS.get(url) or ("gb18030" if "old.finad.test" in url else "utf-8")
    return str(reply.body.decode(codec)).replace(f":{portal.port}", "").replace(f"%3A{portal.port}", "")


def parts_of(ask: Ask, portal: SamplePortal, url: str, seen: set[str]) -> Iterator[str]:
    """The page with all scripts, frames and data that it asks for."""
    if url in seen:
        return
    seen.add(url)
    source = source_of(ask, portal, url)
    yield source
    for part in _PART.findall(source):
        address = urljoin(url, html.unescape(part))
        if (
            not address.startswith("http")
            or "{" in address
            or re.search(r"\.(?:png|jpg|webp|gif|webm|missing\.js)\b", address)
        ):
            continue
        pages = [f"{address}{n}" for n in range(3)] if address.endswith("page=") else [address]
        for each in pages:
            yield from parts_of(ask, portal, each, seen)


@pytest.mark.parametrize("page", WITH_ADS, ids=lambda page: page.url)
def test_every_word_of_every_ad_is_on_its_page(ask: Ask, portal: SamplePortal, page: TruthPage) -> None:
    parts = list(parts_of(ask, portal, page.url, set()))
    own, everything = parts[0], "\n".join(parts)
    body = LexborHTMLParser(own)
    for tag in body.css("script, style"):
        tag.decompose()
    visible = plain(body.text())
    for ad in page.ads:
        # A canvas is drawn line by line.
        lines = [plain(line) for text in ad.texts for line in text.text.splitlines()]
        assert [line for line in lines if line not in visible + plain(everything)] == [], ad.ad_id
        if not ad.needs_browser:
            assert [line for line in lines if line not in visible] == [] or ad.ad_id in IN_A_FILE, ad.ad_id
        elif lines and ad.ad_id not in HIDDEN_OTHERWISE:
            assert any(line not in visible for line in lines), ad.ad_id
        if ad.landing is not None:
            on_this_host = ad.landing.removeprefix("/".join(page.url.split("/")[:3]))
            assert re.search(rf"[\"'=\s]{re.escape(on_this_host)}[\"'\s>]", html.unescape(everything)), ad.ad_id
        if ad.banner is not None:
            assert ad.banner.path.name in everything or "data:image/png;base64," in everything, ad.ad_id


def test_pages_without_ads_are_there_too(ask: Ask, portal: SamplePortal) -> None:
    empty = [page for page in PAGES if not page.ads]
    assert len(empty) >= 15
    for page in empty:
        assert len(plain(source_of(ask, portal, page.url))) > 100, page.url


@pytest.mark.parametrize("ad", [ad for ad in ADS if ad.banner], ids=lambda ad: ad.ad_id)
def test_a_banner_is_a_small_picture_with_words(ad: TruthAd) -> None:
    assert ad.banner is not None
    assert ad.banner.path.stat().st_size <= 30_000
    with Image.open(ad.banner.path) as picture:
        width, height = picture.size
    size = re.search(r"(\d+)x(\d+)", ad.banner.path.name)
    assert size is not None
    assert (width, height) == (int(size[1]), int(size[2]))
    assert all(words.strip() for words in (*ad.banner.words, *ad.banner.small_print))
    assert len(ad.banner.words) >= 2


def test_every_landing_page_is_there(ask: Ask) -> None:
    landings = {ad.landing_final for ad in ADS if ad.landing_final}
    statuses = {landing: ask(landing).status for landing in sorted(landings)}
    assert {landing: status for landing, status in statuses.items() if status != 200} == {}


def test_trackers_lead_to_the_landing_page(ask: Ask, portal: SamplePortal) -> None:
    tracked = [ad for ad in ADS if ad.landing and ad.landing.startswith("http://track.adnet.test/")]
    assert len(tracked) >= 10
    for ad in tracked:
        location = ask(ad.landing).headers["Location"]
        assert location.replace(f":{portal.port}", "") == ad.landing_final, ad.ad_id


def test_the_truth_is_in_the_words_of_the_crawler() -> None:
    assert {text.kind for ad in ADS for text in ad.pieces} <= {str(kind) for kind in CreativeKind}
    assert {way for ad in ADS for way in ad.ways} <= {str(way) for way in FoundBy}
    assert all(ad.ways for ad in ADS)
    problems = {problem for page in load_truth().difficult_pages for problem in page.problems}
    assert problems <= {str(problem) for problem in Problem}


def test_the_portal_is_as_large_as_it_should_be() -> None:
    assert len(PAGES) >= 50
    assert len({ad.ad_id for ad in ADS}) == len(ADS) >= 80
    assert len({ad.banner.path for ad in ADS if ad.banner}) >= 14
    assert sum(ad.needs_browser for ad in ADS) >= 20
    assert {page.url.split("/")[2] for page in PAGES} <= set(hosts())
    assert sum(file.stat().st_size for file in SITE.rglob("*") if file.is_file()) < 1_500_000


def test_no_page_is_two_pages() -> None:
    assert len({page.url for page in PAGES}) == len(PAGES)
