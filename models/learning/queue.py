"""Chooses the unlabelled texts that are worth most to label next, with the reasons.

Greedy by maximal marginal relevance (Carbonell & Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998):
the next text is the one of highest value less its likeness to those chosen before. Near copies are chosen once.

Knows nothing of files, or of how the signals come about.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.legal.category import CODES
from labeled_data.near_copies import near_copies
from models.learning.answers import Answers, Floats
from models.learning.errors import LearningAidError
from models.learning.signals import SignalKind, Signals

_TOLD_FROM = 0.5
"""Share of the weightiest reason's weight from which another is told too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWeights:
    """What counts how much; 0 leaves a signal out."""

    uncertain: float = 1.0
    disagreement: float = 1.0
    novel: float = 0.5
    rare: float = 0.5
    diversity: float = 0.3
    """Price of being like a text chosen before, as a share of the value of a perfect text."""

    def of(self, kind: SignalKind) -> float:
        """The weight of a signal."""
        weight: float = getattr(self, kind.value)
        return weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a text is in the queue."""

    kind: SignalKind
    strength: float
    """0 to 1, before weighing."""
    code: str | None
    """The category it is about; ``None`` for novelty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedText:
    """A text to label."""

    position: int
    """Of the text in what was offered."""
    value: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    """The weightiest first; at least one."""
    copies: int
    """Near copies of it that were offered too and are not in the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabellingQueue:
    """Texts to label, in the order in which they are worth most."""

    texts: tuple[QueuedText, ...]
    already_labelled: int
    """Offered texts left out as near copies of labelled ones."""


def labelling_queue(
    texts: Sequence[str],
    vectors: Any,
    signals: Signals,
    *,
    labelled: Sequence[str] = (),
    size: int,
    weights: QueueWeights | None = None,
) -> LabellingQueue:
    """Choose up to ``size`` texts.

    Args:
        texts: unlabelled.
        vectors: of the texts, shape (texts, dimensions), rows of length 1.
        signals: of the texts.
        labelled: texts that need no labelling, nor do near copies of them.
        size: most texts of the queue.
        weights: of the signals.

    Raises:
        LearningAidError: a weight is negative, or all signals weigh nothing.
    """
    weights = weights or QueueWeights()
    total = sum(weights.of(kind) for kind in SignalKind)
    if total <= 0 or min(*(weights.of(kind) for kind in SignalKind), weights.diversity) < 0:
        raise LearningAidError(f"{weights}: weights are 0 or more, and one signal at least weighs something")
    strengths = signals.strengths()
    values: Floats = sum((weights.of(kind) * strengths[kind] for kind in SignalKind), np.zeros(len(texts))) / total
    copies_of, is_labelled = _copies(texts, labelled)
    is_open = ~np.array(is_labelled, dtype=bool)
    likeness = np.zeros(len(texts))
    chosen: list[QueuedText] = []
    while len(chosen) < size and is_open.any():
        worth = np.where(is_open, values - weights.diversity * likeness, -np.inf)
        best = int(np.argmax(worth))
        dropped = [copy for copy in copies_of[best] if is_open[copy]]
        is_open[[best, *dropped]] = False
        likeness = np.maximum(likeness, _products(vectors, best))
        chosen.append(
            QueuedText(
                position=best,
                value=float(values[best]),
                reasons=_reasons(signals, strengths, best, weights),
                copies=len(dropped),
            )
        )
    return LabellingQueue(texts=tuple(chosen), already_labelled=sum(is_labelled))


def told(reason: Reason, probabilities: Floats, thresholds: Floats, rules: Answers, similarity: float) -> str:
    """A reason in words.

    Args:
        reason: of one text.
        probabilities: of the text, shape (9,).
        thresholds: shape (9,).
        rules: answers for the text, shape (9,).
        similarity: of the labelled text nearest to it.
    """
    if reason.code is None:
        return f"unlike the labelled texts: the nearest has similarity {similarity:.2f}"
    column = CODES.index(reason.code)
    probability, threshold = float(probabilities[column]), float(thresholds[column])
    match reason.kind:
        case SignalKind.UNCERTAIN:
            return f"{reason.code} uncertain: {probability:.2f}, threshold {threshold:.2f}"
        case SignalKind.DISAGREEMENT:
            answer = "a violation" if rules[column] == 1 else "none"
            return f"{reason.code}: rules say {answer}, model {probability:.2f}, threshold {threshold:.2f}"
        case _:
            return f"may be {reason.code} ({probability:.2f}), a rare category"


def _copies(texts: Sequence[str], labelled: Sequence[str]) -> tuple[defaultdict[int, list[int]], list[bool]]:
    """Near copies of each text among the texts, and whether it is one of a labelled text."""
    copies_of: defaultdict[int, list[int]] = defaultdict(list)
    is_labelled = [False] * len(texts)
    for pair in near_copies([*texts, *labelled]):
        if pair.second < len(texts):
            copies_of[pair.first].append(pair.second)
            copies_of[pair.second].append(pair.first)
        elif pair.first < len(texts):
            is_labelled[pair.first] = True
    return copies_of, is_labelled


def _products(vectors: Any, row: int) -> Floats:
    """Cosine of every row with one of them, shape (rows,)."""
    products = vectors @ vectors[row].T
    dense = products.toarray() if hasattr(products, "toarray") else products
    return np.asarray(dense, dtype=np.float64).reshape(-1)


def _reasons(
    signals: Signals, strengths: Mapping[SignalKind, Floats], row: int, weights: QueueWeights
) -> tuple[Reason, ...]:
    reasons = []
    for kind in SignalKind:
        by_category = signals.by_category.get(kind)
        code = None if by_category is None else CODES[int(np.argmax(by_category[row]))]
        reasons.append(Reason(kind=kind, strength=float(strengths[kind][row]), code=code))
    reasons.sort(key=lambda reason: -weights.of(reason.kind) * reason.strength)
    least = _TOLD_FROM * weights.of(reasons[0].kind) * reasons[0].strength
    return tuple(
        reason
        for place, reason in enumerate(reasons)
        if not place or (weights.of(reason.kind) * reason.strength >= least and reason.strength > 0)
    )
