"""The network as its users would run it without finad: pipelines of transformers, and libraries called naively.

All of them tokenise by the library and pad to rectangles. Knows nothing of finad's engines, and imports nothing of
finad, so that other interpreters can run it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
from variant import PUBLISHED, SINGLE, Probabilities, Shape, UnavailableError, VariantSettings, sigmoid

Ids = npt.NDArray[np.int64]

_BATCH = 16
_BATCH_OF_INFINITY = 32
_PATIENCE_S = 600.0


class PipelineVariant:
    """``transformers.pipeline("text-classification", …)`` on a list of texts in the order they come."""

    number_type = "fp32"
    skips_last_layer = False

    def __init__(self, settings: VariantSettings, batch: int) -> None:
        import torch
        from transformers import pipeline

        torch.set_num_threads(settings.threads)
        folder = str(settings.scratch / PUBLISHED)
        self._batch = batch
        self._labels = {label: column for column, label in enumerate(settings.labels)}
        self._pipeline = pipeline(
            "text-classification",
            model=folder,
            trust_remote_code=True,
            device="cpu",
            top_k=None,
            function_to_apply="sigmoid",
            batch_size=batch,
        )

    def judge(self, texts: Sequence[str]) -> Probabilities:
        """Judge texts."""
        return _by_label(self._pipeline(list(texts), truncation=True), self._labels)

    def shapes(self, texts: Sequence[str]) -> list[Shape]:
        """The batches."""
        lengths = [len(ids) for ids in self._pipeline.tokenizer(list(texts), truncation=True)["input_ids"]]
        return _shapes(lengths, self._batch)


class _SortedVariant(ABC):
    """Sorts texts by their tokens and judges them in batches of sixteen, padded to the longest of each."""

    number_type = "fp32"
    skips_last_layer = False

    def __init__(self, settings: VariantSettings) -> None:
        self._tokenizer = _tokenizer_of(settings)
        self._answers = len(settings.labels)

    def judge(self, texts: Sequence[str]) -> Probabilities:
        """Judge texts."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        logits = np.empty((len(rows), self._answers), np.float32)
        for start in range(0, len(order), _BATCH):
            numbers = order[start : start + _BATCH]
            logits[numbers] = self._logits(*_padded([rows[number] for number in numbers]))
        return sigmoid(logits)

    def shapes(self, texts: Sequence[str]) -> list[Shape]:
        """The batches."""
        return _shapes(sorted(len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))), _BATCH)

    @abstractmethod
    def _logits(self, ids: Ids, mask: Ids) -> npt.NDArray[np.float32]: ...


class TorchVariant(_SortedVariant):
    """torch in single precision, or in bfloat16 by autocast."""

    def __init__(self, settings: VariantSettings, number_type: str) -> None:
        import torch
        from transformers import AutoModelForSequenceClassification

        super().__init__(settings)
        torch.set_num_threads(settings.threads)
        folder = str(settings.scratch / PUBLISHED)
        self.number_type = number_type
        self._torch = torch
        self._network = AutoModelForSequenceClassification.from_pretrained(folder, trust_remote_code=True).eval()

    def _logits(self, ids: Ids, mask: Ids) -> npt.NDArray[np.float32]:
        torch = self._torch
        is_half = self.number_type == "bf16"
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=is_half):
            answer = self._network(torch.from_numpy(ids), torch.from_numpy(mask))
        logits: npt.NDArray[np.float32] = answer.logits.float().numpy()
        return logits


class OnnxVariant(_SortedVariant):
    """ONNX Runtime as it comes: the network in single precision, or the int8 file that ships with a model."""

    def __init__(self, settings: VariantSettings, number_type: str) -> None:
        import onnxruntime

        super().__init__(settings)
        path = settings.scratch / SINGLE if number_type == "fp32" else settings.model / "model.onnx"
        self.number_type = number_type
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = settings.threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def _logits(self, ids: Ids, mask: Ids) -> npt.NDArray[np.float32]:
        (logits,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(logits, np.float32)


class OpenVinoVariant(_SortedVariant):
    """OpenVINO as it comes, on the network in single precision; it chooses the number type that it computes in."""

    def __init__(self, settings: VariantSettings) -> None:
        try:
            openvino = import_module("openvino")
        except ImportError as error:
            raise UnavailableError("openvino is not installed: pip install openvino") from error
        super().__init__(settings)
        core = openvino.Core()
        network = core.read_model(str(settings.scratch / SINGLE))
        self._compiled = core.compile_model(network, "CPU", {"INFERENCE_NUM_THREADS": settings.threads})
        precision = self._compiled.get_property("INFERENCE_PRECISION_HINT")
        self.number_type = {"f32": "fp32", "bf16": "bf16"}.get(precision.to_string(), precision.to_string())

    def _logits(self, ids: Ids, mask: Ids) -> npt.NDArray[np.float32]:
        answer = self._compiled({"input_ids": ids, "attention_mask": mask})
        return np.asarray(answer["logits"], np.float32)


class InfinityVariant:
    """Infinity's engine for classification, asked about all texts at once; it batches them itself."""

    number_type = "fp32"
    skips_last_layer = False

    def __init__(self, settings: VariantSettings) -> None:
        try:
            import torch

            infinity_emb = import_module("infinity_emb")
        except ImportError as error:
            raise UnavailableError(
                f"infinity_emb cannot be imported ({error}); install it into an environment of its own (it wants an "
                "older transformers) and name the interpreter there with --infinity-python"
            ) from error
        torch.set_num_threads(settings.threads)
        self._labels = {label: column for column, label in enumerate(settings.labels)}
        self._loop = asyncio.new_event_loop()
        arguments = infinity_emb.EngineArgs(
            model_name_or_path=str(settings.scratch / PUBLISHED),
            engine="torch",
            device="cpu",
            dtype="float32",
            trust_remote_code=True,
            bettertransformer=False,
            model_warmup=False,
            batch_size=_BATCH_OF_INFINITY,
        )
        self._engine = infinity_emb.AsyncEmbeddingEngine.from_args(arguments)
        self._loop.run_until_complete(self._engine.astart())
        self._tokenizer = _tokenizer_of(settings)

    def judge(self, texts: Sequence[str]) -> Probabilities:
        """Judge texts."""
        # Its own threads may die without a word, and nobody would ever answer.
        asked = asyncio.wait_for(self._engine.classify(sentences=list(texts)), _PATIENCE_S)
        answers, _ = self._loop.run_until_complete(asked)
        return _by_label(answers, self._labels)

    def shapes(self, texts: Sequence[str]) -> list[Shape]:
        """What it is taken to compute: it sorts what waits by length, and batches it."""
        lengths = sorted(len(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts)))
        return _shapes(lengths, _BATCH_OF_INFINITY)


def _tokenizer_of(settings: VariantSettings) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_file(str(settings.scratch / PUBLISHED / "tokenizer.json"))
    tokenizer.enable_truncation(settings.max_tokens)
    return tokenizer


def _shapes(lengths: Sequence[int], batch: int) -> list[Shape]:
    batches = [lengths[start : start + batch] for start in range(0, len(lengths), batch)]
    return [(len(some), max(some)) for some in batches]


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return ids, mask


def _by_label(answers: Sequence[Sequence[dict[str, Any]]], columns: dict[str, int]) -> Probabilities:
    probabilities = np.empty((len(answers), len(columns)))
    for row, answer in zip(probabilities, answers, strict=True):
        for entry in answer:
            row[columns[entry["label"]]] = entry["score"]
    return probabilities
