"""The unit of bulk work: some rows in, result lines out.

Knows nothing of processes or files.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from classifier.finding import Verdict
from classifier.text import AdCopy
from crawler.ad import Ad
from crawler.readers import Row, UnreadableRow
from service.bulk_scan.tally import Tally
from service.scanned_ad import AdScanner, ScannedAd, ad_copy_of

CHUNK_ROWS = 128
"""Rows a chunk: enough that handing them to another process costs little, few enough that the bar moves."""

LineEncoder = Callable[[ScannedAd], bytes]
"""Writes one result as a line without its line break; must be picklable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkResult:
    """What came of one chunk."""

    rows: int
    lines: bytes = b""
    """One line for each judged ad."""
    reject_lines: bytes = b""
    """One JSON line for each row that could not be read or judged."""
    tally: Tally = field(default_factory=Tally)


def chunks_of(rows: Iterable[Row], size: int = CHUNK_ROWS) -> Iterator[tuple[Row, ...]]:
    """Cut rows into chunks of ``size``; the last may be shorter."""
    iterator = iter(rows)
    while chunk := tuple(islice(iterator, size)):
        yield chunk


def scan_chunk(chunk: Sequence[Row], scanner: AdScanner, encode: LineEncoder) -> ChunkResult:
    """Judge the ads of a chunk; an ad on which the scanner fails becomes a reject and stops nothing."""
    tally = Tally()
    rejects = [reject_record(row) for row in chunk if isinstance(row, UnreadableRow)]
    lines = []
    for ad, ad_copy, verdict in _judged([row for row in chunk if isinstance(row, Ad)], scanner, rejects):
        try:
            line = encode(ScannedAd(ad_copy=ad_copy, verdict=verdict))
        except Exception as error:  # such as a lone surrogate that some file format let through
            rejects.append(_failure_record(ad, f"the result cannot be written: {_said(error)}"))
            continue
        lines.append(line)
        tally.count(verdict)
    tally.rejects = len(rejects)
    return ChunkResult(
        rows=len(chunk),
        lines=b"".join(line + b"\n" for line in lines),
        reject_lines=b"".join(orjson.dumps(record) + b"\n" for record in rejects),
        tally=tally,
    )


def reject_record(row: UnreadableRow) -> dict[str, Any]:
    """Write an unreadable row as it goes into the rejects file."""
    record: dict[str, Any] = {
        "source": _writable(row.source),
        "row": row.row_number,
        "reason": _writable(row.reason),
        "raw": _writable(row.raw),
    }
    if row.raw_bytes is not None:
        record["raw_base64"] = base64.b64encode(row.raw_bytes).decode()
    return record


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _failure_record(ad: Ad, reason: str) -> dict[str, Any]:
    return {
        "source": "scan" if ad.origin is None else _writable(ad.origin.source),
        "row": None if ad.origin is None else ad.origin.row_number,
        "reason": _writable(f"ad {ad.ad_id!r}: {reason}"),
        "raw": _writable("\n".join(creative.text for creative in ad.creatives)),
    }


def _judged(
    ads: Sequence[Ad], scanner: AdScanner, rejects: list[dict[str, Any]]
) -> Iterator[tuple[Ad, AdCopy, Verdict]]:
    readable: list[tuple[Ad, AdCopy]] = []
    for ad in ads:
        try:
            readable.append((ad, ad_copy_of(ad)))
        except Exception as error:  # whatever is wrong with one ad must not cost the others
            rejects.append(_failure_record(ad, f"cannot be handed to the scanner: {_said(error)}"))
    try:
        verdicts = list(scanner.scan_many(ad_copy for _, ad_copy in readable))
    except Exception:  # as above: each alone, to find the one
        for ad, ad_copy in readable:
            try:
                verdict = scanner.scan(ad_copy)
            except Exception as error:
                rejects.append(_failure_record(ad, f"the scanner failed: {_said(error)}"))
            else:
                yield ad, ad_copy, verdict
    else:
        for (ad, ad_copy), verdict in zip(readable, verdicts, strict=True):
            yield ad, ad_copy, verdict
