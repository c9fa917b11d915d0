"""A model as it ships: ads in, logits of the nine answers out, and in a second pass the words that speak for them.

Most ads have nothing to prove, and the words cost more than the answers, for which most of the last layer need not be
computed; unless a text's vector is the mean over all positions, and then both come in one pass. Knows nothing of
rules, thresholds or findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from classifier.legal.category import CODES
from classifier.neural.calibration import Array, CalibrationFile, read_calibration, sigmoid
from classifier.neural.encoding import AdEncoder, EncodedAd, Places, Window, load_encoder
from classifier.neural.engine import Engine, Logits
from classifier.neural.engines import EngineName, load_engine
from classifier.neural.manifest import CALIBRATION, TOKENIZER, ModelManifest, check_files, read_manifest
from classifier.neural.signals import RuleSignals, rule_hint
from classifier.neural.spans import Marked, marked_spans, surest_span
from classifier.neural.windows import one_answer
from classifier.reading import Reading

WHOLE = "mean"
"""The pooling that reads the last states of all positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScores:
    """What a model says of one ad, but for the words that speak for it."""

    logits: Logits
    """Of the nine answers, shape (9,)."""
    reading: Reading = field(repr=False)
    """The ad."""
    encoded: EncodedAd = field(repr=False)
    """The ad as the network reads it."""
    evidence: tuple[Logits, ...] | None = field(repr=False)
    """Per window: logits of its positions' being evidence, where they came with the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """Which words of one ad speak for the categories."""

    scores: TextScores
    _evidence: tuple[Logits, ...] = field(repr=False)
    """Per window: logits of its positions' being evidence."""

    def marked(self, code: str, *, at: float) -> tuple[Marked, ...]:
        """Words that speak for the category, each token with at least the probability ``at``."""
        reading = self.scores.reading
        return marked_spans(self._of_tokens(code), self._places, texts_of(reading), reading.segmenter, at=at)

    def surest(self, code: str) -> tuple[Marked, ...]:
        """The words that speak most for the category, however little."""
        reading = self.scores.reading
        return surest_span(self._of_tokens(code), self._places, texts_of(reading), reading.segmenter)

    @property
    def _places(self) -> Places:
        return self.scores.encoded.places

    def _of_tokens(self, code: str) -> Array:
        column = CODES.index(code)
        logits = self.scores.encoded.spread([window[:, column : column + 1] for window in self._evidence])
        return sigmoid(logits[:, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralModel:
    """A network with all it needs to be asked. Holds no state per ad."""

    manifest: ModelManifest
    calibration: CalibrationFile
    encoder: AdEncoder
    engine: Engine

    @property
    def label(self) -> str:
        """What answers: the model, and the engine that computes it, in whose last digits answers differ."""
        return f"{self.manifest.label}/{self.engine.name}"

    @property
    def reads_rules(self) -> bool:
        """Whether :meth:`score` needs what the rules say."""
        return self.manifest.reads_rules

    def logits(self, ads: Sequence[Sequence[str]]) -> Logits:
        """Logits of the nine answers on ads given by the normalised texts of their passages: shape (ads, 9)."""
        encoded = self.encoder.encode(ads)
        answers = _per_ad(self.engine.score(_windows(encoded)), encoded)
        return np.stack(answers) if answers else np.zeros((0, len(CODES)), np.float32)

    def score(
        self, readings: Sequence[Reading], signals: Sequence[RuleSignals] | None = None
    ) -> list[TextScores | None]:
        """The first pass: what the model says of each ad; ``None`` of one without a word. Holds all of them at once.

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
        scores = iter(self._scores(worded, encoded))
        return [next(scores) if has_words else None for has_words in is_worded]

    def mark(self, scored: Sequence[TextScores]) -> list[TextWords]:
        """The second pass, for ads of the first that have something to prove: which words speak for the categories."""
        unread = [scores.encoded for scores in scored if scores.evidence is None]
        _, evidence = self.engine.mark(_windows(unread)) if unread else (None, [])
        read = iter([tuple(evidence[start:end]) for start, end in _ranges(unread)])
        return [
            TextWords(scores=scores, _evidence=next(read) if scores.evidence is None else scores.evidence)
            for scores in scored
        ]

    def _scores(self, readings: Sequence[Reading], ads: Sequence[EncodedAd]) -> list[TextScores]:
        windows = _windows(ads)
        if self.manifest.pooling == WHOLE:
            # The answers need every state of the last layer, from which the evidence is a step: a second pass would
            # compute all of it again.
            logits, evidence = self.engine.mark(windows)
        else:
            logits, evidence = self.engine.score(windows), None
        return [
            TextScores(
                logits=answer,
                reading=reading,
                encoded=ad,
                evidence=None if evidence is None else tuple(evidence[start:end]),
            )
            for reading, ad, answer, (start, end) in zip(readings, ads, _per_ad(logits, ads), _ranges(ads), strict=True)
        ]


def load_model(folder: Path, *, threads: int = 1, engine: EngineName = EngineName.AUTO) -> NeuralModel:
    """Load the model in ``folder``; it judges on up to ``threads`` threads.

    Raises:
        ModelFileError: the folder is missing, damaged or of another kind.
        EngineUnavailableError: the engine asked for does not run here.
    """
    manifest = read_manifest(folder)
    check_files(manifest, folder)
    return NeuralModel(
        manifest=manifest,
        calibration=read_calibration(folder / CALIBRATION),
        encoder=load_encoder(folder / TOKENIZER, max_tokens=manifest.max_tokens),
        engine=load_engine(folder, manifest, name=engine, threads=threads),
    )


def texts_of(reading: Reading) -> tuple[str, ...]:
    """What a model reads of an ad: its passages with disguises undone."""
    return tuple(page.text for page in reading.pages)


def _has_words(reading: Reading) -> bool:
    return any(map(str.isalnum, "".join(texts_of(reading))))


def _windows(ads: Sequence[EncodedAd]) -> list[Window]:
    return [window for ad in ads for window in ad.windows]


def _per_ad(per_window: Logits, ads: Sequence[EncodedAd]) -> list[Logits]:
    """One answer of those of each ad's windows."""
    return [one_answer(per_window[start:end]) for start, end in _ranges(ads)]


def _ranges(encoded: Sequence[EncodedAd]) -> list[tuple[int, int]]:
    return list(pairwise(accumulate((len(ad.windows) for ad in encoded), initial=0)))
