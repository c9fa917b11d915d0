"""Errors of the classifier.

::

    ClassifierError
    ├── DataFileError        rule, taxonomy, law or policy files are wrong (all problems at once)
    ├── UnknownCategoryError a category code that the taxonomy does not hold
    ├── UnknownProfileError  a decision profile that the policy does not hold
    ├── RegistryFileError    a licence list supplied by the caller cannot be read
    ├── ModelFileError       the folder of a model is missing, damaged or of another kind
    │   └── UnsupportedModelError  whole, but none that the engine asked for runs
    ├── CascadeError         settings of the cascade that do not go together
    ├── EngineUnavailableError  an engine cannot run on this machine or in this installation
    └── ReplayError          a recorded decision trail cannot be replayed
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ClassifierError(Exception):
    """Base of everything this package raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """One thing wrong in a data file."""

    file: str
    """File name, relative to the folder of data files."""
    entry_id: str
    """Id of the entry, or the path inside the file where there is no id."""
    message: str
    """What is wrong and the way out."""

    def __str__(self) -> str:
        return f"{self.file}: {self.entry_id}: {self.message}"


class DataFileError(ClassifierError):
    """Rule, taxonomy, law or policy files hold errors; every one of them is listed."""

    def __init__(self, problems: Sequence[DataProblem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in data files:\n{lines}")


class UnknownCategoryError(ClassifierError):
    """A category code that the taxonomy does not hold."""


class UnknownProfileError(ClassifierError):
    """A decision profile that the policy does not hold."""


class RegistryFileError(ClassifierError):
    """A licence list supplied by the caller cannot be read."""


class ModelFileError(ClassifierError):
    """The folder of a model is missing, damaged or not what this version runs."""


class UnsupportedModelError(ModelFileError):
    """A model is whole, but of a kind that the engine asked for does not run."""


class EngineUnavailableError(ClassifierError):
    """An engine cannot run on this machine or in this installation."""


class CascadeError(ClassifierError):
    """The cascade cannot be put together as asked."""


class ReplayError(ClassifierError):
    """A recorded decision trail cannot be replayed here."""
