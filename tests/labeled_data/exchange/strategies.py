"""Labelled examples of any text, with their labels in the order in which imports give them."""

from hypothesis import strategies as st

from classifier.legal.category import CODES
from classifier.text import Span
from labeled_data import EntityKind, EntityMark, LabeledExample

LIKELY = st.sampled_from("保本收益8%理财\U0001f600\U00020bb7\U0001f468\u200d\n\r\t \\")
TEXTS = st.text(LIKELY | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
WORDS = st.none() | st.text(max_size=8)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def examples(draw: st.DrawFn) -> LabeledExample:
    text = draw(TEXTS)
    answers = {code: draw(st.sampled_from(("none", "positive", "unknown"))) for code in CODES}
    positive = tuple(code for code in CODES if answers[code] == "positive")
    evidence = {code: tuple(sorted(draw(st.sets(spans_in(text), max_size=3)))) for code in positive}
    marks = st.sets(st.tuples(spans_in(text), st.sampled_from(EntityKind)), max_size=3)
    entities = draw(st.none() | marks)
    return LabeledExample(
        example_id=draw(st.text(min_size=1, max_size=8)),
        text=text,
        positive=positive,
        unknown=tuple(code for code in CODES if answers[code] == "unknown"),
        evidence={code: spans for code, spans in evidence.items() if spans},
        kind=draw(WORDS | st.sampled_from(("fin_ad", "non_fin_ad", "not_ad"))),
        complete=draw(st.none() | st.booleans()),
        vertical=draw(WORDS),
        source=draw(WORDS),
        group=draw(WORDS),
        channel=draw(WORDS),
        genre=draw(WORDS),
        year=draw(st.none() | st.integers(2014, 2026)),
        pair=draw(WORDS),
        entities=None if entities is None else tuple(EntityMark(kind, span) for span, kind in sorted(entities)),
    )


FILES = st.lists(examples(), max_size=3, unique_by=lambda example: example.example_id)
