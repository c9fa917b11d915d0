"""Errors of the service package.

::

    ServiceError
    ├── CommandInputError        what was typed cannot be read
    │   └── WrongUsageError      an option has a value that it cannot have
    ├── OutputError              the output cannot be written as asked
    ├── OutputClosedError        whoever read standard output went away
    ├── RequestError             a request for one verdict got none
    │   ├── QueueFullError       too many wait already
    │   ├── DeadlineExceededError  the answer would come too late
    │   ├── JudgingFailedError   the scanner failed on this text
    │   └── BatcherClosedError   the service is shutting down
    └── BulkScanError            a scan of files cannot start or go on
        ├── UnfinishedRunError   an earlier run to the same output stopped halfway
        ├── ResumeMismatchError  the earlier run was over other input, versions or settings
        ├── RunInProgressError   another process writes the same output
        ├── DamagedJournalError  the record of the earlier run lost bytes it had made sure of
        ├── RayMissingError      the library that a scan on a cluster takes is not installed
        └── ClusterError         the cluster cannot be reached, or did not do its work
            └── SharedFolderError  a machine of the cluster does not see the folder of the output
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


class RequestError(ServiceError):
    """A request for one verdict got none."""


class QueueFullError(RequestError):
    """Too many requests wait already."""

    def __init__(self, *, waiting: int, waiting_cost: int, retry_after: float) -> None:
        self.retry_after = retry_after
        """Seconds after which those that wait now should be done; an estimate."""
        super().__init__(
            f"{waiting} requests of cost {waiting_cost} wait already and there is no room for this one; "
            f"try again in about {retry_after:.2g} s"
        )


class DeadlineExceededError(RequestError):
    """The deadline of a request passed, or cannot be met any more."""


class JudgingFailedError(RequestError):
    """The scanner failed on the text of this request; the cause says how."""


class BatcherClosedError(RequestError):
    """No request is taken any more, because the service is shutting down."""

    def __init__(self) -> None:
        super().__init__("the service is shutting down and judges no further request; send it to another instance")


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


class RayMissingError(BulkScanError):
    """The library that a scan on a cluster takes is not installed."""

    def __init__(self) -> None:
        super().__init__("Ray is not installed; pip install 'finad[scale]', on every machine of a cluster")


class ClusterError(BulkScanError):
    """The cluster cannot be reached, or did not do its work."""


class SharedFolderError(ClusterError):
    """A machine of the cluster does not see the folder of the output."""

    def __init__(self, folder: Path, host: str) -> None:
        super().__init__(
            f"{host} does not see {folder} as the machine that started the run does; "
            "--out lies where all machines of the cluster reach it at the same path"
        )
