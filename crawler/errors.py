"""Errors of the crawler package.

::

    CrawlerError
    ├── InputFileError             a file of ads cannot be used at all (single bad rows never raise)
    │   ├── UnknownFormatError     neither the name nor the first bytes tell the format
    │   ├── EncodingError          the bytes are in no encoding we can tell; names the byte position
    │   ├── MissingColumnError     no column with ad text; names the columns that are there
    │   └── TrafficFileError       a recording of app traffic or a screen dump cannot be read
    ├── SiteError                  an entry of sites.yaml is wrong, or a site is unknown
    ├── FilterListError            a filter list cannot be read
    ├── BrowserError               no browser, or it does not start
    ├── AppiumError                the device or its Appium server does not answer
    ├── CrawlFolderError           the output folder is in use, or belongs to another crawl
    ├── EvidenceError              evidence cannot be sealed, opened or packed
    ├── TimestampError             the timestamp server does not answer, or not as RFC 3161 says
    ├── FrontierError              the Redis frontier cannot be reached
    └── MissingLibraryError        a library of an extra is not installed; names the extra
"""


class CrawlerError(Exception):
    """Base of everything this package raises on purpose."""


class InputFileError(CrawlerError):
    """A file of ads cannot be used at all."""

    def __init__(self, source: str, message: str) -> None:
        self.source = source
        super().__init__(f"{source}: {message}")


class UnknownFormatError(InputFileError):
    """Neither the name nor the first bytes tell the format."""


class EncodingError(InputFileError):
    """The bytes are in no encoding we can tell."""

    def __init__(self, source: str, message: str, *, byte_position: int) -> None:
        self.byte_position = byte_position
        """Offset of the first offending byte, from 0."""
        super().__init__(source, message)


class MissingColumnError(InputFileError):
    """No column with ad text."""


class TrafficFileError(InputFileError):
    """A recording of app traffic or a dump of a screen cannot be read."""


class SiteError(CrawlerError):
    """An entry of ``sites.yaml`` is wrong, or a site is unknown."""


class FilterListError(CrawlerError):
    """A filter list cannot be read."""


class BrowserError(CrawlerError):
    """No browser was found, or it does not start."""


class AppiumError(CrawlerError):
    """The device or its Appium server does not answer."""


class CrawlFolderError(CrawlerError):
    """The output folder is in use, or belongs to another crawl."""


class EvidenceError(CrawlerError):
    """Evidence cannot be sealed, opened or packed."""


class TimestampError(CrawlerError):
    """The timestamp server does not answer, or not as RFC 3161 says."""


class FrontierError(CrawlerError):
    """The Redis frontier cannot be reached."""


class MissingLibraryError(CrawlerError):
    """A library of an extra is not installed."""

    def __init__(self, library: str, *, extra: str) -> None:
        super().__init__(f"{library} is not installed; run: pip install 'finad[{extra}]'")
