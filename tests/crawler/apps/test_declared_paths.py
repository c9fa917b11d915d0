"""Declared paths: what ships, what users add, what is wrong with a file."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.ad import CreativeKind, FoundBy
from crawler.apps.answers import AnswerReading, ads_of_answers, pictures_of
from crawler.apps.declared_paths import DeclaredPath, declared_records, load_declared_paths
from crawler.apps.json_tree import tree_of_answer
from crawler.errors import InputFileError
from crawler.pages.found import FoundAd, PicturePiece, TextPiece

NATIVE = {
    "assets": [
        {"id": 1, "title": {"text": "智投组合"}},
        {"id": 2, "img": {"url": "https://p.example.cn/n.jpg", "w": 1200}},
        {"id": 3, "data": {"type": 2, "value": "历史年化8%，过往业绩不预示未来"}},
        {"id": 4, "data": {"type": 1, "value": "青藤投顾"}},
        {"id": 5, "data": {"type": 12, "value": "立即开户"}},
        {"id": 6, "data": {"type": 3, "value": "4.8"}},
    ],
    "link": {"url": "https://l.example.cn/n", "clicktrackers": ["https://t.example.cn/c"]},
    "imptrackers": ["https://t.example.cn/i"],
}
PIECES = (
    TextPiece(kind=CreativeKind.TITLE, text="智投组合"),
    TextPiece(kind=CreativeKind.BODY, text="历史年化8%，过往业绩不预示未来"),
    TextPiece(kind=CreativeKind.BUTTON, text="立即开户"),
    PicturePiece(url="https://p.example.cn/n.jpg", content=None, box=None),
)
VAST = """<?xml version="1.0" encoding="UTF-8"?>
<VAST version="3.0"><Ad id="1"><InLine><AdSystem>x</AdSystem><AdTitle><![CDATA[轻松月供买新房]]></AdTitle>
<Description>首付分期 &amp; 低息</Description><Advertiser>蓝湾置业</Advertiser><Impression>https://t.example.cn/i</Impression>
<Creatives><Creative><Linear><VideoClicks><ClickThrough>https://l.example.cn/v</ClickThrough></VideoClicks></Linear></Creative>
<Creative><CompanionAds><Companion width="300" height="250"><StaticResource creativeType="image/png">https://p.example.cn/v.png
</StaticResource></Companion></CompanionAds></Creative></Creatives></InLine></Ad></VAST>"""


def bids(*adm: Any) -> str:
    return json.dumps({"id": "r", "seatbid": [{"bid": [{"id": str(n), "adm": one} for n, one in enumerate(adm)]}]})


@pytest.mark.parametrize(
    ("answer", "entry", "place"),
    [
        (bids(json.dumps({"native": NATIVE})), "openrtb-native", "$.seatbid[0].bid[0].adm.native"),
        (bids(json.dumps(NATIVE)), "openrtb-native-bare", "$.seatbid[0].bid[0].adm"),
        (json.dumps({"native": NATIVE}), "openrtb-native-direct", "$.native"),
    ],
)
def test_native_answers_give_their_assets_by_type(answer: str, entry: str, place: str, exchange, reading) -> None:
    (ad,) = ads_of_answers([exchange("https://bid.example.cn/", answer)], reading, pictures={})
    assert (ad.pieces, ad.advertiser_raw, ad.landing_url) == (PIECES, "青藤投顾", "https://l.example.cn/n")
    assert (ad.selector, ad.frame_url) == (place, "https://bid.example.cn/")
    assert ad.found_by == (FoundBy.DECLARED_PATH, FoundBy.RECORD_SHAPE)
    assert ad.proof.startswith(f"declared path {entry}; record with the fields of an ad; cues: ")


@pytest.mark.parametrize("answer", [VAST, bids(VAST)])
def test_vast_is_read_alone_and_inside_a_bid(answer: str, exchange, reading) -> None:
    (ad,) = ads_of_answers([exchange("https://v.example.cn/vast", answer)], reading, pictures={})
    assert ad.pieces == (
        TextPiece(kind=CreativeKind.TITLE, text="轻松月供买新房"),
        TextPiece(kind=CreativeKind.BODY, text="首付分期 & 低息"),
        PicturePiece(url="https://p.example.cn/v.png", content=None, box=None),
    )
    assert (ad.advertiser_raw, ad.landing_url) == ("蓝湾置业", "https://l.example.cn/v")


def test_a_banner_in_html_gives_its_words_pictures_and_link(exchange, reading, picture) -> None:
    html = (
        '<a href="//l.example.cn/b"><img src="/banner.png"><b>新手体验金</b><button>去领取</button></a>'
        '<img src="https://t.example.cn/1.gif" width="1" height="1"><script>var x = 1</script>'
    )
    shown = exchange("https://b.example.cn/banner.png", picture(8, 8), headers=(("Content-Type", "image/png"),))
    exchanges = [exchange("https://b.example.cn/bid", bids(html)), shown]
    (ad,) = ads_of_answers(exchanges, reading, pictures=pictures_of(exchanges))
    assert ad == FoundAd(
        pieces=(
            TextPiece(kind=CreativeKind.BODY, text="新手体验金"),
            TextPiece(kind=CreativeKind.BUTTON, text="去领取"),
            PicturePiece(url="https://b.example.cn/banner.png", content=shown.body, box=None),
        ),
        found_by=(FoundBy.DECLARED_PATH,),
        proof="declared path openrtb-banner",
        landing_url="https://l.example.cn/b",
        frame_url="https://b.example.cn/bid",
        selector="$.seatbid[0].bid[0]",
    )


def test_an_entry_of_a_kit_fits_its_hosts_alone_and_says_that_it_is_unconfirmed(exchange, reading) -> None:
    answer = json.dumps(
        {"ret": 0, "data": {"4002": {"list": [{"txt": "随心借", "desc": "额度高", "img": "//p.example.cn/g"}]}}}
    )
    at_kit, elsewhere = (
        ads_of_answers([exchange(f"https://{host}/q", answer)], reading, pictures={})
        for host in ("mi.gdt.qq.com", "qq.com")
    )
    assert [(ad.proof, ad.pieces[-1]) for ad in at_kit] == [
        (
            "declared path tencent-union (unconfirmed)",
            PicturePiece(url="https://p.example.cn/g", content=None, box=None),
        )
    ]
    assert elsewhere == ()


OWN = """
- id: wallet-cards
  host: "*.wallet.example.cn"
  path: ^/v\\d/cards
  items: body.cards[]
  only_if: "kind == 'promo'"
  title: [head, '*.head']
  image: art
  landing: go
  source: recorded by ourselves
