"""Work grows with the length of a text, not with its square: counted in calls, not in seconds."""

import sys
from types import FrameType

import pytest

from classifier import AdCopy, Scanner, ScannerConfig, build_scanner

SHORT, LONG = 1200, 4800
MOST_GROWTH = 4.8
"""For a text four times as long: linear, with some room for the logarithms of look-ups."""


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return build_scanner(ScannerConfig(with_edits=False))


def calls_of(scanner: Scanner, text: str) -> int:
    copy = AdCopy.of_text(text)
    scanner.scan(copy)  # fills the caches, which are not what is measured
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        scanner.scan(copy)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("一○", id="circles in numerals"),
        pytest.param("伍一○", id="circles beside formal digits"),
        pytest.param("保本理财稳赚年化收益", id="claims without punctuation"),
        pytest.param("保本理财，不保证收益。", id="claims and denials"),
        pytest.param("不保本不稳赚理财", id="denials without punctuation"),
        pytest.param("“保本理财", id="quotations that do not end"),
        pytest.param("宝本宝息理财", id="homophones"),
        pytest.param("保*本*保*息 理财 ", id="separators"),
        pytest.param("baoben理财", id="pinyin"),
        pytest.param("保\u200b本理财", id="invisible characters"),
        pytest.param("年化收益12%", id="yields"),
        pytest.param("年化收益120%理财30天", id="impossible yields"),
        pytest.param("贷款12期免息每月0.5%", id="free and charged"),
        pytest.param("3期免息贷款12期费率0.6%", id="free and charged for another term"),
        pytest.param("投1万3个月赚2千", id="profits in sums"),
        pytest.param("买房首付2成", id="down payments"),
        pytest.param("理财年化收益5%风险很小,", id="near misses of a warning"),
        pytest.param("低息贷款，无抵押当天放款。工商银行", id="offerors"),
        pytest.param("【某某贷】13800138000 加微信abcdef1 ", id="signatures and contacts"),
    ],
)
def test_four_times_the_text_is_at_most_five_times_the_work(scanner: Scanner, unit: str) -> None:
    short, long = (unit * (length // len(unit)) for length in (SHORT, LONG))
    assert calls_of(scanner, long) <= MOST_GROWTH * calls_of(scanner, short)


def test_every_quotation_of_a_long_text_is_exact(scanner: Scanner) -> None:
    text = "宝本宝息理财，年化收益12%，不保本！" * 300
    for finding in scanner.scan(AdCopy.of_text(text)).findings:
        for piece in finding.evidence:
            assert piece.quote == text[piece.span.start : piece.span.end]
