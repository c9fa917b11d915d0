import io
import itertools
import json
import random
from collections.abc import Iterable, Sequence

import pytest
from PIL import Image, ImageDraw

from crawler.ad import Ad, Creative, CreativeKind, ImageReading, Sighting
from crawler.campaigns import CampaignIndex, group, record_of_signature, signature_from_record, signature_of
from crawler.campaigns.folding import folded, telling_words
from crawler.campaigns.pictures import MOST_APART, picture_hash
from crawler.campaigns.sketch import sketch_of
from crawler.errors import CrawlerError

Groups = tuple[tuple[Ad, ...], ...]


def ad_of(ad_id: str, *texts: str, kind: CreativeKind = CreativeKind.BODY) -> Ad:
    return Ad(ad_id=ad_id, creatives=tuple(Creative(kind=kind, text=text) for text in texts))


def partition(keys: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """Names that share a key."""
    by_key: dict[str, set[str]] = {}
    for name, key in keys:
        by_key.setdefault(key, set()).add(name)
    return {frozenset(names) for names in by_key.values()}


def banner(seed: int, *, size: tuple[int, int] = (640, 160), stamp: str = "") -> Image.Image:
    chance = random.Random(seed)
    picture = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(8):
        x, y, side = chance.randrange(size[0]), chance.randrange(size[1]), chance.randrange(30, 180)
        colour = tuple(chance.randrange(256) for _ in range(3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x, y, x + side, y + side // 2), fill=colour)
    if stamp:
        pen.text((size[0] - 90, size[1] - 20), stamp, fill="white")
    return picture


def encoded(picture: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=50)
    return out.getvalue()


def test_copies_share_a_key_and_different_ads_do_not_in_whatever_order_they_come(ad_groups: Groups) -> None:
    ads = [ad for copies in ad_groups for ad in copies]
    expected = {frozenset(ad.ad_id for ad in copies) for copies in ad_groups}
    for seed in range(10):
        random.Random(seed).shuffle(ads)
        index = CampaignIndex()
        assert partition([(ad.ad_id, index.key_of(ad)) for ad in ads]) == expected


def test_the_stated_measures_hold(ad_groups: Groups) -> None:
    pairs = [[{*itertools.pairwise(telling_words(ad))} for ad in copies] for copies in ad_groups]
    same = [len(a & b) / len(a | b) for copies in pairs for a, b in itertools.combinations(copies, 2)]
    other = [len(a & b) / len(a | b) for one, two in itertools.combinations(pairs, 2) for a in one for b in two]
    assert (round(min(same), 2), round(max(other), 2)) == (0.49, 0.16)


def test_the_first_ad_names_the_campaign_and_an_equal_ad_gets_the_same_name_anywhere() -> None:
    first = ad_of("1", "闲钱理财选澜江银行,一千元起投,每日开放")
    copy = ad_of("2", "闲钱理财选栖霞银行,五千元起投,每日开放")
    one, other = CampaignIndex(), CampaignIndex()
    key = one.key_of(first)
    assert one.key_of(copy) == key
    assert other.key_of(ad_of("x", "閒錢理財選瀾江銀行 一千元起投|每日開放!")) == key
    assert CampaignIndex().key_of(copy) != key
    assert key.startswith("c-")


def test_folding_keeps_letters_alone_and_one_zero_for_every_number() -> None:
    assert folded("【ABC】理財🔥年化4.5%~ 保\u200b本 電話138-0000-1111\ud800①") == "abc理财年化0保本电话0"
    assert telling_words(ad_of("x", "月月盈来了。理财非存款,产品有风险,投资须谨慎")) == "月月盈来了"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("日息0.02%起", "日息 0.05% 起!", True),  # short, equal when folded
        ("信用贷放款快", "信用贷下款快", False),  # short, nearly equal
        ("理财", "理财", True),  # too short to tell, but the whole ad is equal
        ("理财", "理财!!", True),
        ("理财", "贷款", False),
        ("", "", False),
    ],
)
def test_short_words_have_to_be_equal(one: str, other: str, is_same: bool) -> None:
    index = CampaignIndex()
    assert (index.key_of(ad_of("1", one)) == index.key_of(ad_of("2", other))) is is_same


def test_small_print_buttons_and_landing_pages_make_no_campaign() -> None:
    shared = (
        Creative(
            kind=CreativeKind.FOOTNOTE, text="本产品由澜江基金管理有限公司发行与管理,代销机构不承担产品的投资、兑付责任"
        ),
        Creative(kind=CreativeKind.BUTTON, text="立即预约专属理财顾问"),
        Creative(kind=CreativeKind.LANDING_TEXT, text="欢迎来到澜江基金官方网站,请先完成风险测评再购买产品" * 20),
    )
    index = CampaignIndex()
    keys = {
        index.key_of(Ad(ad_id=text, creatives=(Creative(kind=CreativeKind.TITLE, text=text), *shared)))
        for text in ("新能源主题基金首发,聚焦电池与光伏", "同业存单指数基金,活钱管理新选择")
    }
    assert len(keys) == 2


def test_a_landing_address_alone_makes_no_campaign(seen_at) -> None:
    def banner_ad(ad_id: str) -> Ad:
        sighting = Sighting(
            capture_id="c",
            seen_at=seen_at,
            site="s",
            page_url=None,
            found_by=(),
            proof="",
            landing_url="http://a.test/",
        )
        return Ad(ad_id=ad_id, creatives=(Creative(kind=CreativeKind.IMAGE_TEXT, text=""),), sighting=sighting)

    index = CampaignIndex()
    assert index.key_of(banner_ad("1")) != index.key_of(banner_ad("2"))
    assert index.key_of(banner_ad("1")) == index.key_of(banner_ad("1"))


def test_an_unread_picture_is_known_again_by_its_bytes_hash() -> None:
    def of(ad_id: str, sha256: str) -> Ad:
        reading = ImageReading(sha256=sha256, width=300, height=250, engine=None, problem="no reader")
        return Ad(ad_id=ad_id, creatives=(Creative(kind=CreativeKind.IMAGE_TEXT, text="", image=reading),))

    index = CampaignIndex()
    assert [index.key_of(of(*ad)) for ad in (("1", "aa"), ("2", "aa"), ("3", "bb"))].count(
        index.key_of(of("4", "aa"))
    ) == 2


def test_copies_of_a_banner_share_a_key_and_other_banners_do_not() -> None:
    index = CampaignIndex()
    keys = []
    for seed in range(12):
        original = banner(seed)
        copies = (
            encoded(original),
            encoded(original, "JPEG"),
            encoded(original.resize((320, 80)), "WEBP"),
            encoded(banner(seed, stamp="AD 13800")),
            encoded(original.convert("P"), "GIF"),
        )
        found = {index.key_of(ad_of(f"{seed}-{copy}"), [content]) for copy, content in enumerate(copies)}
        assert len(found) == 1
        keys += found
    assert len(set(keys)) == 12


def test_a_shared_picture_under_quite_other_words_makes_no_campaign() -> None:
    logo = encoded(banner(1, size=(200, 200)))
    index = CampaignIndex()
    wealth = index.key_of(ad_of("1", "澜江银行月月盈理财,一万元起购,每月可赎回"), [logo])
    loan = index.key_of(ad_of("2", "房抵贷年化利率三厘起,当天出额度,先息后本"), [logo])
    unread = index.key_of(ad_of("3"), [logo])
    assert wealth != loan
    assert unread in {wealth, loan}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>404</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded(banner(3))[:60],
        encoded(banner(3))[:800],
        encoded(Image.new("RGB", (300, 250), "#eeeeee")),
        encoded(Image.new("RGBA", (300, 250), (9, 9, 9, 0))),
        encoded(banner(3, size=(40, 40))),
        # A few bytes that claim 60,000 by 60,000 pixels.
        encoded(Image.new("1", (8, 8)))[:16] + (60_000).to_bytes(4, "big") * 2 + encoded(Image.new("1", (8, 8)))[24:],
    ],
    ids=["empty", "page", "svg", "head", "half", "plain", "clear", "icon", "bomb"],
)
def test_a_picture_that_tells_nothing_makes_no_campaign(content: bytes) -> None:
    assert picture_hash(content) is None
    index = CampaignIndex()
    assert index.key_of(ad_of("1"), [content]) != index.key_of(ad_of("2"), [content])


