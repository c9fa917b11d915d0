"""What an artefact folder says about the model in it: name, version, the data it was made from, its files.

Knows nothing of how the model is run or how it was trained.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from classifier.datafiles.faults import told_faults
from classifier.errors import ModelFileError
from classifier.legal.category import CODES

MANIFEST = "manifest.json"
NETWORK = "model.onnx"
TOKENIZER = "tokenizer.json"
CALIBRATION = "calibration.json"
ANSWERING_FILES = (NETWORK, TOKENIZER, CALIBRATION)
"""The files that decide what a model answers; its version is a name for their content."""

_VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelManifest:
    """Everything one has to know of a model besides its weights."""

    name: str
    version: str
    """The first 12 hex digits of a SHA-256 over ``ANSWERING_FILES``; see :func:`model_version`."""
    categories: tuple[str, ...]
    """The codes its outputs stand for, in their order."""
    taxonomy_version: str
    """Version of the taxonomy that its training labels followed."""
    base: str
    """Where the encoder came from: a folder or a name on a hub."""
    pooling: str
    """How the states of a text became one vector."""
    max_tokens: int
    """Most tokens it reads at once, with the special ones."""
    trained_on: Mapping[str, str]
    """Name of a set of examples to the fingerprint of its content."""
    corpora: tuple[str, ...]
    """Names of the corpora its encoder was pre-trained on."""
    settings: Mapping[str, Any]
    """Settings of the training, as JSON values."""
    created: date
    files: Mapping[str, str]
    """Name of a file of the folder to the SHA-256 of its content, in hex."""
    reads_rules: bool = False
    """Whether it is told what the rules say before it reads an ad."""

    @property
    def label(self) -> str:
        """Name and version in one, as verdicts state it."""
        return f"{self.name}@{self.version}"


def _known(codes: tuple[str, ...]) -> tuple[str, ...]:
    if codes != CODES:
        raise ValueError(f"must be the nine categories in their order: {', '.join(CODES)}")
    return codes


class _ManifestSchema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    version: str = Field(pattern=rf"^[0-9a-f]{{{_VERSION_LENGTH}}}$")
    categories: Annotated[tuple[str, ...], AfterValidator(_known)]
    taxonomy_version: str
    base: str
    pooling: str
    max_tokens: int = Field(ge=8)
    trained_on: dict[str, str]
    corpora: tuple[str, ...]
    settings: dict[str, Any]
    created: date
    files: dict[str, str]
    reads_rules: bool = False


def read_manifest(folder: Path) -> ModelManifest:
    """Read the manifest of the model in ``folder``.

    Raises:
        ModelFileError: there is none, or it is not what a manifest must be; every fault is named.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelFileError(
            f"{path}: cannot be read: {error.strerror}; name a folder that holds a model, or scan with --no-model"
        ) from error
    try:
        schema = _ManifestSchema.model_validate_json(content)
    except ValidationError as error:
        raise ModelFileError(
            f"{path}: not a manifest of a model: {told_faults(error)}; export the model again"
        ) from error
    return ModelManifest(**{name: getattr(schema, name) for name in _ManifestSchema.model_fields})


def write_manifest(manifest: ModelManifest, folder: Path) -> None:
    """Write ``manifest`` into ``folder``, keys in the order of the class."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (folder / MANIFEST).write_bytes(orjson.dumps(asdict(manifest), option=option))


def model_version(folder: Path) -> str:
    """Name the content of the files that decide what the model in ``folder`` answers.

    Raises:
        ModelFileError: one of them cannot be read.
    """
    digest = hashlib.sha256()
    for name in ANSWERING_FILES:
        content = _content(folder / name)
        # Name and length go in as well: bytes that move from one file into the next must change the version.
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_VERSION_LENGTH]


def file_hash(path: Path) -> str:
    """SHA-256 of a file as manifests state it.

    Raises:
        ModelFileError: it cannot be read.
    """
    return hashlib.sha256(_content(path)).hexdigest()


def check_files(manifest: ModelManifest, folder: Path) -> None:
    """See that the files that decide what the model answers are those the manifest was written for.

    Raises:
        ModelFileError: one of them is missing or another one; all of those are named.
    """
    check_content(manifest, folder, ANSWERING_FILES)
    found = model_version(folder)
    if found != manifest.version:
        raise ModelFileError(
            f"{folder / MANIFEST}: version is {manifest.version!r}, the files make it {found!r}; export the model again"
        )


def check_content(manifest: ModelManifest, folder: Path, names: Sequence[str]) -> None:
    """See that the files of those names are what the manifest was written for.

    Raises:
        ModelFileError: one of them is missing or another one; all of those are named.
    """
    other = [name for name in names if file_hash(folder / name) != manifest.files.get(name)]
    if other:
        raise ModelFileError(
            f"{folder}: {', '.join(other)}: not the content that {MANIFEST} states; "
            "the folder was copied in part or changed by hand: copy it again, or export the model again"
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{path}: cannot be read: {error.strerror}; a model needs this file") from error