- id: vast
  items: VAST.Nothing
  source: replaces ours
"""


def test_a_users_file_adds_and_replaces_entries(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    entries = load_declared_paths([path])
    ours = load_declared_paths()
    assert {entry.id for entry in entries} == {"wallet-cards"} | {entry.id for entry in ours}
    assert [entry.source for entry in entries if entry.id == "vast"] == ["replaces ours"]
    cards = [{"kind": "promo", "head": "零钱加息", "art": "/a.png", "go": "/g"}, {"kind": "tool", "head": "转账"}]
    tree = tree_of_answer(json.dumps({"body": {"cards": cards}}))
    places = [
        [record.place for record in declared_records(tree, url, entries)]
        for url in (
            "https://a.wallet.example.cn/v2/cards?x=1",
            "https://wallet.example.cn/v2/cards",
            "https://wallet.example.cn/v2/other",
            "https://wallet.example.cn.evil.cn/v2/cards",
        )
    ]
    assert places == [["$.body.cards[0]"], ["$.body.cards[0]"], [], []]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: x", "a dict where a list of entries belongs"),
        ("- id: x\n  itmes: a\n  source: s", r"entry x: items: Field required .*; itmes: Extra inputs"),
        ("- items: a..b\n  id: x\n  source: s", r"entry x: items: .*'' is no step"),
        ("- items: a[0]\n  id: x\n  source: s", r"entry x: items: .*'a\[0\]' is no step"),
        ("- items: a\n  id: x\n  source: s\n  title: 'a['", r"entry x: title: .*'a\[' is no JMESPath"),
        ("- items: a\n  id: x\n  source: s\n  path: '('", r"entry x: path: .*not a regular expression"),
        ("- {id: x, items: a, source: s}\n- {id: x, items: b, source: s}", "two entries with the id 'x'"),
        ("- [", "cannot be read as YAML"),
        ("- 7", r"entry \[0\]: \(entry\): "),
    ],
)
def test_a_wrong_file_is_refused_by_file_entry_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFileError, match=rf"mine\.yaml: {told}"):
        load_declared_paths([path])


def test_an_expression_that_does_not_fit_a_record_gives_nothing(exchange) -> None:
    entry = DeclaredPath(id="x", items="a[]", title=("join(',', names)", "title"), source="s")
    tree = tree_of_answer('{"a": [{"names": 3, "title": "甲"}, {"names": ["乙", "丙"]}, 4, null]}')
    titles = [record.fields.titles for record in declared_records(tree, "https://x.example.cn", [entry])]
    assert titles == [("甲",), ("乙,丙",)]


def test_marked_up_words_are_shown_as_a_reader_sees_them(exchange) -> None:
    entry = DeclaredPath(id="x", items="$", title=("t",), body=("b",), source="s")
    reading = AnswerReading(entries=(entry,))
    answer = json.dumps({"t": "低至<em>3.2%</em>&nbsp;起", "b": "收益 > 5% & 稳健"})
    (ad,) = ads_of_answers([exchange("https://x.example.cn", answer)], reading, pictures={})
    assert ad.pieces == (
        TextPiece(kind=CreativeKind.TITLE, text="低至3.2%\xa0起"),
        TextPiece(kind=CreativeKind.BODY, text="收益 > 5% & 稳健"),
    )


def test_an_answer_in_gbk_errors_and_binary_answers(exchange, reading) -> None:
    answer = json.dumps({"ads": [{"title": "黄金定投", "img": "//p.example.cn/1.png"}]}, ensure_ascii=False)
    gbk = exchange("https://a.example.cn/", answer.encode("gbk"), headers=(("Content-Type", "text/json; charset=gbk"),))
    ads = [
        ads_of_answers([one], reading, pictures={})
        for one in (
            gbk,
            replace(gbk, status=500),
            replace(gbk, status=None, body=None),
            replace(gbk, body=b"\x00\x01" + gbk.body, headers=()),
            replace(gbk, headers=(("Content-Encoding", "br"),)),
            replace(gbk, body=answer.encode(), headers=(("Content-Encoding", "gzip"),)),
        )
    ]
    assert [[ad.pieces[0] for ad in found] for found in ads] == [
        [TextPiece(kind=CreativeKind.TITLE, text="黄金定投")],
        [],
        [],
        [],
        [],
        [],
    ]
