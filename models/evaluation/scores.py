"""The scores of a judge, for many weightings of the texts at once.

A weighting may be a slice (0 and 1), a bootstrap resample (how often each text was drawn), or all texts once: one code
path gives the value, its spread and the slices. A score without ground, such as the recall of a category without
positives, is NaN.
"""

from dataclasses import dataclass

import numpy as np

from models.evaluation.answers import AnswerSheet, Flags, Floats
from models.evaluation.ranking import average_precision, miss_at_false_alarm

LEAST_SUPPORT = 10
"""Categories with fewer positives are shown but left out of the macro averages: their F1 is mostly chance."""

FALSE_ALARM_LIMIT = 0.05
"""False-alarm rate at which the miss rate of the ranking is stated."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Shapes (weightings, 9) and (weightings,)."""

    support: Floats
    """Weight of the positives, by category."""
    precision: Floats
    recall: Floats
    f1: Floats
    average_precision: Floats
    evidence_f1: Floats
    """Token F1 of the evidence by category, where both label and judge accuse."""
    macro_f1: Floats
    """Mean F1 of the categories with at least ``LEAST_SUPPORT`` positives."""
    micro_f1: Floats
    """Without ground where nothing is positive, however much is accused."""
    micro_precision: Floats
    micro_recall: Floats
    macro_average_precision: Floats
    exact_match: Floats
    """Share of the texts whose known labels are all answered rightly."""
    any_miss: Floats
    """Share of the violating texts in which nothing is accused."""
    any_false_alarm: Floats
    """Share of the clean texts in which something is accused."""
    any_miss_at_limit: Floats
    """``any_miss`` of the ranking by highest probability, at ``FALSE_ALARM_LIMIT``."""
    evidence_token_f1: Floats
    """Over the texts and categories that both label and judge accuse."""
    evidence_token_f1_all: Floats
    """Over all known labels: evidence of a missed one counts as not found, that of a false one as wrong."""
    evidence_iou_f1: Floats
    """Span matches, where both accuse."""


def whole(sheet: AnswerSheet) -> Floats:
    """The weighting that counts every text once; shape (1, texts)."""
    return np.ones((1, len(sheet.examples)))


def score(sheet: AnswerSheet, weights: Floats, *, macro_over: Flags | None = None) -> Scores:
    """Score ``sheet`` under each of ``weights``.

    Args:
        weights: shape (weightings, texts).
        macro_over: shape (9,), the categories of the macro averages; by default those with enough positives under each
            weighting.
    """
    positive, known, accused = sheet.positive, sheet.known, sheet.accused
    true_positive = weights @ (positive & accused).astype(float)
    false_positive = weights @ (known & ~positive & accused).astype(float)
    false_negative = weights @ (positive & ~accused).astype(float)
    support = true_positive + false_negative
    f1 = _f1(true_positive, false_positive, false_negative)
    precisions = _average_precisions(sheet, weights)
    counted = support >= LEAST_SUPPORT if macro_over is None else np.broadcast_to(macro_over, support.shape)
    sums = [part.sum(axis=1) for part in (true_positive, false_positive, false_negative)]
    violates, clean = sheet.violates, sheet.clean
    alarmed = accused.any(axis=1)
    evidence = sheet.evidence
    # A judge that never marks anything has no evidence to score.
    marks = bool(evidence.predicted.any())
    both = positive & accused & (evidence.labelled > 0) & marks
    provable = known & ~(positive & (evidence.labelled == 0)) & marks
    return Scores(
        support=support,
        precision=_ratio(true_positive, true_positive + false_positive),
        recall=_ratio(true_positive, support),
        f1=f1,
        average_precision=precisions,
        evidence_f1=_ratio(
            2 * (weights @ (evidence.shared * both)), weights @ ((evidence.predicted + evidence.labelled) * both)
        ),
        macro_f1=_mean_over(f1, counted),
        micro_f1=np.where(sums[0] + sums[2] > 0, _f1(*sums), np.nan),
        micro_precision=_ratio(sums[0], sums[0] + sums[1]),
        micro_recall=_ratio(sums[0], sums[0] + sums[2]),
        macro_average_precision=_mean_over(precisions, counted),
        exact_match=_ratio(weights @ (sheet.right == known).all(axis=1).astype(float), weights.sum(axis=1)),
        any_miss=_share(weights, violates & ~alarmed, violates),
        any_false_alarm=_share(weights, clean & alarmed, clean),
        any_miss_at_limit=_miss_at_limit(sheet, weights),
        evidence_token_f1=_token_f1(sheet, weights, both),
        evidence_token_f1_all=_token_f1(sheet, weights, provable),
        evidence_iou_f1=_span_f1(sheet, weights, both),
    )


def _average_precisions(sheet: AnswerSheet, weights: Floats) -> Floats:
    shape = (len(weights), sheet.positive.shape[1])
    if sheet.probabilities is None:
        return np.full(shape, np.nan)
    precisions = np.empty(shape)
    for column, (positive, known) in enumerate(zip(sheet.positive.T, sheet.known.T, strict=True)):
        precisions[:, column] = average_precision(
            positive[known], sheet.probabilities[known, column], weights[:, known]
        )
    return precisions


def _miss_at_limit(sheet: AnswerSheet, weights: Floats) -> Floats:
    if sheet.probabilities is None:
        return np.full(len(weights), np.nan)
    decided = sheet.decided
    return miss_at_false_alarm(
        sheet.violates[decided], sheet.probabilities[decided].max(axis=1), weights[:, decided], FALSE_ALARM_LIMIT
    )


def _token_f1(sheet: AnswerSheet, weights: Floats, where: Flags) -> Floats:
    evidence = sheet.evidence
    shared = (evidence.shared * where).sum(axis=1)
    marked = ((evidence.predicted + evidence.labelled) * where).sum(axis=1)
    return _ratio(2 * (weights @ shared), weights @ marked)


def _span_f1(sheet: AnswerSheet, weights: Floats, where: Flags) -> Floats:
    evidence = sheet.evidence
    matched_predictions, predictions, matched_labels, labels = (
        weights @ (counts * where).sum(axis=1)
        for counts in (
            evidence.matched_predictions,
            evidence.predicted_spans,
            evidence.matched_labels,
            evidence.labelled_spans,
        )
    )
    precision, recall = _ratio(matched_predictions, predictions), _ratio(matched_labels, labels)
    return np.where(precision + recall == 0, 0.0, _ratio(2 * precision * recall, precision + recall))


def _f1(true_positive: Floats, false_positive: Floats, false_negative: Floats) -> Floats:
    return _ratio(2 * true_positive, 2 * true_positive + false_positive + false_negative)


def _share(weights: Floats, part: Flags, of: Flags) -> Floats:
    return _ratio(weights @ part.astype(float), weights @ of.astype(float))


def _mean_over(values: Floats, counted: Flags) -> Floats:
    usable = counted & ~np.isnan(values)
    return _ratio(np.where(usable, values, 0.0).sum(axis=1), usable.sum(axis=1).astype(float))


def _ratio(part: Floats, of: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(of > 0, part / of, np.nan)
