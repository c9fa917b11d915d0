"""The formats results can be written in.

Knows nothing of how each is written.
"""

from enum import StrEnum


class OutputFormat(StrEnum):
    """File formats of results."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    HTML = "html"
