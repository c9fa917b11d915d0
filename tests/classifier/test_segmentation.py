from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import DataFileError, DataProblem
from classifier.normalizing.segmentation import Segmenter, clause_around, load_segmenter
from classifier.text import Span
from tests.classifier.shipped import segmenter

SEGMENTER = segmenter()


def place_of(term: str, text: str) -> Span:
    start = text.index(term)
    return Span(start, start + len(term))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("前方路口交通拥堵", "口交"),
        ("给您添了大麻烦", "大麻"),
        ("这是一家环保本店", "保本"),
        ("我们不动用客户的保本金", "保本"),
        ("欢迎访问专区", "问专"),
    ],
)
def test_a_match_across_a_word_border_splits_it(text: str, term: str) -> None:
    assert SEGMENTER.splits_word(text, place_of(term, text))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("本产品保本保息", "保本"),
        ("本产品保本保息", "保本保息"),
        ("保本", "保本"),
        ("年化收益率高达百分之十", "高达"),
        ("理财，投资", "理财"),
        ("稳赚不赔的买卖", "稳赚不赔"),
    ],
)
def test_a_match_of_whole_words_splits_none(text: str, term: str) -> None:
    assert not SEGMENTER.splits_word(text, place_of(term, text))


@given(st.text(max_size=40), st.data())
def test_any_text_is_cut_without_gaps_and_any_span_is_answered(text: str, data: st.DataObject) -> None:
    words = SEGMENTER.tokens(text)
    assert [start for _, start, _ in words] == [0, *(end for _, _, end in words)][: len(words)]
    assert (words[-1][2] if words else 0) == len(text)
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        area = clause_around(text, Span(start, end))
        assert area.covers(Span(start, end))
        assert SEGMENTER.splits_word(text, Span(start, end)) in (True, False)


def test_lone_surrogates_are_strangers_not_errors() -> None:
    assert SEGMENTER.tokens("保本\ud800") == (("保本", 0, 2), ("?", 2, 3))


def test_punctuation_bounds_the_clause() -> None:
    assert clause_around("今天,保本保息。好", Span(3, 5)) == Span(3, 7)


def test_the_dictionary_answers_for_words_and_characters() -> None:
    assert SEGMENTER.is_word("保本")
    assert not SEGMENTER.is_word("宝本")
    assert SEGMENTER.frequency("的") > SEGMENTER.frequency("宝") > SEGMENTER.frequency("豹")


def test_words_of_the_field_are_added() -> None:
    assert {"余额宝", "工信部"} <= SEGMENTER.words
    assert [word for word, _, _ in SEGMENTER.tokens("余额宝收益")] == ["余额宝", "收益"]


def test_all_wrong_words_are_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "disguise" / "words.yaml"
    path.parent.mkdir()
    path.write_text("words:\n  - 余额宝 宝 p2p\n  - 餘額寶\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_segmenter(tmp_path)
    message = "must be two or more simplified Chinese characters"
    assert caught.value.problems == tuple(
        DataProblem("disguise/words.yaml", word, message) for word in ("p2p", "宝", "餘額寶")
    )


def test_two_word_lists_in_one_process_do_not_disturb_each_other() -> None:
    other = Segmenter(frozenset({"宝收"}))
    assert [word for word, _, _ in other.tokens("余额宝收益")] != ["余额宝", "收益"]
    assert (other.is_word("宝收"), SEGMENTER.is_word("宝收")) == (True, False)
    assert [word for word, _, _ in SEGMENTER.tokens("余额宝收益")] == ["余额宝", "收益"]
