"""What a first stage learns: to lift whatever could be a financial ad above what is something else altogether.

Not violating above lawful: words cannot tell these apart so cheaply, and a first stage that tries puts the violating
ads that sound lawful below everyday text. So lawful financial ads count as wanted, and texts that are none but name a
product (news of finance) take no part. Knows nothing of how weights are fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from labeled_data.example import LabeledExample
from models.first_stage.full_scan import Answers
from models.training.augmenting import Augmenting

_FINANCIAL_AD = "fin_ad"
_VIOLATING_IMPORTANCE = 3.0
"""How much a text labelled as violating counts, any other counting 1."""
_SEED = 2016

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Texts to learn from."""

    texts: tuple[str, ...]
    is_wanted: Bools
    """Whether something may be found in the text: shape (texts,)."""
    importance: Floats
    """How much it counts: shape (texts,)."""


def lessons_of(labelled: Sequence[LabeledExample], lines: Sequence[str], answers: Answers) -> Lessons:
    """Put lessons together from labelled texts, a disguised copy of each violating one, and unlabelled lines.

    Args:
        labelled: texts with labels.
        lines: texts without.
        answers: of the full scan on the labelled texts and then on the lines.
    """
    violating = [example for example in labelled if example.positive]
    disguised = [example.text for example in Augmenting(share=1.0).disguised(violating, Random(_SEED)).values()]
    texts = [*(example.text for example in labelled), *lines]
    is_financial_ad = np.zeros(len(texts), np.bool_)
    is_financial_ad[: len(labelled)] = [
        bool(example.positive or example.unknown) or example.kind == _FINANCIAL_AD for example in labelled
    ]
    is_wanted = is_financial_ad | answers.not_passed
    takes_part = is_wanted | ~answers.names_product
    importance = np.ones(len(texts))
    importance[: len(labelled)][is_violating(labelled)] = _VIOLATING_IMPORTANCE
    return Lessons(
        texts=(*(text for text, is_lesson in zip(texts, takes_part, strict=True) if is_lesson), *disguised),
        is_wanted=np.concatenate((is_wanted[takes_part], np.ones(len(disguised), np.bool_))),
        importance=np.concatenate((importance[takes_part], np.ones(len(disguised)))),
    )


def is_violating(examples: Sequence[LabeledExample]) -> Bools:
    """Whether each text is labelled as violating anything, shape (texts,)."""
    return np.array([bool(example.positive) for example in examples], dtype=np.bool_)
