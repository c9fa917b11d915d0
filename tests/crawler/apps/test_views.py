"""Ads on screens of apps, from dumps of their views."""

import io
from pathlib import Path

import pytest
from PIL import Image

from crawler.ad import Box, FoundBy
from crawler.apps.views import visits_of_dump
from crawler.capture import Document, Via, Viewport
from crawler.errors import TrafficFileError
from crawler.pages.found import FoundAd, PicturePiece, TextPiece

PACKAGE = "cn.example.news"


def node(bounds: str, *children: str, kind: str = "android.widget.FrameLayout", view_id: str = "", **more: str) -> str:
    attributes = {
        "package": PACKAGE,
        "class": kind,
        "resource-id": f"{PACKAGE}:id/{view_id}" if view_id else "",
        **more,
    }
    written = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<node index="0" {written} bounds="{bounds}">{"".join(children)}</node>'


def text(bounds: str, words: str, view_id: str = "", **more: str) -> str:
    return node(bounds, kind=more.pop("kind", "android.widget.TextView"), view_id=view_id, text=words, **more)


def image(bounds: str, view_id: str = "", **more: str) -> str:
    return node(bounds, kind="android.widget.ImageView", view_id=view_id, **more)


def screen(*children: str) -> str:
    root = node("[0,0][1080,2400]", *children)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><hierarchy rotation="0">{root}</hierarchy>'


def feed(*items: str) -> str:
    return screen(node("[0,200][1080,2200]", *items, kind="androidx.recyclerview.widget.RecyclerView"))


NEWS = node(
    "[0,200][1080,600]",
    text("[40,220][700,300]", "多地调整公积金政策", "title"),
    text("[40,520][300,560]", "城市日报", "source"),
    image("[720,220][1040,560]", "cover"),
)
CARD = node(
    "[0,600][1080,1300]",
    node(
        "[40,620][1040,1280]",
        image("[40,720][1040,1100]", "big_pic"),
        text("[40,620][1000,700]", "十万额度 &#55357;&#56832; 三分钟到账", "tv_title"),
        node(
            "[40,1110][1040,1180]",
            text("[760,1115][1000,1175]", "立即申请", clickable="true"),
            text("[40,1120][400,1170]", "贷款有风险，借款需谨慎"),
            text("[420,1120][740,1170]", "年化7.2%起"),
        ),
        text("[40,1200][120,1240]", "广告"),
        text("[140,1200][400,1240]", "晴川消费金融", "tv_source"),
        text("[980,1200][1030,1240]", "×"),
    ),
)


def write(folder: Path, dump: str, shot: bytes | None = None) -> Path:
    path = folder / "screen.xml"
    path.write_text(dump, encoding="utf-8")
    if shot is not None:
        (folder / "screen.png").write_bytes(shot)
    return path


def ads(folder: Path, dump: str) -> tuple[FoundAd, ...]:
    (visit,) = visits_of_dump(write(folder, dump))
    return visit.ads


def said(ad: FoundAd) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in ad.pieces if isinstance(piece, TextPiece)]


def test_a_labelled_card_in_a_feed_is_cut_out_with_its_words_and_picture(tmp_path: Path, picture) -> None:
    shot = picture(1080, 2400, "white", ((40, 720, 1040, 1100, "red"),))
    path = write(tmp_path, feed(NEWS, CARD), shot)
    (visit,) = visits_of_dump(path)
    seen = visit.observation
    assert (seen.site, seen.via, seen.final_url, seen.is_complete) == (PACKAGE, Via.UI_DUMP, None, True)
    assert seen.viewport == Viewport(width=1080, height=2400, is_mobile=True)
    assert seen.documents == (
        Document(name="views.xml", media_type="application/xml", content=path.read_bytes()),
        Document(name="screenshot.png", media_type="image/png", content=shot),
    )
    (ad,) = visit.ads
    area = Box(x=40, y=720, width=1000, height=380)
    shown = ad.pieces[1]
    assert isinstance(shown, PicturePiece)
    assert (shown.url, shown.box) == (None, area)
    cut = Image.open(io.BytesIO(shown.content or b""))
    assert (cut.size, cut.getcolors()) == ((1000, 380), [(380_000, (255, 0, 0))])
    assert said(ad) == [
        ("title", "十万额度 😀 三分钟到账"),
        ("footnote", "贷款有风险，借款需谨慎"),
        ("body", "年化7.2%起"),
        ("button", "立即申请"),
    ]
    assert (ad.found_by, ad.proof, ad.advertiser_raw) == ((FoundBy.LABEL,), "label 广告", "晴川消费金融")
    assert (ad.box, ad.selector) == (Box(x=0, y=600, width=1080, height=700), "android.widget.FrameLayout")


