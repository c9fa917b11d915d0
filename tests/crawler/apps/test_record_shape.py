"""Ads told from news, goods, funds and settings by the shape of their records."""

import base64
import json
from typing import Any

import pytest

from crawler.apps.ad_fields import AdFields
from crawler.apps.json_tree import tree_of_answer
from crawler.apps.record_shape import shaped_records


def found(answer: Any) -> list[tuple[str, AdFields]]:
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return [(record.place, record.fields) for record in shaped_records(tree_of_answer(text))]


CARD = {
    "title": "稳进三号",
    "desc": "历史年化6.2%",
    "img": "https://p.example.cn/1.webp",
    "click_url": "https://l.example.cn/1",
}
FIELDS = AdFields(
    titles=("稳进三号",),
    bodies=("历史年化6.2%",),
    images=("https://p.example.cn/1.webp",),
    landings=("https://l.example.cn/1",),
)
OTHER = {"headline": "公积金也能贷", "imgUrl": "https://p.example.cn/2.jpg", "targetUrl": "https://l.example.cn/2"}
OTHER_FIELDS = AdFields(
    titles=("公积金也能贷",), images=("https://p.example.cn/2.jpg",), landings=("https://l.example.cn/2",)
)
NEWS = {
    "id": 81,
    "title": "央行开展逆回购操作",
    "summary": "期限七天",
    "cover": "https://n.example.cn/1.jpg",
    "url": "https://n.example.cn/1",
    "source": "财经日报",
    "publish_time": "2026-03-01",
    "comment_count": 12,
}


@pytest.mark.parametrize(
    ("answer", "places"),
    [
        ({"ads": [CARD, OTHER]}, ["$.ads[0]", "$.ads[1]"]),
        ({"data": {"adList": {"total": 2, "list": [CARD, OTHER]}}}, ["$.data.adList.list[0]", "$.data.adList.list[1]"]),
        ([{**CARD, "is_ad": 1}, NEWS, {**OTHER, "isAd": "true"}], ["$[0]", "$[2]"]),
        ([{**CARD, "ad_id": "77"}, NEWS, {**OTHER, "creativeId": 78}], ["$[0]", "$[2]"]),
        ([{**CARD, "label": "广告"}, NEWS, {**OTHER, "tag": "「推广」"}], ["$[0]", "$[2]"]),
        (
            [
                {**CARD, "impTrackers": ["https://t.example.cn/i"]},
                NEWS,
                {**OTHER, "click_monitor_url": "https://t.example.cn/c"},
            ],
            ["$[0]", "$[2]"],
        ),
        (
            {"feed": [{"type": 1, "item": CARD, "is_ad": True}, {"type": 1, "item": NEWS, "is_ad": False}]},
            ["$.feed[0]"],
        ),
        ({"code": 0, "title": "首页", "splashAd": {**CARD, "adId": "5"}}, ["$.splashAd"]),
        (
            {"data": [{"content": json.dumps({**CARD, "is_ad": 1})}, {"content": json.dumps(NEWS)}]},
            ["$.data[0].content"],
        ),
        ({"payload": base64.b64encode(json.dumps({"ads": [CARD]}).encode()).decode()}, ["$.payload.ads[0]"]),
        (f"callback_1({json.dumps({'ads': [CARD]})});", ["$.ads[0]"]),
        (f"while(1);{json.dumps({'ads': [CARD]})}", ["$.ads[0]"]),
        (f"window.__AD__ = {json.dumps({'ads': [CARD]})}; run()", ["$.ads[0]"]),
        ({"slots": {"8001": {"advertisements": [CARD]}}}, ['$.slots["8001"].advertisements[0]']),
    ],
)
def test_ads_are_found_wherever_they_stand_and_the_news_beside_them_is_not(answer: Any, places: list[str]) -> None:
    records = found(answer)
    assert [place for place, _ in records] == places
    assert [fields for _, fields in records] == [FIELDS, OTHER_FIELDS][: len(places)]


def test_parts_in_nested_objects_belong_to_one_ad() -> None:
    answer = {
        "result": [
            {
                "creativeId": 31,
                "base": {"mainTitle": "惠民医疗险", "subTitle": "每天不到1元", "disclaimer": "具体以条款为准"},
                "materials": {
                    "imageList": [
                        {"url": "https://p.example.cn/a.png", "w": 640},
                        {"url": "https://p.example.cn/b.png"},
                    ]
                },
                "cta": {"text": "立即投保"},
                "brand": {"name": "禾安保险", "logo": {"url": "https://p.example.cn/logo.png"}},
                "landing": {"url": "https://l.example.cn/3", "deeplink": "heansure://open"},
                "showUrls": ["https://t.example.cn/show.gif"],
                "video": {"url": "https://p.example.cn/v.mp4"},
            }
        ]
    }
    assert found(answer) == [
        (
            "$.result[0]",
            AdFields(
                titles=("惠民医疗险",),
                bodies=("每天不到1元",),
                footnotes=("具体以条款为准",),
                buttons=("立即投保",),
                images=("https://p.example.cn/a.png", "https://p.example.cn/b.png"),
                landings=("https://l.example.cn/3", "heansure://open"),
                advertisers=("禾安保险",),
            ),
        )
    ]


