"""Reads ads from any number of files in any of the known formats, one after the other.

Knows nothing of what is done with the ads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from crawler.ad import Ad
from crawler.errors import CrawlerError
from crawler.readers.delimited import read_delimited
from crawler.readers.html import read_html
from crawler.readers.jsonl import read_jsonl
from crawler.readers.parquet import read_parquet
from crawler.readers.row import InputFile, InputFormat, ReadOptions, Row, UnreadableRow, unexpected
from crawler.readers.txt import read_txt
from crawler.readers.xlsx import read_xlsx

READERS: dict[InputFormat, Callable[[InputFile, ReadOptions], Iterator[Row]]] = {
    InputFormat.TXT: read_txt,
    InputFormat.CSV: read_delimited,
    InputFormat.TSV: read_delimited,
    InputFormat.JSONL: read_jsonl,
    InputFormat.PARQUET: read_parquet,
    InputFormat.XLSX: read_xlsx,
    InputFormat.HTML: read_html,
}
"""The one list of readers."""


class AdReader:
    """Iterates over the ads and unreadable rows of files; memory is bounded but for 8-byte hashes of the ids.

    Ids are unique in what comes out: the second ad with an id ``x`` is kept as ``x~2``, the third as ``x~3``.
    """

    def __init__(self, files: Sequence[InputFile], options: ReadOptions) -> None:
        self._files = tuple(files)
        self._options = options
        self.renamed_ids = 0
        """How many ads got a suffix so far."""

    def __iter__(self) -> Iterator[Row]:
        """Read from the start.

        Raises:
            InputFileError: a file cannot be used at all.
        """
        self.renamed_ids = 0
        seen: set[int] = set()
        for file in self._files:
            for row in _rows_of(file, self._options):
                yield self._with_unique_id(row, seen) if isinstance(row, Ad) else row

    def _with_unique_id(self, ad: Ad, seen: set[int]) -> Ad:
        ad_id = ad.ad_id
        copy = 1
        while (key := _key_of(ad_id)) in seen:
            copy += 1
            ad_id = f"{ad.ad_id}~{copy}"
        seen.add(key)
        if copy == 1:
            return ad
        self.renamed_ids += 1
        return replace(ad, ad_id=ad_id)


def _rows_of(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """Rows of one file; where its reader breaks down, a reject that says so instead of the rest of the file."""
    source, row_number = file.name, 0
    rows = READERS[file.input_format](file, options)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except CrawlerError:
            raise
        except Exception as error:  # one file must not cost the others
            reason = f"{unexpected(error)}; the rest of the file was not read"
            yield UnreadableRow(source=source, row_number=row_number + 1, reason=reason, raw="")
            return
        if isinstance(row, UnreadableRow):
            source, row_number = row.source, row.row_number
        elif row.origin is not None:
            source, row_number = row.origin.source, row.origin.row_number
        yield row


def _key_of(ad_id: str) -> int:
    return int.from_bytes(blake2b(ad_id.encode("utf-8", "surrogatepass"), digest_size=8).digest())
