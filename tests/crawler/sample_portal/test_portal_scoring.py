"""Finds are judged by the written rule."""

import json
from pathlib import Path

import pytest

from benchmarks.portal import read_found
from benchmarks.portal_scoring import (
    FalseFind,
    FoundAd,
    KindRate,
    Rate,
    address_key,
    banner_readings,
    kind_rates,
    reading_accuracy,
    score,
)
from crawler.sample_portal.truth import Banner, Truth, TruthAd, TruthPage, TruthText

PAGE = "http://portal.finad.test/x.html"


@pytest.fixture
def banner(tmp_path: Path) -> Banner:
    path = tmp_path / "b.png"
    path.write_bytes(b"picture")
    return Banner(path=path, words=("江岸典当", "当天放款 手续简便"), small_print=("息费以当票为准",))


def truth_ad(ad_id: str, *texts: tuple[str, str], banner: Banner | None = None, **more: object) -> TruthAd:
    settings: dict[str, object] = {
        "landing": f"http://www.shop.test/{ad_id}?a=1&b=2",
        "landing_final": None,
        "label": None,
        "ways": ("label",),
        "needs_browser": False,
        **more,
    }
    pieces = tuple(TruthText(kind=kind, text=text) for kind, text in texts)
    return TruthAd(ad_id=ad_id, texts=pieces, banner=banner, **settings)  # type: ignore[arg-type]


CAR = truth_ad("car", ("title", "凌波车贷 押证不押车"), ("body", "三小时到账，额度最高三十万，随借随还"))
TEA = truth_ad("tea", ("title", "雾峰春茶 新茶上市"), needs_browser=True, ways=("ad_frame",))


def truth_of(*ads: TruthAd, url: str = PAGE) -> Truth:
    return Truth(pages=(TruthPage(url=url, is_mobile=False, ads=ads, decoys=()),), difficult_pages=(), traps=())


def find(ad_id: str, *texts: tuple[str, str], page: str = PAGE, **more: object) -> FoundAd:
    return FoundAd(ad_id=ad_id, page_url=page, texts=texts, **more)  # type: ignore[arg-type]


GOOD_CAR = find(
    "1", ("body", "凌波车贷　押证不押车\n三小时到账,额度最高三十万,随借随还 广告"), found_by=("label", "slot_size")
)


def test_an_ad_found_by_its_words_is_a_hit_and_one_not_found_a_miss() -> None:
    judged = score(truth_of(CAR, TEA), [GOOD_CAR])
    assert [(match.truth.ad_id, match.found.ad_id) for match in judged.matches] == [("car", "1")]
    assert [miss.truth.ad_id for miss in judged.misses] == ["tea"]
    assert (judged.recall, judged.precision) == (Rate(hits=1, of=2), Rate(hits=1, of=1))
    assert judged.recall_where(lambda ad: ad.needs_browser) == Rate(hits=0, of=1)
    assert (judged.precision_of("slot_size"), judged.precision_of("ad_frame").share) == (Rate(hits=1, of=1), None)


def test_the_same_ad_on_another_page_is_a_false_find() -> None:
    judged = score(truth_of(CAR), [find("1", *GOOD_CAR.texts, page="http://portal.finad.test/y.html")])
    assert (judged.recall.hits, len(judged.false_finds)) == (0, 1)


def test_the_same_ad_seen_twice_on_a_page_is_one_find() -> None:
    judged = score(truth_of(CAR), [GOOD_CAR, find("1", *GOOD_CAR.texts, page=PAGE.replace(".test/", ".test:8123/"))])
    assert judged.precision == Rate(hits=1, of=1)


def test_an_ad_found_in_two_parts_is_one_hit_and_one_false_find() -> None:
    part = find("2", ("title", "凌波车贷 押证不押车"))
    judged = score(truth_of(CAR), [GOOD_CAR, part])
    assert judged.recall.share == 1.0
    assert judged.false_finds == (FalseFind(found=part, resembles="car"),)


def test_a_whole_page_is_no_ad_though_it_holds_one() -> None:
    news = "。".join(f"第{n}条本地消息，街道与河道均已巡查完毕，设施运转正常" for n in "甲乙丙丁戊己")
    judged = score(truth_of(CAR), [find("1", *GOOD_CAR.texts, ("body", news))])
    assert (judged.recall.hits, judged.precision.hits) == (0, 0)
    assert judged.false_finds[0].resembles is None


def test_news_is_a_false_find() -> None:
    judged = score(truth_of(CAR), [find("1", ("body", "车贷利率整体下行，业内提示风险"))])
    assert [(false.found.ad_id, false.resembles) for false in judged.false_finds] == [("1", None)]


def test_a_find_without_words_is_told_by_its_landing_address_or_picture(banner: Banner) -> None:
    pawn = truth_ad("pawn", banner=banner)
    by_address = find("1", landing_urls=("http://www.shop.test:9000/pawn?b=2&a=1#top",))
    by_bytes = find("2", ("image_text", "江岸"), picture_sha256s=(banner.sha256,))
    other = find("3", landing_urls=("http://www.shop.test/other",))
    assert [len(score(truth_of(pawn), [ad]).matches) for ad in (by_address, by_bytes, other)] == [1, 1, 0]


def test_leading_to_the_same_address_is_not_enough_for_other_words() -> None:
    odd = find("1", ("title", "完全是另外一段文字，与它毫无关系"), landing_urls=("http://www.shop.test/car?a=1&b=2",))
    judged = score(truth_of(CAR), [odd])
    assert (judged.recall.hits, judged.false_finds) == (0, (FalseFind(found=odd, resembles="car"),))


