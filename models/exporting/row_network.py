"""A trained network that reads windows laid end to end, so that there is no padding to compute.

Works with any encoder of ``transformers`` that leaves attention to a function of choice, and proves it before it is
used: what it says must be what the network says of each window alone. The encoder may be in half precision, the heads
stay in single. On CUDA, attention is torch's for windows of various lengths; on processors, and in single precision,
windows of one length go together through the ordinary one. The CUDA path has been run on no GPU yet.
"""

from copy import deepcopy
from itertools import groupby
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface

from classifier.neural.torch_engine import Row
from models.errors import NetworkError
from models.training.network import Pooling, TwoHeadNetwork

ATTENTION = "finad_rows"

_LARGEST_DIFFERENCE = 1e-3
"""Most that a logit may differ from what the network says of a window alone, in single precision."""

_PROVED_TOKENS = (2, 7, 7, 40, 200)
"""Lengths of the windows by which that is proved. The last must exceed the reach of local attention, and all together
what an encoder reads at once; where it reads more, they are repeated."""


class TwoHeadRowNetwork(nn.Module):  # type: ignore[misc] # torch is taken as untyped
    """A network on rows of windows. Holds a copy; the network given stays as it is."""

    def __init__(self, network: TwoHeadNetwork, *, device: Any = "cpu", precision: Any = torch.float32) -> None:
        """Take ``network`` to ``device``, its encoder in ``precision``.

        Raises:
            NetworkError: its encoder cannot read rows.
        """
        super().__init__()
        # A name of our own that no maker of masks is registered for: the encoder then makes none.
        AttentionInterface.register(ATTENTION, _attend)
        self._network = deepcopy(network).float().cpu().eval()
        try:
            self._network.encoder.set_attn_implementation(ATTENTION)
            with torch.inference_mode():
                difference = self._difference(network)
        except Exception as error:  # encoders fail in ways of their own
            raise NetworkError(
                f"{type(network.encoder).__name__} cannot read windows end to end: {error}; ask it with padding"
            ) from error
        # Written so that a logit that is no number fails too.
        if not difference <= _LARGEST_DIFFERENCE:
            raise NetworkError(
                f"{type(network.encoder).__name__} says something else of windows end to end, by {difference:g} in a "
                "logit; ask it with padding"
            )
        self._network.to(device)
        self._network.encoder.to(precision)

    def forward(self, row: Row, *, with_evidence: bool) -> tuple[Tensor, Tensor | None]:
        """Logits of shape (windows, 9), and of shape (tokens, 9) if asked for."""
        network = self._network
        read = network.encoder(
            input_ids=row.ids[None],
            position_ids=row.positions[None],
            output_hidden_states=network.norm is not None,
            finad_row=row,
        )
        states = read.last_hidden_state[0].float()
        first = row.bounds[:-1].long()
        if network.pooling is Pooling.MEAN:
            pooled = _means(states, row)
        elif network.norm is not None:
            pooled = torch.cat((states[first], _means(network.norm(read.hidden_states[-2][0].float()), row)), dim=-1)
        else:
            pooled = states[first]
        answers = network.answer(nn.functional.gelu(network.dense(pooled)))
        return answers, network.evidence(states) if with_evidence else None

    def _difference(self, network: TwoHeadNetwork) -> float:
        """Largest difference of any logit from what ``network`` says of windows alone."""
        at_once = getattr(network.encoder.config, "max_position_embeddings", None) or sum(_PROVED_TOKENS)
        lengths = sorted(min(length, at_once - 2) for length in _PROVED_TOKENS * (1 + at_once // sum(_PROVED_TOKENS)))
        draws = torch.Generator().manual_seed(0)
        # Id 0 is padding in some encoders, which count their positions by it.
        windows = [
            torch.randint(1, network.encoder.config.vocab_size, (length,), generator=draws) for length in lengths
        ]
        row = Row(
            ids=torch.cat(windows),
            positions=torch.cat([torch.arange(length) for length in lengths]),
            bounds=torch.tensor([0, *torch.tensor(lengths).cumsum(0).tolist()], dtype=torch.int32),
            lengths=tuple(lengths),
        )
        answers, marks = self(row, with_evidence=True)
        where, was_training = next(network.parameters()).device, network.training
        network.eval()
        alone = [network(window[None].to(where), torch.ones_like(window[None]).to(where)) for window in windows]
        network.train(was_training)
        differences = (
            answers - torch.cat([logits for logits, _ in alone]).cpu().float(),
            marks - torch.cat([evidence[0] for _, evidence in alone]).cpu().float(),
        )
        return max(float(difference.abs().max()) for difference in differences)


def _means(states: Tensor, row: Row) -> Tensor:
    return torch.segment_reduce(states, "mean", offsets=row.bounds.long(), axis=0)


def _attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    _mask: Tensor | None,
    *,
    finad_row: Row,
    scaling: float | None = None,
    sliding_window: int | None = None,
    **_others: Any,
) -> tuple[Tensor, None]:
    """Attention of each window to itself.

    Args:
        module: the layer's; its say on causality counts.
        query: shape (1, heads, tokens, size), as are the next two.
        key: the same.
        value: the same.
        finad_row: which windows stand in it.
        scaling: of the products; by the size if it is not given.
        sliding_window: one more than how far a token sees to each side, as flash attention has it.

    Returns:
        Shape (1, tokens, heads, size).
    """
    if getattr(module, "is_causal", False):
        raise NetworkError(f"{type(module).__name__} reads from left to right; take an encoder that reads both ways")
    reach = -1 if sliding_window is None else sliding_window - 1
    query, key, value = (part[0].transpose(0, 1) for part in (query, key, value))
    is_half = query.dtype in (torch.float16, torch.bfloat16)
    attend = _attend_varlen if query.is_cuda and is_half else _attend_alike
    return attend(query, key, value, finad_row, scaling, reach)[None], None


def _attend_varlen(query: Tensor, key: Tensor, value: Tensor, row: Row, scaling: float | None, reach: int) -> Tensor:
    from torch.nn.attention.varlen import varlen_attn  # noqa: PLC0415 # for torch before 2.10 not there

    longest = max(row.lengths)
    return varlen_attn(
        query,
        key,
        value,
        row.bounds,
        row.bounds,
        longest,
        longest,
        scale=scaling,
        window_size=(reach, reach),
        enable_gqa=query.shape[1] != key.shape[1],
        # What is said of a window must not depend on the longest one beside it.
        num_splits=1,
    )


def _attend_alike(query: Tensor, key: Tensor, value: Tensor, row: Row, scaling: float | None, reach: int) -> Tensor:
    parts, at = [], 0
    for length, group in groupby(row.lengths):
        tokens = length * len(list(group))
        mask = None
        if 0 <= reach < length - 1:
            places = torch.arange(length, device=query.device)
            mask = (places[:, None] - places[None, :]).abs() <= reach
        seen = nn.functional.scaled_dot_product_attention(
            *(part[at : at + tokens].unflatten(0, (-1, length)).transpose(1, 2) for part in (query, key, value)),
            attn_mask=mask,
            scale=scaling,
            enable_gqa=query.shape[1] != key.shape[1],
        )
        parts.append(seen.transpose(1, 2).flatten(0, 1))
        at += tokens
    return torch.cat(parts)
