"""Errors of the service package.

::

    ServiceError
    ├── CommandInputError        what was typed cannot be read
    │   └── WrongUsageError      an option has a value that it cannot have
    ├── OutputError              the output cannot be written as asked
    ├── OutputClosedError        whoever read standard output went away
    └── BulkScanError            a scan of files cannot start or go on
        ├── UnfinishedRunError   an earlier run to the same output stopped halfway
        ├── ResumeMismatchError  the earlier run was over other input, versions or settings
        ├── RunInProgressError   another process writes the same output
        └── DamagedJournalError  the record of the earlier run lost bytes it had made sure of
"""

from collections.abc import Sequence
from pathlib import Path


class ServiceError(Exception):
    """Base of everything this package raises on purpose."""


class CommandInputError(ServiceError):
    """What was typed on the command line cannot be read."""


class WrongUsageError(CommandInputError):
    """An option has a value that it cannot have."""


class OutputError(ServiceError):
    """The output cannot be written as asked."""


class OutputClosedError(ServiceError):
    """Whoever read standard output went away; nothing is wrong, and nothing more need be said."""


class BulkScanError(ServiceError):
    """A scan of files cannot start or go on."""


class UnfinishedRunError(BulkScanError):
    """An earlier run to the same output stopped halfway."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds an unfinished run; add --resume to go on with it, or remove that folder to start again"
        )


class ResumeMismatchError(BulkScanError):
    """The earlier run was over other input, versions or settings."""

    def __init__(self, folder: Path, differences: Sequence[str]) -> None:
        self.differences = tuple(differences)
        """One line for each setting that differs: name, then and now."""
        lines = "\n".join(f"  {difference}" for difference in differences)
        super().__init__(
            f"cannot resume: the unfinished run in {folder} differs from this one\n{lines}\n"
            "run it as it was, or remove that folder to start again"
        )


class RunInProgressError(BulkScanError):
    """Another process writes the same output."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another scan is writing to {folder}; wait for it, or choose another --out")


class DamagedJournalError(BulkScanError):
    """The record of the earlier run lost bytes it had made sure of."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}; remove the folder to start again")
