import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalizing.disguises import DisguiseKind
from classifier.normalizing.folding import fold, fold_term
from classifier.text import Span

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.characters(categories=["Mn", "Me", "Cf", "No", "Sk"]),
        st.sampled_from("0○〇著壹伍陆拾元万!！。,，~、 \u200b\u202e\u00ad\ufe0f\u20e3👨‍👩‍👧㎏ﬁ⼈①㈱保本风险"),
    ),
    max_size=25,
)
PLAIN = st.text(st.sampled_from("本产品保息风险高收益天上有云a b1。"), max_size=15)


class TestAnyText:
    @given(ANY_TEXT)
    def test_offsets_never_decrease_and_every_quote_is_valid(self, raw: str) -> None:
        folded = fold(raw)
        spans = [folded.raw_span(Span(i, i + 1)) for i in range(len(folded.text))]
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        assert [span.end for span in spans] == sorted(span.end for span in spans)
        assert all(raw[span.start : span.end] for span in spans)

    @given(ANY_TEXT)
    def test_folding_again_changes_nothing(self, raw: str) -> None:
        once = fold(raw).text
        assert fold(once).text == once

    @given(PLAIN)
    def test_plain_text_stays_as_it_is(self, raw: str) -> None:
        folded = fold(raw)
        if "。。" in raw:
            return
        assert (folded.text, folded.starts, folded.folds) == (raw, None, ())

    @given(ANY_TEXT)
    def test_a_character_outside_a_context_folds_to_itself_alone(self, raw: str) -> None:
        for character in raw:
            assert fold(fold(character).text).text == fold(character).text


class TestTermIsFoundWhereItStands:
    """A term inside a plain sentence, spelled otherwise, must be read at its raw place."""

    SPELLINGS = {
        "width": ("vip理财100%", "ＶＩＰ理财１００％"),
        "case": ("vip理财", "ViP理财"),
        "traditional": ("收益风险证券", "收益風險證券"),
        "japanese": ("经济价值检证", "経済価値検証"),
        "compatibility": ("人金kg", "⼈⾦㎏"),
        "circled digits": ("10大12", "⑩大⑫"),
        "negative circled digits": ("1大9", "❶大❾"),
        "keycaps": ("1大9", "1️⃣大9️⃣"),
        "formal digits": ("二百五十元", "贰佰伍拾元"),
        "zero": ("零风险", "〇风险"),
        "ascii zero": ("零风险", "0风险"),
        "wide zero and blank": ("零风险", "０ 风险"),
        "superscript": ("m2", "m²"),
        "squared letters": ("ab", "🅰🅱"),
        "accents": ("bǎo", "ba\u030co"),
    }

    @pytest.mark.parametrize(("term", "spelled"), SPELLINGS.values(), ids=SPELLINGS)
    @given(before=PLAIN, behind=PLAIN)
    def test_innocent_spellings(self, term: str, spelled: str, before: str, behind: str) -> None:
        # A mark on either side keeps the sentence from joining the spelling (…1 + 0风险).
        raw = f"{before}。「{spelled}」{behind}"
        folded = fold(raw)
        place = folded.text.index(term, folded.text.index("「"))
        span = folded.raw_span(Span(place, place + len(term)))
        start = raw.index("「") + 1
        assert span.start == start
        assert span.end <= start + len(spelled)
        assert folded.disguises(Span(place, place + len(term))) == ()

    @given(
        before=PLAIN,
        behind=PLAIN,
        hidden=st.lists(
            st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2800\U000e0041\u0336"), min_size=1, max_size=3
        ),
    )
    def test_zero_width_inside_a_word_is_a_disguise(self, before: str, behind: str, hidden: list[str]) -> None:
        raw = f"{before}刚{''.join(hidden)}兑{behind}"
        folded = fold(raw)
        place = folded.text.index("刚兑")
        span = Span(place, place + 2)
        start = raw.index("刚")
        assert folded.raw_span(span) == Span(start, start + 2 + len(hidden))
        (disguise,) = folded.disguises(span)
        assert (disguise.kinds, disguise.original, disguise.folded) == (
            (DisguiseKind.ZERO_WIDTH,),
            raw[start : start + 2 + len(hidden)],
            "刚兑",
        )

    @given(before=PLAIN, count=st.integers(2, 6), mark=st.sampled_from("！？。，!?~"))
    def test_repeated_marks_become_one(self, before: str, count: int, mark: str) -> None:
        folded = fold(f"{before}稳赚{mark * count}好")
        assert folded.text.endswith(f"稳赚{unicodedata.normalize('NFKC', mark)}好")
        assert folded.folds == ()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("10天第一，第10名，0.5%，2020年", "10天第一,第10名,0.5%,2020年"),
        ("比分3:0 中国队", "比分3:0 中国队"),
        ("0 0风险", "0 0风险"),
        ("0首付0利息", "零首付零利息"),
        ("二〇二四年二○二四年", "二零二四年二零二四年"),
        ("一○○○一，一○○x", "一零零零一,一零○x"),
        ("伍一○伍一○元，玖一○○伍", "五一零五一零元,九一零零五"),
        ("○ 服务内容", "○ 服务内容"),
        ("大陆一家，收拾队伍百人，肆意放肆", "大陆一家,收拾队伍百人,肆意放肆"),
        ("壹仟贰佰伍拾元整，伍万元", "一千二百五十元整,五万元"),
        ("著名专家看著著作，顯著提升", "著名专家看着著作,显著提升"),
        ("乾坤 饼乾", "乾坤 饼乾"),
        ("……稳赚", "……稳赚"),
        ("保\r\n本\u2028息", "保\n\n本\n息"),
        ("尾号****1234", "尾号****1234"),
        pytest.param("\ud800保\udfff", "\ufffd保\ufffd", id="lone surrogates"),
        ("👨‍👩‍👧一家人❤️", "👨👩👧一家人❤"),
        ("", ""),
    ],
)
def test_readings(raw: str, text: str) -> None:
    assert fold(raw).text == text


def test_invisible_characters_outside_words_are_innocent() -> None:
    assert fold("\ufeff保本，\u200b收益️。1️⃣选择").folds == ()


@given(st.text("一零万元年伍玖0○◯〇! 风", max_size=14))
def test_numerals_are_settled_at_once(raw: str) -> None:
    folded = fold(raw).text
    assert fold(folded).text == folded


def test_terms_meet_texts() -> None:
    assert {fold_term(term) for term in ("0风险", "零风险", "〇風險", "０ 风险")} == {"零风险"}
    assert fold_term("P2P") == "p2p"