def test_a_promoted_post_is_told_from_the_posts_around_it() -> None:
    post = {
        "text": "今天下雨了",
        "user": {"screen_name": "路人"},
        "pic_infos": {"1": {"large": {"url": "https://p.example.cn/r"}}},
    }
    promoted = post | {"text": "开户佣金万一", "mblogtypename": "广告", "user": {"screen_name": "明德证券"}}
    ((place, fields),) = found({"statuses": [post, promoted, post]})
    assert (place, fields.bodies, fields.images) == ("$.statuses[1]", ("开户佣金万一",), ("https://p.example.cn/r",))


def test_names_in_chinese_and_html_snippets_are_understood() -> None:
    answer = {
        "广告列表": [
            {"标题": "海景公寓首付两成", "图片": "https://p.example.cn/h.jpg", "落地页": "https://l.example.cn/h"},
            {"html": "<a href='https://l.example.cn/x'>随借随还</a>", "adId": "9"},
        ]
    }
    first, second = found(answer)
    assert first[1].titles == ("海景公寓首付两成",)
    assert first[1].landings == ("https://l.example.cn/h",)
    assert second == (
        "$.广告列表[1]",
        AdFields(markup=("<a href='https://l.example.cn/x'>随借随还</a>",)),
    )


GOODS = {
    "sku_id": 7,
    "title": "保温杯",
    "image": "https://g.example.cn/1.jpg",
    "price": "59.00",
    "url": "https://g.example.cn/1",
}


@pytest.mark.parametrize(
    "answer",
    [
        [NEWS, NEWS],
        {"data": {"list": [{**NEWS, "ad_id": 0, "is_ad": 0, "ad_label": ""}, {**NEWS, "ad": None}]}},
        {"items": [GOODS, {**GOODS, "brand": "云杯", "click_url": "https://g.example.cn/2"}]},
        {"items": [{**GOODS, "exposure_url": "https://t.example.cn/e"}]},
        {
            "funds": [
                {
                    "fund_name": "晨光混合",
                    "fund_code": "900001",
                    "desc": "中高风险",
                    "detailUrl": "https://f.example.cn/1",
                }
            ]
        },
        {"tabs": [{"title": "广告", "icon": "https://x.example.cn/i.png", "url": "app://ads"}]},
        {
            "ad_config": {"enabled": True, "slots": [{"slot_id": "s1", "type": "banner"}]},
            "title": "设置",
            "desc": "说明",
        },
        {"notices": [{"title": "系统维护公告", "content": "今晚维护", "url": "https://x.example.cn/n"}]},
        {
            "user": {
                "nickname": "老李",
                "desc": "爱好理财",
                "avatar": "https://x.example.cn/a.png",
                "url": "https://x.example.cn/u",
            }
        },
        {
            "feeds": [
                {"caption": "家常菜", "cover_url": "https://v.example.cn/c.jpg", "user_name": "小周", "like_count": 3}
            ]
        },
        {"banner_ads_switch": 1, "share": {"title": "好友分享", "desc": "快来", "image": "https://x.example.cn/s.png"}},
        {"ads": [], "recommend": [NEWS]},
        {"ad_free_until": "2026-04-01", "articles": [NEWS, {**NEWS, "title": "广告法修订草案征求意见"}]},
        {
            "list": [
                {"title": "如何识别虚假广告", "summary": "监管提示", "url": "https://n.example.cn/3", "label": "监管"}
            ]
        },
        {
            "version": "3.1",
            "title": "发现新版本",
            "content": "修复问题",
            "download_url": "https://x.example.cn/app.apk",
        },
        {"question": {"title": "借钱不还会怎样", "excerpt": "…", "url": "https://q.example.cn/1", "answer_count": 8}},
        {"ads": "none", "title": "标题", "url": "https://x.example.cn"},
    ],
)
def test_what_is_no_ad_is_left_alone(answer: Any) -> None:
    assert found(answer) == []


def test_news_that_an_ad_is_related_to_stays_out_of_it() -> None:
    answer = {"ads": [{**CARD, "comments": [{"text": "已开户", "user": "甲"}], "related_news": [NEWS]}]}
    assert found(answer) == [("$.ads[0]", FIELDS)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "3",
        '"text"',
        "[" * 5_000,
        '{"a":' * 3_000 + "1" + "}" * 3_000,
        "{broken",
        "callback(",
        "\x00\x01",
        "a" * 10_000_000,
    ],
)
def test_hostile_answers_hold_no_ads(text: str) -> None:
    assert found(text) == []


def test_a_lone_surrogate_is_replaced_and_a_long_answer_is_read() -> None:
    cards = [{**CARD, "title": f"第{n}号"} for n in range(2_000)]
    cards[0]["title"] = "第0号\ud83d"
    records = found(json.dumps({"ads": cards}))
    assert records[0][1].titles == ("第0号\ufffd",)
    assert len(records) == 2_000
