"""From visits to files: what is committed, what is written, what a restart finds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.ad import CreativeKind, FoundBy
from crawler.capture import Attempt, Exchange, Observation, Problem, Via
from crawler.collecting.collector import Collector
from crawler.collecting.folder import CrawlFolder, open_folder
from crawler.collecting.landing import MAX_LANDING_CHARACTERS, KnownLanding, KnownLandings, Landing, cut_pieces
from crawler.errors import CrawlFolderError
from crawler.images.reading import ImageReader
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.readers import AdReader, ReadOptions, open_inputs
from crawler.visit import Link, Visit

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)


def observation(url: str, *, body: bytes = b"<p>page</p>", problem: Problem | None = None) -> Observation:
    exchange = Exchange(
        url=url,
        method="GET",
        request_headers=(("User-Agent", "finad"),),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        started_at=AT,
    )
    return Observation(
        site="example",
        via=Via.HTTP,
        requested_url=url,
        final_url=url,
        status=200,
        started_at=AT,
        finished_at=AT,
        exchanges=(exchange,),
        attempts=(Attempt(at=AT, outcome="503"),) if problem else (),
        problem=problem,
        problem_detail="why" if problem else None,
    )


def offer(text: str, *, landing: str | None = None) -> FoundAd:
    return FoundAd(
        pieces=(TextPiece(kind=CreativeKind.TITLE, text=text),),
        found_by=(FoundBy.LABEL,),
        proof="label: 广告",
        landing_url=landing,
    )


def visit(url: str, *ads: FoundAd, links: tuple[str, ...] = (), problem: Problem | None = None) -> Visit:
    return Visit(
        observation=observation(url, problem=problem),
        ads=ads,
        links=tuple(Link(url=link, depth=1) for link in links),
        medium="web",
    )


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CrawlFolder]:
    with open_folder(tmp_path / "out") as opened:
        yield opened


@pytest.fixture
def collector(folder: CrawlFolder) -> Collector:
    return Collector(folder, ImageReader())


def test_an_ad_seen_on_two_pages_is_one_ad_with_two_sightings(folder: CrawlFolder, collector: Collector) -> None:
    same = offer("疏影理财，三十天一期，起投一千元")
    first = collector.take(visit("http://a.example/1", same), key="http://a.example/1")
    second = collector.take(visit("http://a.example/2", same), key="http://a.example/2")
    assert first is not None
    assert second is not None
    assert (first.new_ads, second.new_ads) == (1, 0)
    (ad,) = lines_of(folder.path / "ads.jsonl")
    sightings = lines_of(folder.path / "sightings.jsonl")
    assert [row["page_url"] for row in sightings] == ["http://a.example/1", "http://a.example/2"]
    assert {row["ad_id"] for row in sightings} == {ad["id"]}


def test_a_visit_is_committed_once_under_its_key(folder: CrawlFolder, collector: Collector) -> None:
    assert collector.take(visit("http://a.example/", offer("听松贷款")), key="k") is not None
    assert collector.take(visit("http://a.example/", offer("听松贷款")), key="k") is None
    assert len(folder.log) == 1


def test_what_is_written_is_read_back_as_the_same_ads(folder: CrawlFolder, collector: Collector) -> None:
    taken = collector.take(
        visit("http://a.example/", offer("望舒基金，定投首选"), offer("望舒保险，一元起保")), key="k"
    )
    assert taken is not None
    with open_inputs([str(folder.path)], ReadOptions()) as files:
        assert tuple(AdReader(files, ReadOptions())) == taken.ads


def test_a_landing_page_is_sealed_with_the_ad_and_followed_once(folder: CrawlFolder, collector: Collector) -> None:
    address = "http://b.example/offer"
    landing = Landing(
        url=address,
        observation=observation(address),
        pieces=(TextPiece(kind=CreativeKind.BODY, text="理财有风险，投资须谨慎"),),
    )
    taken = collector.take(
        visit("http://a.example/1", offer("清欢财富", landing=address)), key="1", landings={address: landing}
    )
    assert taken is not None
    (ad,) = taken.ads
    assert [(item.kind, item.text) for item in ad.creatives][-1] == (
        CreativeKind.LANDING_TEXT,
        "理财有风险，投资须谨慎",
    )
    known = collector.known_landing(address)
    assert known is not None
    assert ad.sighting is not None
    assert ad.sighting.landing_capture_id == known.capture_id
    again = collector.take(visit("http://a.example/2", offer("清欢财富二期", landing=address)), key="2")
    assert again is not None
    assert again.ads[0].creatives[-1].text == "理财有风险，投资须谨慎"
    assert again.ads[0].sighting is not None
    assert again.ads[0].sighting.landing_capture_id == known.capture_id


def test_a_picture_that_was_not_loaded_is_said_to_be_unread(collector: Collector) -> None:
    found = FoundAd(
        pieces=(PicturePiece(url="http://c.example/banner.png", content=None, box=None),),
        found_by=(FoundBy.SLOT_SIZE,),
        proof="728x90",
    )
    taken = collector.take(visit("http://a.example/", found), key="k")
    assert taken is not None
    (creative,) = taken.ads[0].creatives
    assert creative.kind is CreativeKind.IMAGE_TEXT
    assert creative.text == ""
    assert creative.image is not None
    assert "http://c.example/banner.png" in (creative.image.problem or "")


def test_near_copies_share_a_campaign(collector: Collector) -> None:
    first = collector.take(
        visit("http://a.example/1", offer("拾光金服稳健理财，预期年化百分之六，新手专享加息两个点，限前五百名")),
        key="1",
    )
    second = collector.take(
        visit("http://a.example/2", offer("拾光金服稳健理财，预期年化百分之八，新手专享加息三个点，限前九百名！")),
        key="2",
    )
    other = collector.take(visit("http://a.example/3", offer("山月医疗险，每天一块钱，住院押金全垫付")), key="3")
    campaigns = [taken.ads[0].sighting.campaign for taken in (first, second, other)]  # type: ignore[union-attr]
    assert campaigns[0] == campaigns[1] != campaigns[2]


def test_a_restart_knows_all_that_the_log_holds(tmp_path: Path) -> None:
    with open_folder(tmp_path) as folder:
        taken = Collector(folder, ImageReader()).take(
            visit("http://a.example/", offer("折柳车贷"), links=("http://a.example/1", "http://a.example/2")),
            key="http://a.example/",
        )
        before = folder.state.coverage.record()
    assert taken is not None
    # As a kill between the log and the files would leave them.
    (tmp_path / "ads.jsonl").write_bytes(b'{"id": "torn')
    (tmp_path / "sightings.jsonl").unlink()
    with open_folder(tmp_path) as folder:
        assert [row["id"] for row in lines_of(tmp_path / "ads.jsonl")] == [taken.ads[0].ad_id]
        assert len(lines_of(tmp_path / "sightings.jsonl")) == 1
        assert [link.url for link, _ in folder.state.waiting()] == ["http://a.example/1", "http://a.example/2"]
        assert folder.state.coverage.record() == before
        assert Collector(folder, ImageReader()).is_visited("http://a.example/")


def test_problems_are_counted_by_host_with_their_addresses(folder: CrawlFolder, collector: Collector) -> None:
    collector.take(visit("http://a.example:81/ok"), key="1")
    collector.take(visit("http://a.example:81/bad", problem=Problem.BLOCKED), key="2")
    collector.take(visit("http://b.example/bad", problem=Problem.EMPTY), key="3")
    ledger = folder.state.coverage.record()
    assert ledger["hosts"] == {
        "a.example:81": {"tried": 2, "captured": 1, "ads": 0, "failed_attempts": 1, "problems": {"blocked": 1}},
        "b.example": {"tried": 1, "captured": 0, "ads": 0, "failed_attempts": 1, "problems": {"empty": 1}},
    }
    assert [(row["url"], row["problem"], row["detail"]) for row in ledger["addresses"]] == [
        ("http://a.example:81/bad", "blocked", "why"),
        ("http://b.example/bad", "empty", "why"),
    ]


def test_a_folder_with_somebody_elses_ads_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ads.jsonl").write_text('{"text": "mine"}\n', encoding="utf-8")
    with pytest.raises(CrawlFolderError, match="no crawl wrote"), open_folder(tmp_path):
        pass
    assert (tmp_path / "ads.jsonl").read_text(encoding="utf-8") == '{"text": "mine"}\n'


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"")
    with pytest.raises(CrawlFolderError, match="is a file"), open_folder(path):
        pass


def test_long_landing_pages_are_cut_in_the_ad_alone() -> None:
    pieces = (
        TextPiece(kind=CreativeKind.BODY, text="长" * (MAX_LANDING_CHARACTERS - 1)),
        TextPiece(kind=CreativeKind.BODY, text="尾部"),
        TextPiece(kind=CreativeKind.BODY, text="再后面"),
    )
    assert [len(piece.text) for piece in cut_pieces(pieces)] == [MAX_LANDING_CHARACTERS - 1, 1]


def test_the_oldest_landing_pages_are_forgotten_first() -> None:
    known = KnownLandings(most=2)
    for name in "abc":
        known.add(KnownLanding(url=name, final_url=None, capture_id=name, pieces=(), problem=None))
    assert [known.get(name) is not None for name in "abc"] == [False, True, True]
