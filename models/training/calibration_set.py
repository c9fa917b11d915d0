"""What a freshly trained network and the rules say of labelled ads, as the fit of probabilities takes it.

Knows nothing of how probabilities are fitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from classifier import AdCopy, Scanner, Span
from classifier.legal.category import CODES
from classifier.neural.calibration import sigmoid
from classifier.neural.encoding import AdEncoder, EncodedAd
from classifier.neural.engine import Engine
from classifier.neural.model import texts_of
from classifier.neural.signals import rule_hint, rule_signals
from classifier.neural.windows import one_answer
from classifier.reading import Reading
from labeled_data.example import LabeledExample
from models.calibrating.data import NEGATIVE, POSITIVE, UNKNOWN, CalibrationData
from models.calibrating.thresholds import evidence_threshold
from models.training.run import WeightedExamples


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSet:
    """A calibration set with all that was said of it."""

    data: CalibrationData
    evidence_at: Mapping[str, float]
    """Category → probability from which a token counts as evidence: that of the best token F1 on this set."""


def score_set(
    sources: Sequence[WeightedExamples],
    scanner: Scanner,
    encoder: AdEncoder,
    engine: Engine,
    *,
    reads_rules: bool = False,
) -> ScoredSet:
    """Ask rules and network about every labelled ad.

    Args:
        sources: the ads; the weight of a source is that of each of its ads.
        scanner: without a model.
        encoder: of the network.
        engine: runs the network.
        reads_rules: the network is told what the rules say.
    """
    examples = [example for source in sources for example in source.examples]
    readings = [scanner.assembly.reader.read(AdCopy.of_text(example.text)) for example in examples]
    signals = [rule_signals(reading, scanner.detect(reading)) for reading in readings]
    hints = [rule_hint(signal) for signal in signals] if reads_rules else None
    encoded = encoder.encode([texts_of(reading) for reading in readings], hints)
    logits, evidence = engine.mark([window for ad in encoded for window in ad.windows])
    bounds = list(pairwise(accumulate((len(ad.windows) for ad in encoded), initial=0)))
    data = CalibrationData(
        labels=np.stack([_labels(example) for example in examples]),
        logits=np.stack([one_answer(logits[start:end]) for start, end in bounds]).astype(np.float64),
        rules=np.stack([signal.rules for signal in signals]),
        asks=np.stack([signal.asks for signal in signals]),
        no_advert=np.array([signal.no_advert for signal in signals]),
        trades=np.array([signal.trade for signal in signals]),
        weights=np.array([source.weight for source in sources for _ in source.examples]),
        groups=np.array([example.group or example.example_id for example in examples]),
    )
    tokens = [ad.spread(evidence[start:end]) for ad, (start, end) in zip(encoded, bounds, strict=True)]
    return ScoredSet(data=data, evidence_at=_evidence_thresholds(examples, readings, encoded, tokens))


def _labels(example: LabeledExample) -> npt.NDArray[np.int64]:
    return np.array(
        [UNKNOWN if code in example.unknown else POSITIVE if code in example.positive else NEGATIVE for code in CODES]
    )


def _evidence_thresholds(
    examples: Sequence[LabeledExample],
    readings: Sequence[Reading],
    encoded: Sequence[EncodedAd],
    tokens: Sequence[npt.NDArray[np.float32]],
) -> dict[str, float]:
    found = {}
    for column, code in enumerate(CODES):
        marked = [index for index, example in enumerate(examples) if example.evidence.get(code)]
        if not marked:
            found[code] = 0.5
            continue
        said = np.concatenate([sigmoid(tokens[index][:, column]) for index in marked])
        true = np.concatenate(
            [_is_evidence(examples[index], code, readings[index], encoded[index]) for index in marked]
        )
        found[code] = evidence_threshold(said.astype(np.float64), true)
    return found


def _is_evidence(example: LabeledExample, code: str, reading: Reading, ad: EncodedAd) -> npt.NDArray[np.bool_]:
    """Whether people marked each token of an ad, shape (tokens,)."""
    spans = example.evidence[code]
    places = ad.places
    marks = np.zeros(len(places.pages), dtype=np.bool_)
    for token, (page, start, end) in enumerate(zip(places.pages, places.starts, places.ends, strict=True)):
        raw = reading.pages[page].normalized.raw_span(Span(int(start), int(end)))
        marks[token] = any(raw.start < span.end and span.start < raw.end for span in spans)
    return marks
