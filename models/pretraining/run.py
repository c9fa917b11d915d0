"""One pre-training run: corpus to encoder, stopped and resumed at will.

Knows nothing of categories, labels or the command line.
"""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import orjson
import torch
from transformers import AutoTokenizer, ModernBertForMaskedLM, PreTrainedTokenizerFast

from models.pretraining.architecture import SIZES, encoder_config
from models.pretraining.batching import MaskedBatch, SpecialIds, masked_batches
from models.pretraining.checkpoint import RunState, load_checkpoint, save_checkpoint
from models.pretraining.confusions import confusions_of
from models.pretraining.corpus import CorpusFile, corpus_files, epoch_lines, held_out_lines
from models.pretraining.encoding import EncodedCorpus, encode_lines
from models.pretraining.masking import MaskingPolicy
from models.pretraining.progress import ProgressRow, draw_progress, read_progress, write_progress
from models.pretraining.schedule import Schedule
from models.pretraining.vocabulary import train_tokenizer

CHECKPOINT = "checkpoint.pt"
LOG = "progress.csv"
CURVE = "progress.png"
ENCODER = "encoder"
"""What a run leaves in its folder."""
CORPORA = "corpora.json"
"""In the folder of the encoder: names of the files that it was trained on."""

_TOKENIZER = "tokenizer"
_HELD_OUT_SEED = 1
_CLIP = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PretrainingConfig:
    """Everything that decides what a run computes."""

    corpus: Path
    """Folder of .txt or .txt.gz files."""
    out: Path
    """Folder of checkpoint, log, tokenizer and, at the end, the encoder."""
    size: str = "small"
    minutes: float = 120.0
    """Length of the run: time spent in training steps, over all resumed parts."""
    piece_length: int = 254
    """Tokens of a piece of text without the two special ones."""
    batch_tokens: int = 8_192
    """Tokens of a batch with padding, about."""
    peak_rate: float = 1e-3
    warm_up_steps: int = 300
    steps_per_row: int = 200
    """Steps between rows of the log, each with a checkpoint."""
    confused_share: float = 0.2
    """Of the hidden words, shown as characters of like sound or shape in place of the mask."""
    excluded: frozenset[str] = frozenset()
    """Lines never trained on, such as the texts of an evaluation set."""
    seed: int = 2016
    device: str = "cpu"


def pretrain(config: PretrainingConfig, *, on_row: Callable[[ProgressRow, float], None]) -> Path:
    """Run, or resume, pre-training until its time is spent.

    Args:
        config: what to compute.
        on_row: called with each row of the log and the share of the run that is done.

    Returns:
        the folder with the encoder and its tokenizer, as ``transformers`` loads it.

    Raises:
        CorpusError: the corpus cannot be used.
        CheckpointError: the folder holds a checkpoint that cannot be read or is of a run with other settings.
    """
    torch.manual_seed(config.seed)
    config.out.mkdir(parents=True, exist_ok=True)
    run = _Run(config)
    while run.progress < 1:
        run.train_epoch(on_row)
    return run.finish()


