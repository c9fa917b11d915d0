import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.matching.anchors import PatternRefusedError, checked_anchors


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("年化.{0,6}12%", [{"12%"}, {"年化"}]),
        ("年化率.{0,6}1%", [{"年化率"}, {"1%"}]),
        ("(?:日|月)息[0-9]", [{"息"}, {"日", "月"}]),
        ("首付(?:低至)?[0-9]{1,2}成", [{"首付"}, {"成"}]),
        ("[0-9]{1,3}天.{0,3}(?:放款|到账)", [{"放款", "到账"}, {"天"}]),
        ("(?:年化|日息低至)[0-9]{1,2}(?:元[起封]|%)", [{"年化", "日息低至"}, {"元", "%"}]),
        ("(?:保本[0-9]保息|稳赚.不赔)", [{"保本", "稳赚"}, {"保息", "不赔"}]),
        ("(?:保本[0-9]保息|稳赚)", [{"保本", "稳赚"}]),
        ("(?:保本){1,2}", [{"保本"}]),
        ("[0-9]{1,3}", []),
        ("(?:保本|[0-9])", []),
        ("(?:保本)?[0-9]", []),
        ("[甲乙][0-9]", [{"甲", "乙"}]),
    ],
)
def test_anchors_are_the_literals_every_match_needs_the_most_selective_first(
    pattern: str, anchors: list[set[str]]
) -> None:
    assert list(checked_anchors(pattern)) == anchors


@given(st.text(alphabet="保本息年化12%天到账放款首付成x", max_size=40))
def test_every_match_contains_one_of_each_set_of_anchors(text: str) -> None:
    for pattern in (
        "年化.{0,4}[0-9]",
        "首付(?:低至)?[0-9]{1,2}成",
        "[0-9]{1,2}天.{0,2}(?:放款|到账)",
        "(?:保本|保息){1,3}",
        "(?:保[本息].{0,3}年化|到账[0-9]{1,2}天|放款.成)",
    ):
        for match in re.finditer(pattern, text):
            assert all(any(anchor in match.group() for anchor in anchors) for anchors in checked_anchors(pattern))


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
