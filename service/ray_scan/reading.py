"""Rows of some input files from a given row on, with the ids that the files state.

Readers give a repeated id a suffix within what one of them reads. Here every file is read by a reader of its own, on
any machine, so that suffixes would depend on the cut; they are taken off again, and given for the whole input at once
(``renaming``). Knows nothing of Ray.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from crawler.ad import Ad
from crawler.readers import AdReader, InputFile, ReadOptions, Row


def rows_of(file: InputFile, options: ReadOptions) -> Iterator[Row]:
    """All rows of one file, ids as the file states them.

    Raises:
        InputFileError: the file cannot be used at all.
    """
    reader = AdReader((file,), options)
    renamed = 0
    for row in reader:
        if isinstance(row, Ad) and reader.renamed_ids > renamed:
            renamed = reader.renamed_ids
            # The reader wrote ``id~2``, ``id~3`` …; an id may hold tildes of its own before that.
            yield replace(row, ad_id=row.ad_id.rpartition("~")[0])
        else:
            yield row


def rows_from(files: Sequence[InputFile], options: ReadOptions, skip: int) -> Iterator[Row]:
    """Rows of the files one after the other, without the first ``skip``."""
    return islice((row for file in files for row in rows_of(file, options)), skip, None)
