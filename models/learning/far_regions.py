"""Regions of unlabelled texts that no labelled text is near to, as clusters of like texts.

Knows nothing of labels. Needs scikit-learn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from labeled_data.near_copies import near_copies
from models.baselines.libraries import sklearn_module
from models.learning.answers import Floats

_TOGETHER = 0.6
"""Cosine distance, in the reduced space, up to which clusters are joined on average."""
_REDUCED = 50
"""Dimensions of the reduced space, in which texts of one subject meet though they share few n-grams."""
_MOST = 3000
"""Texts that are clustered: every pair of them is compared."""
_SEED = 2016


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Unlabelled texts that are like each other and like nothing labelled."""

    members: tuple[int, ...]
    """Positions of texts, near copies only once, the most typical first."""
    copies: int
    """Near copies of the members, which are not listed."""
    similarity: float
    """Mean similarity of the members to the labelled text nearest to each."""


def far_regions(texts: Sequence[str], vectors: Any, similarities: Floats, cut: float) -> tuple[Region, ...]:
    """Cluster the texts whose nearest labelled text is less like them than ``cut``; the largest region first.

    Of more than 3,000 such texts a random sample is clustered.

    Args:
        texts: unlabelled.
        vectors: of the texts, shape (texts, dimensions), rows of length 1.
        similarities: shape (texts,), of the labelled text nearest to each.
        cut: similarity from which a text is near enough.
    """
    far = np.flatnonzero(similarities < cut)
    if not far.size:
        return ()
    kept, copies = distinct([texts[int(row)] for row in far])
    rows = far[kept]
    if len(rows) > _MOST:
        rows = np.sort(np.random.default_rng(_SEED).choice(rows, _MOST, replace=False))
    copies_of = dict(zip(far[kept].tolist(), copies, strict=True))
    reduced = _reduced(vectors[rows])
    regions = []
    for members in _clusters(reduced):
        typical = reduced[members] @ reduced[members].sum(axis=0)
        ordered = [int(rows[member]) for member in members[np.argsort(-typical, kind="stable")]]
        regions.append(
            Region(
                members=tuple(ordered),
                copies=sum(copies_of[row] for row in ordered),
                similarity=float(similarities[ordered].mean()),
            )
        )
    return tuple(sorted(regions, key=lambda region: (-len(region.members) - region.copies, region.similarity)))


def distinct(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Leave out every text that is a near copy of an earlier one that was kept.

    Returns:
        Positions kept, ascending, and for each how many copies were left out for it.
    """
    earlier: dict[int, list[int]] = {}
    for pair in near_copies(texts):
        earlier.setdefault(pair.second, []).append(pair.first)
    copies: dict[int, int] = {}
    for position in range(len(texts)):
        original = next((first for first in earlier.get(position, ()) if first in copies), None)
        if original is None:
            copies[position] = 0
        else:
            copies[original] += 1
    return list(copies), list(copies.values())


def _reduced(vectors: Any) -> Floats:
    """Shape (texts, at most ``_REDUCED``), rows of length 1 (latent semantic analysis)."""
    if hasattr(vectors, "indices"):
        # Of millions of hashed n-grams these texts have few; the decomposition is over those.
        vectors = vectors[:, np.unique(vectors.indices)]
    size = min(_REDUCED, vectors.shape[0] - 1, vectors.shape[1] - 1)
    if size > 0 and vectors.shape[1] > _REDUCED:
        vectors = sklearn_module("decomposition").TruncatedSVD(size, random_state=_SEED).fit_transform(vectors)
    elif hasattr(vectors, "toarray"):
        vectors = vectors.toarray()
    reduced: Floats = sklearn_module("preprocessing").normalize(vectors)
    return reduced


def _clusters(vectors: Floats) -> list[Any]:
    """Row numbers of each cluster, by average linkage."""
    if len(vectors) < 2:
        return [np.arange(len(vectors))]
    distances = np.clip(1 - vectors @ vectors.T, 0, None)
    clustering = sklearn_module("cluster").AgglomerativeClustering(
        n_clusters=None, distance_threshold=_TOGETHER, metric="precomputed", linkage="average"
    )
    labels = clustering.fit_predict(distances)
    return [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
