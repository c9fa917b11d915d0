import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

from models.training.batching import SpecialTokens, batch_units, collate, fixed_batches
from models.training.encoding import UNKNOWN, EncodedExample

SPECIAL = SpecialTokens(begin=2, end=3, pad=0)


def encoded(length: int, *, evidence: tuple[int, ...] = ()) -> EncodedExample:
    marks = np.zeros((length, 9), dtype=np.float32)
    marks[list(evidence), 1] = 1
    labels = np.zeros(9, dtype=np.float32)
    labels[1] = float(bool(evidence))
    return EncodedExample(tokens=np.arange(10, 10 + length), labels=labels, evidence=marks)


@pytest.mark.parametrize("shuffled_by", [None, random.Random(1)])
def test_every_example_is_in_one_batch_and_pairs_are_together(shuffled_by: random.Random | None) -> None:
    lengths = [5 + (number * 37) % 90 for number in range(200)]
    units = [(number, number + 1) for number in range(0, 100, 2)] + [(number,) for number in range(100, 200)]
    batches = batch_units(lengths, units, budget=400, shuffled_by=shuffled_by)
    assert sorted(position for batch in batches for position in batch) == list(range(200))
    home = {position: number for number, batch in enumerate(batches) for position in batch}
    assert all(home[left] == home[left + 1] for left in range(0, 100, 2))
    assert all(len(batch) * max(lengths[position] for position in batch) <= 400 for batch in batches)


def test_a_text_larger_than_the_budget_is_a_batch_of_its_own() -> None:
    assert batch_units([900, 10, 10], [(0,), (1,), (2,)], budget=100, shuffled_by=None) == [[1, 2], [0]]


def test_a_long_text_becomes_windows_that_belong_to_it() -> None:
    batch = collate([encoded(6), encoded(25, evidence=(24,))], [0, 1], SPECIAL, window=12)
    assert batch.text_of.tolist() == [0, 1, 1, 1, 1]
    assert batch.input_ids[0].tolist() == [2, 10, 11, 12, 13, 14, 15, 3, 0, 0, 0, 0]
    assert batch.attention_mask.sum(1).tolist() == [8, 12, 12, 12, 12]
    seen = {int(token) for row in batch.input_ids[1:] for token in row}
    assert set(range(10, 35)) <= seen


def test_special_tokens_and_padding_have_no_evidence_label() -> None:
    batch = collate([encoded(3, evidence=(1,)), encoded(5)], [0, 1], SPECIAL, window=20)
    assert batch.evidence[0, :, 1].tolist() == [UNKNOWN, 0, 1, 0, UNKNOWN, UNKNOWN, UNKNOWN]


def test_fixed_batches_hold_every_example_once() -> None:
    batches = list(fixed_batches([encoded(3 + number % 7) for number in range(50)], SPECIAL, budget=64, window=20))
    assert sorted(position for batch in batches for position in batch.positions) == list(range(50))
