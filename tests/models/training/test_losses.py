import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from classifier.legal.category import CODES  # noqa: E402
from classifier.neural.windows import MISSING  # noqa: E402
from models.training.batching import Batch, SpecialTokens, collate  # noqa: E402
from models.training.encoding import UNKNOWN, EncodedExample  # noqa: E402
from models.training.losses import LossSettings, loss_of, text_logits  # noqa: E402

NO_WEIGHT = torch.ones(9)
ANSWERS_ONLY = LossSettings(evidence=0, weak_evidence=0, smoothing=0)


def batch_of(
    labels: dict[int, float], *, marks: dict[tuple[int, int], float] | None = None, weight: float = 1
) -> Batch:
    values = np.zeros(9, dtype=np.float32)
    for column, label in labels.items():
        values[column] = label
    evidence = np.zeros((4, 9), dtype=np.float32)
    for place, mark in (marks or {}).items():
        evidence[place] = mark
    example = EncodedExample(tokens=np.arange(10, 14), labels=values, evidence=evidence, weight=weight)
    return collate([example], [0], SpecialTokens(begin=2, end=3, pad=0), window=20)


def test_one_answer_of_windows_is_the_highest_and_for_the_missing_warning_the_lowest() -> None:
    logits = torch.zeros((3, 9))
    logits[0], logits[1], logits[2] = 1.0, -2.0, 5.0
    answers = text_logits(logits, torch.tensor([0, 0, 1]), 2)
    assert answers[0].tolist() == [-2.0 if code == MISSING else 1.0 for code in CODES]
    assert answers[1].tolist() == [5.0] * 9


def test_unknown_answers_take_no_part() -> None:
    evidence = torch.zeros((1, 6, 9))
    wrong = torch.zeros((1, 9))
    wrong[0, 3] = 20.0
    known = loss_of(wrong, evidence, batch_of({}), NO_WEIGHT, ANSWERS_ONLY)
    unknown = loss_of(wrong, evidence, batch_of({3: UNKNOWN}), NO_WEIGHT, ANSWERS_ONLY)
    assert known > 2
    assert unknown == pytest.approx(np.log(2), abs=1e-4)


def test_a_positive_weighs_as_much_as_it_is_told() -> None:
    wrong = torch.full((1, 9), -2.0)
    plain = loss_of(wrong, torch.zeros((1, 6, 9)), batch_of({2: 1.0}), NO_WEIGHT, ANSWERS_ONLY)
    heavy = loss_of(wrong, torch.zeros((1, 6, 9)), batch_of({2: 1.0}), NO_WEIGHT * 3, ANSWERS_ONLY)
    assert heavy - plain == pytest.approx(2 * np.log1p(np.exp(2)) / 9, rel=1e-4)


def test_marked_words_pull_their_tokens_up_and_the_others_down() -> None:
    evidence = torch.zeros((1, 6, 9), requires_grad=True)
    batch = batch_of({1: 1.0}, marks={(2, 1): 1.0})
    loss_of(torch.zeros((1, 9)), evidence, batch, NO_WEIGHT, LossSettings(evidence=1, weak_evidence=0)).backward()
    pulls = -evidence.grad[0, :, 1]
    assert pulls[3] > 0
    assert (pulls[[1, 2, 4]] < 0).all()
    assert pulls[[0, 5]].tolist() == [0, 0]
    assert evidence.grad[0, :, 2].abs().sum() == 0


def test_a_positive_without_marks_wants_one_token_and_an_absence_none() -> None:
    open_marks = {(token, column): UNKNOWN for token in range(4) for column in (0, 1)}
    batch = batch_of({0: 1.0, 1: 1.0}, marks=open_marks)
    evidence = torch.zeros((1, 6, 9))
    evidence[0, 2, 1] = 1.0
    evidence.requires_grad_()
    loss_of(torch.zeros((1, 9)), evidence, batch, NO_WEIGHT, LossSettings(evidence=1, weak_evidence=1)).backward()
    assert evidence.grad[0, 2, 1] < 0
    assert evidence.grad[0, :, CODES.index(MISSING)].abs().sum() == 0


def test_a_text_that_counts_half_pulls_half() -> None:
    answers = torch.zeros((1, 9))
    full = batch_of({1: 1.0})
    both = collate_two(batch_weights=(1.0, 0.5))
    loss = loss_of(torch.cat((answers, answers + 3)), torch.zeros((2, 6, 9)), both, NO_WEIGHT, ANSWERS_ONLY)
    first = loss_of(answers, torch.zeros((1, 6, 9)), full, NO_WEIGHT, ANSWERS_ONLY)
    second = loss_of(answers + 3, torch.zeros((1, 6, 9)), full, NO_WEIGHT, ANSWERS_ONLY)
    assert loss == pytest.approx(float((first + 0.5 * second) / 1.5), rel=1e-5)


def collate_two(*, batch_weights: tuple[float, float]) -> Batch:
    labels = np.zeros(9, dtype=np.float32)
    labels[1] = 1
    examples = [
        EncodedExample(
            tokens=np.arange(10, 14), labels=labels, evidence=np.zeros((4, 9), dtype=np.float32), weight=weight
        )
        for weight in batch_weights
    ]
    return collate(examples, [0, 1], SpecialTokens(begin=2, end=3, pad=0), window=20)
