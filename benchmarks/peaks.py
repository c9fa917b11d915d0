"""The most that this processor computes, by number type: ``python benchmarks/peaks.py [--threads N…] [--seconds S]``.

Two measures, of which the higher counts: the instruction, in registers alone, by ``peak.c`` compiled on the fly where a
C compiler is; and the best product of matrices of a library (torch), which also reaches matrix units that ``peak.c``
does not know. A product and its addition are two operations. Prints one JSON line for each type and number of threads.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

NUMBER_TYPES = ("int8", "bf16", "fp32")

_SOURCE = Path(__file__).with_name("peak.c")
_COMPILERS = ("cc", "gcc", "clang")
_SIDE = 2048
"""Of the square matrices whose product a library computes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """Operations a second of one number type."""

    number_type: str
    threads: int
    instruction: str | None
    """Name of the instruction measured; ``None`` without a compiler, or where the processor has none that is known."""
    instruction_rate: float | None
    library: str | None
    library_rate: float | None

    @property
    def rate(self) -> float | None:
        """The higher of the two; ``None`` where neither could be measured."""
        return max((rate for rate in (self.instruction_rate, self.library_rate) if rate is not None), default=None)


def measured_peaks(threads: Sequence[int], seconds: float) -> list[Peak]:
    """Measure every number type with each number of threads."""
    found = []
    with TemporaryDirectory() as folder:
        program = _compiled(Path(folder))
        for count in threads:
            for number_type in NUMBER_TYPES:
                instruction = None if program is None else _of_instruction(program, number_type, count, seconds)
                library = _of_library(number_type, count, seconds)
                found.append(
                    Peak(
                        number_type=number_type,
                        threads=count,
                        instruction=None if instruction is None else instruction[0],
                        instruction_rate=None if instruction is None else instruction[1],
                        library=None if library is None else library[0],
                        library_rate=None if library is None else library[1],
                    )
                )
    return found


def peaks_in_a_process(threads: Sequence[int], seconds: float) -> list[Peak]:
    """The same in a process of its own, so that the library's memory and threads do not stay in this one."""
    command = [sys.executable, __file__, "--seconds", str(seconds), "--threads", *map(str, threads)]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [Peak(**json.loads(line)) for line in printed.splitlines()]


def _compiled(folder: Path) -> Path | None:
    compiler = next((path for name in _COMPILERS if (path := shutil.which(name))), None)
    if compiler is None:
        return None
    program = folder / "peak"
    command = [compiler, "-O2", "-march=native", "-pthread", str(_SOURCE), "-o", str(program)]
    return program if subprocess.run(command, capture_output=True, check=False).returncode == 0 else None


def _of_instruction(program: Path, number_type: str, threads: int, seconds: float) -> tuple[str, float] | None:
    command = [str(program), number_type, str(threads), str(seconds)]
    name, *rate = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    return (name, float(rate[0])) if rate else None


def _of_library(number_type: str, threads: int, seconds: float) -> tuple[str, float] | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(threads)
    if number_type == "int8":
        one = torch.ones(_SIDE, _SIDE, dtype=torch.int8)
        return "torch._int_mm", _best_rate(lambda: torch._int_mm(one, one), seconds)
    matrix = torch.ones(_SIDE, _SIDE, dtype=torch.bfloat16 if number_type == "bf16" else torch.float32)
    return f"torch.mm {number_type}", _best_rate(lambda: torch.mm(matrix, matrix), seconds)


def _best_rate(multiply: Callable[[], object], seconds: float) -> float:
    multiply()
    shortest = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        multiply()
        shortest = min(shortest, time.perf_counter() - started)
    return 2 * _SIDE**3 / shortest


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--seconds", type=float, default=0.5, help="for each measure")
    options = parser.parse_args()
    for peak in measured_peaks(options.threads, options.seconds):
        print(json.dumps(asdict(peak)))


if __name__ == "__main__":
    main()
