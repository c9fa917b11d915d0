import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalizing.disguises import Disguise, DisguiseKind
from classifier.normalizing.folding import fold
from classifier.normalizing.normalized import NormalizedText
from classifier.text import Span
from tests.classifier import shipped

TERMS = [
    "保本",
    "保息",
    "保本保息",
    "稳赚",
    "稳赚不赔",
    "零风险",
    "无风险",
    "高收益",
    "刚性兑付",
    "固定收益",
    "稳定收益",
    "年化收益",
    "年化",
    "收益率",
    "日赚",
    "秒到账",
    "百分百下款",
    "不看征信",
    "黑户",
    "套现",
    "代还",
    "养卡",
    "配资",
    "荐股",
    "牛股",
    "涨停",
    "天天赚",
    "首付贷",
    "稳健",
    "理财",
    "贷款",
    "投资",
    "收益",
    "风险",
    "t+0赎回",
    "保收益",
    "高回报率",
    "收益稳定",
    "港美股开户",
]
UNMASKER = shipped.unmasker(TERMS)
K = DisguiseKind


def unmask(raw: str) -> NormalizedText:
    return UNMASKER.unmask(fold(raw))


@pytest.mark.parametrize(
    ("raw", "text", "kinds", "original"),
    [
        ("产品宝本宝息，放心", "产品保本保息,放心", (K.HOMOPHONE,), "宝本宝息"),
        ("绝对文赚不赔", "绝对稳赚不赔", (K.HOMOPHONE,), "文赚不赔"),
        ("理财宝本", "理财保本", (K.HOMOPHONE,), "宝本"),
        ("baoben保息的产品", "保本保息的产品", (K.PINYIN,), "baoben保息"),
        ("Bǎo Běn 理财", "保本 理财", (K.PINYIN,), "Bǎo Běn"),
        ("我们bao3ben3的", "我们保本的", (K.PINYIN,), "bao3ben3"),
        ("бaobenbaoxi了", "保本保息了", (K.PINYIN,), "бaobenbaoxi"),
        ("bb保息", "保本保息", (K.INITIALS,), "bb保息"),
        ("保b保x", "保本保息", (K.INITIALS,), "保b保x"),
        ("产品wzbp哦", "产品稳赚不赔哦", (K.INITIALS,), "wzbp"),
        ("亻呆本保息", "保本保息", (K.SPLIT,), "亻呆本保息"),
        ("禾急赚", "稳赚", (K.SPLIT,), "禾急赚"),
        ("零凤险", "零风险", (K.LOOKALIKE,), "零凤险"),
        ("固定收盐", "固定收益", (K.LOOKALIKE,), "固定收盐"),
        ("🈚️凤险", "无风险", (K.LOOKALIKE,), "🈚️凤险"),
        ("💯下款", "百分百下款", (K.EMOJI,), "💯下款"),
        ("推荐🐂股", "推荐牛股", (K.EMOJI,), "🐂股"),
        ("稳不赚赔", "稳赚不赔", (K.SHUFFLED,), "稳不赚赔"),
        ("保息本保", "保本保息", (K.SHUFFLED,), "保息本保"),
        ("稳稳稳赚赚赚", "稳赚", (K.REPEAT,), "稳稳稳赚赚赚"),
        ("保*本", "保本", (K.SEPARATOR,), "保*本"),
        ("保　本", "保本", (K.SEPARATOR,), "保　本"),
        ("保￥本", "保本", (K.SEPARATOR,), "保￥本"),
        ("保❤️本", "保本", (K.SEPARATOR,), "保❤️本"),
        ("保💰本", "保本", (K.SEPARATOR,), "保💰本"),
        ("天.天.赚", "天天赚", (K.SEPARATOR,), "天.天.赚"),
        ("稳.赚.不.赔", "稳赚不赔", (K.SEPARATOR,), "稳.赚.不.赔"),
        ("文｜赚｜卟｜赔", "稳赚不赔", (K.SEPARATOR, K.HOMOPHONE), "文｜赚｜卟｜赔"),
        ("保\u200b*本", "保本", (K.SEPARATOR,), "保\u200b*本"),
        ("宝\u200b本宝息", "保本保息", (K.ZERO_WIDTH, K.HOMOPHONE), "宝\u200b本宝息"),
    ],
)
def test_a_disguise_is_undone_and_reported(raw: str, text: str, kinds: tuple[K, ...], original: str) -> None:
    found = unmask(raw)
    assert found.text == text
    (undone,) = found.folds
    assert (undone.kinds, undone.original) == (kinds, original)
    place = raw.index(original)
    assert found.raw_span(undone.span) == Span(place, place + len(original))
    assert found.disguises(undone.span) == (Disguise(kinds=kinds, original=original, folded=undone.folded),)


