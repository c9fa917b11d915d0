"""The cheap first stage: one linear score of a text's n-grams; below a threshold the text passes without being read.

An artefact of its own, fitted beside a model and a version of the rules; its manifest states what may be missed.
Knows nothing of how it was fitted.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classifier.cascade.grams import SLOTS, GramReader
from classifier.datafiles.faults import told_faults
from classifier.errors import ModelFileError
from classifier.text import AdCopy

MANIFEST = "manifest.json"
WEIGHTS = "weights.npy"
GRAMS = f"characters 1-3, {SLOTS} slots, 1"
"""How texts are cut; another value in a manifest is another kind of first stage."""

Weights = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A promise: at most the share ``alpha`` of some ads is cleared, on data like those it was measured on."""

    of: str
    """Which ads, in words."""
    alpha: float
    confidence: float
    """Share of measured sets on which the promise holds."""
    examples: int
    """Independent ads of the kind that it was measured on."""
    threshold: float | None
    """Score below which texts may be cleared for it; ``None`` where the examples are too few for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStageManifest:
    """Everything one has to know of a first stage besides its weights."""

    name: str
    version: str
    """The first 12 hex digits of a SHA-256 over what decides its answers."""
    grams: str
    """How it cuts texts; see ``GRAMS``."""
    clears_below: float | None
    """Score below which a text is cleared; ``None`` where no bound can be stated: nothing is."""
    most_characters: int
    """A longer text is never cleared: there were too few of its length to measure on."""
    bounds: tuple[Bound, ...]
    """All hold at once for ``clears_below``, each with its own confidence."""
    model: str
    """Label of the model that it was fitted beside."""
    rules: str
    """Version of the rules that it was fitted beside."""
    taxonomy_version: str
    trained_on: Mapping[str, str]
    """Name of a set of texts to its size and fingerprint, or what else names it."""
    created: date

    @property
    def label(self) -> str:
        """Name and version in one, as verdicts state it."""
        return f"{self.name}@{self.version}"


class _BoundSchema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    alpha: float = Field(gt=0, lt=1)
    confidence: float = Field(gt=0, lt=1)
    examples: int = Field(ge=0)
    threshold: float | None


class _ManifestSchema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    version: str = Field(pattern=rf"^[0-9a-f]{{{_VERSION_LENGTH}}}$")
    grams: str
    clears_below: float | None
    most_characters: int = Field(ge=0)
    bounds: tuple[_BoundSchema, ...]
    model: str
    rules: str
    taxonomy_version: str
    trained_on: dict[str, str]
    created: date


class FirstStage:
    """Tells texts in which nothing is to be found. Safe to share between threads."""

    def __init__(self, manifest: FirstStageManifest, weights: Weights) -> None:
        self.manifest = manifest
        self._weights = weights
        self._reader = GramReader()

    def scores(self, texts: Sequence[str]) -> Floats:
        """How much speaks for something to be found, shape (texts,); of each text as if it were alone."""
        if not texts:
            return np.zeros(0)
        grams = self._reader.read(texts)
        # Whole numbers up to the last step, so that the order of adding changes nothing.
        sums = np.add.reduceat(self._weights[grams.slots].sum(axis=0, dtype=np.int16), grams.starts, dtype=np.int64)
        scores: Floats = sums / np.sqrt(grams.lengths)
        return scores

    def clears(self, copies: Sequence[AdCopy]) -> Bools:
        """Which ads pass without being read, shape (ads,).

        None with a passage that was not read, and none that is longer than what was measured: of those nothing is
        promised.
        """
        if self.manifest.clears_below is None:
            return np.zeros(len(copies), np.bool_)
        texts = [whole_text(copy) for copy in copies]
        is_like_measured = np.fromiter(
            (
                len(text) <= self.manifest.most_characters and all(passage.text.strip() for passage in copy.passages)
                for text, copy in zip(texts, copies, strict=True)
            ),
            dtype=np.bool_,
            count=len(copies),
        )
        cleared: Bools = is_like_measured & (self.scores(texts) < self.manifest.clears_below)
        return cleared


def whole_text(copy: AdCopy) -> str:
    """An ad as the first stage reads it."""
    return "\n".join(passage.text for passage in copy.passages)


def load_first_stage(folder: Path) -> FirstStage:
    """Load the first stage in ``folder``.

    Raises:
        ModelFileError: the folder is missing, damaged or holds another kind of first stage.
    """
    manifest = _read_manifest(folder / MANIFEST)
    weights = _read_weights(folder / WEIGHTS)
    if manifest.grams != GRAMS:
        raise ModelFileError(
            f"{folder}: cuts texts as {manifest.grams!r}, this version as {GRAMS!r}; fit it again: finad cascade fit"
        )
    found = first_stage_version(weights, manifest.clears_below, manifest.most_characters)
    if found != manifest.version:
        raise ModelFileError(
            f"{folder / MANIFEST}: version is {manifest.version!r}, the files make it {found!r}; fit it again: "
            "finad cascade fit"
        )
    return FirstStage(manifest, weights)


def save_first_stage(folder: Path, manifest: FirstStageManifest, weights: Weights) -> None:
    """Write a first stage so that :func:`load_first_stage` gives back an equal one."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / WEIGHTS, weights, allow_pickle=False)
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (folder / MANIFEST).write_bytes(orjson.dumps(asdict(manifest), option=option))


def first_stage_version(weights: Weights, clears_below: float | None, most_characters: int) -> str:
    """Name what decides which texts are cleared."""
    digest = hashlib.sha256(f"{GRAMS}\0{clears_below!r}\0{most_characters}\0".encode())
    digest.update(weights.tobytes())
    return digest.hexdigest()[:_VERSION_LENGTH]


def _read_manifest(path: Path) -> FirstStageManifest:
    try:
        schema = _ManifestSchema.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelFileError(
            f"{path}: cannot be read: {error.strerror}; name a folder that holds a first stage, or fit one: "
            "finad cascade fit"
        ) from error
    except ValidationError as error:
        raise ModelFileError(
            f"{path}: not a manifest of a first stage: {told_faults(error)}; fit it again: finad cascade fit"
        ) from error
    values = {name: getattr(schema, name) for name in _ManifestSchema.model_fields}
    return FirstStageManifest(**values | {"bounds": tuple(Bound(**bound.model_dump()) for bound in schema.bounds)})


def _read_weights(path: Path) -> Weights:
    try:
        weights = np.load(path, allow_pickle=False)
    except OSError as error:
        raise ModelFileError(f"{path}: cannot be read: {error.strerror}; a first stage needs this file") from error
    except ValueError as error:
        raise ModelFileError(f"{path}: not an array: {error}; fit it again: finad cascade fit") from error
    if weights.shape != (SLOTS,) or weights.dtype != np.int8:
        raise ModelFileError(
            f"{path}: holds {weights.dtype} of shape {weights.shape}, int8 of ({SLOTS},) is needed; fit it again: "
            "finad cascade fit"
        )
    return np.asarray(weights, dtype=np.int8)
