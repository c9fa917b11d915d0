import io
import json
import random
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from crawler.ad import Ad, Box, Creative, CreativeKind, ImageReading, Sighting
from crawler.capture import Problem
from crawler.revisiting import (
    Change,
    Comparison,
    DiffKind,
    DiffPart,
    State,
    compare,
    compare_page,
    record_of_comparison,
    render,
)
from crawler.revisiting.differences import difference
from crawler.revisiting.spelling import looks, sound_alike

WEALTH = "澜江银行月月盈理财,保本保息,年化收益4.5%,一万元起购,加微信kd88021咨询"
LOAN = "房抵贷当天放款,利率三厘起,先息后本,征信花了也能做"


def ad_of(
    ad_id: str,
    *texts: str | Creative,
    selector: str | None = None,
    landing: str | None = None,
    box: Box | None = None,
    advertiser: str | None = None,
) -> Ad:
    sighting = Sighting(
        capture_id="c1",
        seen_at=datetime(2026, 3, 2, tzinfo=UTC),
        site="portal",
        page_url="https://portal.test/a",
        found_by=(),
        proof="",
        selector=selector,
        landing_url=landing,
        box=box,
    )
    creatives = tuple(
        text if isinstance(text, Creative) else Creative(kind=CreativeKind.BODY, text=text) for text in texts
    )
    return Ad(ad_id=ad_id, creatives=creatives, sighting=sighting, advertiser_raw=advertiser)


def read_picture(sha256: str, text: str) -> Creative:
    reading = ImageReading(sha256=sha256, width=300, height=250, engine="reader 1")
    return Creative(kind=CreativeKind.IMAGE_TEXT, text=text, image=reading)


def unread_picture(sha256: str | None) -> Creative:
    reading = ImageReading(sha256=sha256, width=None, height=None, engine=None, problem="no reader")
    return Creative(kind=CreativeKind.IMAGE_TEXT, text="", image=reading)


def state_of(before: str, after: str) -> State:
    return compare(ad_of("p", before), [ad_of("n", after)], problem=None).state


@pytest.mark.parametrize(
    ("problem", "status", "state", "said"),
    [
        (Problem.HTTP_ERROR, 404, State.PAGE_GONE, "http_error 404"),
        (Problem.HTTP_ERROR, 410, State.PAGE_GONE, "http_error 410"),
        (None, 404, State.PAGE_GONE, "404"),
        (Problem.HTTP_ERROR, 503, State.NOT_SEEN, "http_error 503"),
        (Problem.UNREACHABLE, None, State.NOT_SEEN, "unreachable"),
        (Problem.BLOCKED, 403, State.NOT_SEEN, "blocked 403"),
        (Problem.ROBOTS, None, State.NOT_SEEN, "robots"),
        (Problem.EMPTY, 200, State.NOT_SEEN, "empty 200"),
    ],
)
def test_of_a_page_that_was_not_captured_nothing_is_concluded_but_that_it_is_gone(
    problem: Problem | None, status: int | None, state: State, said: str
) -> None:
    past = ad_of("p", WEALTH)
    found = compare(past, [past], problem=problem, status=status)
    assert found == Comparison(state=state, past_id="p", problem=said)


