"""Whether the marked words are what the answer rests on: comprehensiveness and sufficiency, as in ERASER.

DeYoung et al. (ACL 2020), section 4.2: how far the probability falls when the evidence is taken out of the text (much,
if the evidence is comprehensive), and when nothing but the evidence is kept (little, if it is sufficient).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier import Span
from classifier.legal.category import CODES
from models.evaluation.answers import AnswerSheet
from models.evaluation.evidence import merged
from models.prediction import Judge

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faithfulness:
    """One entry for each accusation with evidence; shape (accusations,) each."""

    categories: npt.NDArray[np.intp]
    """Places in ``CODES``."""
    comprehensiveness: Floats
    """Fall of the probability without the evidence."""
    sufficiency: Floats
    """Fall of the probability with nothing but the evidence; less is better."""


def measure_faithfulness(judge: Judge, sheet: AnswerSheet) -> Faithfulness | None:
    """Let ``judge`` read its accused texts again, changed; ``None`` for a judge without probabilities or evidence.

    Args:
        sheet: its answers on the texts as they are.
    """
    if sheet.probabilities is None:
        return None
    cases = [
        (row, CODES.index(code), merged(spans))
        for row, prediction in enumerate(sheet.predictions)
        for code, spans in prediction.evidence.items()
        if spans and code in prediction.accused
    ]
    if not cases:
        return None
    texts = [sheet.examples[row].text for row, _, _ in cases]
    spans = [marked for _, _, marked in cases]
    rest = judge.predict([_without(text, marked) for text, marked in zip(texts, spans, strict=True)])
    proof = judge.predict([_only(text, marked) for text, marked in zip(texts, spans, strict=True)])
    columns = [column for _, column, _ in cases]
    before = np.array([sheet.probabilities[row, column] for row, column, _ in cases])
    return Faithfulness(
        categories=np.array(columns, dtype=np.intp),
        comprehensiveness=before
        - np.array([item.probabilities[CODES[column]] for item, column in zip(rest, columns, strict=True)]),
        sufficiency=before
        - np.array([item.probabilities[CODES[column]] for item, column in zip(proof, columns, strict=True)]),
    )


def _without(text: str, spans: Sequence[Span]) -> str:
    kept, end = [], 0
    for span in spans:
        kept.append(text[end : span.start])
        end = span.end
    return "".join((*kept, text[end:]))


def _only(text: str, spans: Sequence[Span]) -> str:
    # Each on its own line: pieces from different places must not run into new words.
    return "\n".join(text[span.start : span.end] for span in spans)
