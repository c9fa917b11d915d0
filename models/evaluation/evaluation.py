"""One judge over one set of examples: all that is measured, in one value.

Knows nothing of how results are shown or stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.legal.category import CODES
from labeled_data.example import LabeledExample
from models.evaluation.answers import AnswerSheet, Floats, answer_sheet
from models.evaluation.bootstrap import resample_weights
from models.evaluation.disguises import DisguiseResult, FoldingResult, measure_disguises, measure_folding
from models.evaluation.faithfulness import Faithfulness, measure_faithfulness
from models.evaluation.reliability import Reliability, reliability
from models.evaluation.scores import LEAST_SUPPORT, Scores, score, whole
from models.evaluation.slices import PairResult, Slice, judge_pairs, slices_of
from models.prediction import Judge

POOLED = "all"
"""Name of the reliability over all categories together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SlowParts:
    """What needs the judge to read changed texts."""

    disguises: DisguiseResult
    folding: FoldingResult | None
    """``None`` for a judge that never undoes disguises."""
    faithfulness: Faithfulness | None
    """``None`` for a judge without probabilities or evidence."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """Everything measured of one judge."""

    judge: str
    sheet: AnswerSheet
    scores: Scores
    """One weighting: all texts once."""
    spread: Scores
    """One weighting for each of ``resamples``."""
    resamples: Floats
    """Shape (resamples, texts): how often each text was drawn; the same for every judge of a set."""
    slices: tuple[Slice, ...]
    slice_scores: Scores
    """One weighting for each of ``slices``."""
    pairs: PairResult
    reliability: dict[str, Reliability]
    """By category and, as ``POOLED``, over all of them; empty for a judge without probabilities."""
    slow: SlowParts | None
    """``None`` where not asked for."""


def evaluate(
    judge: Judge,
    examples: Sequence[LabeledExample],
    *,
    with_slow_parts: bool = False,
    on_step: Callable[[str], None] = lambda _what: None,
) -> Evaluation:
    """Let ``judge`` read ``examples`` and compare.

    Args:
        with_slow_parts: also have it read the texts disguised, undoing nothing, and with and without their evidence.
        on_step: told what is being done.
    """
    on_step("reads the texts")
    sheet = answer_sheet(examples, judge.predict([example.text for example in examples]))
    slow = None
    if with_slow_parts:

        def told(done: int, of: int) -> None:
            on_step(f"reads disguised texts, {done} of {of}")

        told(0, 1)
        disguises = measure_disguises(judge, sheet, on_step=told)
        on_step("undoes nothing")
        folding = measure_folding(judge, sheet)
        on_step("reads texts without, and with nothing but, the evidence")
        slow = SlowParts(disguises=disguises, folding=folding, faithfulness=measure_faithfulness(judge, sheet))
    on_step("is scored")
    return scored(judge.name, sheet, slow)


def scored(judge: str, sheet: AnswerSheet, slow: SlowParts | None = None) -> Evaluation:
    """Score answers already given."""
    scores = score(sheet, whole(sheet))
    slices = slices_of(sheet.examples)
    members = np.array([part.members for part in slices], dtype=float).reshape(len(slices), len(sheet.examples))
    resamples = resample_weights(sheet.groups)
    return Evaluation(
        judge=judge,
        sheet=sheet,
        scores=scores,
        spread=score(sheet, resamples, macro_over=scores.support[0] >= LEAST_SUPPORT),
        resamples=resamples,
        slices=slices,
        slice_scores=score(sheet, members),
        pairs=judge_pairs(sheet),
        reliability=_reliability(sheet),
        slow=slow,
    )


def _reliability(sheet: AnswerSheet) -> dict[str, Reliability]:
    if sheet.probabilities is None:
        return {}
    found = {
        code: reliability(sheet.probabilities[known, column], sheet.positive[known, column])
        for column, (code, known) in enumerate(zip(CODES, sheet.known.T, strict=True))
    }
    found[POOLED] = reliability(sheet.probabilities[sheet.known], sheet.positive[sheet.known])
    return {name: result for name, result in found.items() if result is not None}