def test_an_ad_that_no_ad_of_the_page_is_like_is_gone() -> None:
    assert compare(ad_of("p", WEALTH), [], problem=None) == Comparison(state=State.GONE, past_id="p")
    assert compare(ad_of("p", WEALTH), [ad_of("n", LOAN)], problem=None, status=200).state is State.GONE


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (WEALTH, WEALTH, State.UNCHANGED),
        ("理财上新\n一万起购", "理财上新 一万起购", State.UNCHANGED),  # cut into lines elsewhere
        ("保本保息月月盈", "保.夲|保\u200b息❤月月盈", State.RESPELT),
        ("銀行理財新客專享", "银行理财新客专享", State.RESPELT),
        ("ＡＢＣ理财年化４.５％", "abc理财年化 4.5%", State.RESPELT),
        ("加微信kd88021领红包", "伽薇信kd88021领鸿包", State.RESPELT),
        ("加微信kd88021领红包", "加V信kd88021领红包", State.RESPELT),
        ("加微信领红包赚大钱", "加weixin领红包zhuan大钱", State.RESPELT),
        ("个人贷款当天到账", "个人货款当天到帐", State.RESPELT),
        ("咨询电话138-0000-1111", "咨询电话 138 0000 1111", State.RESPELT),
        ("首付三成即可入住", "首付山城即可入住", State.RESPELT),  # san, shan; cheng
        ("新客年化4.5%起购一万元", "新客年化45%起购一万元", State.EDITED),
        ("封闭期3-5年到期还本", "封闭期35年到期还本", State.EDITED),
        ("新客年化3%", "新客年化8%", State.EDITED),
        ("月月盈保本保息", "月月盈不保本保息", State.EDITED),
        ("投资有风险入市需谨慎", "投资无风险入市需谨慎", State.EDITED),
        (WEALTH, WEALTH.replace("保本保息", "业绩基准"), State.EDITED),
    ],
)
def test_what_reads_or_looks_the_same_is_respelt_and_a_number_or_word_more_is_edited(
    before: str, after: str, state: State
) -> None:
    assert state_of(before, after) is state
    assert state_of(after, before) is state


def test_an_edit_is_shown_word_by_word() -> None:
    past = ad_of("p", "月月盈理财", "保本保息,年化收益4.5%")
    now = ad_of("n", "月月盈理财", "业绩比较基准4.5%,理财非存款")
    found = compare(past, [now], problem=None)
    assert found.state is State.EDITED
    assert found.parts == (
        DiffPart(kind=DiffKind.EQUAL, before="月月盈理财\n", after="月月盈理财\n"),
        DiffPart(kind=DiffKind.REPLACED, before="保本保息,年化收益", after="业绩比较基准"),
        DiffPart(kind=DiffKind.EQUAL, before="4.5%", after="4.5%"),
        DiffPart(kind=DiffKind.INSERTED, before="", after=",理财非存款"),
    )


def test_a_respelling_is_shown_too() -> None:
    found = compare(ad_of("p", "稳赚保本理财"), [ad_of("n", "稳赚保.本理财")], problem=None)
    assert (found.state, found.similarity) == (State.RESPELT, 1.0)
    assert [part for part in found.parts if part.kind is not DiffKind.EQUAL] == [
        DiffPart(kind=DiffKind.REPLACED, before="保本", after="保.本")
    ]


def test_the_most_similar_ad_is_taken_and_landing_address_and_place_decide_between_equals() -> None:
    past = ad_of("p", WEALTH, selector="#a", landing="https://bank.test/yue?id=1")
    edited = WEALTH.replace("4.5%", "3.9%")
    nearer = ad_of("nearer", WEALTH)
    at_place = ad_of("at_place", edited, selector="#a")
    at_landing = ad_of("at_landing", edited, landing="https://bank.test/yue/?id=99")
    elsewhere = ad_of("elsewhere", edited, selector="#b", landing="https://other.test/")
    assert compare(past, [elsewhere, at_place, at_landing, nearer], problem=None).now_id == "nearer"
    assert compare(past, [elsewhere, at_place, at_landing], problem=None).now_id == "at_landing"
    assert compare(past, [elsewhere, at_place], problem=None).now_id == "at_place"


