"""Ready-made bulk scans over the fake scanner."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.readers import ReadOptions, open_inputs
from service.bulk_scan.run import BulkScan
from service.writers import OutputFormat, OutputNotes
from tests.fakes import CATEGORY_NAMES, make_fake_scanner

MakeScan = Callable[..., BulkScan]


@pytest.fixture
def ads_path(tmp_path: Path) -> Path:
    """400 ads, of which some are promises, some hide them, some are bad rows, and two share an id."""
    lines = []
    for number in range(400):
        text = ("保本理财", "贷款咨询", "今日天气", "保*本保息，<b>&", "理财有风险")[number % 5]
        record: dict[str, Any] = {"id": f"ad-{number}", "text": f"{text}{number}", "channel": "sms"}
        if number % 7 == 0:
            del record["text"]
            kinds = (("title", "标题"), ("body", text), ("body", "理财"), ("image_text", ""))
            record["creatives"] = [{"kind": kind, "text": piece} for kind, piece in kinds]
        lines.append(orjson.dumps(record))
        if number % 90 == 3:
            lines.append(b"{broken")
    lines.append(orjson.dumps({"id": "ad-1", "text": "重复编号"}))
    path = tmp_path / "ads.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


@pytest.fixture
def make_scan(ads_path: Path, tmp_path: Path) -> Iterator[MakeScan]:
    with ExitStack() as stack:

        def make(out: str = "out.jsonl", **changes: Any) -> BulkScan:
            files = stack.enter_context(open_inputs([str(ads_path)], ReadOptions()))
            settings: dict[str, Any] = {
                "files": files,
                "read_options": ReadOptions(),
                "make_scanner": make_fake_scanner,
                "scanner_settings": {"profile": "default"},
                "out": tmp_path / out,
                "output_format": OutputFormat(Path(out).suffix[1:]),
                "notes": OutputNotes(categories=CATEGORY_NAMES, sources=("ads.jsonl",), profile="default", ad_limit=30),
            }
            return BulkScan(**{**settings, **changes})

        yield make
