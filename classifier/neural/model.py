"""A model as it ships: ads in, logits of the nine answers out, and on demand the words that speak for one.

Knows nothing of rules, thresholds or findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from classifier.legal.category import CODES
from classifier.neural.calibration import Array, CalibrationFile, read_calibration, sigmoid
from classifier.neural.encoding import AdEncoder, EncodedAd, load_encoder
from classifier.neural.engine import Engine, Logits
from classifier.neural.manifest import CALIBRATION, NETWORK, TOKENIZER, ModelManifest, check_files, read_manifest
from classifier.neural.onnx_engine import OnnxEngine
from classifier.neural.signals import RuleSignals, rule_hint
from classifier.neural.spans import Marked, marked_spans, surest_span
from classifier.neural.windows import one_answer
from classifier.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScores:
    """What a model says of one ad."""

    logits: Logits
    """Of the nine answers, shape (9,)."""
    reading: Reading = field(repr=False)
    """The ad."""
    _encoded: EncodedAd = field(repr=False)
    _evidence: tuple[Logits, ...] = field(repr=False)
    """Per window: logits of its positions' being evidence."""

    def marked(self, code: str, *, at: float) -> tuple[Marked, ...]:
        """Words that speak for the category, each token with at least the probability ``at``."""
        probabilities, texts = self._of_tokens(code)
        return marked_spans(probabilities, self._encoded.places, texts, self.reading.segmenter, at=at)

    def surest(self, code: str) -> tuple[Marked, ...]:
        """The words that speak most for the category, however little."""
        probabilities, texts = self._of_tokens(code)
        return surest_span(probabilities, self._encoded.places, texts, self.reading.segmenter)

    def _of_tokens(self, code: str) -> tuple[Array, tuple[str, ...]]:
        column = CODES.index(code)
        logits = self._encoded.spread([window[:, column : column + 1] for window in self._evidence])
        return sigmoid(logits[:, 0]), texts_of(self.reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralModel:
    """A network with all it needs to be asked. Holds no state per ad."""

    manifest: ModelManifest
    calibration: CalibrationFile
    encoder: AdEncoder
    engine: Engine

    def logits(self, ads: Sequence[Sequence[str]]) -> Logits:
        """Logits of the nine answers on ads given by the normalised texts of their passages: shape (ads, 9)."""
        encoded = self.encoder.encode(ads)
        per_window = self.engine.score([window for ad in encoded for window in ad.windows])
        answers = [one_answer(per_window[start:end]) for start, end in _ranges(encoded)]
        return np.stack(answers) if answers else np.zeros((0, len(CODES)), np.float32)

    @property
    def reads_rules(self) -> bool:
        """Whether :meth:`read` needs what the rules say."""
        return self.manifest.reads_rules

    def read(
        self, readings: Sequence[Reading], signals: Sequence[RuleSignals] | None = None
    ) -> list[TextScores | None]:
        """What the model says of each ad; ``None`` of one without a word. Holds all of them at once.

        Args:
            readings: the ads.
            signals: what the rules say of each; needed where ``reads_rules``, unused elsewhere.

        Raises:
            ValueError: the model reads what the rules say, and was not told.
        """
        if self.reads_rules and signals is None:
            raise ValueError(f"{self.manifest.label} reads what the rules say of an ad; give it their signals")
        hints = [rule_hint(signal) for signal in signals] if self.reads_rules and signals is not None else None
        is_worded = [_has_words(reading) for reading in readings]
        worded = [reading for reading, has_words in zip(readings, is_worded, strict=True) if has_words]
        encoded = self.encoder.encode(
            [texts_of(reading) for reading in worded],
            None if hints is None else [hint for hint, has_words in zip(hints, is_worded, strict=True) if has_words],
        )
        logits, evidence = self.engine.mark([window for ad in encoded for window in ad.windows])
        scores = iter(
            TextScores(
                logits=one_answer(logits[start:end]), reading=reading, _encoded=ad, _evidence=tuple(evidence[start:end])
            )
            for reading, ad, (start, end) in zip(worded, encoded, _ranges(encoded), strict=True)
        )
        return [next(scores) if has_words else None for has_words in is_worded]


def load_model(folder: Path, *, threads: int = 1) -> NeuralModel:
    """Load the model in ``folder``; it judges up to ``threads`` texts at a time.

    Raises:
        ModelFileError: the folder is missing, damaged or of another kind.
    """
    manifest = read_manifest(folder)
    check_files(manifest, folder)
    return NeuralModel(
        manifest=manifest,
        calibration=read_calibration(folder / CALIBRATION),
        encoder=load_encoder(folder / TOKENIZER, max_tokens=manifest.max_tokens),
        engine=OnnxEngine(folder / NETWORK, threads=threads),
    )


def texts_of(reading: Reading) -> tuple[str, ...]:
    """What a model reads of an ad: its passages with disguises undone."""
    return tuple(page.text for page in reading.pages)


def _has_words(reading: Reading) -> bool:
    return any(map(str.isalnum, "".join(texts_of(reading))))


def _ranges(encoded: Sequence[EncodedAd]) -> list[tuple[int, int]]:
    return list(pairwise(accumulate((len(ad.windows) for ad in encoded), initial=0)))
