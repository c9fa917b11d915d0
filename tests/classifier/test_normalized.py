import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalizing.disguises import Disguise, DisguiseKind
from classifier.normalizing.normalized import Fold, NormalizedText, Rewrite
from classifier.text import Span


@st.composite
def rewrites_of(draw: st.DrawFn, length: int) -> list[Rewrite]:
    """Non-overlapping rewrites of a text of ``length`` characters, in order."""
    rewrites = []
    position = 0
    while position < length and draw(st.booleans()):
        start = draw(st.integers(position, length - 1))
        end = draw(st.integers(start + 1, length))
        kinds = draw(st.sampled_from([(), (DisguiseKind.ZERO_WIDTH,), (DisguiseKind.HOMOPHONE,)]))
        rewrites.append(Rewrite(span=Span(start, end), replacement=draw(st.text(max_size=3)), kinds=kinds))
        position = end
    return rewrites


@st.composite
def rewritten(draw: st.DrawFn) -> NormalizedText:
    """A text rewritten up to three times over."""
    normalized = NormalizedText.identity(draw(st.text(max_size=30)))
    for _ in range(draw(st.integers(0, 3))):
        normalized = normalized.rewrite(draw(rewrites_of(len(normalized.text))))
    return normalized


class TestMap:
    @given(rewritten())
    def test_starts_and_ends_never_decrease_and_stay_in_range(self, normalized: NormalizedText) -> None:
        spans = [normalized.raw_span(Span(i, i + 1)) for i in range(len(normalized.text))]
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        assert [span.end for span in spans] == sorted(span.end for span in spans)
        assert all(span.end <= len(normalized.raw) for span in spans)

    @given(rewritten(), st.data())
    def test_every_span_has_a_raw_quote_that_covers_those_of_its_characters(
        self, normalized: NormalizedText, data: st.DataObject
    ) -> None:
        if not normalized.text:
            return
        start = data.draw(st.integers(0, len(normalized.text) - 1))
        end = data.draw(st.integers(start + 1, len(normalized.text)))
        raw = normalized.raw_span(Span(start, end))
        assert normalized.raw[raw.start : raw.end]
        assert all(raw.covers(normalized.raw_span(Span(i, i + 1))) for i in range(start, end))

    @given(rewritten())
    def test_folds_quote_both_texts_and_do_not_overlap(self, normalized: NormalizedText) -> None:
        for fold in normalized.folds:
            assert fold.original == normalized.raw[fold.raw_span.start : fold.raw_span.end]
            assert fold.folded == normalized.text[fold.span.start : fold.span.end]
        ends = [fold.raw_span.end for fold in normalized.folds]
        assert all(end <= fold.raw_span.start for end, fold in zip(ends, normalized.folds[1:], strict=False))

    @given(st.text(max_size=20), st.data())
    def test_two_rewrites_in_turn_lead_to_the_raw_text_as_each_alone_does(self, raw: str, data: st.DataObject) -> None:
        first = NormalizedText.identity(raw).rewrite(data.draw(rewrites_of(len(raw))))
        second = NormalizedText.identity(first.text).rewrite(data.draw(rewrites_of(len(first.text))))
        composed = first.rewrite(
            [
                Rewrite(
                    span=Span(0, len(first.text)),
                    replacement=second.text,
                    sources=tuple(second.raw_span(Span(i, i + 1)) for i in range(len(second.text))),
                )
            ]
            if first.text
            else []
        )
        if not first.text:
            return
        assert composed.text == second.text
        for i in range(len(second.text)):
            step = second.raw_span(Span(i, i + 1))
            assert composed.raw_span(Span(i, i + 1)) == first.raw_span(step)

    def test_identity_stands_for_itself(self) -> None:
        text = NormalizedText.identity("保本😀")
        assert text == NormalizedText(raw="保本😀", text="保本😀")
        assert text.raw_span(Span(1, 3)) == Span(1, 3)

    def test_an_expansion_shares_its_raw_range_and_a_removal_leaves_none(self) -> None:
        text = NormalizedText.identity("重㎏*!").rewrite(
            [Rewrite(span=Span(1, 2), replacement="kg"), Rewrite(span=Span(2, 3), replacement="")]
        )
        assert text == NormalizedText(raw="重㎏*!", text="重kg!", starts=(0, 1, 1, 3), ends=(1, 2, 2, 4))
        assert text.raw_span(Span(2, 4)) == Span(1, 4)