def test_no_two_ads_of_a_page_are_taken_for_one_of_now() -> None:
    past = [ad_of("p1", WEALTH), ad_of("p2", WEALTH.replace("4.5%", "3.9%")), ad_of("p3", LOAN)]
    now = [ad_of("n3", LOAN), ad_of("n2", WEALTH.replace("4.5%", "3.9%"))]
    found = compare_page(past, now, problem=None)
    assert [(one.past_id, one.state, one.now_id) for one in found] == [
        ("p1", State.GONE, None),
        ("p2", State.UNCHANGED, "n2"),
        ("p3", State.UNCHANGED, "n3"),
    ]
    assert compare_page([], now, problem=None) == ()


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ({"selector": "#top"}, {"selector": "#top"}, State.REPLACED),
        ({"selector": "#top"}, {"selector": "#side"}, State.GONE),
        (
            {"box": Box(x=0, y=100, width=728, height=90)},
            {"box": Box(x=0, y=110, width=728, height=90)},
            State.REPLACED,
        ),
        ({"box": Box(x=0, y=100, width=728, height=90)}, {"box": Box(x=0, y=900, width=728, height=90)}, State.GONE),
        ({"box": Box(x=0, y=0, width=0, height=0)}, {"box": Box(x=0, y=0, width=0, height=0)}, State.GONE),
    ],
)
def test_another_ad_in_the_same_place_replaces(
    before: dict[str, object], after: dict[str, object], state: State
) -> None:
    found = compare(ad_of("p", WEALTH, **before), [ad_of("n", LOAN, **after)], problem=None)  # type: ignore[arg-type]
    assert (found.state, found.now_id) == (state, "n" if state is State.REPLACED else None)


def test_a_rewritten_ad_is_known_by_its_landing_address_when_some_words_are_left() -> None:
    before = "月月盈理财一万元起购,每月可赎回,新客再享加息券"
    after = "月月盈理财手机银行有售,每月可赎回,老客户礼遇等你来领"
    assert compare(ad_of("p", before), [ad_of("n", after)], problem=None).state is State.GONE
    past, now = (ad_of("x", text, landing="https://bank.test/yue") for text in (before, after))
    assert compare(past, [now], problem=None).state is State.EDITED


def test_a_rewritten_ad_in_its_old_place_with_its_old_landing_address_is_known() -> None:
    before = "青禾银行新客理财,保本保收益,年化6.8%,加微信qh2201"
    after = "青禾银行新客理财,业绩比较基准3.1%,每月开放申购,详询网点"
    at = {"selector": "#top", "landing": "https://bank.test/new"}
    assert compare(ad_of("p", before, **at), [ad_of("n", after, **at)], problem=None).state is State.EDITED
    assert compare(ad_of("p", before, **at), [ad_of("n", LOAN, **at)], problem=None).state is State.REPLACED


def test_a_number_is_one_word() -> None:
    assert difference("收益率92.7%起", "收益率61.0%起")[1] == DiffPart(
        kind=DiffKind.REPLACED, before="92.7%", after="61.0%"
    )


def test_a_stock_warning_makes_no_likeness() -> None:
    warning = "理财非存款,产品有风险,投资须谨慎,过往业绩不预示未来表现"
    assert state_of(f"季季红三个月一期,{warning}", f"周末也能买的活钱管理,{warning}") is State.GONE
    assert state_of(warning, warning) is State.UNCHANGED


def test_the_same_picture_holds_the_same_words_however_they_were_read() -> None:
    past = ad_of("p", "月月盈", read_picture("aa", "保本保息 年化4.5%"))
    now = ad_of("n", "月月盈", read_picture("aa", "保木保息 年化45%"))
    assert compare(past, [now], problem=None) == Comparison(
        state=State.UNCHANGED, past_id="p", now_id="n", similarity=1.0
    )


def test_words_read_in_another_picture_are_compared() -> None:
    past = ad_of("p", read_picture("aa", "月月盈理财 保本保息"))
    same = ad_of("n", read_picture("bb", "月月盈理财 保本保息"))
    edited = ad_of("n", read_picture("bb", "月月盈理财 风险自担"))
    assert compare(past, [same], problem=None) == Comparison(
        state=State.UNCHANGED, past_id="p", now_id="n", similarity=1.0, changes=(Change.PICTURE,)
    )
    assert compare(past, [edited], problem=None).state is State.EDITED


def test_words_in_pictures_are_left_out_when_one_was_not_read() -> None:
    past = ad_of("p", "月月盈理财", read_picture("aa", "保本保息"))
    now = ad_of("n", "月月盈理财", unread_picture("bb"))
    assert compare(past, [now], problem=None) == Comparison(
        state=State.UNCHANGED,
        past_id="p",
        now_id="n",
        similarity=1.0,
        changes=(Change.PICTURE, Change.PICTURE_UNREAD),
    )


