"""How much memory processes hold, read from /proc where there is one."""

import resource
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_KIB = 1024


def peak_bytes() -> int:
    """The most memory this process has held since it began to run its program."""
    # The system's own figure (ru_maxrss) begins with what the parent held when it started the process.
    path = Path("/proc/self/status")
    if path.exists():
        return _field(path, "VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KIB


def tree_bytes(process_id: int) -> int:
    """Memory held now by a process and all that it started; what several share counts in each."""
    folder = Path("/proc") / str(process_id)
    try:
        children = [int(child) for task in folder.glob("task/*/children") for child in task.read_text().split()]
        return _field(folder / "status", "VmRSS") + sum(map(tree_bytes, children))
    except OSError:  # it has ended meanwhile
        return 0


def _field(path: Path, name: str) -> int:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * _KIB
    return 0


class MemorySampler:
    """Looks at the memory of a process and its children every so often while the block runs."""

    def __init__(self, process_id: int, *, every_s: float = 0.1) -> None:
        self._process_id = process_id
        self._every_s = every_s
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.samples: list[int] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.is_set():
            held = tree_bytes(self._process_id)
            if held:
                self.samples.append(held)
            self._is_over.wait(self._every_s)
