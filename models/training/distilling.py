"""Texts that nobody labelled, labelled by a teacher: a larger model, or an earlier one together with the rules.

The student is taught the teacher's probabilities, not its verdicts alone, so that it learns where the teacher is unsure
(Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015). Knows nothing of networks.
"""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.errors import NoExamplesError
from models.prediction import Judge, Prediction
from models.training.run import WeightedExamples

_CHUNK = 512
"""Lines that the teacher reads at a time."""
_READ_FOR_ONE = 20
"""Lines that the teacher reads for one that is taken, at most."""
_SAYS_SOMETHING = 0.2
"""A probability from which a text is worth teaching for what it holds, not only for what it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistillingConfig:
    """How many texts a teacher labels, and what they count."""

    texts: int = 10_000
    weight: float = 0.5
    """A text labelled by people counts 1."""
    telling_share: float = 0.5
    """Share of the texts of which the teacher says that something may be wrong with them; the others are drawn at
    random. Violations are rare in any stream, and a random draw would teach little else than lawful texts."""
    seed: int = 2016


def teach(
    lines: Sequence[str],
    teacher: Judge,
    config: DistillingConfig,
    *,
    excluded: Collection[str] = frozenset(),
    on_text: Callable[[float], None] = lambda _: None,
) -> WeightedExamples:
    """Have ``teacher`` label some of ``lines``.

    Args:
        lines: texts, some of them ads.
        teacher: a model, with or without rules beside it.
        config: how many, and what they count.
        excluded: texts that must not be taken: labelled ones, and those of evaluation sets.
        on_text: called with the share of the texts that is found.

    Returns:
        the texts with the teacher's probabilities as targets and the words that it quoted as evidence. Fewer than
        wanted where the lines hold fewer.

    Raises:
        NoExamplesError: the teacher gives no probabilities, or no line is left.
    """
    drawn = sorted(set(lines) - set(excluded))
    random.Random(config.seed).shuffle(drawn)
    wanted_telling = round(config.texts * config.telling_share)
    telling: list[tuple[str, Prediction]] = []
    others: list[tuple[str, Prediction]] = []
    for start in range(0, min(len(drawn), config.texts * _READ_FOR_ONE), _CHUNK):
        chunk = drawn[start : start + _CHUNK]
        for text, said in zip(chunk, teacher.predict(chunk), strict=True):
            if not said.probabilities:
                raise NoExamplesError("the teacher gives no probabilities to learn from; name a judge with a model")
            says_something = max(said.probabilities.values()) >= _SAYS_SOMETHING
            (telling if says_something else others).append((text, said))
        on_text(min(1.0, len(telling) / max(1, wanted_telling)))
        if len(telling) >= wanted_telling and len(telling) + len(others) >= config.texts:
            break
    taken = telling[:wanted_telling]
    taken += others[: config.texts - len(taken)]
    if not taken:
        raise NoExamplesError("no line is left for the teacher to label; give texts that are not labelled already")
    return WeightedExamples(
        examples=tuple(_example(number, text, said) for number, (text, said) in enumerate(taken)),
        weight=config.weight,
        targets=np.array(
            [[said.probabilities.get(code, 0.0) for code in CODES] for _, said in taken], dtype=np.float32
        ),
    )


def _example(number: int, text: str, said: Prediction) -> LabeledExample:
    """What the teacher says outright; the targets say how sure it is."""
    return LabeledExample(
        example_id=f"taught-{number}",
        text=text,
        positive=tuple(code for code in CODES if code in said.accused),
        unknown=(),
        evidence={code: spans for code, spans in said.evidence.items() if spans},
        source="teacher",
    )
