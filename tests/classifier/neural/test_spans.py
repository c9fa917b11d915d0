import numpy as np
import pytest

from classifier.neural.encoding import AdEncoder
from classifier.neural.spans import marked_spans, surest_span
from tests.classifier.neural.small_model import small_tokenizer
from tests.classifier.shipped import segmenter


def quotes(*texts: str, sure: dict[int, float], at: float | None = 0.5) -> list[tuple[int, str]]:
    """Quotations where the tokens of all passages at the places in ``sure`` have that probability."""
    tokenizer = small_tokenizer("".join(texts))
    (ad,) = AdEncoder(tokenizer, max_tokens=64).encode([texts])
    probabilities = np.full(len(ad.places.pages), 0.01)
    for place, probability in sure.items():
        probabilities[place] = probability
    if at is None:
        marked = surest_span(probabilities, ad.places, texts, segmenter())
    else:
        marked = marked_spans(probabilities, ad.places, texts, segmenter(), at=at)
    return [(mark.page, texts[mark.page][mark.span.start : mark.span.end]) for mark in marked]


def test_neighbours_are_one_quotation():
    assert quotes("我们保本保息啊", sure=dict.fromkeys(range(2, 6), 0.9)) == [(0, "保本保息")]


@pytest.mark.parametrize(
    ("text", "sure", "expected"),
    [
        ("稳赢，稳赚", (0, 1, 3, 4), ["稳赢，稳赚"]),
        ("稳赢。稳赚", (0, 1, 3, 4), ["稳赢", "稳赚"]),
        ("稳赢他你我他你我稳赚", (0, 1, 8, 9), ["稳赢", "稳赚"]),
    ],
)
def test_a_small_gap_is_bridged_and_the_end_of_a_sentence_is_not(text, sure, expected):
    assert [quote for _, quote in quotes(text, sure=dict.fromkeys(sure, 0.9))] == expected


def test_passages_are_quoted_apart_and_in_order():
    assert quotes("稳赚", "保本", sure={1: 0.9, 2: 0.9}) == [(0, "稳赚"), (1, "保本")]


def test_punctuation_at_the_ends_is_not_quoted():
    assert quotes("：保息，", sure=dict.fromkeys(range(4), 0.9)) == [(0, "保息")]
    assert quotes("！！", sure={0: 0.9}) == []


def test_a_cut_word_is_quoted_whole():
    assert quotes("办理信用卡套现", sure={3: 0.9, 4: 0.9}) == [(0, "信用卡")]


def test_the_surest_words_are_quoted_where_none_are_sure_enough():
    sure = {0: 0.12, 3: 0.2, 4: 0.3, 5: 0.16, 6: 0.1}
    assert quotes("他你我人稳赢他你", sure=sure) == []
    assert [quote for _, quote in quotes("他你我人稳赢他你", sure=sure, at=None)] == ["人稳赢"]


def test_the_surest_words_are_words():
    assert quotes("，稳赢！", sure={0: 0.4, 3: 0.4}, at=None) == [(0, "稳赢")]


def test_nothing_is_quoted_of_an_ad_without_tokens():
    assert quotes(" ", sure={}, at=None) == []
