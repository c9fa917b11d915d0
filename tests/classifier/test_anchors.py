import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.matching.anchors import PatternRefusedError, checked_anchors


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("年化.{0,6}12%", {"12%"}),
        ("年化率.{0,6}1%", {"年化率"}),
        ("(?:日|月)息[0-9]", {"息"}),
        ("首付(?:低至)?[0-9]{1,2}成", {"首付"}),
        ("[0-9]{1,3}天.{0,3}(?:放款|到账)", {"放款", "到账"}),
        ("(?:保本){1,2}", {"保本"}),
        ("[0-9]{1,3}", set()),
        ("(?:保本|[0-9])", set()),
        ("(?:保本)?[0-9]", set()),
        ("[甲乙][0-9]", {"甲", "乙"}),
    ],
)
def test_anchors_are_the_most_selective_literals_every_match_needs(pattern: str, anchors: set[str]) -> None:
    assert checked_anchors(pattern) == anchors


@given(st.text(alphabet="保本息年化12%天到账放款首付成x", max_size=40))
def test_every_match_contains_an_anchor(text: str) -> None:
    for pattern in (
        "年化.{0,4}[0-9]",
        "首付(?:低至)?[0-9]{1,2}成",
        "[0-9]{1,2}天.{0,2}(?:放款|到账)",
        "(?:保本|保息){1,3}",
    ):
        for match in re.finditer(pattern, text):
            assert any(anchor in match.group() for anchor in checked_anchors(pattern))


@pytest.mark.parametrize("pattern", ["保本.*收益", "a+b", "(?:ab+){1,3}", "(?=.*保本)收益", "保.{0,900}本"])
def test_unbounded_patterns_are_refused_with_the_way_out(pattern: str) -> None:
    with pytest.raises(PatternRefusedError, match=r"\{0,20\}"):
        checked_anchors(pattern)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [("保本(", "does not compile"), ("(?:保本)?", "empty text"), ("(?<=保|保本)息", "several lengths")],
)
def test_useless_patterns_are_refused(pattern: str, message: str) -> None:
    with pytest.raises(PatternRefusedError, match=message):
        checked_anchors(pattern)
