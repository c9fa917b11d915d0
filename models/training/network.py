"""The network: any encoder of ``transformers`` with a head for the nine answers and a head for their evidence.

Knows nothing of labels, losses, files of ads or calibration.
"""

from enum import StrEnum
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PreTrainedModel

from classifier.legal.category import CODES
from models.errors import NetworkError

HEADS = "heads.safetensors"
ENCODER = "encoder"
"""What a saved network consists of: a folder of ``transformers`` and a file with the heads."""


class Pooling(StrEnum):
    """How the hidden states of a text become one vector."""

    CLS = "cls"
    """The state of the first position."""
    MEAN = "mean"
    """The mean over all positions."""
    CLS_AND_MEAN = "cls_and_mean"
    """The state of the first position beside the mean over all positions before the last layer: a text is judged
    without computing the last layer anywhere but at its first position."""


class TwoHeadNetwork(nn.Module):  # type: ignore[misc] # torch is taken as untyped
    """Nine independent answers for a text, and for each of its tokens whether it proves them."""

    def __init__(self, encoder: PreTrainedModel, *, pooling: Pooling) -> None:
        """Put heads on ``encoder``.

        Args:
            encoder: any encoder whose output has ``last_hidden_state``.
            pooling: how a text becomes one vector.
        """
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.pooling = pooling
        self.dropout = nn.Dropout(0.1)
        is_joined = pooling is Pooling.CLS_AND_MEAN
        # What leaves a layer in the middle of an encoder need not be of any particular size.
        self.norm = nn.LayerNorm(hidden) if is_joined else None
        self.dense = nn.Linear(2 * hidden if is_joined else hidden, hidden)
        self.answer = nn.Linear(hidden, len(CODES))
        self.evidence = nn.Linear(hidden, len(CODES))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Score texts.

        Args:
            input_ids: shape (texts, tokens).
            attention_mask: same shape, 1 for tokens and 0 for padding.

        Returns:
            logits of the answers, shape (texts, 9), and of the evidence, shape (texts, tokens, 9); categories in the
            order of ``CODES``.
        """
        read = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=self.norm is not None
        )
        states = read.last_hidden_state
        before = None if self.norm is None else read.hidden_states[-2]
        pooled = _mean(states, attention_mask) if self.pooling is Pooling.MEAN else states[:, 0]
        return self.answers(pooled, before, attention_mask), self.evidence(self.dropout(states))

    def answers(self, pooled: Tensor, before: Tensor | None, attention_mask: Tensor) -> Tensor:
        """Logits of the answers from what is left of the texts.

        Args:
            pooled: one vector of the last states of each text, shape (texts, hidden).
            before: the states before the last layer, shape (texts, tokens, hidden); ``None`` unless the pooling is
                ``CLS_AND_MEAN``.
            attention_mask: shape (texts, tokens).
        """
        if self.norm is not None:
            pooled = torch.cat((pooled, _mean(self.norm(before), attention_mask)), dim=-1)
        hidden = nn.functional.gelu(self.dense(self.dropout(pooled)))
        return self.answer(self.dropout(hidden))

    def save(self, folder: Path) -> None:
        """Write encoder and heads into ``folder``."""
        self.encoder.save_pretrained(folder / ENCODER)
        heads = {name: value.contiguous() for name, value in self.state_dict().items() if not name.startswith(ENCODER)}
        save_file(heads, folder / HEADS, metadata={"pooling": self.pooling})


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def load_encoder(base: str, *, is_fresh: bool = False) -> PreTrainedModel:
    """Load an encoder by folder or by its name on a hub; with ``is_fresh`` only its shape, with new weights.

    Raises:
        NetworkError: there is none of that name, or it cannot be loaded.
    """
    try:
        if is_fresh:
            return AutoModel.from_config(AutoConfig.from_pretrained(base), attn_implementation="sdpa").float()
        # Weights may be stored in half precision, in which nothing can be learnt.
        return AutoModel.from_pretrained(base, attn_implementation="sdpa").float()
    except (OSError, ValueError) as error:
        raise NetworkError(
            f"{base!r} cannot be loaded as an encoder: {error}\n"
            "Give a folder that transformers wrote, or a name on a hub that this machine reaches"
        ) from error


def load_network(folder: Path) -> TwoHeadNetwork:
    """Load what :meth:`TwoHeadNetwork.save` wrote.

    Raises:
        NetworkError: the folder does not hold a network.
    """
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415

    try:
        with safe_open(folder / HEADS, framework="pt") as file:
            about = file.metadata()
        encoder = AutoModel.from_config(AutoConfig.from_pretrained(folder / ENCODER), attn_implementation="sdpa")
        network = TwoHeadNetwork(encoder, pooling=Pooling(about["pooling"]))
        weights = load_file(folder / ENCODER / "model.safetensors")
        state = {f"{ENCODER}.{name}": value for name, value in weights.items()} | load_file(folder / HEADS)
        network.load_state_dict(state)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise NetworkError(f"{folder} does not hold a trained network: {error}") from error
    network.float().eval()
    return network
