"""What the network is trained to do: answer right, and point at the words that prove it.

Knows nothing of batches' making or of optimisation.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from classifier.neural.windows import TAKES_LOWEST
from models.training.batching import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class LossSettings:
    """What counts how much."""

    evidence: float = 0.5
    """Weight of the evidence loss against that of the answers."""
    weak_evidence: float = 0.1
    """Weight of a positive whose words nobody marked: some token of it should prove it."""
    positive_power: float = 0.35
    """A positive of a category counts ``(negatives / positives) ** positive_power`` times a negative: 0 ignores the
    imbalance, 1 evens it out."""
    smoothing: float = 0.02
    """Labels are moved this far from 0 and 1: people err."""


def text_logits(window_logits: Tensor, text_of: Tensor, texts: int) -> Tensor:
    """One answer a text of those of its windows.

    Args:
        window_logits: shape (windows, 9).
        text_of: text of each window, shape (windows,).
        texts: number of texts.

    Returns:
        shape (texts, 9).
    """
    index = text_of.unsqueeze(-1).expand_as(window_logits)
    empty = window_logits.new_zeros((texts, window_logits.shape[1]))
    highest = empty.scatter_reduce(0, index, window_logits, reduce="amax", include_self=False)
    lowest = empty.scatter_reduce(0, index, window_logits, reduce="amin", include_self=False)
    return torch.where(torch.from_numpy(TAKES_LOWEST).to(window_logits.device), lowest, highest)


def loss_of(answers: Tensor, evidence: Tensor, batch: Batch, positive_weight: Tensor, settings: LossSettings) -> Tensor:
    """Loss of a batch.

    Args:
        answers: logits of windows, shape (windows, 9).
        evidence: logits of tokens, shape (windows, tokens, 9).
        batch: what was scored.
        positive_weight: weight of a positive against a negative, shape (9,).
        settings: what counts how much.

    Returns:
        a scalar: mean over the judged answers, plus that over the marked tokens.
    """
    logits = text_logits(answers.float(), batch.text_of, len(batch.labels))
    evidence = evidence.float()
    judged = (batch.labels >= 0).float() * batch.weights.unsqueeze(-1)
    target = batch.labels.clamp(min=0) * (1 - 2 * settings.smoothing) + settings.smoothing
    answer_loss = binary_cross_entropy_with_logits(logits, target, pos_weight=positive_weight, reduction="none")
    total = _mean(answer_loss, judged)
    if settings.evidence:
        # Only categories that the text violates: that a lawful text has no proof follows from its answer.
        is_positive = (batch.labels > 0.5).float()[batch.text_of].unsqueeze(1)
        marked = (batch.evidence >= 0).float() * is_positive * batch.weights[batch.text_of].view(-1, 1, 1)
        token_loss = binary_cross_entropy_with_logits(evidence, batch.evidence.clamp(min=0), reduction="none")
        total = total + settings.evidence * _mean(token_loss, marked)
    if settings.weak_evidence:
        total = total + settings.weak_evidence * _weak_evidence_loss(evidence, batch)
    return total


def _weak_evidence_loss(evidence: Tensor, batch: Batch) -> Tensor:
    """Multiple-instance loss: a positive without marked words has a token that proves it, an absence has none."""
    real = batch.attention_mask.bool().unsqueeze(-1)
    best = evidence.masked_fill(~real, -1e4).amax(dim=1)
    texts = len(batch.labels)
    strongest = torch.where(
        torch.from_numpy(TAKES_LOWEST).to(best.device), torch.zeros(1), text_logits(best, batch.text_of, texts)
    )
    open_tokens = ((batch.evidence < 0).all(dim=1)).float()
    is_open = text_logits(open_tokens, batch.text_of, texts) > 0
    spotted = ~torch.from_numpy(TAKES_LOWEST).to(best.device)
    wanted = (is_open & (batch.labels > 0.5) & spotted).float() * batch.weights.unsqueeze(-1)
    return _mean(binary_cross_entropy_with_logits(strongest, torch.ones_like(strongest), reduction="none"), wanted)


def _mean(loss: Tensor, weights: Tensor) -> Tensor:
    return (loss * weights).sum() / weights.sum().clamp(min=1e-6)
