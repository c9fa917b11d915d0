"""Measures how far the network that ships says something else than the one that was trained.

Knows nothing of labels or of the bounds that are set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from classifier.errors import EngineUnavailableError, UnsupportedModelError
from classifier.legal.category import CODES
from classifier.neural.calibration import Array, Calibration, sigmoid
from classifier.neural.engine import Engine
from classifier.neural.engines import EngineName
from classifier.neural.kernel_engine import KernelEngine
from classifier.neural.manifest import ModelManifest
from classifier.neural.model import NeuralModel, load_model
from classifier.neural.onnx_engine import OnnxEngine
from models.errors import ExportError
from models.exporting.engines import TorchEngine
from models.exporting.onnx_export import export_onnx
from models.training.network import load_network

TRAINED, EXPORTED, SHIPPED, COMPILED = "torch", "onnx", "int8", "kernel"
COMPARED = ((TRAINED, EXPORTED), (EXPORTED, SHIPPED), (TRAINED, SHIPPED), (TRAINED, COMPILED))
"""The last where the compiled kernel runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryParity:
    """How two engines differ on one category."""

    max_difference: float
    """Largest difference of the probability on any text."""
    mean_difference: float
    flips: int
    """Texts that one of the two accuses and the other does not."""
    unreviewed_flips: int
    """Those of them that no person would look at where they are not accused: below the review threshold, or without
    one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How the engines differ on a set of texts. Probabilities are those of the model alone, calibrated."""

    texts: int
    operating_point: str
    miss_at_most: float
    """Of the review threshold."""
    categories: Mapping[tuple[str, str], Mapping[str, CategoryParity]]
    """Two engines → category → how they differ."""
    evidence_max: float
    """Largest difference of the probability that a token is evidence, trained against shipped."""
    evidence_mean: float


def measure_parity(
    folder: Path, ads: Sequence[Sequence[str]], *, operating_point: str = "balanced", miss_at_most: float = 0.1
) -> Parity:
    """Compare the trained weights in ``folder`` with what runs, on ``ads``.

    Args:
        folder: of an artefact.
        ads: normalised texts of the passages of each ad.
        operating_point: which thresholds make an accusation.
        miss_at_most: from which guarantee the review threshold comes.

    Raises:
        ExportError: there are no ads, or the network cannot be exported.
        ModelFileError: the artefact is damaged.
        NetworkError: it does not hold the trained weights.
    """
    if not ads:
        raise ExportError("no texts to compare on; give a set that holds some")
    model = load_model(folder, engine=EngineName.ONNX)
    network = load_network(folder)
    with TemporaryDirectory() as temporary:
        single = Path(temporary) / "single.onnx"
        export_onnx(network, single)
        engines: dict[str, Engine] = {
            TRAINED: TorchEngine(network),
            EXPORTED: OnnxEngine(single),
            SHIPPED: model.engine,
            **_compiled(folder, model.manifest),
        }
        logits, evidence = _answers(model, engines, ads)
    calibration = model.calibration.alone
    probabilities = {name: _probabilities(calibration, values) for name, values in logits.items()}
    marks = np.abs(evidence[TRAINED] - evidence[SHIPPED])
    return Parity(
        texts=len(ads),
        operating_point=operating_point,
        miss_at_most=miss_at_most,
        categories={
            pair: _compare(
                probabilities[pair[0]],
                probabilities[pair[1]],
                calibration.operating_points[operating_point],
                calibration.review_thresholds(miss_at_most),
            )
            for pair in COMPARED
            if engines.keys() >= set(pair)
        },
        evidence_max=float(marks.max(initial=0.0)),
        evidence_mean=float(marks.mean()) if marks.size else 0.0,
    )


def parity_record(parity: Parity) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    return {
        "texts": parity.texts,
        "operating_point": parity.operating_point,
        "miss_at_most": parity.miss_at_most,
        "engines": {
            f"{first}_{second}": {code: asdict(found) for code, found in categories.items()}
            for (first, second), categories in parity.categories.items()
        },
        "evidence": {"max_difference": parity.evidence_max, "mean_difference": parity.evidence_mean},
    }


def _answers(
    model: NeuralModel, engines: Mapping[str, Engine], ads: Sequence[Sequence[str]]
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Logits of the ads, shape (ads, 9), and probabilities of all positions' being evidence, by engine."""
    windows = [window for ad in model.encoder.encode(ads) for window in ad.windows]
    logits = {name: replace(model, engine=engine).logits(ads).astype(np.float64) for name, engine in engines.items()}
    evidence = {name: sigmoid(np.concatenate(engines[name].mark(windows)[1])) for name in (TRAINED, SHIPPED)}
    return logits, evidence


def _compiled(folder: Path, manifest: ModelManifest) -> dict[str, Engine]:
    try:
        return {COMPILED: KernelEngine(folder, pooling=manifest.pooling)}
    except (EngineUnavailableError, UnsupportedModelError):
        return {}


def _probabilities(calibration: Calibration, logits: Array) -> Array:
    nothing = np.zeros_like(logits)
    return calibration.probabilities(logits, nothing, nothing, nothing[:, 0])


def _compare(
    first: Array, second: Array, thresholds: Mapping[str, float], review: Mapping[str, float]
) -> dict[str, CategoryParity]:
    found = {}
    for column, code in enumerate(CODES):
        one, other = first[:, column], second[:, column]
        differences = np.abs(one - other)
        flips = (one >= thresholds[code]) != (other >= thresholds[code])
        is_unseen = np.minimum(one, other) < review.get(code, np.inf)
        found[code] = CategoryParity(
            max_difference=float(differences.max()),
            mean_difference=float(differences.mean()),
            flips=int(flips.sum()),
            unreviewed_flips=int((flips & is_unseen).sum()),
        )
    return found
