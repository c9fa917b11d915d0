"""The folder that ships: written whole from a trained network, its tokenizer, its calibration and what is known of it.

Knows nothing of training, and does not judge what it writes; that is the gate's.
"""

import shutil
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import numpy as np
import torch
from pydantic import ConfigDict, TypeAdapter, ValidationError

from classifier.legal.category import CODES
from classifier.neural.calibration import CalibrationFile, write_calibration
from classifier.neural.encoding import Window
from classifier.neural.manifest import (
    CALIBRATION,
    NETWORK,
    TOKENIZER,
    ModelManifest,
    file_hash,
    model_version,
    write_manifest,
)
from classifier.neural.onnx_engine import OnnxEngine
from models.errors import ExportError
from models.exporting.engines import TorchEngine
from models.exporting.int8 import quantize
from models.exporting.onnx_export import export_onnx
from models.training.network import TwoHeadNetwork

LARGEST_EXPORT_ERROR = 1e-3
"""Most that a logit may differ between torch and ONNX in single precision; 2e-6 is usual."""

_CHECKED_WINDOWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What a manifest states beside what can be read off the files."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    taxonomy_version: str
    base: str
    max_tokens: int
    trained_on: Mapping[str, str]
    corpora: tuple[str, ...]
    settings: Mapping[str, Any]
    created: date
    reads_rules: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactParts:
    """All that goes into the folder."""

    network: TwoHeadNetwork
    """Rounded by ``round_to_half``."""
    tokenizer: Path
    """File for the ``tokenizers`` library."""
    calibration: CalibrationFile
    facts: ModelFacts
    windows: Sequence[Window]
    """Token ids of some ordinary texts, by which the quantisation is set."""
    pictures: Mapping[str, Path] = field(default_factory=dict)
    """Name in the folder → file to copy there."""


def read_facts(path: Path) -> ModelFacts:
    """Read facts from a JSON file.

    Raises:
        ExportError: it is missing or malformed; every fault is named.
    """
    try:
        return TypeAdapter(ModelFacts).validate_json(path.read_bytes())
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}; training writes it beside the network") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or '(file)'}: {fault['msg']}"
            for fault in error.errors(include_url=False, include_input=False)
        )
        raise ExportError(f"{path} does not hold the facts of a model: {faults}") from error


def write_facts(path: Path, facts: ModelFacts) -> None:
    """Write facts as JSON; equal facts give equal bytes."""
    path.write_bytes(TypeAdapter(ModelFacts).dump_json(facts, indent=2) + b"\n")


def build_artefact(parts: ArtefactParts, folder: Path) -> ModelManifest:
    """Write the folder that ships; a reader sees the old one or the new one, never half of it.

    Raises:
        ExportError: the network is not rounded, cannot be exported, or the export does not agree with it.
    """
    _check_rounded(parts.network)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        manifest = _write(parts, new, Path(temporary) / "single.onnx")
        if folder.exists():
            folder.rename(Path(temporary) / "old")
        new.rename(folder)
    return manifest


def _write(parts: ArtefactParts, new: Path, single: Path) -> ModelManifest:
    export_onnx(parts.network, single)
    _check_export(parts, single)
    quantize(single, new / NETWORK, parts.windows)
    deepcopy(parts.network).half().save(new)
    shutil.copyfile(parts.tokenizer, new / TOKENIZER)
    write_calibration(new / CALIBRATION, parts.calibration)
    for name, source in parts.pictures.items():
        shutil.copyfile(source, new / name)
    facts = parts.facts
    manifest = ModelManifest(
        name=facts.name,
        version=model_version(new),
        categories=CODES,
        taxonomy_version=facts.taxonomy_version,
        base=facts.base,
        pooling=str(parts.network.pooling),
        max_tokens=facts.max_tokens,
        trained_on=facts.trained_on,
        corpora=facts.corpora,
        settings=facts.settings,
        created=facts.created,
        reads_rules=facts.reads_rules,
        files={path.relative_to(new).as_posix(): file_hash(path) for path in sorted(new.rglob("*")) if path.is_file()},
    )
    write_manifest(manifest, new)
    return manifest


def _check_rounded(network: TwoHeadNetwork) -> None:
    for name, weight in network.named_parameters():
        if not torch.equal(weight, weight.half().float()):
            raise ExportError(
                f"{name} is not rounded to half precision, in which it ships: "
                "call round_to_half before the model is calibrated and exported"
            )


def _check_export(parts: ArtefactParts, single: Path) -> None:
    windows = parts.windows[:_CHECKED_WINDOWS]
    trained, trained_marks = TorchEngine(parts.network).mark(windows)
    exported, exported_marks = OnnxEngine(single).mark(windows)
    differences = [
        float(np.abs(one - other).max(initial=0.0))
        for one, other in zip((trained, *trained_marks), (exported, *exported_marks), strict=True)
    ]
    # Written so that a logit that is no number fails too.
    if not max(differences) <= LARGEST_EXPORT_ERROR:
        raise ExportError(
            f"the exported network differs from the trained one by {max(differences):g} in a logit, more than "
            f"{LARGEST_EXPORT_ERROR:g}; another version of torch or onnxscript may export it rightly"
        )
