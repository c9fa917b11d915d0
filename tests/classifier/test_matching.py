import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.matching.anchors import PatternRefusedError
from classifier.matching.matcher import MatcherBuilder, UnknownMacroError, expand_macros
from classifier.text import Span


def test_literals_and_patterns_are_found_in_one_pass() -> None:
    builder = MatcherBuilder({"pct": r"\d{1,3}%"})
    principal, rate = builder.literal("保本"), builder.pattern("年化<pct>")
    matches = builder.build().find("保本理财年化12%,保本")
    assert matches.of(frozenset({principal})) == [Span(0, 2), Span(10, 12)]
    assert matches.of(frozenset({rate})) == [Span(4, 9)]
    assert matches.of(frozenset({principal, rate})) == [Span(0, 2), Span(4, 9), Span(10, 12)]


def test_terms_are_folded_as_texts_are() -> None:
    builder = MatcherBuilder()
    term = builder.literal("穩賺ＡＢ")
    assert builder.build().find("稳赚ab").of(frozenset({term})) == [Span(0, 4)]


def test_equal_wordings_share_one_id() -> None:
    builder = MatcherBuilder()
    assert builder.literal("保本") == builder.literal("保本")
    assert builder.pattern("保本.{0,2}息") == builder.pattern("保本.{0,2}息")


def test_overlapping_literals_are_all_found() -> None:
    builder = MatcherBuilder()
    short, long = builder.literal("保本"), builder.literal("保本保息")
    matches = builder.build().find("保本保息")
    assert (matches.of(frozenset({short})), matches.of(frozenset({long}))) == ([Span(0, 2)], [Span(0, 4)])


def test_pattern_without_anchor_still_runs() -> None:
    builder = MatcherBuilder()
    digits = builder.pattern(r"\d{2,4}")
    assert builder.build().find("共123元").of(frozenset({digits})) == [Span(1, 4)]


def test_empty_matcher_finds_nothing() -> None:
    assert MatcherBuilder().build().find("保本").of(frozenset({0})) == []


def test_pattern_that_could_never_match_normalised_text_is_refused() -> None:
    with pytest.raises(ValueError, match="稳赚"):
        MatcherBuilder().pattern("穩賺.{0,3}钱")


def test_bad_patterns_and_terms_name_themselves() -> None:
    builder = MatcherBuilder({"pct": "[0-9]%"})
    with pytest.raises(UnknownMacroError, match=r"<rate>.*known: pct"):
        builder.pattern("年化<rate>")
    with pytest.raises(PatternRefusedError, match=r"保\.\*本"):
        builder.pattern("保.*本")
    with pytest.raises(ValueError, match="empty after normalising"):
        builder.literal("\u200b")


def test_macros_may_use_macros_but_not_themselves() -> None:
    assert expand_macros("<a>", {"a": "x<b>", "b": "y"}) == "(?:x(?:y))"
    with pytest.raises(UnknownMacroError, match="without end"):
        expand_macros("<a>", {"a": "<a>"})


@given(st.text(alphabet="保本息年化12%理财", max_size=60))
def test_matcher_agrees_with_plain_regex_search(text: str) -> None:
    builder = MatcherBuilder()
    patterns = ["保本", "年化.{0,3}[0-9]", "(?:理财|保息).{0,2}年"]
    ids = [builder.pattern(pattern) for pattern in patterns]
    matches = builder.build().find(text)
    for pattern, expression in zip(patterns, ids, strict=True):
        assert matches.of(frozenset({expression})) == [Span(*match.span()) for match in re.finditer(pattern, text)]
