import pytest

from classifier import AdCopy, build_scanner
from classifier.language.contexts import ContextKind
from classifier.reading import Reading
from classifier.text import Span


@pytest.fixture(scope="module")
def read():
    reader = build_scanner().assembly.reader
    return lambda text: reader.read(AdCopy.of_text(text))


def kinds_over(reading: Reading, word: str) -> set[ContextKind]:
    page = reading.pages[0]
    start = page.text.index(word)
    return {kind for kind in ContextKind if page.context_of(Span(start, start + len(word)), {kind})}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("本产品不保本，请谨慎选择", "保本", ContextKind.NEGATION),
        ("本产品为非保本浮动收益型", "保本", ContextKind.NEGATION),
        ("本公司不承诺保本保收益", "保本保收益", ContextKind.NEGATION),
        ("过往业绩不构成收益承诺", "收益承诺", ContextKind.NEGATION),
        ("理财机构不得宣传保本保收益", "保本保收益", ContextKind.NEGATION),
        ("谨防以保本高收益为诱饵的理财陷阱", "保本高收益", ContextKind.WARNING),
        ("稳赚不赔、高额回报，其实都是骗局", "稳赚不赔", ContextKind.WARNING),
        ("该团伙号称稳赚不赔，骗取老人养老钱", "稳赚不赔", ContextKind.QUOTATION),
        ("银行理财保本吗？看完这篇就懂了", "保本", ContextKind.QUESTION),
        ("如果产品亏损我们全额包赔", "包赔", ContextKind.CONDITION),
    ],
)
def test_cue_governs_the_claim_in_its_scope(read, text: str, word: str, kind: ContextKind) -> None:
    assert kind in kinds_over(read(text), word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("保本保息理财热销中。谨防假冒，认准本公司", "保本保息"),
        ("不仅保本，还送黄金", "保本"),
        ("无论行情涨跌都稳赚不赔", "稳赚不赔"),
        ("无抵押保本理财", "保本"),
        ("不限金额，保本保息", "保本保息"),
        ("还在为收益低发愁吗？来这里稳赚不赔", "稳赚不赔"),
        ("拒绝套路，本金保障", "本金保障"),
    ],
)
def test_cue_elsewhere_or_meaning_something_else_clears_nothing(read, text: str, word: str) -> None:
    assert not kinds_over(read(text), word) & {
        ContextKind.NEGATION,
        ContextKind.WARNING,
        ContextKind.QUESTION,
    }


def test_cue_inside_the_claim_does_not_clear_it(read) -> None:
    assert ContextKind.NEGATION not in kinds_over(read("本行贷款不看征信"), "不看征信")
