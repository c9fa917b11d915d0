"""The network as a user of ``transformers`` would publish it: for ``AutoModelForSequenceClassification`` and pipelines.

The head of the library's own classes (such as ``ModernBertForSequenceClassification``) has a norm between its two
layers, which ours has not, so that it cannot hold our weights. Imports nothing of finad: the file travels with the
weights and is run by other interpreters too.
"""

from typing import Any

import torch  # noqa: TID253 - it is what this file is about
from torch import Tensor, nn  # noqa: TID253
from transformers import AutoConfig, AutoModel, PretrainedConfig, PreTrainedModel  # noqa: TID253
from transformers.modeling_outputs import SequenceClassifierOutput  # noqa: TID253


class SequenceConfig(PretrainedConfig):  # type: ignore[misc]
    """An encoder's configuration, and how a text becomes one vector."""

    model_type = "finad_sequence"

    def __init__(self, encoder: dict[str, Any] | None = None, pooling: str = "mean", **others: Any) -> None:
        self.encoder = encoder or {}
        self.pooling = pooling
        super().__init__(**others)


class FinadForSequenceClassification(PreTrainedModel):  # type: ignore[misc]
    """An encoder with the head of the nine answers. Infinity tells what a model is for by the end of this name."""

    config_class = SequenceConfig
    _supports_sdpa = True

    def __init__(self, config: SequenceConfig) -> None:
        super().__init__(config)
        encoder = AutoConfig.for_model(**config.encoder)
        self.encoder = AutoModel.from_config(encoder, attn_implementation="sdpa")
        hidden = encoder.hidden_size
        is_joined = config.pooling == "cls_and_mean"
        self.norm = nn.LayerNorm(hidden) if is_joined else None
        self.dense = nn.Linear(2 * hidden if is_joined else hidden, hidden)
        self.answer = nn.Linear(hidden, config.num_labels)
        self.post_init()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> SequenceClassifierOutput:
        """Logits of the nine answers: shape (texts, 9)."""
        read = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=self.norm is not None
        )
        states = read.last_hidden_state
        if self.norm is not None:
            pooled = torch.cat((states[:, 0], _mean(self.norm(read.hidden_states[-2]), attention_mask)), dim=-1)
        elif self.config.pooling == "cls":
            pooled = states[:, 0]
        else:
            pooled = _mean(states, attention_mask)
        return SequenceClassifierOutput(logits=self.answer(nn.functional.gelu(self.dense(pooled))))


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)
