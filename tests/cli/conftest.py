"""Runs the command line as a person does: in a process of its own. By the rules alone unless a test names a model."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RunFinad = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def finad(tmp_path: Path) -> RunFinad:
    def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-W", "error", str(ROOT / "finad.py"), *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "FINAD_NO_MODEL": "1"}
        return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=tmp_path, env=environment)

    return run
