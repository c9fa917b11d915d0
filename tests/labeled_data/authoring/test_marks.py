import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text import Span
from labeled_data.authoring import MarkedText, parse_marks, render_marks
from labeled_data.example import EntityKind, EntityMark


def test_marks_become_spans_of_the_text_without_marks() -> None:
    problems: list[str] = []
    marked = parse_marks(r"{A:禾苗社}：{d:{gx:零风险}高收益}，{g:保本}\{注\}", problems)
    assert problems == []
    assert marked == MarkedText(
        text="禾苗社：零风险高收益，保本{注}",
        evidence={
            "guaranteed_return": (Span(4, 7), Span(11, 13)),
            "exaggerated_performance": (Span(4, 7),),
            "deceptive_claim": (Span(4, 10),),
        },
        entities=(EntityMark(EntityKind.ADVERTISER, Span(0, 3)),),
    )


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("年化{q:8%}", "no known letter in 'q'"),
        ("年化{:8%}", "no known letter in ''"),
        ("年化{w:8%}", "w is an absence and marks no words"),
        ("年化{8%", "a brace that opens no mark"),
        ("年化8%}", "a brace that closes no mark"),
        ("年化{g:8%", "{g: before '8%' is never closed"),
        ("年化{g:}8%", "an empty mark"),
    ],
)
def test_a_broken_mark_is_named_with_the_words_around_it(source: str, problem: str) -> None:
    problems: list[str] = []
    parse_marks(source, problems)
    assert len(problems) == 1
    assert problem in problems[0]


def test_spans_that_cross_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="spans cross at '收益高'"):
        render_marks("零风险收益高", {"guaranteed_return": [Span(0, 4)], "deceptive_claim": [Span(3, 6)]})


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("{}\\:gdA"), min_size=1, max_size=25)


@st.composite
def nested(draw: st.DrawFn) -> MarkedText:
    text = draw(texts)
    spans: list[Span] = []
    for start, end in draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6)):
        if start < end:
            span = Span(start, end)
            if all(not span.overlaps(old) or span.covers(old) or old.covers(span) for old in spans):
                spans.append(span)
    spans = sorted(set(spans), key=lambda span: (span.start, -span.end))
    letters = {span: draw(st.sampled_from(["g", "d", "gd", "xA", "R"])) for span in spans}
    codes = {"g": "guaranteed_return", "x": "exaggerated_performance", "d": "deceptive_claim"}
    evidence = {code: tuple(span for span in spans if letter in letters[span]) for letter, code in codes.items()}
    kinds = {"A": EntityKind.ADVERTISER, "R": EntityKind.RATE}
    return MarkedText(
        text=text,
        evidence={code: found for code, found in evidence.items() if found},
        entities=tuple(
            EntityMark(kind, span) for span in spans for letter, kind in kinds.items() if letter in letters[span]
        ),
    )


@given(nested())
def test_written_marks_are_read_back(marked: MarkedText) -> None:
    problems: list[str] = []
    assert parse_marks(render_marks(marked.text, marked.evidence, marked.entities), problems) == marked
    assert problems == []


@given(texts)
def test_any_text_is_read_without_failing(source: str) -> None:
    parse_marks(source, [])
