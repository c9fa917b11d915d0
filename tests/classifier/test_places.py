from hypothesis import given
from hypothesis import strategies as st

from classifier.places import Occupied, SpanIndex
from classifier.text import Span

LENGTH = 30
SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, LENGTH - 9), st.integers(1, 8))
MANY = st.lists(SPANS, max_size=12).map(sorted)


@given(MANY, SPANS)
def test_overlaps_are_those_found_by_looking_at_all(spans: list[Span], area: Span) -> None:
    index = SpanIndex(spans)
    expected = [place for place, span in enumerate(spans) if span.overlaps(area)]
    assert index.overlapping(area) == expected
    assert index.overlaps(area) is bool(expected)
    assert Occupied(LENGTH, spans).overlaps(area) is bool(expected)


@given(MANY, SPANS, SPANS)
def test_nearest_are_those_found_by_looking_at_all(spans: list[Span], span: Span, area: Span) -> None:
    distances = {
        place: max(span.start - other.end, other.start - span.end, 0)
        for place, other in enumerate(spans)
        if other.overlaps(area)
    }
    least = min(distances.values(), default=0)
    expected = [place for place, distance in distances.items() if distance == least]
    assert sorted(SpanIndex(spans).nearest(span, area)) == expected
