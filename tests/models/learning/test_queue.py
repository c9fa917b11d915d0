from itertools import pairwise

import numpy as np
import pytest

from classifier.legal.category import CODES
from labeled_data.near_copies import near_copies
from models.learning.answers import ASKS
from models.learning.errors import LearningAidError
from models.learning.likeness import TextSpace
from models.learning.queue import QueueWeights, labelling_queue, told
from models.learning.signals import SignalKind, signals_of

pytest.importorskip("sklearn")

PROMISE, HOUSING = CODES.index("guaranteed_return"), CODES.index("housing_leverage")
TEXTS = [
    "稳盈理财，保本保息，到期自动回款",
    "银行网点周末照常营业，欢迎光临",
    "外汇跟单平台，胜率九成，随进随出",
    "首付只要一成，差额三年无息分期",
]


def signals_for(texts, *, probabilities=None, rules=None, similarities=None, positives=None):
    shape = (len(texts), len(CODES))
    return signals_of(
        np.zeros(shape) if probabilities is None else probabilities,
        np.full(len(CODES), 0.5),
        np.zeros(shape, dtype=np.int8) if rules is None else rules,
        similarities=np.ones(len(texts)) if similarities is None else np.array(similarities),
        usual_similarities=np.linspace(0.05, 0.4, 20),
        positives=np.full(len(CODES), 10) if positives is None else positives,
    )


def queue_of(texts, signals, **options):
    return labelling_queue(texts, TextSpace(texts).vectors, signals, **{"size": 10, **options})


def probabilities_of(**by_text: float):
    matrix = np.zeros((len(TEXTS), len(CODES)))
    for name, value in by_text.items():
        matrix[int(name[1:]), PROMISE] = value
    return matrix


def test_a_planted_disagreement_comes_first_and_is_told() -> None:
    rules = np.zeros((len(TEXTS), len(CODES)), dtype=np.int8)
    rules[2, PROMISE] = 1
    queue = queue_of(TEXTS, signals_for(TEXTS, probabilities=probabilities_of(t2=0.02), rules=rules))
    first = queue.texts[0]
    assert first.position == 2
    assert (first.reasons[0].kind, first.reasons[0].code) == (SignalKind.DISAGREEMENT, "guaranteed_return")
    words = told(first.reasons[0], probabilities_of(t2=0.02)[2], np.full(len(CODES), 0.5), rules[2], 1.0)
    assert words == "guaranteed_return: rules say a violation, model 0.02, threshold 0.50"


def test_rules_that_ask_disagree_with_nobody() -> None:
    rules = np.full((len(TEXTS), len(CODES)), ASKS, dtype=np.int8)
    signals = signals_for(TEXTS, probabilities=probabilities_of(t0=1.0), rules=rules)
    assert not signals.by_category[SignalKind.DISAGREEMENT].any()


def test_the_nearer_to_the_threshold_the_more_uncertain() -> None:
    signals = signals_for(TEXTS, probabilities=probabilities_of(t0=0.5, t1=0.4, t2=0.9, t3=1.0))
    strengths = signals.strengths()[SignalKind.UNCERTAIN]
    assert strengths == pytest.approx([1.0, 0.8, 0.2, 0.0])


def test_a_category_that_is_never_accused_is_not_uncertain() -> None:
    signals = signals_of(
        probabilities_of(t0=0.9),
        np.full(len(CODES), np.inf),
        np.zeros((len(TEXTS), len(CODES)), dtype=np.int8),
        similarities=np.ones(len(TEXTS)),
        usual_similarities=np.ones(1),
        positives=np.ones(len(CODES), dtype=np.intp),
    )
    assert not signals.by_category[SignalKind.UNCERTAIN].any()


def test_a_text_like_no_labelled_one_comes_first_where_nothing_else_counts() -> None:
    queue = queue_of(TEXTS, signals_for(TEXTS, similarities=[0.3, 0.2, 0.01, 0.4]))
    assert queue.texts[0].position == 2
    assert queue.texts[0].reasons[0].kind is SignalKind.NOVEL


def test_a_likely_positive_of_a_rare_category_goes_before_one_of_a_frequent_category() -> None:
    probabilities = np.zeros((len(TEXTS), len(CODES)))
    probabilities[1, PROMISE] = probabilities[3, HOUSING] = 1.0
    positives = np.full(len(CODES), 500)
    positives[HOUSING] = 10
    rules = (probabilities == 1).astype(np.int8)
    queue = queue_of(TEXTS, signals_for(TEXTS, probabilities=probabilities, rules=rules, positives=positives))
    assert queue.texts[0].position == 3
    assert queue.texts[0].reasons[0].code == "housing_leverage"


def test_there_are_no_near_copies_in_the_queue() -> None:
    copies = [f"{text}{end}" for text in TEXTS for end in ("", "！", "。退订回T")]
    queue = queue_of(copies, signals_for(copies, similarities=np.linspace(0, 0.4, len(copies))), size=len(copies))
    assert len(queue.texts) == len(TEXTS)
    assert not near_copies([copies[item.position] for item in queue.texts])
    assert sum(item.copies for item in queue.texts) == len(copies) - len(TEXTS)


def test_near_copies_of_labelled_texts_need_no_labels() -> None:
    queue = queue_of(TEXTS, signals_for(TEXTS), labelled=[f"{TEXTS[1]}！"])
    assert queue.already_labelled == 1
    assert 1 not in {item.position for item in queue.texts}


def test_likeness_to_chosen_texts_costs_places() -> None:
    texts = ["稳盈理财本周发售", "稳盈理财下周发售哦亲", "首付只要一成"]
    signals = signals_for(texts, similarities=[0.0, 0.1, 0.15])
    order = [item.position for item in queue_of(texts, signals, weights=QueueWeights(diversity=0.0)).texts]
    spread = [item.position for item in queue_of(texts, signals, weights=QueueWeights(diversity=1.0)).texts]
    assert (order, spread) == ([0, 1, 2], [0, 2, 1])


def test_a_signal_of_no_weight_moves_nothing() -> None:
    signals = signals_for(TEXTS, probabilities=probabilities_of(t1=0.5), similarities=[0.3, 0.3, 0.01, 0.3])
    queue = queue_of(TEXTS, signals, weights=QueueWeights(novel=0.0))
    assert queue.texts[0].position == 1
    assert all(item.reasons for item in queue.texts)


def test_without_diversity_values_fall() -> None:
    signals = signals_for(TEXTS, probabilities=probabilities_of(t0=0.2, t1=0.5, t2=0.45, t3=0.9))
    queue = queue_of(TEXTS, signals, weights=QueueWeights(diversity=0.0))
    assert all(first.value >= second.value for first, second in pairwise(queue.texts))


@pytest.mark.parametrize(
    "weights",
    [
        QueueWeights(novel=-1.0),
        QueueWeights(diversity=-0.1),
        QueueWeights(uncertain=0, disagreement=0, novel=0, rare=0),
    ],
)
def test_weights_that_cannot_be_are_refused(weights: QueueWeights) -> None:
    with pytest.raises(LearningAidError, match="weights are 0 or more"):
        queue_of(TEXTS, signals_for(TEXTS), weights=weights)
