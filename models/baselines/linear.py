"""The linear baseline: character n-grams weighted by TF-IDF, one logistic regression for each category.

Needs scikit-learn. Knows nothing of evidence: it accuses whole texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.baselines.labels import NO_ACCUSATION, best_thresholds, label_matrix, predictions_of
from models.baselines.libraries import sklearn_module
from models.errors import NoExamplesError
from models.prediction import Prediction

_LEAST_POSITIVES = 2
"""Of a category with fewer nothing is learnt; it is never accused."""
_SEED = 2016


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearJudge:
    """A trained baseline."""

    name: str
    vectorizer: Any
    """A fitted ``TfidfVectorizer``."""
    classifiers: Mapping[str, Any]
    """Category → fitted ``LogisticRegression``; categories never seen are missing."""
    thresholds: npt.NDArray[np.float64]
    """Least probability of an accusation, shape (9,)."""

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Judge texts, in their order."""
        return predictions_of(_probabilities(self.vectorizer, self.classifiers, texts), self.thresholds)

    def without_undoing(self) -> None:
        """Disguises are never undone."""


def train_linear(
    training: Sequence[LabeledExample], tuning: Sequence[LabeledExample], *, name: str = "TF-IDF + linear"
) -> LinearJudge:
    """Train on one set and choose the thresholds of best F1 on another; ``unknown`` labels take part in neither.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
        NoExamplesError: there is nothing, or too little, to train on.
    """
    if not training:
        raise NoExamplesError("no examples to train on; the train split is empty")
    vectorizer = sklearn_module("feature_extraction.text").TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), min_df=2, max_df=0.5, sublinear_tf=True, dtype=np.float32
    )
    try:
        features = vectorizer.fit_transform([example.text for example in training])
    except ValueError as error:
        raise NoExamplesError(
            f"{len(training)} texts share too few n-grams to train the linear baseline on ({error}); give it more"
        ) from error
    labels = label_matrix(training)
    classifiers: dict[str, Any] = {}
    for code, answers in zip(CODES, labels.T, strict=True):
        rows = np.flatnonzero(answers >= 0)
        is_positive = answers[rows] == 1
        if is_positive.sum() < _LEAST_POSITIVES or is_positive.all():
            continue
        classifier = sklearn_module("linear_model").LogisticRegression(
            C=10.0, class_weight="balanced", solver="liblinear", random_state=_SEED
        )
        classifiers[code] = classifier.fit(features[rows], is_positive)
    probabilities = _probabilities(vectorizer, classifiers, [example.text for example in tuning])
    thresholds = best_thresholds(probabilities, label_matrix(tuning))
    thresholds[[code not in classifiers for code in CODES]] = NO_ACCUSATION
    return LinearJudge(name=name, vectorizer=vectorizer, classifiers=classifiers, thresholds=thresholds)


def _probabilities(vectorizer: Any, classifiers: Mapping[str, Any], texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Shape (texts, 9); 0 for categories never seen."""
    probabilities = np.zeros((len(texts), len(CODES)))
    if texts:
        features = vectorizer.transform(texts)
        for number, code in enumerate(CODES):
            if code in classifiers:
                probabilities[:, number] = classifiers[code].predict_proba(features)[:, 1]
    return probabilities
