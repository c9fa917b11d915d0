"""The names of everything that is measured, and how each is made.

Imports a variant's module only when it is made, for each has libraries of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from variant import Variant, VariantSettings

PIPELINE, PIPELINE_BATCHED = "pipeline-1", "pipeline-16"
INFINITY = "infinity"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantEntry:
    """What is known of a variant without making it."""

    about: str
    make: Callable[[VariantSettings], Variant]
    is_ours: bool = False
    share: float = 1.0
    """Part of the texts it is timed on, of all lengths: less than 1 for those that would make a round long."""


def _pipeline(batch: int) -> Callable[[VariantSettings], Variant]:
    def make(settings: VariantSettings) -> Variant:
        from peers import PipelineVariant  # noqa: PLC0415

        return PipelineVariant(settings, batch)

    return make


def _torch(number_type: str) -> Callable[[VariantSettings], Variant]:
    def make(settings: VariantSettings) -> Variant:
        from peers import TorchVariant  # noqa: PLC0415

        return TorchVariant(settings, number_type)

    return make


def _onnx(number_type: str) -> Callable[[VariantSettings], Variant]:
    def make(settings: VariantSettings) -> Variant:
        from peers import OnnxVariant  # noqa: PLC0415

        return OnnxVariant(settings, number_type)

    return make


def _openvino(settings: VariantSettings) -> Variant:
    from peers import OpenVinoVariant  # noqa: PLC0415

    return OpenVinoVariant(settings)


def _infinity(settings: VariantSettings) -> Variant:
    from peers import InfinityVariant  # noqa: PLC0415

    return InfinityVariant(settings)


def _ours(name: str, number_type: str) -> Callable[[VariantSettings], Variant]:
    def make(settings: VariantSettings) -> Variant:
        from ours import EngineVariant  # noqa: PLC0415

        return EngineVariant(settings, name, number_type)

    return make


VARIANTS = {
    PIPELINE: VariantEntry(about="transformers.pipeline, one text at a time", make=_pipeline(1), share=1 / 8),
    PIPELINE_BATCHED: VariantEntry(
        about="transformers.pipeline, batch_size=16, texts as they come", make=_pipeline(16), share=1 / 4
    ),
    "torch-fp32": VariantEntry(about="torch, sorted, batches of 16", make=_torch("fp32"), share=1 / 2),
    "torch-bf16": VariantEntry(about="torch, sorted, batches of 16, autocast", make=_torch("bf16"), share=1 / 2),
    "ort-fp32": VariantEntry(about="ONNX Runtime as it comes, sorted, batches of 16", make=_onnx("fp32")),
    "ort-int8": VariantEntry(about="the same on the int8 file that ships", make=_onnx("int8")),
    "openvino-plain": VariantEntry(about="OpenVINO as it comes, sorted, batches of 16", make=_openvino),
    INFINITY: VariantEntry(about="Infinity's engine for classification", make=_infinity, share=1 / 4),
    "finad-onnx": VariantEntry(about="finad's engine on ONNX Runtime", make=_ours("onnx", "int8"), is_ours=True),
    "finad-openvino": VariantEntry(about="finad's engine on OpenVINO", make=_ours("openvino", "int8"), is_ours=True),
    "finad-openvino-bf16": VariantEntry(
        about="the same in brain floats", make=_ours("openvino-bf16", "bf16"), is_ours=True
    ),
    "finad-torch": VariantEntry(
        about="finad's engine on torch", make=_ours("torch", "fp32"), is_ours=True, share=1 / 2
    ),
    "finad-torch-bf16": VariantEntry(
        about="the same in brain floats", make=_ours("torch-bf16", "bf16"), is_ours=True, share=1 / 2
    ),
    "finad-kernel": VariantEntry(about="finad's compiled kernel", make=_ours("kernel", "int8"), is_ours=True),
}
