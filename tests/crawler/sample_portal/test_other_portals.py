"""The portals in ``benchmarks/portals``, which have the layout of the sample portal."""

import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.sample_portal.serving import SamplePortal
from crawler.sample_portal.truth import load_truth

PORTALS = sorted((Path(__file__).parents[3] / "benchmarks" / "portals").iterdir())


def test_there_are_two() -> None:
    assert [portal.name for portal in PORTALS] == ["second", "third"]


@pytest.mark.parametrize("folder", PORTALS, ids=lambda folder: folder.name)
def test_every_page_of_the_truth_is_served_and_every_banner_there(folder: Path) -> None:
    truth = load_truth(folder)
    assert sum(len(page.ads) for page in truth.pages) >= 50
    banners = [ad.banner for page in truth.pages for ad in page.ads if ad.banner is not None]
    assert all(banner.path.is_file() and banner.words for banner in banners)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with SamplePortal(site=folder) as portal:
        assert truth.hosts <= set(portal.hosts)
        for page in truth.pages:
            parts = urlsplit(page.url)
            target = f"http://{portal.address}:{portal.port}{parts.path or '/'}" + (
                f"?{parts.query}" if parts.query else ""
            )
            with opener.open(
                urllib.request.Request(target, headers={"Host": parts.hostname or ""}), timeout=10
            ) as answer:
                assert answer.status == 200, page.url
                assert answer.read(), page.url
