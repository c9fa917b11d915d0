import pytest

from crawler.ad import CreativeKind
from crawler.errors import EncodingError
from crawler.pages import emptiness, landing_pieces, page_of_response, page_words, title_of
from crawler.pages.found import TextPiece
from crawler.pages.page import Frame, Page

TEXT = (
    "<html><head>{meta}<title>安居贷款</title></head><body><p>首付不够也能办，月供压力小，"
    "手续简单到账快。</p></body></html>"
)
TRADITIONAL = (
    "<html><head>{meta}<title>安居貸款</title></head><body><p>我們的貸款年利率不高，"
    "在家中就可以申請。</p></body></html>"
)


def page_of(html: str) -> Page:
    return Page(url="http://w.test/", frames=(Frame(url="http://w.test/", html=html, parent=None),))


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=gbk", '<meta charset="gb2312">'),
        ("utf-8-sig", "text/html", ""),
        ("gbk", "text/html; charset=GB2312", ""),
        ("gbk", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", "text/html; charset=utf-8", ""),
        ("gb18030", "text/html; charset=ISO-8859-1; charset=gb18030", ""),
        ("gbk", "text/html", ""),
        ("utf-16", "text/html", ""),
        ("utf-16-le", "text/html; charset=utf-16", ""),
        ("utf-16-be", "text/html", ""),
    ],
)
def test_a_page_is_decoded_whatever_it_declares(encoding: str, header: str, meta: str) -> None:
    html = TEXT.format(meta=meta)
    page = page_of_response("http://w.test/", html.encode(encoding), [("content-type", header)])
    assert page.frames[0].html == html


@pytest.mark.parametrize(
    ("header", "meta"), [("text/html; charset=big5", ""), ("text/html", '<meta charset="Big5">'), ("text/html", "")]
)
def test_big5_is_decoded_declared_or_not(header: str, meta: str) -> None:
    html = TRADITIONAL.format(meta=meta)
    page = page_of_response("http://w.test/", html.encode("big5"), [("Content-Type", header)])
    assert page.frames[0].html == html


def test_a_page_cut_within_a_character_is_still_read() -> None:
    body = TEXT.format(meta='<meta charset="gbk">').encode("gbk")[: -len("</p></body></html>") - 1]
    page = page_of_response("http://w.test/", body, [])
    assert title_of(page) == "安居贷款"
    assert "�" in page.frames[0].html


def test_bytes_of_no_encoding_are_refused_with_their_place() -> None:
    with pytest.raises(EncodingError, match=r"http://w\.test/: not UTF-8 from byte 3"):
        page_of_response("http://w.test/", b"<p>" + bytes(range(128, 256)) * 40, [])


def test_attributes_that_look_like_ours_are_renamed() -> None:
    page = page_of_response("http://w.test/", b'<p data-finad-hidden="1">x</p>', [])
    assert page.frames[0].html == '<p data-site-hidden="1">x</p>'


LANDING = """<html><head><title>禾丰稳健 - 禾丰财富</title></head><body><h1>禾丰稳健一号</h1>
<div style="display:none">看不见</div><p>七日可赎<br>按日计息</p><a class="btn">立即认购</a>
<small>理财非存款</small><p>*历史业绩不预示未来</p><script>var x</script></body></html>"""


def test_a_landing_page_is_read_in_order_with_its_small_print_apart() -> None:
    assert landing_pieces(page_of(LANDING)) == tuple(
        TextPiece(kind=kind, text=text)
        for kind, text in [
            (CreativeKind.TITLE, "禾丰稳健 - 禾丰财富"),
            (CreativeKind.TITLE, "禾丰稳健一号"),
            (CreativeKind.BODY, "七日可赎\n按日计息"),
            (CreativeKind.BUTTON, "立即认购"),
            (CreativeKind.FOOTNOTE, "理财非存款"),
            (CreativeKind.FOOTNOTE, "*历史业绩不预示未来"),
        ]
    )
    assert page_words(page_of("<p>甲</p><p>乙</p>")) == "甲\n乙"
    assert title_of(page_of("<p>甲</p>")) is None


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "no bytes"),
        (" \n", "no bytes"),
        ("<html><body></body></html>", "nothing to read"),
        ("<body><div style='display:none'>藏</div></body>", "nothing to read"),
        (
            "<body><div id=app></div><noscript>请启用 JavaScript 后继续</noscript><script src=a.js></script></body>",
            "a shell that needs its script",
        ),
        ("<body><div id=root>加载中...</div><script src=a.js></script></body>", "a shell that needs its script"),
        ("<body><p>本网站需要开启JavaScript才能正常浏览</p></body>", "a shell that needs its script"),
        (
            (
                "<body><div><p>我们使用Cookie来改善您的浏览体验。</p><button>接受全部</button>"
                "<button>拒绝</button></div></body>"
            ),
            "only a cookie wall",
        ),
        (
            "<body><div>We use cookies to personalise content.<button>Accept all</button></div></body>",
            "only a cookie wall",
        ),
        ("<body><img src=poster.jpg></body>", None),
        ("<body><p>贷</p><p>款</p></body>", None),
        (
            (
                "<body><p>三季度银行理财规模回升，现金管理类产品收益率小幅下行。</p>"
                "<div>我们使用Cookie。<button>接受</button></div></body>"
            ),
            None,
        ),
    ],
)
def test_why_a_captured_page_counts_as_empty(html: str, why: str | None) -> None:
    assert emptiness(page_of(html)) == why
