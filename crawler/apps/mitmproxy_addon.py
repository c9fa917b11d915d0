"""Records the traffic of a device through mitmproxy, for ``finad crawl FOLDER``.

Runs inside the user's own mitmproxy, so it imports nothing but the standard library and mitmproxy::

    mitmdump -s mitmproxy_addon.py --set finad_out=FOLDER [--set finad_hosts='*.example.cn,api.example.com']

Writes ``FOLDER/flows.jsonl`` (then ``flows-0002.jsonl``, …), one JSON object a line, on disk before the next flow is
handled. Line kinds: ``start`` (once a run and file), ``flow``, ``tls_failed`` (a connection the app refused), ``end``.
Bytes are base64; bodies are as on the wire, but for the codings br and zstd, which are undone (``decoded``). A body
longer than ``finad_max_body`` is left out and its length told. WebSocket and raw TCP flows are counted, not recorded.
"""

import base64
import fnmatch
import json
import os
import time
import weakref
from pathlib import Path
from typing import Any, BinaryIO

from mitmproxy import ctx, exceptions, http, tls, version

FORMAT = "finad-flows"
VERSION = 1
_UNDONE = {"br", "zstd"}
_COUNTED = ("flows", "errors", "tls_failed", "websockets", "tcp", "other_hosts", "bodies_left_out")


class FinadRecorder:
    """The add-on."""

    def __init__(self) -> None:
        self._stream: BinaryIO | None = None
        self._folder = Path()
        self._number = 1
        self._seen: weakref.WeakSet[Any] = weakref.WeakSet()
        self._counts = dict.fromkeys(_COUNTED, 0)

    def load(self, loader: Any) -> None:
        """Declare the options."""
        loader.add_option("finad_out", str, "", "Folder to record into; nothing is recorded without it.")
        loader.add_option("finad_hosts", str, "", "Hosts to record, with *, commas between; all when empty.")
        loader.add_option("finad_max_body", int, 16 * 1024 * 1024, "Longest body recorded, bytes.")
        loader.add_option("finad_max_file", int, 256 * 1024 * 1024, "A new file is begun after so many bytes.")

    def configure(self, updated: set[str]) -> None:
        """Open the folder."""
        if "finad_out" in updated and ctx.options.finad_out:
            self._folder = Path(ctx.options.finad_out)
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._number = max(1, len(list(self._folder.glob("flows*.jsonl"))))
                self._open()
            except OSError as error:
                raise exceptions.OptionsError(f"finad_out {self._folder}: {error}") from error

    def response(self, flow: Any) -> None:
        """Record a finished exchange."""
        self._record(flow)

    def error(self, flow: Any) -> None:
        """Record one that failed."""
        self._record(flow)

    def websocket_start(self, flow: Any) -> None:  # noqa: ARG002 - mitmproxy calls it so
        """Count."""
        self._counts["websockets"] += 1

    def tcp_start(self, flow: Any) -> None:  # noqa: ARG002 - mitmproxy calls it so
        """Count."""
        self._counts["tcp"] += 1

    def tls_failed_client(self, data: tls.TlsData) -> None:
        """Note an app that does not take mitmproxy's certificate: what it then asks cannot be seen."""
        host = data.conn.sni or (data.context.server.address[0] if data.context.server.address else None)
        if self._is_wanted(host):
            self._counts["tls_failed"] += 1
            self._write({"kind": "tls_failed", "at": time.time(), "host": host, "error": data.conn.error})

    def done(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._write({"kind": "end", "at": time.time(), "counts": self._counts})
            self._stream.close()
            self._stream = None

    def _record(self, flow: Any) -> None:
        if not isinstance(flow, http.HTTPFlow) or flow.websocket is not None or flow in self._seen:
            return
        if not self._is_wanted(flow.request.pretty_host):
            self._counts["other_hosts"] += 1
            return
        self._seen.add(flow)
        self._counts["flows"] += 1
        request, response = flow.request, flow.response
        server, client = flow.server_conn, flow.client_conn
        request_body, request_problem, _ = self._body(request)
        body, problem, is_decoded = self._body(response)
        if flow.error is not None:
            self._counts["errors"] += 1
            problem = flow.error.msg
        self._write(
            {
                "kind": "flow",
                "id": flow.id,
                "url": request.pretty_url,
                "method": request.method,
                "http_version": (response or request).http_version,
                "request_headers": _headers(request),
                "request_body": request_body,
                "request_problem": request_problem,
                "status": response.status_code if response is not None else None,
                "reason": response.reason or None if response is not None else None,
                "headers": _headers(response) if response is not None else [],
                "body": body,
                "decoded": is_decoded,
                "problem": problem,
                "started": request.timestamp_start,
                "finished": response.timestamp_end if response is not None else None,
                "server_ip": server.peername[0] if server.peername else None,
                "certificate": _certificate(server),
                "tls_version": server.tls_version,
                "client_ip": client.peername[0] if client.peername else None,
                "proxy_mode": client.proxy_mode.full_spec,
            }
        )

    def _body(self, message: Any) -> tuple[str | None, str | None, bool]:
        """A body in base64, why it is missing, and whether its coding was undone."""
        content = message.raw_content if message is not None else None
        if content is None:
            return None, None if message is None else "the body was streamed, not kept", False
        is_decoded = message.headers.get("content-encoding", "").strip().lower() in _UNDONE
        if is_decoded:
            try:
                content = message.get_content(strict=True)
            except ValueError:
                is_decoded = False
        if len(content) > ctx.options.finad_max_body:
            self._counts["bodies_left_out"] += 1
            return None, f"body of {len(content)} bytes; finad_max_body is {ctx.options.finad_max_body}", False
        return base64.b64encode(content).decode("ascii"), None, is_decoded

    def _is_wanted(self, host: str | None) -> bool:
        patterns = [pattern.strip().lower() for pattern in ctx.options.finad_hosts.split(",") if pattern.strip()]
        return not patterns or any(
            fnmatch.fnmatchcase((host or "").lower(), pattern) or pattern == f"*.{(host or '').lower()}"
            for pattern in patterns
        )

    def _open(self) -> None:
        name = "flows.jsonl" if self._number == 1 else f"flows-{self._number:04d}.jsonl"
        if self._stream is not None:
            self._stream.close()
        self._stream = (self._folder / name).open("ab")
        if self._stream.tell() and not _ends_with_newline(self._folder / name):
            # A run before was killed in mid-line: the torn line stays, and is told by whoever reads the file.
            self._stream.write(b"\n")
        self._write({"kind": "start", "at": time.time(), "recorder": f"mitmproxy {version.VERSION}"})

    def _write(self, line: dict[str, Any]) -> None:
        if self._stream is None:
            return
        line = {"format": FORMAT, "version": VERSION, **line}
        self._stream.write(json.dumps(line, ensure_ascii=True).encode("ascii") + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())
        if self._stream.tell() >= ctx.options.finad_max_file and line["kind"] == "flow":
            self._number += 1
            self._open()


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _headers(message: Any) -> list[list[str]]:
    return [[_text(name), _text(value)] for name, value in message.headers.fields]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _certificate(server: Any) -> str | None:
    if not server.certificate_list:
        return None
    leaf = server.certificate_list[0]
    issuer = ", ".join(f"{key}={value}" for key, value in leaf.issuer)
    subject = ", ".join(f"{key}={value}" for key, value in leaf.subject)
    return f"sha256 {leaf.fingerprint().hex()}; issuer {issuer}; subject {subject}"


addons = [FinadRecorder()]
