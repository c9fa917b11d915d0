"""Texts, spans and arguments of disguises."""

from hypothesis import strategies as st

from classifier.text import Span
from labeled_data.disguising import Disguise, Noise

LIKELY = "稳盈理财保本保息年化收益率8.5%无风险不赔信用卡贷款ABab老师👍\u200d， 。！？\n\u3000"
CHARACTERS = st.one_of(st.sampled_from(LIKELY), st.characters())
TEXTS = st.text(CHARACTERS, max_size=60)
KINDS = st.sampled_from([*Disguise, *Noise])


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    text = draw(TEXTS)
    edges = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edges, edges), max_size=4))
    return text, tuple(Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
