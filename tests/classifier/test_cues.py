from hypothesis import given
from hypothesis import strategies as st

from classifier.language.cues import CueOwners, Cues, unexplained
from classifier.matching.matcher import MatcherBuilder
from classifier.text import Span

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 20), st.integers(1, 8))
MANY = st.lists(SPANS, max_size=12).map(lambda spans: sorted(spans, key=lambda span: (span.start, -span.end)))


@given(MANY, MANY)
def test_only_a_longer_exception_around_it_takes_a_match_out(spans: list[Span], exceptions: list[Span]) -> None:
    expected = [
        span for span in spans if not any(other.covers(span) and len(other) > len(span) for other in exceptions)
    ]
    assert unexplained(spans, exceptions) == expected


def test_sets_of_which_a_wording_stands_in_any_text_are_named_in_order() -> None:
    builder = MatcherBuilder()
    ids = [builder.literal(term) for term in ("保本", "稳赚", "贷款", "保本")]
    owners = CueOwners.of([Cues(frozenset({expression}), frozenset()) for expression in ids])
    matcher = builder.build()
    assert owners.present(matcher.find("贷款"), matcher.find("保本")) == [0, 2, 3]
    assert owners.present(matcher.find("没有")) == []