@pytest.mark.parametrize(
    ("label", "advertiser"),
    [
        ("广告", None),
        ("「广告」", None),
        ("Sponsored", None),
        ("广告·汇川银行", "汇川银行"),
        ("汇川银行 | 推广", "汇川银行"),
        ("广告 | 关闭", None),
    ],
)
def test_labels_of_all_kinds_are_known_and_name_the_advertiser(
    tmp_path: Path, label: str, advertiser: str | None
) -> None:
    card = node("[0,600][1080,900]", text("[40,620][900,700]", "稳健理财七日年化3%"), text("[40,820][300,860]", label))
    (ad,) = ads(tmp_path, feed(NEWS, card))
    assert (said(ad), ad.advertiser_raw) == ([("title", "稳健理财七日年化3%")], advertiser)


@pytest.mark.parametrize(
    ("view_id", "kind", "kit"),
    [
        ("ad_container", "android.view.ViewGroup", "ad view"),
        ("feedAdView", "android.view.ViewGroup", "ad view"),
        ("ksad_feed_root", "android.view.ViewGroup", "快手联盟"),
        ("gdt_card", "android.view.ViewGroup", "优量汇"),
        ("tt_native_root", "android.view.ViewGroup", "穿山甲 Pangle"),
        ("x", "com.mbridge.msdk.NativeView", "Mintegral"),
        ("unityads_view", "android.view.ViewGroup", "Unity Ads"),
    ],
)
def test_views_of_advertising_kits_are_ads(tmp_path: Path, view_id: str, kind: str, kit: str) -> None:
    card = node("[0,600][1080,900]", text("[40,620][900,700]", "百万医疗险首月1元"), kind=kind, view_id=view_id)
    (ad,) = ads(tmp_path, feed(NEWS, card))
    assert (ad.found_by, ad.proof) == ((FoundBy.AD_VIEW,), f"view {view_id} ({kit})")
    assert (said(ad), ad.selector) == ([("title", "百万医疗险首月1元")], view_id)


def test_a_kit_view_and_a_label_in_it_are_one_ad(tmp_path: Path) -> None:
    inner = node("[20,610][1060,880]", text("[40,620][900,700]", "教育分期零首付"), text("[40,820][120,860]", "广告"))
    card = node("[0,600][1080,900]", inner, view_id="ksad_feed")
    (ad,) = ads(tmp_path, feed(NEWS, card, NEWS))
    assert ad.found_by == (FoundBy.AD_VIEW, FoundBy.LABEL)
    assert ad.proof == "view ksad_feed (快手联盟); label 广告"


@pytest.mark.parametrize("skip", ["跳过 5", "5s 跳过", "跳过广告", "点击跳过 3S", "Skip Ad 4", "3 | 跳过", "跳过(5秒)"])
def test_a_splash_is_the_whole_screen(tmp_path: Path, picture, skip: str) -> None:
    shot = picture(1080, 2400, "orange")
    dump = screen(
        image("[0,0][1080,2000]"), text("[860,80][1040,160]", skip), text("[300,1700][780,1780]", "点击查看详情")
    )
    (visit,) = visits_of_dump(write(tmp_path, dump, shot))
    (ad,) = visit.ads
    assert (ad.found_by, ad.proof) == ((FoundBy.LABEL,), f"splash with {skip}")
    assert ad.box == Box(x=0, y=0, width=1080, height=2400)
    assert said(ad) == [("title", "点击查看详情")]
    assert [piece.box for piece in ad.pieces if isinstance(piece, PicturePiece)] == [
        Box(x=0, y=0, width=1080, height=2000)
    ]


