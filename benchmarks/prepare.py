"""Makes what the engines are measured with: ``python benchmarks/prepare.py MODEL SCRATCH``.

Reads ``texts.json`` in SCRATCH, and writes there the network in single precision for ONNX, the same as a folder of
``transformers``, and ``reference.npy``: the logits that torch gives in single precision, each text by itself. In a
process of its own, so that none of it counts as memory of an engine.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from variant import PUBLISHED, REFERENCE, SINGLE, TEXTS

from classifier.legal.category import CODES
from classifier.neural.encoding import load_encoder
from classifier.neural.manifest import TOKENIZER, read_manifest
from models.exporting.engines import TorchEngine
from models.exporting.onnx_export import export_onnx
from models.training.network import ENCODER, load_network

_TOKENIZER_CLASS = "PreTrainedTokenizerFast"
"""The name that transformers 4 and 5 both know; 5 would write another."""


def main() -> None:
    """Write all of it."""
    model, scratch = map(Path, sys.argv[1:])
    manifest = read_manifest(model)
    network = load_network(model)
    export_onnx(network, scratch / SINGLE)
    encoder = load_encoder(model / TOKENIZER, max_tokens=manifest.max_tokens)
    texts: list[str] = json.loads((scratch / TEXTS).read_bytes())
    windows = [ad.windows[0] for ad in encoder.encode([[text] for text in texts])]
    np.save(scratch / REFERENCE, TorchEngine(network).score(windows))
    _publish(network, model, scratch / PUBLISHED, manifest.max_tokens)


def _publish(network: Any, model: Path, folder: Path, max_tokens: int) -> None:
    from sequence_model import FinadForSequenceClassification, SequenceConfig  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast

    config = SequenceConfig(
        encoder=json.loads((model / ENCODER / "config.json").read_bytes()) | {"dtype": "float32"},
        pooling=str(network.pooling),
        id2label=dict(enumerate(CODES)),
        label2id={code: number for number, code in enumerate(CODES)},
        problem_type="multi_label_classification",
        tokenizer_class=_TOKENIZER_CLASS,
    )
    SequenceConfig.register_for_auto_class()
    FinadForSequenceClassification.register_for_auto_class("AutoModelForSequenceClassification")
    published = FinadForSequenceClassification(config)
    state = {name: value for name, value in network.state_dict().items() if not name.startswith("evidence")}
    published.load_state_dict(state)
    published.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_file=str(model / TOKENIZER),
        model_max_length=max_tokens,
        model_input_names=["input_ids", "attention_mask"],
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        unk_token="[UNK]",
        mask_token="[MASK]",
    ).save_pretrained(folder)
    path = folder / "tokenizer_config.json"
    about = json.loads(path.read_bytes()) | {"tokenizer_class": _TOKENIZER_CLASS}
    path.write_text(json.dumps(about, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
