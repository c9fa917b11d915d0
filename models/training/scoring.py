"""Scores labelled texts with a network and says how good they are, for early stopping and for what follows training.

Knows nothing of training.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from classifier.legal.category import CODES
from models.baselines.libraries import sklearn_module
from models.training.batching import SpecialTokens, fixed_batches
from models.training.encoding import EncodedExample
from models.training.losses import text_logits
from models.training.network import TwoHeadNetwork


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkScores:
    """What a network says about labelled texts."""

    logits: npt.NDArray[np.float32]
    """Shape (texts, 9)."""
    loss: float
    """Cross entropy of the judged answers, mean."""
    average_precision: float
    """Mean over the categories that have positives and negatives."""
    evidence_f1: float
    """Over tokens with a mark in windows of positives, at probability 0.5; 0 without any."""


def score_examples(
    network: TwoHeadNetwork,
    examples: Sequence[EncodedExample],
    special: SpecialTokens,
    *,
    budget: int,
    window: int,
    device: str = "cpu",
) -> NetworkScores:
    """Score ``examples``; the network is left in evaluation mode."""
    network.eval()
    logits = np.zeros((len(examples), len(CODES)), dtype=np.float32)
    shared = found = wanted = 0
    with torch.inference_mode():
        for batch in fixed_batches(examples, special, budget=budget, window=window):
            given = batch.to(device)
            answers, evidence = network(given.input_ids, given.attention_mask)
            texts = text_logits(answers.float(), given.text_of, len(given.labels))
            logits[list(batch.positions)] = texts.cpu().numpy()
            is_positive = (given.labels > 0.5)[given.text_of].unsqueeze(1)
            counted = (given.evidence >= 0) & is_positive & ((given.evidence > 0).any(dim=1, keepdim=True))
            marked, said = (given.evidence > 0.5) & counted, (evidence > 0) & counted
            shared += int((marked & said).sum())
            found += int(said.sum())
            wanted += int(marked.sum())
    labels = np.stack([example.labels for example in examples])
    return NetworkScores(
        logits=logits,
        loss=_cross_entropy(logits, labels),
        average_precision=_mean_average_precision(logits, labels),
        evidence_f1=2 * shared / (found + wanted) if found + wanted else 0.0,
    )


def _cross_entropy(logits: npt.NDArray[np.float32], labels: npt.NDArray[np.float32]) -> float:
    judged = labels >= 0
    losses = np.logaddexp(0, logits) - labels * logits
    return float(losses[judged].mean())


def _mean_average_precision(logits: npt.NDArray[np.float32], labels: npt.NDArray[np.float32]) -> float:
    values = []
    for column in range(len(CODES)):
        judged = labels[:, column] >= 0
        truth = labels[judged, column] > 0.5
        if truth.any() and not truth.all():
            values.append(sklearn_module("metrics").average_precision_score(truth, logits[judged, column]))
    return float(np.mean(values)) if values else 0.0
