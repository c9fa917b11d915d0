"""The parent's end of a variant's process.

Knows nothing of what is measured.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from variant import UnavailableError, VariantSettings

_ROOT = Path(__file__).parents[1]
_PATIENCE_S = 10.0


class Worker:
    """A process that runs one variant. Close it to end it."""

    def __init__(self, name: str, settings: VariantSettings, texts: Path, *, python: str = sys.executable) -> None:
        """Start it and wait until it can judge.

        Raises:
            UnavailableError: the variant cannot run here.
        """
        self.name = name
        self._log = settings.scratch / f"{name}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [python, str(Path(__file__).with_name("engine_worker.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                env=_environment(settings),
            )
        first = {
            "variant": name,
            "model": str(settings.model),
            "scratch": str(settings.scratch),
            "threads": settings.threads,
            "max_tokens": settings.max_tokens,
            "labels": settings.labels,
            "texts": str(texts),
        }
        try:
            made = self._ask(first)
        except UnavailableError:
            self.close()
            raise
        self.number_type: str = made["number_type"]
        self.skips_last_layer: bool = made["skips_last_layer"]

    def ask(self, order: str, **arguments: Any) -> Any:
        """Have an order carried out; its result.

        Raises:
            UnavailableError: it failed, or the process ended.
        """
        return self._ask({"order": order, **arguments})

    def close(self) -> None:
        """End the process; may be called twice."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            try:
                self._process.communicate(timeout=_PATIENCE_S)
            except subprocess.TimeoutExpired:  # a library left a thread running
                self._process.kill()
                self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, message: Mapping[str, Any]) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process was started without pipes")
        try:
            stdin.write(json.dumps(message) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else {"failed": f"the process ended; {self._last_words()}"}
        if "result" not in answer:
            raise UnavailableError(answer.get("unavailable") or answer["failed"])
        return answer["result"]

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return " | ".join(lines[-3:]) or "it said nothing"


def _environment(settings: VariantSettings) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(_ROOT),
        "OMP_NUM_THREADS": str(settings.threads),
        "HF_HOME": str(settings.scratch / "huggingface"),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "DO_NOT_TRACK": "1",
        "INFINITY_ANONYMOUS_USAGE_STATS": "0",
    }
