"""A network whose answers need its last layer at the first position only, made to compute no more of it for them.

A general graph computes the last layer at every position, whoever asks. Of this one, who asks for the answers alone
runs the part that leads to them: the layer's keys and values everywhere, and the rest of it once a text. It is the same
network with the same weights. For ModernBERT; any other encoder is left as it is.
"""

import torch
from torch import Tensor, nn
from transformers import ModernBertModel

from models.training.network import Pooling, TwoHeadNetwork


def lean(network: TwoHeadNetwork) -> nn.Module:
    """``network``, or one that says the same and computes less for its answers."""
    if network.pooling is Pooling.MEAN or not isinstance(network.encoder, ModernBertModel):
        return network
    if network.encoder.config.layer_types[-1] != "full_attention":
        return network
    return _LeanNetwork(network)


class _LeanNetwork(nn.Module):  # type: ignore[misc] # torch is taken as untyped
    """The answers by a path of their own from the states before the last layer."""

    def __init__(self, network: TwoHeadNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Score texts as :class:`TwoHeadNetwork` does."""
        network = self.network
        read = network.encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        before = read.hidden_states[-2]
        first = self._last_layer_at_first(before, attention_mask)
        answers = network.answers(first, before if network.norm is not None else None, attention_mask)
        return answers, network.evidence(read.last_hidden_state)

    def _last_layer_at_first(self, before: Tensor, attention_mask: Tensor) -> Tensor:
        """Last states of the first positions, shape (texts, hidden), from those before the last layer."""
        encoder = self.network.encoder
        layer = encoder.layers[-1]
        attention = layer.attn
        texts, tokens, hidden = before.shape
        heads = hidden // attention.head_dim
        parts = attention.Wqkv(layer.attn_norm(before)).view(texts, tokens, 3, heads, attention.head_dim)
        # At position 0 a rotation changes nothing.
        query = parts[:, :1, 0].transpose(1, 2) * attention.head_dim**-0.5
        keys, values = _rotated(encoder, parts[:, :, 1]).transpose(1, 2), parts[:, :, 2].transpose(1, 2)
        unread = (1.0 - attention_mask.to(before.dtype))[:, None, None, :] * torch.finfo(before.dtype).min
        weights = (query @ keys.transpose(-1, -2) + unread).softmax(dim=-1)
        # One token a text, not none: products of two axes would be exported with other copies of the weights.
        first = before[:, :1] + attention.Wo((weights @ values).transpose(1, 2).reshape(texts, 1, hidden))
        first = first + layer.mlp(layer.mlp_norm(first))
        return encoder.final_norm(first)[:, 0]


def _rotated(encoder: ModernBertModel, keys: Tensor) -> Tensor:
    """Keys of shape (texts, tokens, heads, width) turned by their positions."""
    positions = torch.arange(keys.shape[1], device=keys.device).unsqueeze(0)
    cosines, sines = encoder.rotary_emb(keys, positions, "full_attention")
    half = keys.shape[-1] // 2
    turned = torch.cat((-keys[..., half:], keys[..., :half]), dim=-1)
    return keys * cosines.unsqueeze(2) + turned * sines.unsqueeze(2)
