"""What a figure was measured on: processor, system, versions of the libraries."""

import os
import platform
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

LIBRARIES = (
    "finad",
    "numpy",
    "tokenizers",
    "onnxruntime",
    "openvino",
    "torch",
    "transformers",
    "infinity-emb",
    "ahocorasick_rs",
)


def processor_name() -> str:
    """The model of the processor, as the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def described_machine(libraries: Sequence[str] = LIBRARIES) -> dict[str, Any]:
    """Machine and versions as plain JSON values; a library that is not installed is left out."""
    installed = {name: found for name in libraries if (found := _version(name)) is not None}
    return {
        "processor": processor_name(),
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "libraries": installed,
        "load_average": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
        "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
