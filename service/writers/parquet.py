"""Writes results as Parquet with machine column names.

Knows nothing of other formats.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from classifier.verdict_json import verdict_record
from service.scanned_ad import CategoryName, ScannedAd
from service.writers.notes import OutputNotes
from service.writers.scanned_json import read_scanned

_GROUP_ROWS = 4096


def write_parquet(results: Path, out: Path, notes: OutputNotes) -> None:
    """Write ``out`` from the lines in ``results``; findings are one JSON list in a string column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    codes = [category.code for category in notes.categories]
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("outcome", pa.string()),
            ("priority", pa.int32()),
            ("advertiser", pa.string()),
            ("published_on", pa.date32()),
            ("channel", pa.string()),
            ("passages", pa.list_(pa.struct([(name, pa.string()) for name in ("passage", "kind", "text")]))),
            *((f"status_{code}", pa.string()) for code in codes),
            *((f"score_{code}", pa.float64()) for code in codes),
            ("quotes", pa.list_(pa.string())),
            ("findings", pa.string()),
            ("versions", pa.string()),
        ]
    )
    with pq.ParquetWriter(out, schema) as writer:
        for group in _groups(read_scanned(results)):
            rows = [_row(scanned, notes.categories) for scanned in group]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _groups(scanned_ads: Iterator[ScannedAd]) -> Iterator[tuple[ScannedAd, ...]]:
    while group := tuple(islice(scanned_ads, _GROUP_ROWS)):
        yield group


def _row(scanned: ScannedAd, categories: Sequence[CategoryName]) -> dict[str, Any]:
    ad_copy = scanned.ad_copy
    record = verdict_record(scanned.verdict)
    return {
        "id": record["id"],
        "outcome": record["outcome"],
        "priority": record["priority"],
        "advertiser": ad_copy.advertiser,
        "published_on": ad_copy.published_on,
        "channel": ad_copy.channel,
        "passages": [
            {"passage": passage.passage_id, "kind": passage.kind.value, "text": passage.text}
            for passage in ad_copy.passages
        ],
        **{f"status_{category.code}": record["statuses"][category.code] for category in categories},
        **{f"score_{category.code}": record["scores"][category.code] for category in categories},
        "quotes": [evidence.quote for finding in scanned.verdict.findings for evidence in finding.evidence],
        "findings": orjson.dumps(record["findings"]).decode(),
        "versions": orjson.dumps(record["versions"]).decode(),
    }
