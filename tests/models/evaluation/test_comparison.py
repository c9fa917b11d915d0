import pytest

from models.evaluation.comparison import compare
from models.evaluation.evaluation import Evaluation, evaluate
from tests.models.evaluation.made_up import CLAIM, RETURN, WordJudge, example

EXAMPLES = [
    *(example(f"plain-{number}", f"第{number}号理财，{CLAIM}", RETURN) for number in range(12)),
    *(example(f"other-{number}", f"第{number}号理财，稳赚不赔", RETURN) for number in range(12)),
    *(example(f"clean-{number}", f"第{number}号网点照常营业，不设保底") for number in range(12)),
]


def judged(word: str) -> Evaluation:
    return evaluate(WordJudge(word, word), EXAMPLES)


def test_what_is_clearly_better_is_said_to_be() -> None:
    found = compare(judged(CLAIM), judged("理财"))
    f1 = found.measures["macro_f1"]
    assert (f1.first, f1.second) == (pytest.approx(2 / 3), 1.0)
    assert f1.interval is not None
    assert 0 < f1.interval.low < f1.value < f1.interval.high
    assert f1.is_clear


def test_a_judge_does_not_differ_from_itself() -> None:
    found = compare(judged(CLAIM), judged(CLAIM))
    assert {name for name, item in found.measures.items() if item.is_clear or item.value} == set()
    assert found.flips == ()


def test_flips_name_the_texts_that_became_right_or_wrong() -> None:
    found = compare(judged(CLAIM), judged("不"))
    became = {flip.example_id: flip.became_right for flip in found.flips}
    assert {name.split("-")[0] for name, is_right in became.items() if is_right} == {"other"}
    assert {name.split("-")[0] for name, is_right in became.items() if not is_right} == {"plain", "clean"}
    assert len(became) == 36


def test_judges_of_different_texts_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not judged on the same examples"):
        compare(judged(CLAIM), evaluate(WordJudge("few", CLAIM), EXAMPLES[:3]))
