import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cascade.grams import SLOTS, GramReader

READER = GramReader()


def slots_of(text: str) -> list[list[int]]:
    return READER.read([text]).slots.tolist()


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_a_text_is_cut_as_if_it_were_alone(texts: list[str]) -> None:
    together = READER.read(texts)
    bounds = [*together.starts.tolist(), together.slots.shape[1]]
    for text, start, end in zip(texts, bounds[:-1], bounds[1:], strict=True):
        assert together.slots[:, start:end].tolist() == slots_of(text)


@given(st.text(max_size=20))
def test_every_text_has_positions_and_every_slot_is_one(text: str) -> None:
    grams = READER.read([text])
    assert grams.lengths[0] >= 2
    assert int(grams.slots.max()) < SLOTS


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("保本保息", "保 本*保。息"),
        ("保證收益", "保证收益"),
        ("ＡＢ１２％", "ab34%"),
        ("稳赚\n不赔", "稳赚不赔"),
        ("年化12%", "年化98%"),
    ],
)
def test_spelling_and_figures_do_not_count(text: str, same: str) -> None:
    assert slots_of(text) == slots_of(same)


@pytest.mark.parametrize(("text", "other"), [("保本", "本保"), ("12%", "12"), ("保本", "保本保本")])
def test_order_marks_of_figures_and_repetition_count(text: str, other: str) -> None:
    assert slots_of(text) != slots_of(other)


def test_slots_spread() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(2_000))
    unigrams = READER.read([text]).slots[0][:2_000]
    assert len(np.unique(unigrams)) > 1_800
