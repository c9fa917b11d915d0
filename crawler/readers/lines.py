"""Reads a text file line by line with line numbers, byte positions and broken lines marked.

Knows nothing of what a line holds.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crawler.readers.encoding import TextEncoding, detect_encoding
from crawler.readers.row import MAX_ROW_BYTES, InputFile, UnreadableRow

_KEPT_OF_OVERLONG = 64 * 1024
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One physical line without its line break."""

    number: int
    """From 1."""
    text: str
    """Empty when ``problem`` is set."""
    raw: bytes
    problem: str | None = None
    """Why the line could not be decoded."""

    def as_unreadable(self, source: str, reason: str | None = None) -> UnreadableRow:
        """Report this line, for ``reason`` or for its own problem."""
        if self.problem is None:
            return UnreadableRow(source=source, row_number=self.number, reason=reason or "", raw=self.text)
        return UnreadableRow(
            source=source,
            row_number=self.number,
            reason=reason or self.problem,
            raw=self.raw.decode("utf-8", "backslashreplace"),
            raw_bytes=self.raw,
        )


def read_lines(file: InputFile) -> Iterator[Line]:
    """Yield the lines of a text file; only ``\\n`` and ``\\r\\n`` end a line, or ``\\r`` where the file has no other.

    Raises:
        EncodingError: the encoding of the file cannot be told.
    """
    encoding = detect_encoding(file.path, file.name)
    if encoding.codec.startswith("utf-16"):
        yield from _utf16_lines(file, encoding)
        return
    with file.path.open("rb") as stream:
        line_end = _line_end(stream)
        position = stream.seek(encoding.bom_bytes)
        lines = stream if line_end == b"\n" else _CarriageReturnLines(stream)
        number = 0
        while raw := lines.readline(MAX_ROW_BYTES):
            number += 1
            start = position
            position += len(raw)
            if len(raw) == MAX_ROW_BYTES and not raw.endswith(line_end):
                while rest := lines.readline(MAX_ROW_BYTES):
                    position += len(rest)
                    if rest.endswith(line_end):
                        break
                yield Line(
                    number=number,
                    text="",
                    raw=raw[:_KEPT_OF_OVERLONG],
                    problem=f"line of {position - start} bytes; at most {MAX_ROW_BYTES} are read "
                    f"(the first {_KEPT_OF_OVERLONG} bytes are kept here)",
                )
                continue
            content = raw.removesuffix(b"\n").removesuffix(b"\r")
            try:
                text = content.decode(encoding.codec)
            except UnicodeDecodeError as error:
                problem = f"not {encoding.codec} at byte {start + error.start} of the file; repair the line"
                yield Line(number=number, text="", raw=content, problem=problem)
            else:
                yield Line(number=number, text=text, raw=content)


class _CarriageReturnLines:
    """Lines of a file of the old Macintosh kind, in which ``\\r`` alone ends a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ahead = b""

    def readline(self, limit: int) -> bytes:
        """The next line with its end, or ``limit`` bytes of it."""
        while True:
            end = self._ahead.find(b"\r", 0, limit)
            cut = end + 1 if end >= 0 else limit
            if end < 0 and len(self._ahead) < limit and (chunk := self._stream.read(_CHUNK_BYTES)):
                self._ahead += chunk
                continue
            line, self._ahead = self._ahead[:cut], self._ahead[cut:]
            return line


def _line_end(stream: BinaryIO) -> bytes:
    """What ends a line: ``\\r`` only where there is no ``\\n`` at all. Reads up to the first line feed."""
    has_return = False
    while chunk := stream.read(_CHUNK_BYTES):
        if b"\n" in chunk:
            return b"\n"
        has_return = has_return or b"\r" in chunk
    return b"\r" if has_return else b"\n"


def _utf16_lines(file: InputFile, encoding: TextEncoding) -> Iterator[Line]:
    with file.path.open("rb") as stream:
        stream.seek(encoding.bom_bytes)
        line_end = "\n" if _has_line_feed(file, encoding) else "\r"
        with io.TextIOWrapper(stream, encoding=encoding.codec, newline=line_end) as reader:
            number = 0
            while text := reader.readline(MAX_ROW_BYTES):
                number += 1
                content = text.removesuffix("\n").removesuffix("\r")
                yield Line(number=number, text=content, raw=b"")


def _has_line_feed(file: InputFile, encoding: TextEncoding) -> bool:
    with file.path.open(encoding=encoding.codec, newline="") as reader:
        return any("\n" in chunk for chunk in iter(lambda: reader.read(_CHUNK_BYTES), ""))


def count_lines(file: InputFile) -> int:
    """Count line ends, to estimate the rows of a text file."""
    feeds = returns = 0
    with file.path.open("rb") as stream:
        while chunk := stream.read(1024 * 1024):
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
    return feeds or returns
