"""Evaluations as plain JSON values: the record that other programs and the model card read.

Rates and scores lie between 0 and 1; ``null`` where there is no ground for one. Intervals hold ``CONFIDENCE``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.legal.category import CODES
from labeled_data.disguising import Disguise
from models.evaluation.bootstrap import CONFIDENCE, RESAMPLES, interval_of
from models.evaluation.comparison import Comparison, Difference
from models.evaluation.disguises import STRENGTHS, DisguiseResult, FoldingResult
from models.evaluation.evaluation import POOLED, Evaluation
from models.evaluation.faithfulness import Faithfulness
from models.evaluation.measures import MEASURES
from models.evaluation.scores import FALSE_ALARM_LIMIT, LEAST_SUPPORT, whole

SLICE_MEASURES = ("macro_f1", "micro_f1", "exact_match", "any_miss", "any_false_alarm", "evidence_token_f1")
"""What a slice is given; the others need more texts than most slices have."""

Floats = npt.NDArray[np.float64]
Record = Mapping[str, Any]


def evaluation_record(evaluation: Evaluation) -> Record:
    """One judge on one set."""
    sheet = evaluation.sheet
    return {
        "judge": evaluation.judge,
        "overall": {
            name: _with_interval(getattr(evaluation.scores, name), getattr(evaluation.spread, name))
            for name in MEASURES
        },
        "categories": {code: _category_record(evaluation, column) for column, code in enumerate(CODES)},
        "calibration": _calibration_record(evaluation),
        "slices": _slices_record(evaluation),
        "pairs": {
            "pairs": evaluation.pairs.pairs,
            "right": evaluation.pairs.right,
            "share": evaluation.pairs.right / evaluation.pairs.pairs if evaluation.pairs.pairs else None,
        },
        **_slow_record(evaluation),
        "errors": list(errors_of(evaluation)),
        "counts": {
            "violating": int(sheet.violates.sum()),
            "clean": int(sheet.clean.sum()),
        },
    }


def set_record(file: str, fingerprint: str, evaluations: Sequence[Evaluation]) -> Record:
    """Judges on one set.

    Args:
        file: name of the set.
        fingerprint: as ``labeled_data.manifest.fingerprint_of`` gives it.
        evaluations: at least one.
    """
    return {
        "file": file,
        "fingerprint": fingerprint,
        "examples": len(evaluations[0].sheet.examples),
        "macro_over_categories_with_positives": LEAST_SUPPORT,
        "false_alarm_limit": FALSE_ALARM_LIMIT,
        "intervals": {"confidence": CONFIDENCE, "resamples": RESAMPLES, "unit": "group"},
        "judges": [evaluation_record(evaluation) for evaluation in evaluations],
    }


def comparison_record(comparison: Comparison) -> Record:
    """What the second judge does otherwise than the first."""
    return {
        "first": comparison.first,
        "second": comparison.second,
        "overall": {name: _difference_record(found) for name, found in comparison.measures.items()},
        "categories_f1": {code: _difference_record(found) for code, found in comparison.categories.items()},
        "flips": list(flip_records(comparison)),
    }


def flip_records(comparison: Comparison) -> Iterator[Record]:
    """The texts on which one is right and the other wrong."""
    for flip in comparison.flips:
        yield {
            "id": flip.example_id,
            "category": flip.code,
            "label": _label(is_positive=flip.is_positive),
            "became": "right" if flip.became_right else "wrong",
            "text": flip.text,
        }


def errors_of(evaluation: Evaluation) -> Iterator[Record]:
    """The answers that are not as labelled."""
    sheet = evaluation.sheet
    for row, column in np.argwhere(sheet.known & ~sheet.right).tolist():
        example, prediction = sheet.examples[row], sheet.predictions[row]
        yield {
            "id": example.example_id,
            "category": CODES[column],
            "label": _label(is_positive=bool(sheet.positive[row, column])),
            "probability": prediction.probabilities.get(CODES[column]),
            "sources": list(prediction.sources.get(CODES[column], ())),
            "text": example.text,
        }


def _label(*, is_positive: bool) -> str:
    return "positive" if is_positive else "negative"


def _category_record(evaluation: Evaluation, column: int) -> Record:
    sheet, scores, spread = evaluation.sheet, evaluation.scores, evaluation.spread
    unknown = ~sheet.known[:, column]
    found = evaluation.reliability.get(CODES[column])
    return {
        "positives": int(scores.support[0, column]),
        "precision": number(scores.precision[0, column]),
        "recall": number(scores.recall[0, column]),
        "f1": _with_interval(scores.f1[:, column], spread.f1[:, column]),
        "average_precision": number(scores.average_precision[0, column]),
        "evidence_token_f1": number(scores.evidence_f1[0, column]),
        "calibration_error": None if found is None else found.error,
        "brier": None if found is None else found.brier,
        "unknown": int(unknown.sum()),
        "unknown_asked": int((sheet.asked[:, column] & unknown).sum()),
        "unknown_accused": int((sheet.accused[:, column] & unknown).sum()),
    }


def _calibration_record(evaluation: Evaluation) -> Record | None:
    found = evaluation.reliability.get(POOLED)
    return None if found is None else {"error": found.error, "brier": found.brier}


def _slices_record(evaluation: Evaluation) -> dict[str, dict[str, Record]]:
    found: dict[str, dict[str, Record]] = {}
    for row, part in enumerate(evaluation.slices):
        found.setdefault(part.dimension, {})[part.value] = {
            "examples": int(part.members.sum()),
            "positives": int(evaluation.slice_scores.support[row].sum()),
            **{name: number(getattr(evaluation.slice_scores, name)[row]) for name in SLICE_MEASURES},
        }
    return found


def _slow_record(evaluation: Evaluation) -> Record:
    slow = evaluation.slow
    if slow is None:
        return {}
    return {
        "disguises": _disguise_record(slow.disguises, evaluation),
        "folding": None if slow.folding is None else _folding_record(slow.folding),
        "faithfulness": None if slow.faithfulness is None else _faithfulness_record(slow.faithfulness),
    }


def _disguise_record(result: DisguiseResult, evaluation: Evaluation) -> Record:
    once, resamples = whole(evaluation.sheet), evaluation.resamples
    by_kind, by_strength = result.by_kind(once)[0], result.by_strength()
    kinds = {
        kind.value: {
            "found": int(result.found[:, index].sum()),
            "kept": number(by_kind[index]),
            **{strength.value: number(by_strength[index, rank]) for rank, strength in enumerate(STRENGTHS)},
        }
        for index, kind in enumerate(result.kinds)
    }
    return {
        "recall_kept_mean": _with_interval(result.mean(once), result.mean(resamples)),
        "recall_kept_worst": _with_interval(result.worst(once), result.worst(resamples)),
        "kinds": {kind.value: kinds[kind.value] for kind in result.kinds if isinstance(kind, Disguise)},
        "noises": {kind.value: kinds[kind.value] for kind in result.kinds if not isinstance(kind, Disguise)},
    }


def _folding_record(result: FoldingResult) -> Record:
    return {
        "clean": result.clean,
        "accused": result.accused,
        "accused_as_they_stand": result.accused_as_they_stand,
        "only_by_undoing": result.only_by_undoing,
        "points": result.points,
    }


def _faithfulness_record(result: Faithfulness) -> Record:
    def means(where: npt.NDArray[np.bool_]) -> Record:
        return {
            "accusations": int(where.sum()),
            "comprehensiveness": float(result.comprehensiveness[where].mean()),
            "sufficiency": float(result.sufficiency[where].mean()),
        }

    present = np.unique(result.categories).tolist()
    return {
        **means(np.ones(len(result.categories), dtype=bool)),
        "categories": {CODES[column]: means(result.categories == column) for column in present},
    }


def _difference_record(difference: Difference) -> Record:
    interval = difference.interval
    return {
        "first": difference.first,
        "second": difference.second,
        "difference": difference.value,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }


def _with_interval(values: Floats, spread: Floats) -> Record:
    interval = interval_of(spread)
    return {
        "value": number(values[0]),
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }


def number(value: float) -> float | None:
    """``value`` as JSON knows it; ``None`` for NaN."""
    return None if np.isnan(value) else float(value)