class TestDisguises:
    def test_a_rewrite_with_kinds_is_reported_to_every_reader_of_any_part_of_it(self) -> None:
        text = NormalizedText.identity("说宝本宝息吧").rewrite(
            [Rewrite(span=Span(1, 5), replacement="保本保息", kinds=(DisguiseKind.HOMOPHONE,))]
        )
        disguise = Disguise(kinds=(DisguiseKind.HOMOPHONE,), original="宝本宝息", folded="保本保息")
        assert text.disguises(Span(1, 3)) == (disguise,)
        assert text.disguises(Span(4, 6)) == (disguise,)
        assert text.disguises(Span(0, 1)) == ()

    def test_a_removal_concerns_only_readers_of_both_its_sides(self) -> None:
        text = NormalizedText.identity("保\u200b本稳赚").rewrite(
            [Rewrite(span=Span(1, 2), replacement="", kinds=(DisguiseKind.ZERO_WIDTH,))]
        )
        disguise = Disguise(kinds=(DisguiseKind.ZERO_WIDTH,), original="保\u200b本", folded="保本")
        assert text.disguises(Span(0, 2)) == (disguise,)
        assert text.disguises(Span(1, 4)) == ()

    def test_a_second_rewrite_of_the_same_place_joins_the_first(self) -> None:
        once = NormalizedText.identity("宝\u200b本").rewrite(
            [Rewrite(span=Span(1, 2), replacement="", kinds=(DisguiseKind.ZERO_WIDTH,))]
        )
        twice = once.rewrite([Rewrite(span=Span(0, 2), replacement="保本", kinds=(DisguiseKind.HOMOPHONE,))])
        assert twice.folds == (
            Fold(
                kinds=(DisguiseKind.ZERO_WIDTH, DisguiseKind.HOMOPHONE),
                span=Span(0, 2),
                raw_span=Span(0, 3),
                original="宝\u200b本",
                folded="保本",
            ),
        )

    def test_an_innocent_rewrite_makes_no_fold(self) -> None:
        text = NormalizedText.identity("ＡＢ").rewrite([Rewrite(span=Span(0, 2), replacement="ab")])
        assert (text.text, text.folds) == ("ab", ())

    def test_something_taken_out_at_an_end_hides_nothing(self) -> None:
        text = NormalizedText.identity("\u200b保").rewrite(
            [Rewrite(span=Span(0, 1), replacement="", kinds=(DisguiseKind.ZERO_WIDTH,))]
        )
        assert (text.text, text.folds) == ("保", ())


class TestRefusals:
    def test_a_span_past_the_end(self) -> None:
        with pytest.raises(ValueError, match=r"span \[1, 9\) reaches past the normalised text of 2 characters"):
            NormalizedText.identity("保本").raw_span(Span(1, 9))

    def test_overlapping_rewrites(self) -> None:
        with pytest.raises(ValueError, match=r"rewrite of \[1, 3\) to 'y' overlaps"):
            NormalizedText.identity("abcd").rewrite(
                [Rewrite(span=Span(0, 2), replacement="x"), Rewrite(span=Span(1, 3), replacement="y")]
            )

    def test_a_rewrite_past_the_end(self) -> None:
        with pytest.raises(ValueError, match="reaches past the text of 2 characters"):
            NormalizedText.identity("ab").rewrite([Rewrite(span=Span(1, 3), replacement="y")])

    def test_sources_that_are_too_few_or_fall_back(self) -> None:
        text = NormalizedText.identity("abcd")
        with pytest.raises(ValueError, match="1 sources for 2 characters"):
            text.rewrite([Rewrite(span=Span(0, 2), replacement="xy", sources=(Span(0, 1),))])
        with pytest.raises(ValueError, match="must never decrease"):
            text.rewrite([Rewrite(span=Span(0, 2), replacement="xy", sources=(Span(1, 2), Span(0, 1)))])
        with pytest.raises(ValueError, match="must lie inside"):
            text.rewrite([Rewrite(span=Span(0, 1), replacement="x", sources=(Span(2, 3),))])

    def test_a_map_of_another_length_than_the_text(self) -> None:
        with pytest.raises(ValueError, match="needs starts and ends"):
            NormalizedText(raw="abc", text="ab")
        with pytest.raises(ValueError, match="1 starts and 1 ends for 2 characters"):
            NormalizedText(raw="abc", text="ab", starts=(0,), ends=(1,))
