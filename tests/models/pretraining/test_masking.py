import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.pretraining.confusions import Confusions, confusions_of
from models.pretraining.masking import IGNORED, MaskingPolicy, mask_words

POLICY = MaskingPolicy(mask_id=4, first_plain_id=5, vocabulary_size=100)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=30), st.integers(0, 2**32 - 1))
def test_words_are_hidden_whole_and_labels_tell_what_was_there(word_lengths: list[int], seed: int) -> None:
    words = np.repeat(np.arange(len(word_lengths)), word_lengths)
    ids = np.arange(5, 5 + len(words)) % 95 + 5
    shown, labels = mask_words(ids, words, POLICY, np.random.default_rng(seed))
    hidden = labels != IGNORED
    assert hidden.any()
    assert (labels[hidden] == ids[hidden]).all()
    assert (shown[~hidden] == ids[~hidden]).all()
    assert (shown >= POLICY.mask_id).all()
    for word in range(len(word_lengths)):
        assert len(set(hidden[words == word])) == 1


def test_about_the_wanted_share_is_hidden_and_most_of_it_behind_the_mask() -> None:
    words = np.arange(10_000)
    ids = np.full(10_000, 50)
    shown, labels = mask_words(ids, words, POLICY, np.random.default_rng(1))
    hidden = labels != IGNORED
    assert hidden.sum() == 3_000
    assert 0.77 < (shown[hidden] == POLICY.mask_id).mean() < 0.83
    assert 0.08 < (shown[hidden] == 50).mean() < 0.13


def test_hidden_words_are_shown_as_what_is_written_for_them_or_behind_the_mask_where_nothing_is() -> None:
    confusions = Confusions.of_rows({50: [60, 61], 51: []}, vocabulary_size=100)
    policy = MaskingPolicy(
        mask_id=4,
        first_plain_id=5,
        vocabulary_size=100,
        random_share=0.0,
        kept_share=0.0,
        confused_share=1.0,
        confusions=confusions,
    )
    ids = np.repeat([50, 51], 1_000)
    shown, labels = mask_words(ids, np.arange(2_000), policy, np.random.default_rng(1))
    hidden = labels != IGNORED
    assert set(shown[hidden & (ids == 50)]) == {60, 61}
    assert set(shown[hidden & (ids == 51)]) == {4}


def test_confusions_sound_or_look_alike_and_stay_within_the_vocabulary() -> None:
    vocabulary = {"保": 7, "宝": 8, "葆": 9, "猫": 10, "[MASK]": 4, "##宝": 11}
    confusions = confusions_of(vocabulary, vocabulary_size=12)
    drawn = confusions.draw(np.full(200, 7), np.random.default_rng(1))
    assert set(drawn) == {8, 9}
    assert confusions.draw(np.array([4, 10]), np.random.default_rng(1)).tolist() == [-1, -1]
