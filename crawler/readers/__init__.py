"""Files of ads in, ``Ad`` values out: the public names of the readers.

Knows nothing of categories or verdicts.
"""

from crawler.readers.inputs import estimate_rows, open_inputs
from crawler.readers.names import readable_name
from crawler.readers.read import AdReader
from crawler.readers.record import ad_from_record, record_of
from crawler.readers.row import InputFile, InputFormat, ReadOptions, Row, RowError, UnreadableRow

__all__ = [
    "AdReader",
    "InputFile",
    "InputFormat",
    "ReadOptions",
    "Row",
    "RowError",
    "UnreadableRow",
    "ad_from_record",
    "estimate_rows",
    "open_inputs",
    "readable_name",
    "record_of",
]
