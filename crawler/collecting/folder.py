"""The output folder of a crawl: log, blobs, and the files written from them.

Knows nothing of visits or ads beyond their log entries.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crawler.collecting.projections import Projections
from crawler.collecting.state import VISIT, CrawlState
from crawler.errors import CrawlFolderError
from crawler.evidence import BlobStore, CaptureLog
from crawler.evidence.log import LOG_FILE
from crawler.evidence.opened import BLOBS_FOLDER
from crawler.readers.inputs import CRAWL_FILE

ARCHIVE_FILE = "crawl.wacz"


class CrawlFolder:
    """An open output folder; made by ``open_folder``."""

    def __init__(self, path: Path, log: CaptureLog, blobs: BlobStore) -> None:
        self.path = path
        self.log = log
        self.blobs = blobs
        self.state = CrawlState()
        self._projections = Projections(path)
        self._projections.rebuild(self._replayed())

    def commit(self, kind: str, content: Mapping[str, Any]) -> None:
        """Write one entry; once this returns it survives a kill.

        Raises:
            EvidenceError: the log cannot be written.
        """
        self.log.append(kind, content)
        self.state.replay(kind, content)
        if kind == VISIT:
            self._projections.add(content)

    def write_coverage(self) -> None:
        """Bring ``coverage.json`` up to date."""
        self._projections.write_coverage(self.state.coverage)

    def close(self) -> None:
        """Write what is left and let the folder go."""
        self.write_coverage()
        self._projections.close()
        self.log.close()

    def _replayed(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for entry in self.log.entries():
            self.state.replay(entry.kind, entry.content)
            yield entry.kind, entry.content


@contextlib.contextmanager
def open_folder(path: Path, *, blobs_at: str | None = None) -> Iterator[CrawlFolder]:
    """Open or make the output folder at ``path``; ``blobs_at`` puts the blobs elsewhere (any address of fsspec).

    Raises:
        CrawlFolderError: another process writes there, or the path holds something else.
        EvidenceError: its log is broken.
    """
    if path.exists() and not path.is_dir():
        raise CrawlFolderError(f"{path} is a file; name a folder with --out")
    path.mkdir(parents=True, exist_ok=True)
    strangers = sorted(item.name for item in path.iterdir()) if not (path / LOG_FILE).exists() else []
    if CRAWL_FILE in strangers:
        raise CrawlFolderError(f"{path} holds an {CRAWL_FILE} that no crawl wrote; name another folder with --out")
    log = CaptureLog.open(path / LOG_FILE)
    try:
        folder = CrawlFolder(path, log, BlobStore.open(blobs_at or str(path / BLOBS_FOLDER)))
    except BaseException:
        log.close()
        raise
    try:
        yield folder
    finally:
        folder.close()
