"""Names what ended a visit without an answer.

Knows nothing of pages.
"""

from crawler.capture import Problem
from crawler.spider.guarding import RefusedAddress
from crawler.spider.retrying import first_line

_BROWSER_LOST = ("Connection closed while reading from the driver", "Browser has been closed", "Browser closed")


def is_lost_browser(error: object) -> bool:
    """Whether it was our browser that ended, and not the site that failed."""
    said = str(error)
    return type(error).__name__ == "TargetClosedError" or any(word in said for word in _BROWSER_LOST)


def problem_of(error: object) -> tuple[Problem, str]:
    """The kind of problem and one line of detail for an exception of Scrapy, Twisted or Playwright."""
    said = first_line(error)
    kind = type(error).__name__
    if isinstance(error, RefusedAddress):
        return Problem.REFUSED, said
    if "robots.txt" in said:
        return Problem.ROBOTS, said
    if "max redirections" in said.lower():
        return Problem.UNREACHABLE, said
    if "ERR_UNSAFE_REDIRECT" in said:
        return Problem.REFUSED, said
    if kind in {"IgnoreRequest", "DownloadCancelledError"} or "maxsize" in said.lower():
        return Problem.REFUSED, f"{kind}: {said}" if said else kind
    return Problem.UNREACHABLE, f"{kind}: {said}" if said else kind
