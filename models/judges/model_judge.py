"""A trained model as a judge, without the rules.

Knows nothing of labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classifier import AdCopy, Scanner, Span, build_scanner
from classifier.detectors.absence import CATEGORY as ABSENCE
from classifier.legal.category import CODES
from classifier.neural.model import NeuralModel, TextScores, TextWords
from classifier.neural.signals import rule_signals
from classifier.neural.trade import trade_of
from models.prediction import Prediction

_READ_AT_ONCE = 64
_NOTHING = Prediction(accused=frozenset(), probabilities=dict.fromkeys(CODES, 0.0))
"""Of a text without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A text with its probabilities, before the words that prove them are sought."""

    scores: TextScores
    probabilities: Mapping[str, float]
    accused: frozenset[str]

    @property
    def quoted(self) -> tuple[str, ...]:
        """Categories that are proved by words."""
        return tuple(code for code in CODES if code in self.accused and code != ABSENCE)


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
            scored = self._model.score(readings, signals)
            judged = [None if scores is None else self._judged(scores) for scores in scored]
            words = iter(self._model.mark([item.scores for item in judged if item is not None and item.quoted]))
            predictions += [
                _NOTHING if item is None else self._prediction(item, next(words) if item.quoted else None)
                for item in judged
            ]
        return predictions

    def without_undoing(self) -> "ModelJudge":
        """The same model reading disguises as they stand."""
        config = replace(self._scanner.config, with_disguises=False, model=None)
        return ModelJudge(f"{self.name}, disguises not undone", build_scanner(config), self._model)

    def _judged(self, scores: TextScores) -> _Judged:
        nothing = np.zeros((1, len(CODES)))
        (row,) = self._model.calibration.alone.probabilities(
            scores.logits[None, :], nothing, nothing, [0.0], [trade_of(scores.reading)]
        )
        probabilities = dict(zip(CODES, row.tolist(), strict=True))
        accused = frozenset(code for code, value in probabilities.items() if value >= self._thresholds[code])
        return _Judged(scores=scores, probabilities=probabilities, accused=accused)

    def _prediction(self, judged: _Judged, words: TextWords | None) -> Prediction:
        quoted = [] if words is None else [(code, self._evidence(code, words)) for code in judged.quoted]
        return Prediction(
            accused=judged.accused,
            probabilities=judged.probabilities,
            evidence=dict(quoted),
            sources={code: (self._model.manifest.label,) for code in CODES if code in judged.accused},
        )

    def _evidence(self, code: str, words: TextWords) -> tuple[Span, ...]:
        """Words that speak for the category, as places of the raw text; the surest where none speaks clearly."""
        marked = words.marked(code, at=self._model.calibration.evidence_at[code]) or words.surest(code)
        pages = words.scores.reading.pages
        return tuple(dict.fromkeys(pages[mark.page].evidence(mark.span).span for mark in marked))
