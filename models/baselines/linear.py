"""The linear baseline: character n-grams weighted by TF-IDF, one logistic regression for each category.

Needs scikit-learn. Knows nothing of evidence: it accuses whole texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.errors import MissingLibraryError, NoExamplesError
from models.prediction import Prediction
from models.scores import Counts

_LEAST_POSITIVES = 2
"""Of a category with fewer nothing is learnt; it is never accused."""
_SEED = 2016


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearBaseline:
    """A trained baseline."""

    vectorizer: Any
    """A fitted ``TfidfVectorizer``."""
    classifiers: Mapping[str, Any]
    """Category → fitted ``LogisticRegression``; categories never seen are missing."""
    thresholds: Mapping[str, float]
    """Category → least probability of an accusation."""


def train_linear(training: Sequence[LabeledExample], tuning: Sequence[LabeledExample]) -> LinearBaseline:
    """Train on one set and choose the thresholds of best F1 on another; ``unknown`` labels take part in neither.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
        NoExamplesError: there is nothing to train on.
    """
    if not training:
        raise NoExamplesError("no examples to train on; the train split is empty")
    text_features = _sklearn("sklearn.feature_extraction.text")
    linear_model = _sklearn("sklearn.linear_model")
    vectorizer = text_features.TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), min_df=2, max_df=0.5, sublinear_tf=True, dtype=np.float32
    )
    features = vectorizer.fit_transform([example.text for example in training])
    classifiers: dict[str, Any] = {}
    for code in CODES:
        rows = np.array([number for number, example in enumerate(training) if code not in example.unknown])
        labels = np.array([code in training[row].positive for row in rows])
        if labels.sum() < _LEAST_POSITIVES or labels.all():
            continue
        classifier = linear_model.LogisticRegression(
            C=10.0, class_weight="balanced", solver="liblinear", random_state=_SEED
        )
        classifiers[code] = classifier.fit(features[rows], labels)
    probabilities = _probabilities(vectorizer, classifiers, [example.text for example in tuning])
    return LinearBaseline(
        vectorizer=vectorizer,
        classifiers=classifiers,
        thresholds={code: _best_threshold(code, probabilities[code], tuning) for code in classifiers},
    )


def predict_with(baseline: LinearBaseline, texts: Sequence[str]) -> list[Prediction]:
    """Judge texts, in their order."""
    probabilities = _probabilities(baseline.vectorizer, baseline.classifiers, texts)
    return [
        Prediction(
            accused=frozenset(
                code for code, values in probabilities.items() if values[number] >= baseline.thresholds[code]
            )
        )
        for number in range(len(texts))
    ]


def _probabilities(
    vectorizer: Any, classifiers: Mapping[str, Any], texts: Sequence[str]
) -> dict[str, npt.NDArray[np.float64]]:
    if not texts:
        return {code: np.zeros(0) for code in classifiers}
    features = vectorizer.transform(texts)
    return {code: classifier.predict_proba(features)[:, 1] for code, classifier in classifiers.items()}


def _best_threshold(code: str, probabilities: npt.NDArray[np.float64], tuning: Sequence[LabeledExample]) -> float:
    """The threshold of best F1, a half where nothing can be told."""
    judged = [
        (float(probability), code in example.positive)
        for probability, example in zip(probabilities, tuning, strict=True)
        if code not in example.unknown
    ]
    candidates = sorted({probability for probability, is_positive in judged if is_positive})
    return max(candidates, key=lambda threshold: _f1(judged, threshold), default=0.5)


def _f1(judged: Iterable[tuple[float, bool]], threshold: float) -> float:
    counts = Counts()
    for probability, is_positive in judged:
        counts.add(is_positive=is_positive, is_predicted=probability >= threshold)
    return counts.f1 or 0.0


def _sklearn(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibraryError("the linear baseline needs scikit-learn: pip install 'finad[train]'") from error