def test_of_pictures_that_nobody_read_only_equal_bytes_tell() -> None:
    past = ad_of("p", unread_picture("aa"), selector="#a")
    assert compare(past, [ad_of("n", unread_picture("aa"))], problem=None) == Comparison(
        state=State.UNCHANGED, past_id="p", now_id="n"
    )
    assert compare(past, [ad_of("n", unread_picture("bb"), selector="#a")], problem=None) == Comparison(
        state=State.NOT_SEEN, past_id="p", now_id="n", changes=(Change.PICTURE_UNREAD,)
    )
    assert compare(past, [ad_of("n", unread_picture("bb"), selector="#b")], problem=None).state is State.GONE
    nameless = ad_of("p", unread_picture(None))
    assert compare(nameless, [ad_of("n", unread_picture(None))], problem=None).state is State.GONE


def test_a_picture_compressed_again_is_known_again_by_its_bytes() -> None:
    chance = random.Random(4)
    picture = Image.new("RGB", (300, 250), "white")
    pen = ImageDraw.Draw(picture)
    for _ in range(8):
        x, y = chance.randrange(250), chance.randrange(200)
        pen.ellipse((x, y, x + 70, y + 50), fill=tuple(chance.randrange(256) for _ in range(3)))
    stored = {}
    for name, kind in (("aa", "PNG"), ("bb", "JPEG")):
        out = io.BytesIO()
        picture.save(out, kind)
        stored[name] = out.getvalue()
    past, now = ad_of("p", unread_picture("aa")), ad_of("n", unread_picture("bb"))
    assert compare(past, [now], problem=None, pictures=stored) == Comparison(
        state=State.UNCHANGED, past_id="p", now_id="n", changes=(Change.PICTURE, Change.PICTURE_UNREAD)
    )
    assert compare(past, [now], problem=None, pictures={"aa": b"damaged", "bb": b""}).state is State.GONE


def test_what_changed_besides_the_words_is_named() -> None:
    landing = Creative(kind=CreativeKind.LANDING_TEXT, text="月月盈产品说明书 低风险")
    other_landing = Creative(kind=CreativeKind.LANDING_TEXT, text="月月盈产品说明书 中高风险")
    past = ad_of("p", WEALTH, landing, landing="https://bank.test/a?x=1", advertiser="澜江银行")
    now = ad_of("n", WEALTH, other_landing, landing="https://bank.test/b?x=2", advertiser="栖霞银行")
    found = compare(past, [now], problem=None)
    assert found == Comparison(
        state=State.UNCHANGED,
        past_id="p",
        now_id="n",
        similarity=1.0,
        landing_parts=(
            DiffPart(kind=DiffKind.EQUAL, before="月月盈产品说明书 ", after="月月盈产品说明书 "),
            DiffPart(kind=DiffKind.REPLACED, before="低风险", after="中高风险"),
        ),
        changes=(Change.LANDING_ADDRESS, Change.LANDING_WORDS, Change.ADVERTISER),
    )


def test_a_landing_address_that_is_none_is_compared_all_the_same() -> None:
    past, now = ad_of("p", WEALTH, landing="http://[bad"), ad_of("n", WEALTH, landing="http://[worse")
    assert compare(past, [now], problem=None).changes == (Change.LANDING_ADDRESS,)


def test_a_record_holds_what_applies() -> None:
    found = compare(ad_of("p", "稳赚保本理财产品"), [ad_of("n", "稳赚理财产品")], problem=None)
    assert json.loads(json.dumps(record_of_comparison(found))) == {
        "state": "edited",
        "past_id": "p",
        "now_id": "n",
        "similarity": 0.8571,
        "parts": [
            {"kind": "equal", "before": "稳赚", "after": "稳赚"},
            {"kind": "deleted", "before": "保本", "after": ""},
            {"kind": "equal", "before": "理财产品", "after": "理财产品"},
        ],
    }
    unseen = compare(ad_of("p", WEALTH), [], problem=Problem.UNREACHABLE)
    assert record_of_comparison(unseen) == {"state": "not_seen", "past_id": "p", "problem": "unreachable"}


