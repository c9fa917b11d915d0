"""Probabilities for labelled texts from judges that were trained without them.

Knows nothing of what the probabilities are used for, or of how a judge is trained.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from labeled_data.splitting.stratify import stratify
from labeled_data.splitting.units import units_of
from models.learning.answers import Floats, probability_matrix
from models.learning.errors import LearningAidError
from models.prediction import Judge

FOLDS = 5
SEED = 2016

Train = Callable[[Sequence[LabeledExample]], Judge]
"""Makes a judge with probabilities out of examples."""


def out_of_fold(examples: Sequence[LabeledExample], train: Train, *, folds: int = FOLDS, seed: int = SEED) -> Floats:
    """Judge each text by a judge that was trained on the other folds.

    Returns:
        shape (examples, 9).

    Raises:
        LearningAidError: there are fewer groups than folds, or the judge has no probabilities.
    """
    fold_of = folds_of(examples, folds=folds, seed=seed)
    probabilities = np.zeros((len(examples), len(CODES)))
    for fold in range(folds):
        is_held_out = fold_of == fold
        judge = train([example for example, held in zip(examples, is_held_out, strict=True) if not held])
        texts = [example.text for example, held in zip(examples, is_held_out, strict=True) if held]
        probabilities[is_held_out] = probability_matrix(judge.predict(texts))
    return probabilities


def folds_of(examples: Sequence[LabeledExample], *, folds: int = FOLDS, seed: int = SEED) -> npt.NDArray[np.intp]:
    """Spread examples over folds, alike in every category; a group, its pairs and its near copies stay together.

    Examples without a group are groups of their own.

    Returns:
        shape (examples,): the number of the fold.

    Raises:
        LearningAidError: there are fewer groups than folds.
    """
    if folds < 2:
        raise LearningAidError(f"{folds} folds; at least 2 are needed, so that something is left to train on")
    units = units_of([replace(example, group=example.group or f"{example.example_id}\x1f") for example in examples])
    if len(units) < folds:
        raise LearningAidError(
            f"{len(examples)} texts in {len(units)} independent groups cannot be spread over {folds} folds; "
            "take fewer folds or more texts"
        )
    counts = np.array(
        [
            [len(unit.examples), *(sum(code in example.positive for example in unit.examples) for code in CODES)]
            for unit in units
        ],
        dtype=np.float64,
    )
    fold_of_unit = stratify(counts, [1 / folds] * folds, seed, {})
    fold_of_id = {
        example.example_id: fold for unit, fold in zip(units, fold_of_unit, strict=True) for example in unit.examples
    }
    return np.array([fold_of_id[example.example_id] for example in examples], dtype=np.intp)
