"""What makes two runs the same run: input bytes, reading options, versions and settings.

Knows nothing of how the run is carried out; the number of workers does not enter.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from classifier.finding import Versions
from crawler.readers import InputFile, ReadOptions


def identity_of(
    files: Sequence[InputFile],
    options: ReadOptions,
    versions: Versions,
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """Describe a run in JSON types; reads every input once for its hash."""
    return {
        "inputs": [_fingerprint(file) for file in files],
        "reading": asdict(options),
        "versions": asdict(versions),
        "settings": dict(settings),
    }


def _fingerprint(file: InputFile) -> dict[str, Any]:
    with file.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": file.name,
        "format": file.input_format.value,
        "bytes": file.path.stat().st_size,
        "sha256": digest,
    }
