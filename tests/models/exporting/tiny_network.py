"""Networks and artefacts small enough to be made in a test; only for tests that have torch."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BertConfig, BertModel, ModernBertConfig, ModernBertModel

from models.exporting.artefact import ArtefactParts, ModelFacts
from models.exporting.half import round_to_half
from models.training.network import Pooling, TwoHeadNetwork
from tests.classifier.neural.small_model import small_calibration, small_tokenizer

MAX_TOKENS = 64
VOCABULARY = 600
"""With a hidden size of 32 enough that the table of embeddings is worth quantising."""


LAYERS = ["sliding_attention", "full_attention"]


def tiny_network(kind: str = "modernbert", *, pooling: Pooling = Pooling.MEAN) -> TwoHeadNetwork:
    torch.manual_seed(7)
    sizes: Mapping[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 512,
        "max_position_embeddings": MAX_TOKENS,
        "pad_token_id": 0,
    }
    tokens = {"bos_token_id": 2, "cls_token_id": 2, "eos_token_id": 3, "sep_token_id": 3}
    encoder = (
        BertModel(BertConfig(**sizes))
        if kind == "bert"
        else ModernBertModel(ModernBertConfig(**sizes, **tokens, layer_types=LAYERS, local_attention=16))
    )
    network = TwoHeadNetwork(encoder, pooling=pooling).eval()
    with torch.no_grad():
        # Spread out, so that answers differ from text to text as those of a trained network do.
        network.answer.weight *= 20
        network.evidence.weight *= 4
    round_to_half(network)
    return network


def windows(count: int = 12) -> list[np.ndarray]:
    draws = np.random.default_rng(3)
    return [draws.integers(4, VOCABULARY, int(length)) for length in draws.integers(5, MAX_TOKENS, count)]


def facts(name: str = "tiny") -> ModelFacts:
    return ModelFacts(
        name=name,
        taxonomy_version="1",
        base="made in a test",
        max_tokens=MAX_TOKENS,
        trained_on={"made up": "0" * 64},
        corpora=("made up",),
        settings={"epochs": 1},
        created=date(2026, 1, 1),
    )


def parts(folder: Path, network: TwoHeadNetwork | None = None) -> ArtefactParts:
    tokenizer = folder / "tokenizer-of-the-test.json"
    small_tokenizer().save(str(tokenizer))
    return ArtefactParts(
        network=network or tiny_network(),
        tokenizer=tokenizer,
        calibration=small_calibration(),
        facts=facts(),
        windows=windows(),
    )
