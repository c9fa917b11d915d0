"""The overall measures: their names in records, their titles in tables, and which way is better.

Knows nothing of how they are computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An overall score."""

    title: str
    is_loss: bool = False
    """Less is better."""


MEASURES: Mapping[str, Measure] = {
    "macro_f1": Measure(title="macro F1"),
    "micro_f1": Measure(title="micro F1"),
    "micro_precision": Measure(title="micro precision"),
    "micro_recall": Measure(title="micro recall"),
    "macro_average_precision": Measure(title="macro AP"),
    "exact_match": Measure(title="exact match"),
    "any_miss": Measure(title="any violation: miss", is_loss=True),
    "any_false_alarm": Measure(title="any violation: false alarm", is_loss=True),
    "any_miss_at_limit": Measure(title="miss at ≤ 5 % false alarm", is_loss=True),
    "evidence_token_f1": Measure(title="evidence token F1, both accuse"),
    "evidence_token_f1_all": Measure(title="evidence token F1, all labels"),
    "evidence_iou_f1": Measure(title="evidence span F1 (IoU ≥ 0.5)"),
}
"""Attribute of ``Scores`` → what it is."""
