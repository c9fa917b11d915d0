"""Sealing what was seen, and verifying the seal.

``blobs`` and ``log`` are what a crawl writes to, ``sealing`` what it calls for each visit; ``wacz`` packs a crawl into
one file and ``verify`` judges it. Knows nothing of how anything was seen, nor of ads.
"""

from crawler.evidence.blobs import BlobStore
from crawler.evidence.log import CaptureLog
from crawler.evidence.records import capture_from_record, record_of_capture
from crawler.evidence.sealing import open_capture, seal

__all__ = [
    "BlobStore",
    "CaptureLog",
    "capture_from_record",
    "open_capture",
    "record_of_capture",
    "seal",
]
