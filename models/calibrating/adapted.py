"""A model folder for one stream: the same network with a calibration of its own.

Knows nothing of how the calibration was found.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from classifier.neural.calibration import CalibrationFile, write_calibration
from classifier.neural.manifest import (
    ANSWERING_FILES,
    CALIBRATION,
    ModelManifest,
    file_hash,
    model_version,
    read_manifest,
    write_manifest,
)
from models.errors import ModelsError


class AdaptedModelError(ModelsError):
    """The folder for the adapted model cannot be written."""


def write_adapted(folder: Path, out: Path, calibration: CalibrationFile, *, adapted_to: Mapping[str, float]) -> str:
    """Write the model of ``folder`` with another calibration to ``out``; returns its label.

    Metrics and card do not come along: they are of the model as it was measured.

    Args:
        folder: of a model.
        out: new folder.
        calibration: to put in.
        adapted_to: category → share of violating ads; noted in the manifest.

    Raises:
        AdaptedModelError: ``out`` exists or cannot be written.
        ModelFileError: ``folder`` holds no model.
    """
    before = read_manifest(folder)
    try:
        out.mkdir(parents=True)
        for name in ANSWERING_FILES:
            if name != CALIBRATION:
                shutil.copyfile(folder / name, out / name)
        write_calibration(out / CALIBRATION, calibration)
    except FileExistsError as error:
        raise AdaptedModelError(f"{out} exists; name a new folder, so that no model is overwritten") from error
    except OSError as error:
        raise AdaptedModelError(f"{out} cannot be written: {error.strerror}") from error
    manifest: ModelManifest = replace(
        before,
        version=model_version(out),
        settings={**before.settings, "adapted_from": before.label, "adapted_to": dict(adapted_to)},
        files={name: file_hash(out / name) for name in ANSWERING_FILES},
    )
    write_manifest(manifest, out)
    return manifest.label
