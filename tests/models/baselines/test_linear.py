import pytest

from labeled_data import LabeledExample
from models.baselines.linear import train_linear
from models.errors import NoExamplesError

pytest.importorskip("sklearn")


def example(number: int, text: str, *positive: str, unknown: tuple[str, ...] = ()) -> LabeledExample:
    return LabeledExample(example_id=str(number), text=text, positive=positive, unknown=unknown)


PROMISES = ["保本保息理财", "理财保本，到期兑付", "本金无忧保本计划", "保本型产品热销"]
PLAIN = ["银行网点周末照常营业", "银行网点今日照常营业", "信用卡账单已寄出", "信用卡账单已发送"]
TRAINING = [
    *(example(number, text, "guaranteed_return") for number, text in enumerate(PROMISES)),
    *(example(10 + number, text) for number, text in enumerate(PLAIN)),
    example(20, "保本，但看不出卖什么", unknown=("guaranteed_return",)),
]


def test_what_was_learnt_is_found_in_new_texts() -> None:
    baseline = train_linear(TRAINING, TRAINING)
    first, second = baseline.predict(["新品保本理财上线", "银行网点假日照常营业"])
    assert (first.accused, second.accused) == ({"guaranteed_return"}, set())


def test_a_category_without_positives_is_never_accused() -> None:
    baseline = train_linear(TRAINING, TRAINING)
    assert set(baseline.classifiers) == {"guaranteed_return"}


def test_unknown_labels_teach_nothing() -> None:
    with_unknown = train_linear(TRAINING, TRAINING).classifiers["guaranteed_return"].n_iter_
    assert with_unknown is not None
    plain = train_linear(TRAINING[:-1], TRAINING[:-1])
    texts = ["保本，但看不出卖什么"]
    (before,), (after,) = plain.predict(texts), train_linear(TRAINING, TRAINING).predict(texts)
    assert before.accused == after.accused


def test_nothing_to_train_on_is_refused() -> None:
    with pytest.raises(NoExamplesError, match="no examples to train on"):
        train_linear([], [])


def test_too_little_to_train_on_is_said_in_words() -> None:
    with pytest.raises(NoExamplesError, match="1 texts share too few n-grams"):
        train_linear(TRAINING[:1], [])


def test_no_texts_give_no_predictions() -> None:
    assert train_linear(TRAINING, TRAINING).predict([]) == []
