"""Reads a text file line by line with line numbers, byte positions and broken lines marked.

Knows nothing of what a line holds.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.readers.encoding import TextEncoding, detect_encoding
from crawler.readers.row import MAX_ROW_BYTES, InputFile, UnreadableRow

_KEPT_OF_OVERLONG = 64 * 1024


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
    """Yield the lines of a text file; only ``\\n`` and ``\\r\\n`` end a line.

    Raises:
        EncodingError: the encoding of the file cannot be told.
    """
    encoding = detect_encoding(file.path, file.name)
    if encoding.codec.startswith("utf-16"):
        yield from _utf16_lines(file, encoding)
        return
    with file.path.open("rb") as stream:
        position = stream.seek(encoding.bom_bytes)
        number = 0
        while raw := stream.readline(MAX_ROW_BYTES):
            number += 1
            start = position
            position += len(raw)
            if len(raw) == MAX_ROW_BYTES and not raw.endswith(b"\n"):
                while rest := stream.readline(MAX_ROW_BYTES):
                    position += len(rest)
                    if rest.endswith(b"\n"):
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


def _utf16_lines(file: InputFile, encoding: TextEncoding) -> Iterator[Line]:
    with file.path.open("rb") as stream:
        stream.seek(encoding.bom_bytes)
        with io.TextIOWrapper(stream, encoding=encoding.codec, newline="\n") as reader:
            number = 0
            while text := reader.readline(MAX_ROW_BYTES):
                number += 1
                content = text.removesuffix("\n").removesuffix("\r")
                yield Line(number=number, text=content, raw=b"")


def count_lines(file: InputFile) -> int:
    """Count line ends, to estimate the rows of a text file."""
    count = 0
    with file.path.open("rb") as stream:
        while chunk := stream.read(1024 * 1024):
            count += chunk.count(b"\n")
    return count