def test_the_best_pairs_are_made_first() -> None:
    left = truth_ad("left", ("title", "恒溪开户礼包 左"), ("body", "存一万送金条"))
    right = truth_ad("right", ("title", "恒溪开户礼包 右"), ("body", "本金无忧点击领取"))
    finds = [find("r", ("title", "恒溪开户礼包 右"), ("body", "本金无忧点击领取"))]
    finds.append(find("l", ("title", "恒溪开户礼包 左"), ("body", "存一万送金条")))
    judged = score(truth_of(left, right), finds)
    assert {match.truth.ad_id: match.found.ad_id for match in judged.matches} == {"left": "l", "right": "r"}


def test_ads_on_pages_of_advertisers_are_not_judged() -> None:
    judged = score(truth_of(CAR), [GOOD_CAR, find("9", ("title", "凌波车贷"), page="http://www.lingbo.test/lp")])
    assert (judged.precision, judged.unjudged) == (Rate(hits=1, of=1), 1)


def test_addresses_are_the_same_in_all_their_spellings() -> None:
    key = address_key("http://search.finad.test/s?wd=%E7%90%86%E8%B4%A2&pn=10")
    assert address_key("http://SEARCH.finad.test:8080/s?pn=10&wd=理财#x") == key
    assert address_key("http://search.finad.test/s?wd=理财") != key
    click = "http://track.adnet.test/c?u=http%3A%2F%2Fa.test{}%2Fx&cid=1"
    assert address_key(click.format("%3A8080")) == address_key(click.format(""))


def test_words_are_counted_by_kind() -> None:
    judged = score(truth_of(CAR), [GOOD_CAR])
    assert kind_rates(judged) == {
        "title": KindRate(truths=1, recovered=1, same_kind=0),
        "body": KindRate(truths=1, recovered=1, same_kind=1),
    }


@pytest.mark.parametrize(
    ("read", "accuracy"),
    [
        (["江岸典当", "当天放款手续简便", "息费以当票为准"], 1.0),
        (["息费以当票为准 当天放款", "手续简便\n江岸典当"], 1.0),
        (["江岸曲当当天放款手续简便息费以当票为准"], 1 - 1 / 19),
        (["江岸典当", "当天放款手续简便"], 1 - 7 / 19),
        (["江岸典当当天放款手续简便息费以当票为准", "广告"], 1 - 2 / 19),
        ([], 0.0),
        (["完全无关的一长串文字" * 9], 0.0),
    ],
)
def test_reading_is_measured_in_edits_whatever_the_order(banner: Banner, read: list[str], accuracy: float) -> None:
    assert reading_accuracy(banner, read) == pytest.approx(accuracy)


def test_a_banner_that_was_not_found_was_not_read(banner: Banner) -> None:
    judged = score(truth_of(truth_ad("pawn", banner=banner)), [])
    assert [(reading.ad_id, reading.accuracy) for reading in banner_readings(judged)] == [("pawn", 0.0)]


def test_small_print_in_the_page_is_not_counted_as_read_from_the_picture(banner: Banner) -> None:
    pawn = truth_ad("pawn", ("footnote", "以上活动解释权归商家"), banner=banner)
    texts = (
        ("image_text", "江岸典当\n当天放款 手续简便"),
        ("footnote", "息费以当票为准"),
        ("footnote", "以上活动解释权归商家"),
        ("body", "详情进店咨询"),
    )
    (reading,) = banner_readings(score(truth_of(pawn), [find("1", *texts)]))
    assert reading.accuracy == 1.0


def test_an_ad_is_read_once_for_every_page_it_was_seen_on(tmp_path: Path) -> None:
    creatives = [
        {"kind": "image_text", "text": "月底清仓", "image": {"sha256": "ab"}},
        {"kind": "title", "text": "清仓", "image": None},
        {"kind": "landing_text", "text": "落地页", "image": None},
    ]
    sighting = {
        "page_url": PAGE,
        "found_by": ["label"],
        "proof": "广告",
        "landing_url": "http://a.test/",
        "landing_final_url": None,
    }
    ads = [{"id": "1", "creatives": creatives, "sighting": sighting}, {"id": "2", "creatives": [], "sighting": None}]
    other = {"ad_id": "1", "capture_id": "c", "page_url": PAGE + "?p=2", "found_by": ["ad_frame"]}
    (tmp_path / "ads.jsonl").write_text("\n".join(json.dumps(ad, ensure_ascii=False) for ad in ads), encoding="utf-8")
    (tmp_path / "sightings.jsonl").write_text(json.dumps(other) + "\n", encoding="utf-8")
    texts = (("image_text", "月底清仓"), ("title", "清仓"))
    assert list(read_found(tmp_path)) == [
        FoundAd(
            ad_id="1",
            page_url=PAGE,
            texts=texts,
            landing_urls=("http://a.test/",),
            found_by=("label",),
            picture_sha256s=("ab",),
            proof="广告",
        ),
        FoundAd(ad_id="1", page_url=PAGE + "?p=2", texts=texts, found_by=("ad_frame",), picture_sha256s=("ab",)),
    ]


def test_a_crawl_that_left_nothing_has_found_nothing(tmp_path: Path) -> None:
    assert list(read_found(tmp_path)) == []
