"""``finad evidence``: verify, pack, show and extract, said to a person or a program.

Knows nothing of how evidence is sealed or judged.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from crawler.capture import Capture, Observation
from crawler.errors import EvidenceError
from crawler.evidence.blobs import BlobStore
from crawler.evidence.canonical import canonical_json
from crawler.evidence.log import LOG_FILE, CaptureLog
from crawler.evidence.opened import BLOBS_FOLDER, Evidence
from crawler.evidence.plain import plain_of
from crawler.evidence.records import record_of_capture
from crawler.evidence.report import VerificationReport
from crawler.evidence.sealing import observation_in
from crawler.evidence.timestamp import load_certificates, stamp_log
from crawler.evidence.verify import verify
from crawler.evidence.wacz import pack
from crawler.readers.inputs import CRAWL_FILE

UNSOUND = 1
_SHOWN_PROBLEMS = 20
_SUFFIXES = {
    "text/html": ".html",
    "text/css": ".css",
    "text/plain": ".txt",
    "text/javascript": ".js",
    "application/javascript": ".js",
    "application/json": ".json",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRequest:
    """What ``finad evidence pack`` was asked for."""

    folder: Path
    out: Path
    title: str | None = None
    timestamp_url: str | None = None
    blobs: str | None = None


def run_verify(
    path: Path, console: Console, *, tsa_files: tuple[Path, ...] = (), blobs: str | None = None, as_json: bool = False
) -> int:
    """Judge evidence and say what was found.

    Returns:
        0 if it is sound, 1 if it is not.

    Raises:
        TimestampError: a certificate file cannot be read.
    """
    certificates = [certificate for file in tsa_files for certificate in load_certificates(file)]
    store = None if blobs is None else BlobStore.open(blobs)
    report = verify(path, tsa_certificates=certificates, blobs=store)
    if as_json:
        _say(console, canonical_json(plain_of(report) | {"is_sound": report.is_sound}).decode())
    else:
        for line in _report_lines(report):
            _say(console, line)
    return 0 if report.is_sound else UNSOUND


def run_pack(request: PackRequest, console: Console) -> int:
    """Pack the folder of a crawl into a WACZ file, stamping its log before if a server is named.

    The package is dated as the last entry of the log, so packing the same again gives the same file.

    Raises:
        EvidenceError: the folder holds no sound log, or something it names is missing.
        CrawlFolderError: the log is to be stamped while a crawl writes it.
        TimestampError: the server does not stamp.
    """
    log_path = request.folder / LOG_FILE
    store = BlobStore.open(request.blobs or str(request.folder / BLOBS_FOLDER))
    # Opening a log makes one where there is none.
    with Evidence.open(request.folder, blobs=store):
        pass
    if request.timestamp_url is not None:
        with CaptureLog.open(log_path) as log:
            entry = stamp_log(log, store, request.timestamp_url)
        _say(console, f"已加时间戳 stamped: {entry.content['digest']}")
    with Evidence.open(request.folder, blobs=store) as evidence:
        last = deque(evidence.entries(), maxlen=1)
    if not last:
        raise EvidenceError(f"{log_path}: holds no entry; there is nothing to pack")
    ads = request.folder / CRAWL_FILE
    report = pack(
        log_path,
        store,
        request.out,
        created_at=last[0].at,
        title=request.title or request.folder.resolve().name,
        extra_files={ads.name: ads} if ads.is_file() else {},
    )
    _say(console, f"已打包 packed: {report.path} · {report.captures:,} captures · {report.size:,} bytes")
    _say(console, f"文件 SHA-256 of the file: {report.sha256}")
    _say(console, f"日志根 head of the log: {report.head}")
    _say(console, "请另行告知核验者日志根。 Tell the head to whoever verifies, by another way than this file.")
    return 0


def run_show(path: Path, capture_id: str | None, console: Console, *, blobs: str | None = None) -> int:
    """List the captures of evidence, or say all of one. Nothing is judged.

    Raises:
        EvidenceError: the evidence cannot be read, or holds no such capture.
    """
    with Evidence.open(path, blobs=None if blobs is None else BlobStore.open(blobs)) as evidence:
        if capture_id is not None:
            capture, _ = _find(evidence, capture_id)
            for line in _capture_lines(capture):
                _say(console, line)
            return 0
        count = 0
        for capture, _ in evidence.captures():
            count += 1
            outcome = capture.problem or capture.status or "-"
            address = capture.final_url or capture.requested_url or capture.site
            title = f" · {capture.title}" if capture.title else ""
            _say(
                console,
                f"{capture.capture_id} · {capture.started_at:%Y-%m-%d %H:%M:%S}Z · {outcome} · {address}{title}",
            )
        _say(console, f"共 {count:,} captures · {path}")
    return 0


def run_extract(path: Path, capture_id: str, out: Path, console: Console, *, blobs: str | None = None) -> int:
    """Write the documents and bodies of a capture as files, with ``capture.json`` and the WARC itself.

    Raises:
        EvidenceError: there is no such capture, it is not as it was sealed, or ``out`` is not empty.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise EvidenceError(f"{out}: is there and not empty; name a new folder")
    with Evidence.open(path, blobs=None if blobs is None else BlobStore.open(blobs)) as evidence:
        capture, offset = _find(evidence, capture_id)
        warc = evidence.warc(capture, offset)
    observation = observation_in(warc, capture)
    files = {
        "capture.json": canonical_json(record_of_capture(capture)) + b"\n",
        f"{capture.capture_id}.warc.gz": warc,
        **_files_of(observation),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
        _say(console, f"{name} · {len(content):,}")
    _say(console, f"已写出 written: {len(files)} files · {out}")
    return 0


def _find(evidence: Evidence, capture_id: str) -> tuple[Capture, int]:
    for capture, offset in evidence.captures():
        if capture.capture_id == capture_id:
            return capture, offset
    raise EvidenceError(f"no capture {capture_id!r}; list them with: finad evidence show")


def _files_of(observation: Observation) -> dict[str, bytes]:
    """Name documents by themselves and bodies by their place; no name leads out of the folder."""
    files: dict[str, bytes] = {}
    for index, document in enumerate(observation.documents):
        plain = re.sub(r"[^\w.-]", "_", document.name).lstrip(".")[-80:]
        files[f"document-{index:03}-{plain}"] = document.content
    for index, exchange in enumerate(observation.exchanges):
        if exchange.body is not None:
            files[f"body-{index:04}{_suffix_of(exchange.headers)}"] = exchange.body
        if exchange.request_body:
            files[f"request-{index:04}.bin"] = exchange.request_body
    return files


def _suffix_of(headers: tuple[tuple[str, str], ...]) -> str:
    media_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    return _SUFFIXES.get(media_type.partition(";")[0].strip().lower(), ".bin")


def _report_lines(report: VerificationReport) -> Iterator[str]:
    verdict = "完好 sound" if report.is_sound else f"不符 NOT SOUND: {len(report.problems):,} problems"
    yield f"{report.path}: {verdict}"
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        yield f"  ✗ {problem.file}: {problem.message}"
    if (more := len(report.problems) - _SHOWN_PROBLEMS) > 0:
        yield f"  … 另有 {more:,} more; --json shows all"
    yield f"采集 captures: {report.captures:,} · 附件 blobs: {report.blobs:,} · 日志 log entries: {report.entries:,}"
    if report.first_seen_at is not None and report.last_seen_at is not None:
        yield f"时间 seen: {report.first_seen_at.isoformat()} – {report.last_seen_at.isoformat()}"
    yield f"日志根 head of the log: {report.head or '—'}"
    for stamped in report.timestamps:
        checked = (
            "已验签 signature checked" if stamped.is_signature_checked else "未验签 signature NOT checked (--tsa-cert)"
        )
        yield (
            f"时间戳 timestamp: {stamped.stamped_at.isoformat()} · entries 1–{stamped.covers:,} of {report.entries:,}"
            f" · {stamped.signer or 'signer not named'} · {checked}"
        )
    if not report.timestamps:
        yield "无时间戳：请与另行告知的日志根比对。 No timestamp: compare the head with the one you were told."
    for note in report.notes:
        yield f"注 note: {note}"


def _capture_lines(capture: Capture) -> Iterator[str]:
    facts: dict[str, Any] = record_of_capture(capture)
    for name, value in facts.items():
        if name not in {"exchanges", "documents"} and value not in (None, []):
            yield f"{name}: {value}"
    for document in capture.documents:
        yield f"document: {document.name} · {document.media_type} · {document.size:,} · {document.sha256}"
    for exchange in capture.exchanges:
        body = "no body" if exchange.sha256 is None else f"{exchange.size:,} · {exchange.sha256}"
        yield f"exchange: {exchange.status or '-'} · {exchange.url} · {body}"


def _say(console: Console, line: str) -> None:
    # What was captured is hostile: no control character of it reaches the terminal.
    shown = "".join("▯" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in line)
    console.print(shown, markup=False, highlight=False, soft_wrap=True)
