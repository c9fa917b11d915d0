import pytest

from labeled_data import LabeledExample
from models.baselines.fasttext import FastTextSettings, train_fasttext
from models.errors import NoExamplesError

pytest.importorskip("sklearn")

SMALL = FastTextSettings(buckets=2**12, width=8, epochs=40)


def example(number: int, text: str, *positive: str, unknown: tuple[str, ...] = ()) -> LabeledExample:
    return LabeledExample(example_id=str(number), text=text, positive=positive, unknown=unknown)


PROMISES = ["保本保息理财", "理财保本，到期兑付", "本金无忧保本计划", "保本型产品热销"]
PLAIN = ["银行网点周末照常营业", "银行网点今日照常营业", "信用卡账单已寄出", "信用卡账单已发送"]
TRAINING = [
    *(example(number, text, "guaranteed_return") for number, text in enumerate(PROMISES)),
    *(example(10 + number, text) for number, text in enumerate(PLAIN)),
]


def test_what_was_learnt_is_found_in_new_texts() -> None:
    judge = train_fasttext(TRAINING, TRAINING, settings=SMALL)
    first, second = judge.predict(["新品保本理财上线", "银行网点假日照常营业"])
    assert first.probabilities["guaranteed_return"] > 3 * second.probabilities["guaranteed_return"]
    assert [bool(found.accused) for found in judge.predict([*PROMISES, *PLAIN])] == [True] * 4 + [False] * 4


def test_the_same_examples_teach_the_same() -> None:
    texts = ["新品保本理财上线"]
    first, second = (train_fasttext(TRAINING, TRAINING, settings=SMALL).predict(texts) for _ in range(2))
    assert first == second


def test_unknown_labels_teach_nothing_of_their_category() -> None:
    def taught(**labels: tuple[str, ...]) -> float:
        odd = LabeledExample(example_id="odd", text="保本，但看不出卖什么", positive=(), **labels)
        judge = train_fasttext([*TRAINING, odd], TRAINING, settings=SMALL)
        return judge.predict([odd.text])[0].probabilities["guaranteed_return"]

    assert taught(unknown=("guaranteed_return",)) > taught(unknown=()) + 0.1


def test_a_category_without_positives_is_never_accused() -> None:
    accused = train_fasttext(TRAINING, TRAINING, settings=SMALL).predict([item.text for item in TRAINING])
    assert {code for item in accused for code in item.accused} == {"guaranteed_return"}


def test_nothing_to_train_on_is_refused_and_no_texts_give_no_predictions() -> None:
    with pytest.raises(NoExamplesError, match="no examples to train on"):
        train_fasttext([], [])
    assert train_fasttext(TRAINING, [], settings=SMALL).predict([]) == []