def test_transparent_colours_are_not_looked_at() -> None:
    def on(colour: tuple[int, int, int]) -> bytes:
        picture = Image.new("RGBA", (300, 250), (*colour, 0))
        ImageDraw.Draw(picture).ellipse((40, 40, 200, 200), fill=(200, 30, 30, 255))
        return encoded(picture)

    white, black = picture_hash(on((255, 255, 255))), picture_hash(on((0, 0, 0)))
    assert white is not None
    assert white == black


def test_an_ad_between_two_campaigns_joins_the_more_similar_and_leaves_them_apart() -> None:
    one = "手机银行转账免手续费,新户注册即送二十元话费券,活动到月底为止"
    other = "信用卡分期利息打五折,账单满千元就能申请办理,活动到月底为止"
    bridge = "手机银行转账免手续费,新户注册即送二十元,账单满千元就能申请办理,活动到月底为止"
    index = CampaignIndex()
    keys = [index.key_of(ad_of(text, text)) for text in (one, other, bridge)]
    assert keys[0] != keys[1]
    assert keys[2] == keys[0]
    assert index.key_of(ad_of("again", other)) == keys[1]


def test_a_restored_index_goes_on_as_the_first_would_have(ad_groups: Groups) -> None:
    texts = [ad for copies in ad_groups for ad in copies]
    material: list[tuple[Ad, Sequence[bytes]]] = [(ad, ()) for ad in texts]
    material += [(ad_of(f"b{seed}"), [encoded(banner(seed))]) for seed in range(6)]
    random.Random(7).shuffle(material)
    half = len(material) // 2
    index = CampaignIndex()
    log = []
    for ad, pictures in material[:half]:
        signature = signature_of(ad, pictures)
        log.append(json.dumps({"key": index.join(signature), "signature": record_of_signature(signature)}))
    restored = CampaignIndex()
    restored.restore((line["key"], signature_from_record(line["signature"])) for line in map(json.loads, log))
    rest = material[half:]
    assert [restored.key_of(*one) for one in rest] == [index.key_of(*one) for one in rest]
    assert len(restored) == len(index)


