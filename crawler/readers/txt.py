"""Reads ads from plain text: one ad a line, or one ad a file.

Knows nothing of columns.
"""

from collections.abc import Iterator

from crawler.ad import Ad, Creative, CreativeKind, Origin
from crawler.readers.encoding import decode_bytes
from crawler.readers.lines import read_lines
from crawler.readers.row import MAX_ROW_BYTES, InputFile, ReadOptions, Row, UnreadableRow


def read_txt(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Yield one ad for each line that is not blank (or one for the file)."""
    if options.is_whole_file:
        yield _whole_file(file)
        return
    for line in read_lines(file):
        if line.problem is not None:
            yield line.as_unreadable(file.name)
        elif line.text.strip():
            origin = Origin(source=file.name, row_number=line.number)
            yield _ad_of(line.text, origin.default_id, origin)


def _ad_of(text: str, ad_id: str, origin: Origin) -> Ad:
    return Ad(ad_id=ad_id, creatives=(Creative(kind=CreativeKind.BODY, text=text),), origin=origin)


def _whole_file(file: InputFile) -> Row:
    with file.path.open("rb") as stream:
        content = stream.read(MAX_ROW_BYTES + 1)
    if len(content) > MAX_ROW_BYTES:
        reason = f"longer than {MAX_ROW_BYTES} bytes; too long for one ad"
        return UnreadableRow(source=file.name, row_number=1, reason=reason, raw="")
    text = decode_bytes(content, file.name)
    if not text.strip():
        return UnreadableRow(source=file.name, row_number=1, reason="the file holds no text", raw=text)
    return _ad_of(text, file.name, Origin(source=file.name, row_number=1))