def test_a_comparison_is_shown_in_chinese_and_english() -> None:
    past = ad_of("广告1", WEALTH, landing="https://bank.test/a")
    now = ad_of("广告9", WEALTH.replace("保本保息", "稳健运作"), landing="https://bank.test/b")
    found = compare(past, [now], problem=None)
    assert render(found) == (
        "文字已改  广告1 → 广告9  相似度 89%\n"
        "    澜江银行月月盈理财,[-保本保息-]{+稳健运作+},年化收益4.5%,一万元起购,加微信kd880…\n"
        "  另: 落地页地址不同"
    )
    assert render(found, language="en").splitlines()[0] == "edited  广告1 → 广告9  similarity 89%"
    assert render(compare(past, [], problem=Problem.HTTP_ERROR, status=404)) == "页面已不存在  广告1  (http_error 404)"
    gone = compare(past, [], problem=None)
    assert (render(gone), render(gone, language="en")) == ("广告已撤下  广告1", "gone  广告1")


def test_every_state_and_change_has_a_name_in_both_languages() -> None:
    for state in State:
        comparison = Comparison(state=state, past_id="x", changes=tuple(Change))
        chinese, english = render(comparison), render(comparison, language="en")
        assert chinese.count("; ") == english.count("; ") == len(Change) - 1
        assert english.isascii()


def test_nothing_in_an_ad_commands_the_terminal() -> None:
    found = compare(
        ad_of("a\nb", "月月盈理财保本保息"), [ad_of("\x1b[2J", "月月盈理财\x1b[31m保\u202e本保\u200b息")], problem=None
    )
    shown = render(found)
    assert not set(shown) & {"\x1b", "\u202e", "\u200b"}
    assert "<U+001B>[31m" in shown
    assert shown.startswith("文字已改  a b → <U+001B>[2J")


def test_a_long_unchanged_stretch_is_shortened_when_shown() -> None:
    rest = ",每月可赎回" * 100
    found = compare(ad_of("p", "保本" + rest), [ad_of("n", "稳健" + rest)], problem=None)
    assert render(found).splitlines()[1] == "    [-保本-]{+稳健+}" + rest[:24] + "…"


TEXTS = st.text(st.sampled_from("保本息理财不 4.5%,。\n\ud800a\u200b"), max_size=40)


@given(before=TEXTS, after=TEXTS)
def test_the_parts_of_a_difference_hold_all_of_both_texts(before: str, after: str) -> None:
    parts = difference(before, after)
    assert "".join(part.before for part in parts) == before
    assert "".join(part.after for part in parts) == after
    assert all((part.kind is DiffKind.EQUAL) == (part.before == part.after) for part in parts)
    assert all(one.kind is not DiffKind.EQUAL or other.kind is not DiffKind.EQUAL for one, other in pairwise(parts))


@given(one=TEXTS, other=TEXTS)
def test_sounding_alike_goes_both_ways_and_looking_alike_is_settled_at_once(one: str, other: str) -> None:
    assert sound_alike(looks(one), looks(other)) == sound_alike(looks(other), looks(one))
    assert sound_alike(looks(one), looks(one))
    assert looks(looks(one)) == looks(one)


def test_very_long_texts_are_compared() -> None:
    sentences = [f"第{number}只产品今天上架。" for number in range(30_000)]
    before = "".join(sentences)
    after = before.replace("第15000只", "第15000支")
    parts = difference(before, after)
    assert [part.kind for part in parts] == [DiffKind.EQUAL, DiffKind.REPLACED, DiffKind.EQUAL]
    assert parts[1].after == "第15000支产品今天上架。"
    assert state_of(before, after) is State.EDITED
    other = "".join(reversed(sentences))
    assert "".join(part.after for part in difference(before, other)) == other
