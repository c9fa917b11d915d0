"""Fits the weights of a first stage: one logistic regression over hashed n-grams, rounded to bytes.

Needs scikit-learn. Knows nothing of where texts come from or of thresholds.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.cascade.first_stage import Weights
from classifier.cascade.grams import SLOTS, GramReader
from models.baselines.libraries import scipy_sparse, sklearn_module
from models.errors import NoExamplesError

_SEED = 2016
_BLOCK = 4_096
_LARGEST = 127
_STRENGTH = 30.0
"""Inverse strength of regularisation."""
_FULL_QUANTILE = 0.9999
"""Weights beyond this share of all that are not 0 are cut, so that the others keep their digits."""

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def fit_weights(texts: Sequence[str], is_wanted: Bools, importance: Floats) -> Weights:
    """Fit weights that lift texts in which something may be found above the others.

    Args:
        texts: to learn from.
        is_wanted: whether something may be found in a text, shape (texts,).
        importance: how much each text counts, same shape.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
        NoExamplesError: there are no texts of one of the two kinds.
    """
    if is_wanted.all() or not is_wanted.any():
        raise NoExamplesError(
            f"{int(is_wanted.sum())} of {len(texts)} texts hold something to be found; a first stage is fitted to both "
            "kinds: give it texts of the other"
        )
    features = _features(texts)
    classifier = sklearn_module("linear_model").LogisticRegression(
        C=_STRENGTH, solver="lbfgs", tol=1e-3, max_iter=80, random_state=_SEED
    )
    classifier.fit(features, is_wanted, sample_weight=importance * (len(texts) / importance.sum()))
    weights: Floats = classifier.coef_[0]
    scale = _LARGEST / max(float(np.quantile(np.abs(weights[weights != 0]), _FULL_QUANTILE)), 1e-12)
    rounded: Weights = np.clip(np.round(weights * scale), -_LARGEST, _LARGEST).astype(np.int8)
    return rounded


def _features(texts: Sequence[str]) -> "npt.NDArray[np.float64]":
    """How often each slot is met in each text, over the root of the text's length, as the score has it; sparse."""
    sparse = scipy_sparse()
    reader = GramReader()
    blocks = []
    for first in range(0, len(texts), _BLOCK):
        grams = reader.read(texts[first : first + _BLOCK])
        lengths = grams.lengths
        rows = np.repeat(np.arange(len(lengths)), lengths)
        values = np.repeat(1 / np.sqrt(lengths), lengths).astype(np.float32)
        block = sparse.coo_matrix(
            (np.tile(values, 3), (np.tile(rows, 3), grams.slots.ravel().astype(np.int32))), shape=(len(lengths), SLOTS)
        )
        blocks.append(block.tocsr())
    stacked: npt.NDArray[np.float64] = sparse.vstack(blocks, format="csr")
    return stacked