def test_a_signature_is_the_same_in_whatever_order_the_pictures_come() -> None:
    pictures = [encoded(banner(seed)) for seed in (1, 2, 2)]
    ad = ad_of("1", "房贷置换经营贷,利率直降两个点,先息后本十年")
    assert signature_of(ad, pictures) == signature_of(ad, pictures[::-1])
    assert len(signature_of(ad, pictures).pictures) == 2


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "'content'"),
        ({"content": 5}, "content is int"),
        ({"content": "ab", "sketch": "AAAA"}, "a sketch of 3 bytes; it has 512"),
        ({"content": "ab", "sketch": "!"}, "Only base64|base64|padding"),
        ({"content": "ab", "pictures": ["zz" * 16]}, "invalid literal"),
        ({"content": "ab", "pictures": ["00ff"]}, "a picture hash of 4 digits; it has 32"),
    ],
)
def test_a_damaged_signature_is_refused_with_the_reason(record: dict[str, object], reason: str) -> None:
    with pytest.raises(CrawlerError, match=reason):
        signature_from_record(record)


def test_thousands_of_ads_are_found_again_after_the_buckets_were_spread() -> None:
    chance = random.Random(11)
    ads = [
        ad_of(str(number), "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(40))) for number in range(1500)
    ]
    index = CampaignIndex()
    keys = [index.key_of(ad) for ad in ads]
    assert len(set(keys)) == len(ads)
    copies = [ad_of(f"{ad.ad_id}'", ad.creatives[0].text[:36] + "领取红包") for ad in ads]
    assert [index.key_of(copy) for copy in copies] == keys


def test_a_campaign_of_thousands_of_copies_stays_one() -> None:
    chance = random.Random(12)
    letters = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(3000)]
    index = CampaignIndex()
    keys = {
        index.key_of(ad_of(str(number), f"{one}{two}先生您好,您在米粒贷的三十万额度即将过期,请今天点击链接领取"))
        for number, (one, two) in enumerate(itertools.pairwise(letters))
    }
    assert len(keys) == 1


@pytest.mark.parametrize("text", ["保本理财\ud800" * 3, "\ud83d" * 50, "a" * 5, "理" * 3_000_000, "\x00" * 40])
def test_hostile_words_get_a_key(text: str) -> None:
    index = CampaignIndex()
    assert index.key_of(ad_of("1", text)) == index.key_of(ad_of("1", text))


def test_a_long_text_has_one_sketch_however_it_is_cut_into_parts() -> None:
    chance = random.Random(3)
    text = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(30_000))
    half = text[:15_000]
    assert abs(float((sketch_of(text) == sketch_of(half)).mean()) - 0.5) < 0.15


def test_folders_are_merged_alike_in_whatever_order(ad_groups: Groups) -> None:
    signatures = {ad.ad_id: signature_of(ad) for copies in ad_groups for ad in copies}
    signatures |= {
        f"b{seed}{kind}": signature_of(ad_of("b"), [encoded(banner(seed), kind)])
        for seed in range(4)
        for kind in ("PNG", "JPEG")
    }
    keys = group(signatures)
    backwards = group(dict(reversed(signatures.items())))
    assert keys == backwards
    assert list(keys) == list(signatures)
    assert partition(keys.items()) == {
        *(frozenset(ad.ad_id for ad in copies) for copies in ad_groups),
        *(frozenset({f"b{seed}PNG", f"b{seed}JPEG"}) for seed in range(4)),
    }
    assert set(keys.values()) <= {f"c-{signature.content}" for signature in signatures.values()}


def test_merging_joins_campaigns_that_an_ad_leads_between() -> None:
    whole = (
        "手机银行转账免手续费新户注册即送二十元话费券信用卡账单满千元就能申请办理分期利息一律打五折"
        "优惠持卡购物满三百返现五十同时参加周末电影半价观影活动名额有限先到先得详情请咨询当地网点客户经理"
    )
    one, bridge, other = (whole[start : start + 60] for start in (0, 15, 30))
    apart = CampaignIndex()
    assert apart.key_of(ad_of("one", one)) != apart.key_of(ad_of("other", other))
    keys = group({text: signature_of(ad_of(text, text)) for text in (one, other, bridge)})
    assert len(set(keys.values())) == 1
    assert group({}) == {}


def test_pictures_within_the_stated_distance_are_found() -> None:
    hashes = [picture_hash(encoded(banner(seed))) for seed in range(12)]
    distances = [one.distance(other) for one, other in itertools.combinations(filter(None, hashes), 2)]
    assert len(distances) == 66
    assert min(distances) > MOST_APART
