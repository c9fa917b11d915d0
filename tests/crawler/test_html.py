from pathlib import Path

import pytest

from crawler.ad import Ad, Creative, CreativeKind
from crawler.readers import UnreadableRow
from crawler.readers.html import creatives_of_page

PAGE = """<!doctype html><html><head><meta charset="{charset}"><title> 稳盈
 计划 </title><style>.x{{}}</style></head><body>
<h1>年化 <b>8%</b> 起</h1><script>var hidden = "不可见";</script>
<p>第一段<br>换行</p><div>外层<div>内层</div>收尾</div>
<div style="display:none">藏起来</div><div hidden>也藏起来</div>
<p>正文<small>同段小字</small></p>
<img src="a.png" alt="图中 文字"><img src="b.png">
<a class="btn-primary btn" href="#">立即 抢购</a><button>开户</button><input type="submit" value="提交">
<a href="#">普通链接</a>
<div class="risk-tip">投资有风险</div><p style="font-size: 9px">字号很小</p><footer>备案号</footer>
</body></html>"""

CREATIVES = tuple(
    Creative(kind=kind, text=text)
    for kind, text in [
        (CreativeKind.TITLE, "稳盈 计划"),
        (CreativeKind.BODY, "年化 8% 起"),
        (CreativeKind.BODY, "第一段 换行"),
        (CreativeKind.BODY, "外层"),
        (CreativeKind.BODY, "内层"),
        (CreativeKind.BODY, "收尾"),
        (CreativeKind.BODY, "正文"),
        (CreativeKind.FOOTNOTE, "同段小字"),
        (CreativeKind.IMAGE_TEXT, "图中 文字"),
        (CreativeKind.IMAGE_TEXT, ""),
        (CreativeKind.IMAGE_TEXT, ""),
        (CreativeKind.BUTTON, "立即 抢购"),
        (CreativeKind.BUTTON, "开户"),
        (CreativeKind.BUTTON, "提交"),
        (CreativeKind.BODY, "普通链接"),
        (CreativeKind.FOOTNOTE, "投资有风险"),
        (CreativeKind.FOOTNOTE, "字号很小"),
        (CreativeKind.FOOTNOTE, "备案号"),
    ]
)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gbk"), ("gb2312", "utf-8"), ("gbk", "utf-8-sig"), ("big5", "utf-16")],
)
def test_a_page_is_cut_into_creatives_whatever_it_declares(
    tmp_path: Path, read_path, charset: str, encoding: str
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(charset=charset).encode(encoding))
    assert read_path(path) == [Ad(ad_id="page.html", creatives=CREATIVES)]


def test_a_page_without_text_is_reported(tmp_path: Path, read_path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>1</script></body></html>")
    expected = "<html><body><script>1</script></body></html>"
    assert read_path(path) == [
        UnreadableRow(source="page.html", row_number=1, reason="the page shows no text", raw=expected)
    ]


def test_a_hostile_depth_of_nesting_is_survived() -> None:
    deep = 20_000
    creatives = creatives_of_page("<div>" * deep + "保本" + "</div>" * deep)
    assert creatives == (Creative(kind=CreativeKind.BODY, text="保本"),)


def pieces(html: str) -> list[tuple[str, str]]:
    return [(creative.kind.value, creative.text) for creative in creatives_of_page(html)]


UNREAD = ("image_text", "")


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('<img src="a.jpg">', [UNREAD]),
        ('<img src="a.jpg" alt="">', [UNREAD]),
        ('<img src="a.jpg" alt="稳健">', [("image_text", "稳健"), UNREAD]),
        ('<img src="a.jpg" width="100%" height="300">', [UNREAD]),
        ('<img src="a.jpg" style="max-width:20px; width: 320px">', [UNREAD]),
        ('<img src="a.jpg" width="320" height="50">', [UNREAD]),
        ('<img src="i.png" width="24" height="24" alt="徽标">', [("image_text", "徽标")]),
        ('<img src="t.gif" width="1" height="1">', []),
        ('<img src="line.png" width="900" height="2">', []),
        ('<img src="a.jpg" hidden>', []),
        ('<input type="image" src="a.jpg">', [UNREAD]),
        ("<canvas></canvas>", [UNREAD]),
        ('<button><img src="a.jpg">买</button>', [("button", "买"), UNREAD]),
    ],
)
def test_an_image_with_room_for_words_counts_as_not_read(image: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(f"<p>甲</p>{image}") == [("body", "甲"), *expected]


@pytest.mark.parametrize("size", ["1.2.3px", "px", "-px", ".px", "٣px", "9" * 400 + "px"])
def test_a_type_size_that_is_none_is_passed_over(size: str) -> None:
    assert pieces(f'<p style="font-size:{size}">甲</p>') == [("body", "甲")]


def test_what_nobody_sees_or_what_a_visitor_chooses_is_no_copy() -> None:
    hidden = (
        '<p style="opacity:0">甲</p><p style="font-size: 0px;">乙</p><textarea>丙</textarea>'
        "<select><option>丁</option></select><p style='display : none'>戊</p>"
    )
    shown = '<p style="opacity:0.9">己</p><div style="font-size:0">庚<span>辛</span></div>'
    assert pieces(hidden + shown) == [("body", "己"), ("body", "辛")]
