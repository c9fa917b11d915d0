"""Errors of the crawler package.

::

    CrawlerError
    └── InputFileError             a file of ads cannot be used at all (single bad rows never raise)
        ├── UnknownFormatError     neither the name nor the first bytes tell the format
        ├── EncodingError          the bytes are in no encoding we can tell; names the byte position
        └── MissingColumnError     no column with ad text; names the columns that are there
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
