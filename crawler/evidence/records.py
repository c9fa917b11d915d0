"""A capture as the record that the log holds, and back.

Knows nothing of WARC or of where records are kept.
"""

from typing import Any

from crawler.capture import Capture
from crawler.evidence.plain import from_plain, plain_of


def record_of_capture(capture: Capture) -> dict[str, Any]:
    """Write a capture as plain JSON values: every field under its name, times as UTC text."""
    record: dict[str, Any] = plain_of(capture)
    return record


def capture_from_record(record: object, place: str = "capture") -> Capture:
    """Read what ``record_of_capture`` wrote into an equal capture.

    Raises:
        EvidenceError: it is no record of a capture; names the path from ``place``.
    """
    return from_plain(Capture, record, place)
