import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from classifier.errors import ModelFileError
from classifier.neural.encoding import AdEncoder, load_encoder
from tests.classifier.neural.small_model import CHARACTERS, SPECIAL, small_tokenizer

TOKENIZER = small_tokenizer()
BEGIN, END = SPECIAL.index("[CLS]"), SPECIAL.index("[SEP]")
ENCODER = AdEncoder(TOKENIZER, max_tokens=8)


def ids(text: str) -> list[int]:
    return [TOKENIZER.token_to_id(character) for character in text]


def test_an_ad_is_one_row_with_its_passages_apart():
    (ad,) = ENCODER.encode([("保本", "理财")])
    assert [window.tolist() for window in ad.windows] == [[BEGIN, *ids("保本"), END, *ids("理财"), END]]
    assert [which.tolist() for which in ad.window_tokens] == [[-1, 0, 1, -1, 2, 3, -1]]


def test_a_long_ad_is_cut_into_windows_that_overlap_by_half():
    (ad,) = ENCODER.encode([("一二三四五六七八九十",)])
    assert [window[1:-1].tolist() for window in ad.windows] == [
        ids("一二三四五六"),
        ids("四五六七八九"),
        ids("五六七八九十"),
    ]
    assert all(window[0] == BEGIN and window[-1] == END for window in ad.windows)


@given(
    ads=st.lists(st.lists(st.text(CHARACTERS + "é\ud800😀\n", max_size=30), max_size=3), max_size=3),
    max_tokens=st.integers(8, 20),
)
def test_every_character_is_read_and_leads_back_to_its_place(ads, max_tokens):
    encoder = AdEncoder(TOKENIZER, max_tokens=max_tokens)
    encoded = encoder.encode(ads)
    assert len(encoded) == len(ads)
    for passages, ad in zip(ads, encoded, strict=True):
        places = ad.places
        spans = zip(places.pages.tolist(), places.starts.tolist(), places.ends.tolist(), strict=True)
        read = [passages[page][start:end] for page, start, end in spans]
        assert read == [character for text in passages for character in text if not character.isspace()]
        assert all(len(window) <= max_tokens for window in ad.windows)
        seen = np.concatenate([which[which >= 0] for which in ad.window_tokens])
        assert sorted(set(seen.tolist())) == list(range(len(read)))


def test_a_token_has_the_highest_value_of_its_windows():
    (ad,) = ENCODER.encode([("一二三四五六七八九十",)])
    values = [np.full((len(window), 2), number, np.float32) for number, window in enumerate(ad.windows)]
    assert ad.spread(values)[:, 0].tolist() == [0, 0, 0, 1, 2, 2, 2, 2, 2, 2]


def test_an_ad_is_encoded_alike_alone_and_among_others():
    ads = [("保本",), ("理财产品热销",), ()]
    together = [[window.tolist() for window in ad.windows] for ad in ENCODER.encode(ads)]
    assert together == [[window.tolist() for window in ENCODER.encode([ad])[0].windows] for ad in ads]


def test_a_file_may_not_cut_texts_off(tmp_path):
    tokenizer = small_tokenizer()
    tokenizer.enable_truncation(3)
    tokenizer.enable_padding()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (ad,) = load_encoder(tmp_path / "tokenizer.json", max_tokens=20).encode([("一二三四五六",)])
    assert [len(window) for window in ad.windows] == [8]


def test_a_file_that_is_no_tokenizer_of_the_kind_is_named(tmp_path):
    path = tmp_path / "tokenizer.json"
    path.write_text("{}")
    with pytest.raises(ModelFileError, match=r"tokenizer.json: not a tokenizer: .*export the model again"):
        load_encoder(path, max_tokens=8)
    Tokenizer(WordLevel({"a": 0}, unk_token="a")).save(str(path))
    with pytest.raises(ModelFileError, match=r"lacks \[CLS\] or \[SEP\]"):
        load_encoder(path, max_tokens=8)


def test_a_hint_stands_at_the_head_of_every_window_and_moves_no_place():
    text = "一二三四五六七八九十"
    (told,) = ENCODER.encode([(text,)], ["保本"])
    (plain,) = ENCODER.encode([(text,)])
    assert all(window[:4].tolist() == [BEGIN, *ids("保本"), END] for window in told.windows)
    assert all(len(window) <= 8 for window in told.windows)
    assert all(which[:4].tolist() == [-1] * 4 for which in told.window_tokens)
    assert told.places.starts.tolist() == plain.places.starts.tolist()
    read = np.concatenate([window[which >= 0] for window, which in zip(told.windows, told.window_tokens, strict=True)])
    assert set(read.tolist()) == set(ids(text))


def test_a_long_hint_leaves_half_of_a_window_to_the_ad():
    encoder = AdEncoder(TOKENIZER, max_tokens=12)
    (told,) = encoder.encode([("一二三四五六七八九十",)], ["保本理财产品热销保本理财"])
    assert all(len(window) <= 12 for window in told.windows)
    assert all((which >= 0).sum() >= 3 for which in told.window_tokens)
