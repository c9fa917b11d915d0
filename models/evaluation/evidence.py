"""Counts how far marked evidence agrees with labelled evidence, as in ERASER.

DeYoung et al., "ERASER: A Benchmark to Evaluate Rationalized NLP Models" (ACL 2020,
https://arxiv.org/abs/1911.03429), section 4.1: token F1, a token being one code point, and matches of spans whose
intersection is at least half of their union. Spans that touch or overlap are one span, on either side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier import Span
from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.prediction import Prediction

LEAST_OVERLAP = 0.5
"""Two spans match from this intersection over union on."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvidenceCounts:
    """For every text and category; all of shape (texts, 9)."""

    shared: Counts
    """Code points that both marked."""
    predicted: Counts
    labelled: Counts
    predicted_spans: Counts
    matched_predictions: Counts
    """Predicted spans with a labelled one that matches."""
    labelled_spans: Counts
    matched_labels: Counts
    """Labelled spans with a predicted one that matches."""


def count_evidence(examples: Sequence[LabeledExample], predictions: Sequence[Prediction]) -> EvidenceCounts:
    """Compare the evidence of each example with that of the prediction for it."""
    counts = np.zeros((7, len(examples), len(CODES)), dtype=np.int64)
    for row, (example, prediction) in enumerate(zip(examples, predictions, strict=True)):
        for code in {*example.evidence, *prediction.evidence}:
            predicted = merged(prediction.evidence.get(code, ()))
            labelled = merged(example.evidence.get(code, ()))
            counts[:, row, CODES.index(code)] = (
                sum(_shared(one, other) for one in predicted for other in labelled),
                sum(map(len, predicted)),
                sum(map(len, labelled)),
                len(predicted),
                _matched(predicted, labelled),
                len(labelled),
                _matched(labelled, predicted),
            )
    shared, predicted_points, labelled_points, predicted_spans, matched, labelled_spans, matched_labels = counts
    return EvidenceCounts(
        shared=shared,
        predicted=predicted_points,
        labelled=labelled_points,
        predicted_spans=predicted_spans,
        matched_predictions=matched,
        labelled_spans=labelled_spans,
        matched_labels=matched_labels,
    )


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _matched(spans: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(any(_overlap(span, other) >= LEAST_OVERLAP for other in others) for span in spans)


def _overlap(one: Span, other: Span) -> float:
    shared = _shared(one, other)
    return shared / (len(one) + len(other) - shared)
