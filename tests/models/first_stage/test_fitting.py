import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from classifier.cascade.first_stage import FirstStage
from models.errors import NoExamplesError
from models.first_stage.fitting import fit_weights
from tests.classifier.cascade.made_up import manifest_for
from tests.models.first_stage.made_up import OTHER, WANTED

TEXTS = (*WANTED, *OTHER)
IS_WANTED = np.array([True] * len(WANTED) + [False] * len(OTHER))


def test_texts_like_those_wanted_score_above_others() -> None:
    weights = fit_weights(TEXTS, IS_WANTED, np.ones(len(TEXTS)))
    scores = FirstStage(manifest_for(weights), weights).scores(["新一期理财产品，保本保息", "明天还去公园散步"])
    assert weights.dtype == np.int8
    assert scores[0] > 0 > scores[1]


def test_the_same_texts_give_the_same_weights() -> None:
    one, other = (fit_weights(TEXTS, IS_WANTED, np.ones(len(TEXTS))) for _ in range(2))
    assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("is_wanted", [True, False])
def test_texts_of_one_kind_teach_nothing(is_wanted: bool) -> None:
    with pytest.raises(NoExamplesError, match="give it texts of the other"):
        fit_weights(TEXTS, np.full(len(TEXTS), is_wanted), np.ones(len(TEXTS)))