class _Run:
    """Model, optimizer and place of a run."""

    def __init__(self, config: PretrainingConfig) -> None:
        self.config = config
        self.files = corpus_files(config.corpus)
        self.tokenizer = _tokenizer(config.out / _TOKENIZER, self.files, config.excluded)
        self.held_out = encode_lines(held_out_lines(self.files), self.tokenizer, length=config.piece_length)
        self.model = ModernBertForMaskedLM(encoder_config(SIZES[config.size], self.tokenizer)).to(config.device)
        self.optimizer = torch.optim.AdamW(_parameter_groups(self.model), betas=(0.9, 0.98), eps=1e-6, fused=True)
        self.policy = MaskingPolicy(
            mask_id=self._id("mask_token"),
            first_plain_id=len(self.tokenizer.all_special_ids),
            vocabulary_size=len(self.tokenizer),
            confused_share=config.confused_share,
            confusions=confusions_of(self.tokenizer.get_vocab(), vocabulary_size=len(self.tokenizer)),
        )
        self.schedule = Schedule(peak=config.peak_rate, warm_up_steps=config.warm_up_steps)
        self.identity = (
            f"{config.size}, {len(self.tokenizer)} tokens, seed {config.seed}, "
            f"batches of {config.batch_tokens}, pieces of {config.piece_length}"
        )
        checkpoint = config.out / CHECKPOINT
        self.state = (
            load_checkpoint(checkpoint, self.model, self.optimizer, self.identity)
            if checkpoint.exists()
            else RunState()
        )
        self.rows = [row for row in read_progress(config.out / LOG) if row.step <= self.state.step]
        self.losses: list[float] = []

    @property
    def progress(self) -> float:
        return self.state.seconds / (self.config.minutes * 60)

    def train_epoch(self, on_row: Callable[[ProgressRow, float], None]) -> None:
        seed = self.config.seed + self.state.epoch
        lines = epoch_lines(self.files, seed=seed, excluded=self.config.excluded)
        corpus = encode_lines(lines, self.tokenizer, length=self.config.piece_length)
        self.model.train()
        for batch in self._batches(corpus, self.policy, seed=seed, skip=self.state.batch):
            began = time.monotonic()
            rate = self.schedule.rate(self.state.step, self.progress)
            self.losses.append(self._step(batch, rate))
            self.state.step += 1
            self.state.batch += 1
            self.state.tokens += int(batch.attention.sum())
            self.state.seconds += time.monotonic() - began
            if self.state.step % self.config.steps_per_row == 0 or self.progress >= 1:
                self._record(rate)
                on_row(self.rows[-1], min(1.0, self.progress))
            if self.progress >= 1:
                return
        self.state.epoch += 1
        self.state.batch = 0

    def finish(self) -> Path:
        folder = self.config.out / ENCODER
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        (folder / CORPORA).write_bytes(orjson.dumps([file.name for file in self.files], option=orjson.OPT_INDENT_2))
        draw_progress(self.config.out / CURVE, self.rows)
        return folder

    def _batches(
        self, corpus: EncodedCorpus, policy: MaskingPolicy, *, seed: int, skip: int = 0
    ) -> Iterator[MaskedBatch]:
        return masked_batches(
            corpus,
            policy,
            SpecialIds(begin=self._id("cls_token"), end=self._id("sep_token"), pad=self._id("pad_token")),
            tokens=self.config.batch_tokens,
            seed=seed,
            skip=skip,
        )

    def _id(self, name: str) -> int:
        token: str = getattr(self.tokenizer, name)
        return int(self.tokenizer.backend_tokenizer.token_to_id(token))

    def _loss(self, batch: MaskedBatch) -> torch.Tensor:
        tensors = (
            torch.from_numpy(array).to(self.config.device) for array in (batch.ids, batch.attention, batch.labels)
        )
        ids, attention, labels = tensors
        with torch.autocast(self.config.device, dtype=torch.bfloat16):
            loss: torch.Tensor = self.model(input_ids=ids, attention_mask=attention, labels=labels).loss
        return loss

    def _step(self, batch: MaskedBatch, rate: float) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self._loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return float(loss.item())

    def _record(self, rate: float) -> None:
        self.rows.append(
            ProgressRow(
                step=self.state.step,
                epoch=self.state.epoch,
                tokens=self.state.tokens,
                seconds=round(self.state.seconds, 1),
                rate=rate,
                training_loss=round(float(np.mean(self.losses)), 4),
                held_out_loss=round(self._held_out_loss(), 4),
            )
        )
        self.losses.clear()
        save_checkpoint(self.config.out / CHECKPOINT, self.model, self.optimizer, self.state, self.identity)
        write_progress(self.config.out / LOG, self.rows)

    def _held_out_loss(self) -> float:
        self.model.eval()
        total, hidden = 0.0, 0
        with torch.inference_mode():
            # Behind masks alone, so that runs with other shares can be compared.
            plain = replace(self.policy, confusions=None)
            for batch in self._batches(self.held_out, plain, seed=_HELD_OUT_SEED):
                count = int((batch.labels >= 0).sum())
                total += self._loss(batch).item() * count
                hidden += count
        self.model.train()
        return total / hidden


def _tokenizer(folder: Path, files: Collection[CorpusFile], excluded: Collection[str]) -> PreTrainedTokenizerFast:
    """Train the tokenizer, or take the one that an earlier part of the run trained."""
    if not folder.exists():
        train_tokenizer(epoch_lines(files, seed=0, excluded=excluded)).save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert isinstance(tokenizer, PreTrainedTokenizerFast)
    return tokenizer


def _parameter_groups(model: torch.nn.Module) -> list[dict[str, object]]:
    """Weight decay for matrices only: norms and biases are scales, not features."""
    matrices = [parameter for parameter in model.parameters() if parameter.ndim >= 2]
    others = [parameter for parameter in model.parameters() if parameter.ndim < 2]
    return [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
