import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text import Span
from service.marks import Mark, Stretch, stretches_of


def mark(start: int, end: int, category: str) -> Mark:
    return Mark(span=Span(start, end), category=category)


def test_nested_and_overlapping_marks_are_cut_at_every_border() -> None:
    marks = [mark(3, 7, "b"), mark(1, 5, "a"), mark(4, 5, "c")]
    assert stretches_of("零一二三四五六七八", marks) == (
        Stretch(text="零", categories=(), starting=()),
        Stretch(text="一二", categories=("a",), starting=("a",)),
        Stretch(text="三", categories=("a", "b"), starting=("b",)),
        Stretch(text="四", categories=("a", "b", "c"), starting=("c",)),
        Stretch(text="五六", categories=("b",), starting=()),
        Stretch(text="七八", categories=(), starting=()),
    )


def test_text_without_marks_is_one_stretch_and_empty_text_none() -> None:
    assert stretches_of("甲乙", []) == (Stretch(text="甲乙", categories=(), starting=()),)
    assert stretches_of("", []) == ()


def test_a_mark_past_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="reaches past a text of 2 code points"):
        stretches_of("甲乙", [mark(1, 3, "a")])


@given(st.data(), st.text(min_size=1, max_size=30))
def test_stretches_join_to_the_text_and_cover_exactly_the_marks(data: st.DataObject, text: str) -> None:
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    drawn = data.draw(st.lists(st.tuples(spans, st.sampled_from("abc")), max_size=6))
    marks = [mark(start, end, category) for (start, end), category in drawn]
    stretches = stretches_of(text, marks)
    assert "".join(stretch.text for stretch in stretches) == text
    shown = [set(stretch.categories) for stretch in stretches for _ in stretch.text]
    wanted = [{m.category for m in marks if m.span.start <= place < m.span.end} for place in range(len(text))]
    assert shown == wanted