TABS = [
    text(f"[{left},2250][{left + 270},2400]", name)
    for left, name in ((0, "首页"), (270, "推广"), (540, "我的"), (810, "更多"))
]
MENU = [
    node(f"[0,{top}][1080,{top + 200}]", text(f"[40,{top}][200,{top + 90}]", name))
    for top, name in ((300, "消息"), (500, "推广"), (700, "设置"))
]


@pytest.mark.parametrize(
    "dump",
    [
        feed(NEWS, NEWS),
        # Words that label nothing: a tab, a menu entry, running text, a setting.
        screen(node("[0,2250][1080,2400]", *TABS)),
        screen(node("[0,300][1080,400]", text("[40,320][400,380]", "个性化广告管理"), view_id="ad_settings")),
        feed(node("[0,200][1080,600]", text("[40,220][900,300]", "广告法修订引发热议", "title"))),
        screen(node("[0,300][1080,900]", *MENU)),
        # Guides and codes that are skipped or counted down are no splash ads.
        screen(text("[900,80][1040,160]", "跳过"), image("[0,300][1080,1300]"), text("[200,1500][880,1600]", "记账")),
        screen(text("[700,900][1040,980]", "59秒后重新获取"), text("[40,800][600,880]", "请输入验证码")),
        screen(text("[700,900][1040,980]", "跳过片头 5"), text("[40,800][600,880]", "第一集")),
        # Ids in which ad is only part of a word.
        screen(node("[0,300][1080,700]", text("[40,320][900,400]", "下载中心"), view_id="download_header_loading")),
        # An ad view that is not shown.
        screen(node("[0,0][0,0]", text("[0,0][0,0]", "看不见的广告词"), view_id="ad_container")),
    ],
)  # fmt: skip
def test_what_is_no_ad_is_left_alone(tmp_path: Path, dump: str) -> None:
    assert ads(tmp_path, dump) == ()


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ("存单转让 年化4.35%&#10;额度有限，先到先得&#10;广告", "存单转让 年化4.35%\n额度有限，先到先得"),
        ("广告·远舟基金, 指数增强, 历史业绩优异", "指数增强\n历史业绩优异"),
        ("推广&#10;第 2 个标签，共 4 个", None),
        ("推广, tab, 2 of 4", None),
        ("广告, 12:30", None),
    ],
)
def test_an_item_that_a_toolkit_hands_over_as_one_view_is_read(tmp_path: Path, joined: str, words: str | None) -> None:
    flat = node("[0,600][1080,900]", kind="android.view.View", content_desc=joined)
    found = [said(ad) for ad in ads(tmp_path, feed(NEWS, flat))]
    assert found == ([] if words is None else [[("title", words)]])


def test_rows_without_a_list_are_told_apart(tmp_path: Path) -> None:
    row = "[0,{0}][1080,{1}]"
    rows = [
        node(row.format(top, top + 300), text(f"[40,{top + 20}][900,{top + 80}]", words), *more)
        for top, words, more in (
            (300, "第一条新闻内容", ()),
            (600, "零利息装修贷", (text("[40,840][120,880]", "广告"),)),
            (900, "第二条新闻内容", ()),
        )
    ]
    (ad,) = ads(tmp_path, screen(node("[0,300][1080,1200]", *rows, kind="android.widget.LinearLayout")))
    assert said(ad) == [("title", "零利息装修贷")]


