"""Pages that a browser drew in the wrong encoding, and pages that are no pages."""

from datetime import UTC, datetime

import pytest

from crawler.capture import Exchange
from crawler.errors import EncodingError
from crawler.pages.blocking import check_shown
from crawler.pages.page import Frame, Page
from crawler.spider.meaning import page_meant

URL = "http://a.example/"
WORDS = "长风理财推出季度新品，起投门槛一千元，到期自动赎回，欢迎到店咨询客户经理了解详情。"
PAGE = f"<html><head><title>长风理财</title></head><body><p>{WORDS}</p></body></html>"


def answer(body: bytes, media_type: str = "text/html") -> Exchange:
    return Exchange(
        url=URL,
        method="GET",
        request_headers=(),
        status=200,
        headers=(("Content-Type", media_type),),
        body=body,
        started_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def drawn(html: str) -> Page:
    return Page(url=URL, frames=(Frame(url=URL, html=html, parent=None),))


def test_a_page_drawn_as_nonsense_is_read_from_its_bytes() -> None:
    nonsense = PAGE.encode("gb18030").decode("utf-8", "replace")
    meant = page_meant(drawn(nonsense), [answer(PAGE.encode("gb18030"), "text/html; charset=utf-8")])
    assert meant is not None
    assert WORDS in meant.frames[0].html


def test_a_page_drawn_right_is_left_as_drawn() -> None:
    assert page_meant(drawn(PAGE), [answer(PAGE.encode("gb18030"), "text/html; charset=gbk")]) is None


def test_what_a_script_wrote_is_not_taken_for_nonsense() -> None:
    shell = b"<html><body><div id=app></div><script src=/app.js></script></body></html>"
    assert page_meant(drawn(PAGE), [answer(shell)]) is None


def test_bytes_in_no_encoding_are_an_error_whatever_was_drawn() -> None:
    with pytest.raises(EncodingError):
        page_meant(drawn("<p>x</p>"), [answer(bytes((n * n * 7 + n // 3) % 256 for n in range(6000)))])


@pytest.mark.parametrize(
    "words",
    [
        "安全验证 请按住滑块，拖动到最右边",
        "访问过于频繁，请输入图中的验证码后继续",
        "Checking your browser before accessing example.cn",
    ],
)
def test_a_check_for_persons_is_told(words: str) -> None:
    assert check_shown(drawn(f"<title>提示</title><div>{words}</div>"))


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        "立即申请 手机号 获取验证码 我已阅读并同意 提交后客服将与您联系",
        "本行提醒：短信验证码是您账户的钥匙，切勿告知他人。" + WORDS * 12,
    ],
)
def test_a_page_with_a_form_or_about_codes_is_no_check(words: str) -> None:
    assert check_shown(drawn(f"<title>提示</title><div>{words}</div>")) is None
