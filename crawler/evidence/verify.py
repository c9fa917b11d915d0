"""Judges evidence: is every byte what was sealed? Offline, with no state but the file itself.

What is judged is consistency: whoever makes the whole of it anew makes consistent evidence. What binds it to a time or
a person is a timestamp, or the head of the log told by another way.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.capture import Capture
from crawler.errors import EvidenceError, TimestampError
from crawler.evidence.blobs import UNFINISHED, BlobStore
from crawler.evidence.canonical import sha256_of
from crawler.evidence.cdxj import IndexLines
from crawler.evidence.entries import Entry, blobs_of, captures_of, chained_lines, entry_of
from crawler.evidence.log import LOCK_FILE, LOG_FILE, TORN_PREFIX
from crawler.evidence.opened import BLOBS_FOLDER, Evidence, FolderEvidence, WaczEvidence
from crawler.evidence.report import EvidenceKind, EvidenceProblem, StampedEntry, VerificationReport
from crawler.evidence.sealing import observation_in
from crawler.evidence.timestamp import KIND, check_signature, read_token
from crawler.evidence.wacz import ARCHIVE, page_line
from crawler.evidence.wacz_check import check_index, check_package, check_pages, check_structure
from crawler.evidence.warc import read_records

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def verify(
    path: Path, *, tsa_certificates: Sequence["Certificate"] = (), blobs: BlobStore | None = None
) -> VerificationReport:
    """Judge a WACZ file, or the folder of a crawl, and report all that is wrong.

    Nothing in the evidence makes this raise; what cannot even be opened is a problem of the report.

    Args:
        path: the file or folder.
        tsa_certificates: certificates that the verifier trusts to vouch for timestamps; without them signatures are
            not checked, and the report says so.
        blobs: the store of a crawl whose blobs are elsewhere than in its folder.

    Raises:
        MissingLibraryError: warcio or rfc3161-client is not installed.
    """
    judge = _Judge(path, tsa_certificates)
    try:
        with Evidence.open(path, blobs=blobs) as evidence, IndexLines() as index:
            judge.judge(evidence, index)
    except (EvidenceError, OSError) as error:
        judge.problem(str(path), str(error))
    return judge.report()


class _Judge:
    """One verification under way."""

    def __init__(self, path: Path, certificates: Sequence["Certificate"]) -> None:
        self._certificates = certificates
        self._report = VerificationReport(
            path=str(path), kind=EvidenceKind.FOLDER if path.is_dir() else EvidenceKind.WACZ
        )
        self._problems: list[EvidenceProblem] = []
        self._notes: list[str] = []
        self._timestamps: list[StampedEntry] = []
        self._hashes: list[str] = []
        """Of all entries so far."""
        self._warcs: set[str] = set()
        """All that entries name, sound or not."""
        self._blobs: set[str] = set()
        self._torn_files: set[str] = set()
        self._pages: list[bytes] = []
        self._archive_size = 0
        """Of the WARCs so far."""

    def problem(self, file: str, message: str) -> None:
        self._problems.append(EvidenceProblem(file=file, message=message))

    def report(self) -> VerificationReport:
        return replace(
            self._report,
            problems=tuple(self._problems),
            notes=tuple(self._notes),
            timestamps=tuple(self._timestamps),
        )

    def judge(self, evidence: Evidence, index: IndexLines) -> None:
        is_log_sound = self._judge_log(evidence, index)
        if isinstance(evidence, WaczEvidence):
            if is_log_sound and self._report.captures == len(self._warcs):
                with self._noting(ARCHIVE):
                    check_index(evidence, index, self._archive_size)
                with self._noting(ARCHIVE):
                    check_pages(evidence, self._pages)
            else:
                self._notes.append("index and pages were not compared with the archive, which is not sound")
            self._problems += check_package(evidence, self._blobs if is_log_sound else None)
            self._problems += check_structure(evidence)
        elif isinstance(evidence, FolderEvidence):
            self._judge_store(evidence.blobs, is_log_sound=is_log_sound)
            self._judge_folder(evidence.folder)
        if not is_log_sound:
            self._report = replace(self._report, head=None)

    def _judge_log(self, evidence: Evidence, index: IndexLines) -> bool:
        name = evidence.log_name
        with self._noting(name), evidence.open_log() as stream:
            size = 0
            for line in chained_lines(stream, name):
                self._hashes.append(line.hash)
                size += len(line.content) + 1
                self._report = replace(self._report, head=line.hash, entries=line.n)
                with self._noting(name):
                    self._judge_entry(entry_of(line, name), evidence, index)
            if size != evidence.log_size:
                self.problem(
                    name,
                    f"line {len(self._hashes) + 1}: torn: {evidence.log_size - size:,} bytes have no line end; opening "
                    "the log to go on with the crawl puts them aside",
                )
            elif not size:
                self.problem(name, "holds no entry")
        return all(problem.file != name for problem in self._problems)

    def _judge_entry(self, entry: Entry, evidence: Evidence, index: IndexLines) -> None:
        for capture in captures_of(entry, evidence.log_name):
            if capture.warc_sha256 not in self._warcs:
                self._warcs.add(capture.warc_sha256)
                with self._noting(f"{ARCHIVE} (log line {entry.n})"):
                    self._judge_capture(capture, evidence, index)
                self._archive_size += capture.warc_size
        for sha256 in blobs_of(entry, evidence.log_name):
            if sha256 not in self._blobs:
                self._blobs.add(sha256)
                with self._noting(f"blob {sha256} (log line {entry.n})"):
                    self._judge_blob(sha256, evidence)
        if entry.kind == KIND:
            with self._noting(f"{evidence.log_name} line {entry.n}"):
                self._judge_timestamp(entry, evidence)
        if entry.kind == "repair" and isinstance(evidence, FolderEvidence):
            with self._noting(f"{evidence.log_name} line {entry.n}"):
                self._judge_torn(entry, evidence.folder)

    def _judge_capture(self, capture: Capture, evidence: Evidence, index: IndexLines) -> None:
        warc = evidence.warc(capture, self._archive_size)
        observation_in(warc, capture)
        if isinstance(evidence, WaczEvidence):
            index.add(list(read_records(warc, ARCHIVE)), warc, self._archive_size)
            self._pages += [line] if (line := page_line(capture)) is not None else []
        first, last = self._report.first_seen_at, self._report.last_seen_at
        self._report = replace(
            self._report,
            captures=self._report.captures + 1,
            first_seen_at=capture.started_at if first is None else min(first, capture.started_at),
            last_seen_at=capture.finished_at if last is None else max(last, capture.finished_at),
        )

    def _judge_blob(self, sha256: str, evidence: Evidence) -> None:
        found = sha256_of(evidence.blob(sha256))
        if found != sha256:
            raise EvidenceError(f"expected SHA-256 {sha256}, found {found}")
        self._report = replace(self._report, blobs=self._report.blobs + 1)

    def _judge_timestamp(self, entry: Entry, evidence: Evidence) -> None:
        digest, covers, sha256 = (entry.content.get(key) for key in ("digest", "entry", "sha256"))
        if not isinstance(covers, int) or not 0 < covers < entry.n or self._hashes[covers - 1] != digest:
            raise EvidenceError(f"stamps {digest!r} as the hash of entry {covers!r}, which it is not")
        if sha256 not in self._blobs:
            raise EvidenceError(f"names the token {sha256!r}, which is not among its blobs")
        token = evidence.blob(sha256)
        stamped = read_token(token, f"token {sha256}")
        if stamped.digest != digest:
            raise EvidenceError(f"the token stamps {stamped.digest}, not {digest}, the hash of entry {covers}")
        if self._certificates:
            check_signature(token, self._certificates, f"token {sha256}")
        self._timestamps.append(
            StampedEntry(
                entry=entry.n,
                covers=covers,
                stamped_at=stamped.stamped_at,
                signer=stamped.signer,
                is_signature_checked=bool(self._certificates),
                token_sha256=sha256,
            )
        )

    def _judge_torn(self, entry: Entry, folder: Path) -> None:
        name = entry.content.get("file")
        if not isinstance(name, str) or not name.startswith(TORN_PREFIX) or "/" in name:
            raise EvidenceError(f"names {name!r}, which is no {TORN_PREFIX}… file")
        self._torn_files.add(name)
        found = sha256_of((folder / name).read_bytes()) if (folder / name).is_file() else "no such file"
        if found != entry.content.get("sha256"):
            raise EvidenceError(f"{name}: expected SHA-256 {entry.content.get('sha256')}, found {found}")

    def _judge_store(self, blobs: BlobStore, *, is_log_sound: bool) -> None:
        """Judge the files of the store that no entry named."""
        unlisted = unfinished = 0
        for name in blobs.names():
            folder, _, sha256 = name.rpartition("/")
            if sha256.startswith(UNFINISHED):
                unfinished += 1
            elif sha256 not in self._warcs and sha256 not in self._blobs:
                with self._noting(f"{BLOBS_FOLDER}/{name}"):
                    blobs.get(sha256)
                    unlisted += 1
            if folder != sha256[:2] and not sha256.startswith(UNFINISHED):
                self.problem(f"{BLOBS_FOLDER}/{name}", "stands where no blob is kept")
        if unlisted and is_log_sound:
            self._notes.append(f"{unlisted} blobs are named by no entry: left by a process that was killed")
        if unfinished:
            self._notes.append(f"{unfinished} files were being written when a process was killed; no evidence")

    def _judge_folder(self, folder: Path) -> None:
        """Name what stands beside the log and is not sealed."""
        known = {LOG_FILE, LOCK_FILE, BLOBS_FOLDER, *self._torn_files}
        if others := sorted(path.name for path in folder.iterdir() if path.name not in known):
            self._notes.append(f"not sealed, and not judged: {', '.join(others)}")

    @contextmanager
    def _noting(self, file: str) -> Iterator[None]:
        try:
            yield
        except (EvidenceError, TimestampError, OSError) as error:
            self.problem(file, str(error))
