"""The baseline in the style of fastText: the mean of embeddings of hashed character n-grams, and a linear layer.

The architecture of Joulin et al., "Bag of Tricks for Efficient Text Classification" (EACL 2017), with sigmoids in place
of the softmax, since an ad may be in several categories; written in NumPy and trained by AdaGrad, not the program
fastText itself. Needs scikit-learn for the hashing. Knows nothing of evidence: it accuses whole texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.baselines.labels import NO_ACCUSATION, best_thresholds, label_matrix, predictions_of
from models.baselines.libraries import scipy_sparse, sklearn_module
from models.errors import NoExamplesError
from models.prediction import Prediction

_GRAMS = (1, 4)
_SEED = 2016
_BATCH = 32
_SMALL = 1e-6

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FastTextSettings:
    """How large the baseline is and how long it learns."""

    buckets: int = 2**17
    """N-grams are hashed into so many."""
    width: int = 48
    """Numbers of an embedding."""
    epochs: int = 8
    rate: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class FastTextJudge:
    """A trained baseline."""

    name: str
    vectorizer: Any
    """A ``HashingVectorizer`` whose rows sum to one, so that a product with the embeddings is their mean."""
    embeddings: Floats
    """Shape (buckets, width)."""
    weights: Floats
    """Shape (width, 9)."""
    bias: Floats
    """Shape (9,)."""
    thresholds: npt.NDArray[np.float64]
    """Least probability of an accusation, shape (9,)."""

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Judge texts, in their order."""
        if not texts:
            return []
        features = self.vectorizer.transform(texts)
        return predictions_of(_sigmoid(features @ self.embeddings @ self.weights + self.bias), self.thresholds)

    def without_undoing(self) -> None:
        """Disguises are never undone."""


def train_fasttext(
    training: Sequence[LabeledExample],
    tuning: Sequence[LabeledExample],
    *,
    name: str = "fastText-style",
    settings: FastTextSettings | None = None,
) -> FastTextJudge:
    """Train on one set and choose the thresholds of best F1 on another; ``unknown`` labels take part in neither.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
        NoExamplesError: there is nothing to train on.
    """
    settings = settings or FastTextSettings()
    if not training:
        raise NoExamplesError("no examples to train on; the train split is empty")
    vectorizer = sklearn_module("feature_extraction.text").HashingVectorizer(
        analyzer="char",
        ngram_range=_GRAMS,
        n_features=settings.buckets,
        alternate_sign=False,
        norm="l1",
        dtype=np.float32,
    )
    labels = label_matrix(training)
    embeddings, weights, bias = _learn(vectorizer.transform([example.text for example in training]), labels, settings)
    untuned = FastTextJudge(
        name=name,
        vectorizer=vectorizer,
        embeddings=embeddings,
        weights=weights,
        bias=bias,
        thresholds=np.full(len(CODES), 0.5),
    )
    predictions = untuned.predict([example.text for example in tuning])
    probabilities = np.array([[item.probabilities[code] for code in CODES] for item in predictions])
    thresholds = best_thresholds(probabilities.reshape(len(tuning), len(CODES)), label_matrix(tuning))
    thresholds[~(labels == 1).any(axis=0)] = NO_ACCUSATION
    return FastTextJudge(
        name=name,
        vectorizer=vectorizer,
        embeddings=embeddings,
        weights=weights,
        bias=bias,
        thresholds=thresholds,
    )


def _learn(features: Any, labels: npt.NDArray[np.int8], settings: FastTextSettings) -> tuple[Floats, Floats, Floats]:
    """Embeddings, weights and bias that lower the cross-entropy of the known labels; only rows in use are touched."""
    sparse = scipy_sparse()
    random = np.random.default_rng(_SEED)
    used, columns = np.unique(features.indices, return_inverse=True)
    embeddings = np.zeros((settings.buckets, settings.width), np.float32)
    # Buckets that no text uses stay 0: of an n-gram never seen nothing is known.
    table = random.uniform(-1 / settings.width, 1 / settings.width, (len(used), settings.width)).astype(np.float32)
    weights = np.zeros((settings.width, len(CODES)), np.float32)
    bias = np.zeros(len(CODES), np.float32)
    squares = [np.full(shape, _SMALL, np.float32) for shape in (table.shape, weights.shape, bias.shape)]
    local = sparse.csr_matrix((features.data, columns, features.indptr), shape=(len(labels), len(used)))
    total = settings.epochs * len(labels)
    seen = 0
    for _ in range(settings.epochs):
        order = random.permutation(len(labels))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            rate = settings.rate * (1 - seen / total)
            seen += len(batch)
            rows = local[batch]
            touched, places = np.unique(rows.indices, return_inverse=True)
            mixing = sparse.csr_matrix((rows.data, places, rows.indptr), shape=(len(batch), len(touched)))
            hidden = mixing @ table[touched]
            known = labels[batch] >= 0
            error = ((_sigmoid(hidden @ weights + bias) - (labels[batch] == 1)) * known).astype(np.float32)
            steps = (mixing.T @ (error @ weights.T), hidden.T @ error, error.sum(axis=0))
            squares[0][touched] += steps[0] ** 2
            squares[1] += steps[1] ** 2
            squares[2] += steps[2] ** 2
            table[touched] -= rate * steps[0] / np.sqrt(squares[0][touched])
            weights -= rate * steps[1] / np.sqrt(squares[1])
            bias -= rate * steps[2] / np.sqrt(squares[2])
    embeddings[used] = table
    return embeddings, weights, bias


def _sigmoid(logits: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -50, 50)))
