"""What a verification found, for people and for programs.

Knows nothing of how it was found.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What was verified."""

    WACZ = "wacz"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceProblem:
    """Something that is not as it was sealed."""

    file: str
    """In the package or folder; the path that was named for the whole of it."""
    message: str
    """Where in it, what was expected and what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedEntry:
    """A timestamp in the log."""

    entry: int
    """Number of the log entry that names it."""
    covers: int
    """Number of the last entry it vouches for, and all before it."""
    stamped_at: datetime
    """Aware, UTC; by the server's clock."""
    signer: str | None
    """Subject of the signer's certificate, as the token states it."""
    is_signature_checked: bool
    """Whether a certificate of the verifier vouches for the signer; without one, anybody may have signed."""
    token_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReport:
    """What was verified, and everything that is wrong with it."""

    path: str
    kind: EvidenceKind
    problems: tuple[EvidenceProblem, ...] = ()
    notes: tuple[str, ...] = ()
    """What is no fault, but was not sealed or could not be judged."""
    head: str | None = None
    """Hash of the last log entry: compare it with what you were told. ``None`` when the log is not sound."""
    entries: int = 0
    captures: int = 0
    """Those that are sound."""
    blobs: int = 0
    """Further blobs that are sound."""
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    timestamps: tuple[StampedEntry, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.problems
