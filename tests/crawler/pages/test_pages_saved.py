"""Saved pages and the ads on them: real layouts of 2008 to 2026 with invented firms, as drawn by a browser or plain."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.ad import FoundBy
from crawler.capture import Viewport
from crawler.pages import FilterEngine, find_ads, load_filters, page_of_response
from crawler.pages.found import FoundAd, TextPiece
from crawler.pages.page import Frame, Page

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.fixture(scope="module")
def own_filters() -> FilterEngine:
    return load_filters([])


def read_page(case: Path) -> Page:
    if (case / "page.html").exists():
        headers = [("Content-Type", "text/html")]
        return page_of_response("http://www.haichao.test/", (case / "page.html").read_bytes(), headers)
    stored = json.loads((case / "page.json").read_text("utf-8"))
    return Page(
        url=stored["url"],
        frames=tuple(Frame(**frame) for frame in stored["frames"]),
        viewport=Viewport(**stored["viewport"]),
    )


def told(ad: FoundAd) -> dict[str, Any]:
    return {
        "words": [f"{piece.kind}: {piece.text}" for piece in ad.pieces if isinstance(piece, TextPiece)],
        "pictures": [piece.url for piece in ad.pieces if not isinstance(piece, TextPiece)],
        "found_by": [str(way) for way in ad.found_by],
        "advertiser": ad.advertiser_raw,
        "landing": ad.landing_url,
        "frame": ad.frame_url,
        "selector": ad.selector,
        "box": [ad.box.x, ad.box.y, ad.box.width, ad.box.height] if ad.box else None,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_exactly_the_ads_of_a_saved_page_are_found(case: Path, own_filters: FilterEngine) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert [told(ad) for ad in find_ads(read_page(case), filters=own_filters)] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_without_filters_nothing_else_is_found(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    by_other_ways = {entry["landing"] for entry in expected if entry["found_by"] != [str(FoundBy.FILTER_LIST)]}
    found = find_ads(read_page(case), filters=None)
    assert by_other_ways <= {ad.landing_url for ad in found} <= {entry["landing"] for entry in expected}
    assert not any(FoundBy.FILTER_LIST in ad.found_by for ad in found)