def test_an_appium_source_and_an_ios_source_in_points_are_read(tmp_path: Path, picture) -> None:
    android = (
        '<hierarchy><android.widget.FrameLayout package="cn.example.a" bounds="[0,0][1080,2400]" displayed="true">'
        '<android.widget.LinearLayout resource-id="cn.example.a:id/ad_root" bounds="[0,0][1080,500]">'
        '<android.widget.TextView text="黄金回购高价" bounds="[0,0][900,80]"/></android.widget.LinearLayout>'
        "</android.widget.FrameLayout></hierarchy>"
    )
    (ad,) = ads(tmp_path, android)
    assert (said(ad), ad.selector) == ([("title", "黄金回购高价")], "ad_root")
    ios = (
        '<AppiumAUT><XCUIElementTypeApplication name="钱包" x="0" y="0" width="390" height="844">'
        '<XCUIElementTypeTable x="0" y="90" width="390" height="700">'
        '<XCUIElementTypeCell x="0" y="100" width="390" height="200">'
        '<XCUIElementTypeStaticText label="随时借 最快1分钟放款" x="20" y="110" width="300" height="30"/>'
        '<XCUIElementTypeImage name="banner" x="20" y="150" width="350" height="100"/>'
        '<XCUIElementTypeStaticText label="广告" x="20" y="270" width="30" height="15"/>'
        '<XCUIElementTypeButton label="去看看" x="300" y="260" width="70" height="30"/>'
        "</XCUIElementTypeCell></XCUIElementTypeTable></XCUIElementTypeApplication></AppiumAUT>"
    )
    (visit,) = visits_of_dump(write(tmp_path, ios, picture(1170, 2532)), app="钱包")
    assert (visit.observation.site, visit.observation.viewport) == (
        "钱包",
        Viewport(width=1170, height=2532, is_mobile=True),
    )
    (ad,) = visit.ads
    assert said(ad) == [("title", "随时借 最快1分钟放款"), ("button", "去看看")]
    assert ad.box == Box(x=0, y=300, width=1170, height=600)
    assert [p.box for p in ad.pieces if isinstance(p, PicturePiece)] == [Box(x=60, y=450, width=1050, height=300)]


def test_what_adb_writes_around_the_dump_and_a_missing_or_broken_screenshot_are_taken(tmp_path: Path) -> None:
    path = write(tmp_path, f"{feed(CARD)}UI hierchary dumped to: /dev/tty\n")
    (visit,) = visits_of_dump(path)
    assert len(visit.ads) == 1
    assert visit.observation.problem_detail == "no screenshot beside the dump: pictures were not seen"
    assert [p.content for p in visit.ads[0].pieces if isinstance(p, PicturePiece)] == [None]
    (tmp_path / "screen.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    (visit,) = visits_of_dump(path)
    assert (visit.observation.problem_detail or "").startswith("the screenshot cannot be opened: ")
    assert (len(visit.observation.documents), visit.observation.is_complete) == (2, False)


@pytest.mark.parametrize(
    ("dump", "told"),
    [
        ("", "an empty file"),
        ("ERROR: could not get idle state.", r"no XML: 'ERROR: could not get idle state\.'"),
        (feed(CARD)[:900], "not XML: "),
        ("<html><body>x</body></html>", "no views with bounds under <html>"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "not XML: declares entities"),
        ("<hierarchy/>", "no views with bounds"),
        ("\x00\x01\x02", "NUL byte|no XML"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_by_name(tmp_path: Path, dump: str, told: str) -> None:
    with pytest.raises(TrafficFileError, match=rf"screen\.xml: .*(?:{told})"):
        list(visits_of_dump(write(tmp_path, dump)))


def test_views_nested_deeper_than_any_screen_are_no_trouble(tmp_path: Path) -> None:
    depth = 5_000
    opened = '<node bounds="[0,0][9,9]" class="v" package="p">' * depth
    dump = f"<hierarchy>{opened}{'</node>' * depth}</hierarchy>"
    assert ads(tmp_path, dump) == ()
