"""What was tried on each host and what came of it: the ledger that stands beside every count.

Knows nothing of logs or files.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

NO_HOST = "(no address)"


class Coverage:
    """Counts by host, and every address that gave no usable page with the reason."""

    def __init__(self) -> None:
        self._tried: Counter[str] = Counter()
        self._captured: Counter[str] = Counter()
        self._ads: Counter[str] = Counter()
        self._retries: Counter[str] = Counter()
        self._problems: dict[str, Counter[str]] = {}
        self._addresses: list[dict[str, Any]] = []

    def count(self, capture: Mapping[str, Any], *, ads: int = 0, is_landing: bool = False) -> None:
        """Count one capture record."""
        url = capture.get("requested_url")
        host = (urlsplit(url).netloc if url else None) or NO_HOST
        self._tried[host] += 1
        self._ads[host] += ads
        self._retries[host] += max(0, len(capture.get("attempts") or ()))
        problem = capture.get("problem")
        if problem is None:
            self._captured[host] += 1
            return
        self._problems.setdefault(host, Counter())[problem] += 1
        self._addresses.append(
            {
                "url": url,
                "problem": problem,
                "detail": capture.get("problem_detail"),
                "status": capture.get("status"),
                "capture_id": capture.get("capture_id"),
                "is_landing": is_landing,
                "attempts": capture.get("attempts") or [],
            }
        )

    def record(self) -> dict[str, Any]:
        """Everything counted, as ``coverage.json`` holds it."""
        return {
            "hosts": {
                host: {
                    "tried": self._tried[host],
                    "captured": self._captured[host],
                    "ads": self._ads[host],
                    "failed_attempts": self._retries[host],
                    "problems": dict(self._problems.get(host, {})),
                }
                for host in sorted(self._tried)
            },
            "addresses": self._addresses,
        }
