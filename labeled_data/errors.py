"""Errors of the labelled-data package.

::

    LabeledDataError
    ├── ExampleFileError   a file of examples cannot be used; lists every problem with its line
    └── AuthoringError     authored files cannot be compiled; lists every problem with its file and line
"""

from collections.abc import Sequence
from dataclasses import dataclass


class LabeledDataError(Exception):
    """Base of everything this package raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class ExampleProblem:
    """One thing wrong with a file of examples."""

    line_number: int
    """From 1; 0 for the file as a whole."""
    message: str
    """What is wrong and the way out."""

    def __str__(self) -> str:
        return f"line {self.line_number}: {self.message}" if self.line_number else self.message


class ExampleFileError(LabeledDataError):
    """A file of examples cannot be used."""

    def __init__(self, file: str, problems: Sequence[ExampleProblem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{file}: {len(self.problems)} problem(s)\n{lines}")


@dataclass(frozen=True, slots=True, order=True)
class AuthoringProblem:
    """One thing wrong with an authored file."""

    file: str
    line_number: int
    """From 1, of the head line; 0 for the file as a whole."""
    message: str
    """What is wrong and the way out."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line_number}: {self.message}" if self.line_number else f"{self.file}: {self.message}"


class AuthoringError(LabeledDataError):
    """Authored files cannot be compiled."""

    def __init__(self, problems: Sequence[AuthoringProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(
            "\n".join([f"{len(self.problems)} problem(s)", *(f"  {problem}" for problem in self.problems)])
        )
