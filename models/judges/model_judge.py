"""A trained model as a judge, without the rules.

Knows nothing of labels.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from classifier import AdCopy, Scanner, Span, build_scanner
from classifier.detectors.absence import CATEGORY as ABSENCE
from classifier.legal.category import CODES
from classifier.neural.model import NeuralModel, TextScores
from classifier.neural.signals import rule_signals
from classifier.neural.trade import trade_of
from models.prediction import Prediction

_READ_AT_ONCE = 64


class ModelJudge:
    """Judges by what a model says of a text, with the calibration made for it alone."""

    def __init__(self, name: str, scanner: Scanner, model: NeuralModel) -> None:
        """Take reader and operating point from ``scanner``."""
        self.name = name
        self._scanner = scanner
        self._model = model
        point = scanner.assembly.profile.operating_point
        self._thresholds = model.calibration.alone.operating_points[point]

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """Judge texts, each an ad of one body passage."""
        reader = self._scanner.assembly.reader
        predictions: list[Prediction] = []
        for first in range(0, len(texts), _READ_AT_ONCE):
            readings = [reader.read(AdCopy.of_text(text)) for text in texts[first : first + _READ_AT_ONCE]]
            signals = None
            if self._model.reads_rules:
                signals = [rule_signals(reading, self._scanner.detect(reading)) for reading in readings]
            predictions += [self._prediction(scores) for scores in self._model.read(readings, signals)]
        return predictions

    def without_undoing(self) -> "ModelJudge":
        """The same model reading disguises as they stand."""
        config = replace(self._scanner.config, with_disguises=False, model=None)
        return ModelJudge(f"{self.name}, disguises not undone", build_scanner(config), self._model)

    def _prediction(self, scores: TextScores | None) -> Prediction:
        if scores is None:
            return Prediction(accused=frozenset(), probabilities=dict.fromkeys(CODES, 0.0))
        nothing = np.zeros((1, len(CODES)))
        (row,) = self._model.calibration.alone.probabilities(
            scores.logits[None, :], nothing, nothing, [0.0], [trade_of(scores.reading)]
        )
        probabilities = dict(zip(CODES, row.tolist(), strict=True))
        accused = frozenset(code for code, value in probabilities.items() if value >= self._thresholds[code])
        return Prediction(
            accused=accused,
            probabilities=probabilities,
            evidence={code: self._evidence(code, scores) for code in CODES if code in accused and code != ABSENCE},
            sources={code: (self._model.manifest.label,) for code in CODES if code in accused},
        )

    def _evidence(self, code: str, scores: TextScores) -> tuple[Span, ...]:
        """Words that speak for the category, as places of the raw text; the surest where none speaks clearly."""
        marked = scores.marked(code, at=self._model.calibration.evidence_at[code]) or scores.surest(code)
        pages = scores.reading.pages
        return tuple(dict.fromkeys(pages[mark.page].evidence(mark.span).span for mark in marked))
