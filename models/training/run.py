"""One fine-tuning run: labelled texts and an encoder to a trained network.

Knows nothing of the command line, of calibration, or of where the texts come from.
"""

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from classifier.normalizing.normalized import NormalizedText
from labeled_data.example import LabeledExample
from models.errors import NoExamplesError
from models.training.augmenting import Augmenting
from models.training.batching import SpecialTokens, Unit, batch_units, collate
from models.training.encoding import EncodedExample, ExampleEncoder
from models.training.losses import LossSettings, loss_of
from models.training.network import Pooling, TwoHeadNetwork
from models.training.progress import EpochRow, draw_epochs, write_epochs
from models.training.scoring import NetworkScores, score_examples

LOG = "training.csv"
CURVES = "curves.png"
"""What a run leaves in its folder beside the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """Everything that decides what a run computes, besides the texts and the encoder."""

    epochs: int = 12
    patience: int = 3
    """Epochs without a better dev set before a run ends early."""
    rate: float = 3e-4
    """Highest learning rate; the heads, which start from nothing, take ``head_factor`` times it."""
    head_factor: float = 3.0
    weight_decay: float = 0.05
    warm_up_share: float = 0.06
    batch_tokens: int = 4_096
    window: int = 256
    """Tokens of a window with the two special ones."""
    averaging: float = 0.995
    """Decay of the running mean of weights, which is what is judged and kept; 0 keeps the last weights."""
    pooling: Pooling = Pooling.MEAN
    augmenting: Augmenting = field(default_factory=Augmenting)
    losses: LossSettings = field(default_factory=LossSettings)
    seed: int = 2016
    device: str = "cpu"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedExamples:
    """Texts from one source and how much each counts."""

    examples: tuple[LabeledExample, ...]
    weight: float = 1.0
    is_augmented: bool = True
    """Whether its texts are also shown in disguise."""
    targets: npt.NDArray[np.float32] | None = None
    """Probabilities that a teacher gives in place of labels, shape (texts, 9); ``None`` where people labelled."""


def train(  # noqa: PLR0913 - the texts, the encoder and its vocabulary, and how
    network: TwoHeadNetwork,
    tokenizer: Tokenizer,
    normalize: Callable[[str], NormalizedText],
    training: Sequence[WeightedExamples],
    dev: Sequence[LabeledExample],
    config: TrainingConfig,
    *,
    special: SpecialTokens,
    out: Path,
    hint: Callable[[str], str] | None = None,
    on_step: Callable[[float], None] = lambda _: None,
    on_epoch: Callable[[EpochRow], None] = lambda _: None,
) -> NetworkScores:
    """Train ``network`` in place; it holds the best weights afterwards. The same call gives the same weights on the
    same machine and library versions.

    Args:
        network: encoder with fresh heads.
        tokenizer: of the encoder.
        normalize: as the scanner normalises.
        training: sources of training texts.
        dev: texts that decide when to stop, never trained on.
        config: how.
        special: ids of special tokens.
        out: folder for log and curves.
        hint: what the network is told of a raw text before it reads it; ``None`` to tell it nothing.
        on_step: called with the share of the run that is done.
        on_epoch: called with each row of the log.

    Returns:
        the scores of the dev set under the best weights.

    Raises:
        NoExamplesError: there is nothing to train on, or no dev set.
    """
    if not dev or not any(source.examples for source in training):
        raise NoExamplesError("training needs texts to train on and a dev set that says when to stop")
    _seed(config.seed)
    out.mkdir(parents=True, exist_ok=True)
    encoder = ExampleEncoder(tokenizer=tokenizer, normalize=normalize, hint=hint)
    run = _Run(network.to(config.device), training, encoder, special, config)
    dev_encoded = encoder.encode(dev)
    rows: list[EpochRow] = []
    best: tuple[float, dict[str, Tensor]] | None = None
    started = time.perf_counter()
    for epoch in range(1, config.epochs + 1):
        loss = run.train_epoch(epoch, on_step)
        scores = _judge(run.averaged, dev_encoded, special, config)
        rows.append(
            EpochRow(
                epoch=epoch,
                steps=run.steps,
                seconds=time.perf_counter() - started,
                training_loss=loss,
                dev_loss=scores.loss,
                dev_average_precision=scores.average_precision,
                dev_evidence_f1=scores.evidence_f1,
            )
        )
        write_epochs(out / LOG, rows)
        draw_epochs(out / CURVES, rows)
        on_epoch(rows[-1])
        if best is None or scores.average_precision > best[0]:
            best = scores.average_precision, copy.deepcopy(run.averaged.state_dict())
        if len(rows) - _best_row(rows) > config.patience:
            break
    assert best is not None
    network.load_state_dict(best[1])
    return _judge(network, dev_encoded, special, config)


class _Run:
    """Network, optimiser and texts of a run."""

    def __init__(
        self,
        network: TwoHeadNetwork,
        training: Sequence[WeightedExamples],
        encoder: ExampleEncoder,
        special: SpecialTokens,
        config: TrainingConfig,
    ) -> None:
        self.network = network
        self.averaged = copy.deepcopy(network)
        self.encoder = encoder
        self.special = special
        self.config = config
        self.training = training
        self.clean = [
            encoded
            for source in training
            for encoded in encoder.encode(source.examples, weight=source.weight, targets=source.targets)
        ]
        self.units = _units([example for source in training for example in source.examples])
        self.positive_weight = _positive_weight(self.clean, config.losses.positive_power).to(config.device)
        self.optimizer = torch.optim.AdamW(_parameter_groups(network, config), betas=(0.9, 0.98), eps=1e-6)
        self.draws = random.Random(config.seed)
        self.steps = 0

    def train_epoch(self, epoch: int, on_step: Callable[[float], None]) -> float:
        """Train one epoch; returns its mean loss."""
        examples = self._epoch_examples()
        lengths = [len(example.tokens) + example.framing for example in examples]
        batches = batch_units(lengths, self.units, budget=self.config.batch_tokens, shuffled_by=self.draws)
        self.network.train()
        losses = []
        for number, positions in enumerate(batches):
            done = (epoch - 1 + number / len(batches)) / self.config.epochs
            losses.append(self._step(examples, positions, done))
            on_step(done)
        return float(np.mean(losses))

    def _epoch_examples(self) -> list[EncodedExample]:
        """The clean texts, some of them replaced by disguised ones of this epoch."""
        examples = list(self.clean)
        offset = 0
        for source in self.training:
            if source.is_augmented:
                changed = self.config.augmenting.disguised(source.examples, self.draws)
                targets = None if source.targets is None else source.targets[list(changed)]
                encoded = self.encoder.encode(changed.values(), weight=source.weight, targets=targets)
                for position, example in zip(changed, encoded, strict=True):
                    examples[offset + position] = example
            offset += len(source.examples)
        return examples

    def _step(self, examples: Sequence[EncodedExample], positions: Sequence[int], done: float) -> float:
        config = self.config
        factor = _rate_factor(done, config.warm_up_share)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * factor
        batch = collate(examples, positions, self.special, window=config.window).to(config.device)
        with torch.autocast(config.device, dtype=torch.bfloat16):
            answers, evidence = self.network(batch.input_ids, batch.attention_mask)
        loss = loss_of(answers, evidence, batch, self.positive_weight, config.losses)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        self._average()
        return float(loss.detach())

    def _average(self) -> None:
        # The mean follows closely at first: early weights are far from where it should end.
        decay = min(self.config.averaging, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, value in zip(self.averaged.parameters(), self.network.parameters(), strict=True):
                mean.lerp_(value, 1 - decay)


def _judge(
    network: TwoHeadNetwork, examples: Sequence[EncodedExample], special: SpecialTokens, config: TrainingConfig
) -> NetworkScores:
    return score_examples(
        network, examples, special, budget=4 * config.batch_tokens, window=config.window, device=config.device
    )


def _seed(seed: int) -> None:
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)


def _units(examples: Sequence[LabeledExample]) -> list[Unit]:
    """Texts of one minimal pair together, all others alone."""
    units: dict[tuple[object, ...], list[int]] = {}
    for position, example in enumerate(examples):
        key = (position,) if example.pair is None else (example.group, example.pair)
        units.setdefault(key, []).append(position)
    return [tuple(positions) for positions in units.values()]


def _positive_weight(examples: Sequence[EncodedExample], power: float) -> Tensor:
    labels = np.stack([example.labels for example in examples])
    weights = np.array([example.weight for example in examples])[:, None]
    positives = (weights * (labels > 0.5)).sum(0)
    negatives = (weights * ((labels >= 0) & (labels <= 0.5))).sum(0)
    return torch.tensor((negatives / np.maximum(positives, 1)) ** power, dtype=torch.float32)


def _parameter_groups(network: TwoHeadNetwork, config: TrainingConfig) -> list[dict[str, object]]:
    """Weight decay for matrices only; a higher rate for the heads."""
    groups = []
    for is_head, factor in ((False, 1.0), (True, config.head_factor)):
        for is_matrix, decay in ((True, config.weight_decay), (False, 0.0)):
            parameters = [
                parameter
                for name, parameter in network.named_parameters()
                if name.startswith("encoder.") is not is_head and (parameter.ndim >= 2) is is_matrix
            ]
            highest = config.rate * factor
            groups.append({"params": parameters, "lr": highest, "highest": highest, "weight_decay": decay})
    return groups


def _rate_factor(done: float, warm_up: float) -> float:
    """Linear warm-up, then linear fall to zero."""
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _best_row(rows: Sequence[EpochRow]) -> int:
    """Number of rows up to the best one, itself included."""
    return 1 + max(range(len(rows)), key=lambda place: rows[place].dev_average_precision)