@pytest.mark.parametrize(
    "raw",
    [
        "本店环保 本店节能",
        "日期:保 本金:无",
        "欢迎访问专区",
        "稳健 理财 投资",
        "收益|风险|投资",
        "年华不老,青春是一本书",
        "收益稳定,不赔稳赚",
        "客户的手艺和带宽",
        "牛排汤和风筝线",
        "已经10天了,货还没送到",
        "1991年获工学学士学位",
        "a股和b站的app,women can do it",
        "官网www.licai.com或licai@baoben.com,版本baoben-2",
        "bb机和bp机",
        "两国在各领域(理)财政合作",
        "实现“双收”益处很多",
        "妈妈说谢谢大家,天天向上",
        "高兴地收下了,益处很大",
        "固定资产的收入",
        "股 份 有 限 公 司",
        "现金宝收益和银钱包收益",
        "令风险回报比改善",
        "回报率高的产品",
        "收益+稳定的高收益+稳健",
        "港/美股开户",
    ],
)
def test_ordinary_text_is_left_alone(raw: str) -> None:
    folded = fold(raw)
    assert UNMASKER.unmask(folded) is folded


def test_each_character_of_the_term_leads_to_what_stands_for_it() -> None:
    found = unmask("买bao*亻呆本保 息的")
    assert found.text == "买bao*保本保息的"
    assert [found.raw_span(Span(i, i + 1)) for i in range(5, 9)] == [Span(5, 7), Span(7, 8), Span(8, 9), Span(10, 11)]


def test_a_shuffled_term_leads_to_its_whole_run_from_every_character() -> None:
    found = unmask("说稳不赚赔吧")
    assert {found.raw_span(Span(i, i + 1)) for i in range(1, 5)} == {Span(1, 5)}


def test_the_longest_term_wins() -> None:
    assert unmask("宝本宝息").folds[0].folded == "保本保息"


def test_no_terms_no_changes() -> None:
    folded = fold("宝本宝息")
    assert shipped.unmasker([]).unmask(folded) is folded
    assert shipped.unmasker(["保", "vip"]).unmask(folded) is folded


PIECES = st.sampled_from(
    [
        *"保本息宝稳赚不赔风凤险收益bx*￥.股。，1\n(“\u200b\u3000\ud800",
        "bao",
        "ben",
        "❤️",
        "💰",
        "🐂",
        "亻呆",
        "禾急",
        "理财",
    ]
)
HOSTILE = st.lists(st.one_of(PIECES, st.characters()), max_size=25).map("".join)


class TestAnyText:
    @given(HOSTILE)
    def test_offsets_never_decrease_and_every_quote_is_valid(self, raw: str) -> None:
        found = unmask(raw)
        spans = [found.raw_span(Span(i, i + 1)) for i in range(len(found.text))]
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        assert [span.end for span in spans] == sorted(span.end for span in spans)
        assert all(raw[span.start : span.end] for span in spans)
        for undone in found.folds:
            assert undone.original == raw[undone.raw_span.start : undone.raw_span.end]
            assert undone.folded == found.text[undone.span.start : undone.span.end]

    @given(HOSTILE)
    def test_the_answer_is_always_the_same(self, raw: str) -> None:
        assert unmask(raw) == shipped.unmasker(reversed(TERMS)).unmask(fold(raw)) == unmask(raw)

    @given(HOSTILE)
    def test_plain_terms_are_never_lost(self, raw: str) -> None:
        folded = fold(raw).text
        found = unmask(raw).text
        for term in ("保本", "收益", "理财"):
            if term in folded:
                assert any(term in other and other in found for other in TERMS)


@given(
    before=st.text(st.sampled_from("今天我们推出新的产品给大家。"), max_size=12),
    mark=st.sampled_from("*￥.|❤·_~^/-#&✨+ 　"),
    term=st.sampled_from([term for term in TERMS if term.isalpha() and term not in ("年化", "日赚", "代还")]),
)
def test_a_term_with_marks_between_all_its_characters_is_found_at_its_raw_place(
    before: str, mark: str, term: str
) -> None:
    raw = f"{before}，{mark.join(term)}。"
    found = unmask(raw)
    place = found.text.index(term)
    assert found.raw_span(Span(place, place + len(term))) == Span(len(before) + 1, len(raw) - 1)
    assert DisguiseKind.SEPARATOR in found.folds[-1].kinds
