"""Reads what mitmproxy recorded: the lines of our add-on, and mitmproxy's own flow files.

mitmproxy stays a program of its own, as the versions of libraries that it asks for exclude those of others: flow files
are turned into lines by the user's ``mitmdump`` with our add-on. Knows nothing of ads.
"""

import base64
import binascii
import math
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from crawler.apps.answers import AnswerReading, pictures_of
from crawler.apps.bodies import picture_key
from crawler.apps.chunks import Recorder, cut, visit_of_piece
from crawler.apps.declared_paths import DeclaredPath, load_declared_paths
from crawler.capture import Exchange, Via
from crawler.errors import TrafficFileError
from crawler.pages.filter_engine import FilterEngine
from crawler.readers.names import readable_name
from crawler.visit import Visit

ADDON = Path(__file__).parent / "mitmproxy_addon.py"
"""The add-on, for ``mitmdump -s``."""
FLOW_SUFFIXES = frozenset({".flow", ".flows", ".mitm", ".dump"})
"""Of mitmproxy's own files."""
FORMAT = "finad-flows"
VERSION = 1
MITMDUMP_TIMEOUT_S = 600.0
MAX_LINE_BYTES = 256 * 1024 * 1024
"""Longest line that is read."""
_MOST_NAMED = 3
_NOT_RECORDED = {"websockets": "WebSocket connections", "tcp": "raw TCP connections"}
_NUMBERED = re.compile(r"flows(?:-(\d+))?\.jsonl")


def visits_of_flows(
    path: Path,
    *,
    app: str | None = None,
    mitmdump: str | None = None,
    entries: tuple[DeclaredPath, ...] | None = None,
    filters: FilterEngine | None = None,
) -> Iterator[Visit]:
    """Give one visit for each piece of a recording, cut where the device was silent.

    ``path`` is a file of our add-on, the folder it recorded into, or a flow file of mitmproxy, for which ``mitmdump``
    names the program (otherwise it is looked for on the search path). The rest is as for ``har.visits_of_har``.

    Raises:
        TrafficFileError: nothing can be read, or ``mitmdump`` is missing or fails.
    """
    name = readable_name(path.name)
    reading = AnswerReading(entries=load_declared_paths() if entries is None else entries, filters=filters)
    if path.suffix.lower() in FLOW_SUFFIXES:
        with tempfile.TemporaryDirectory(prefix="finad-flows-") as folder:
            _convert(path, name, Path(folder), mitmdump)
            yield from _visits(_files_of(Path(folder), name), name, app, reading)
    else:
        yield from _visits(_files_of(path, name) if path.is_dir() else [path], name, app, reading)


def find_mitmdump(program: str | None = None) -> str | None:
    """Path of the user's mitmdump: ``program`` where given, else from the search path; ``None`` when there is none."""
    return shutil.which(program or "mitmdump")


def _files_of(folder: Path, name: str) -> list[Path]:
    numbered = [(int(match[1] or 1), file) for file in folder.iterdir() if (match := _NUMBERED.fullmatch(file.name))]
    if not numbered:
        raise TrafficFileError(name, "a folder without flows.jsonl; record with the add-on, or name the file to read")
    return [file for _, file in sorted(numbered)]


def _convert(path: Path, name: str, folder: Path, program: str | None) -> None:
    found = find_mitmdump(program)
    if found is None:
        raise TrafficFileError(
            name,
            f"files of mitmproxy are read with its own program, and {program or 'mitmdump'} was not found; install it "
            "apart (pipx install mitmproxy) so that mitmdump is on the search path, or give its path",
        )
    if not path.is_file():
        raise TrafficFileError(name, "no such file")
    command = [found, "--no-server", "--quiet", "--rfile", str(path), "--scripts", str(ADDON)]
    command += ["--set", f"finad_out={folder}", "--set", f"confdir={folder / 'confdir'}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MITMDUMP_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TrafficFileError(name, f"{found} failed: {error}") from error
    said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
    if done.returncode != 0 or not _has_flows(folder):
        raise TrafficFileError(
            name, f"{found} read no flows (exit {done.returncode}): {said[-300:] or 'it said nothing'}"
        )


def _has_flows(folder: Path) -> bool:
    return any(b'"kind": "flow"' in file.read_bytes()[:1_000_000] for file in folder.glob("flows*.jsonl"))


@dataclass(slots=True, kw_only=True)
class _Telling:
    """What is to be said of a recording beside its exchanges; said once, with the next visit."""

    lost: list[str]
    refused: dict[str, int]
    recorder: str | None = None
    unrecorded: dict[str, int] = field(default_factory=dict)

    def count(self, counts: Any) -> None:
        """Take in what a run of the recorder counted and did not record."""
        for key, name in _NOT_RECORDED.items():
            number = counts.get(key) if isinstance(counts, dict) else None
            if isinstance(number, int) and number > 0:
                self.unrecorded[name] = self.unrecorded.get(name, 0) + number

    def taken(self) -> tuple[str, ...]:
        told = [f"{host}: the app refused the proxy's certificate {n} times" for host, n in self.refused.items()]
        if self.lost:
            more = f" and {len(self.lost) - _MOST_NAMED} more" if len(self.lost) > _MOST_NAMED else ""
            told.append(f"{len(self.lost)} unreadable: {'; '.join(self.lost[:_MOST_NAMED])}{more}")
        told += (f"{number} {name} were not recorded" for name, number in self.unrecorded.items())
        self.unrecorded.clear()
        self.lost.clear()
        self.refused.clear()
        return tuple(told)


def _visits(files: list[Path], name: str, app: str | None, reading: AnswerReading) -> Iterator[Visit]:
    telling = _Telling(lost=[], refused={})
    pictures = _Pictures(files, name)
    is_empty = True
    # The last piece is cut when all lines were read, so that everything there is to tell is told by then.
    for piece in cut(_exchanges(files, name, telling)):
        is_empty = False
        recorder = Recorder(name=name, via=Via.PROXY, agent=telling.recorder, app=app, channel="app", medium="app")
        yield visit_of_piece(piece, recorder, reading, pictures=pictures, lost=telling.taken())
    if is_empty:
        told = "; ".join(telling.taken())
        raise TrafficFileError(name, f"no flow in it{': ' + told if told else ''}; record again")


def _exchanges(files: list[Path], name: str, telling: _Telling) -> Iterator[Exchange]:
    for file in files:
        for number, (_, raw) in enumerate(_lines(file, name), 1):
            where = f"{readable_name(file.name)} line {number}"
            try:
                line = _line_of(raw)
                if line["kind"] == "flow":
                    yield _exchange_of(line)
                elif line["kind"] == "start":
                    telling.recorder = line.get("recorder")
                elif line["kind"] == "end":
                    telling.count(line.get("counts"))
                elif line["kind"] == "tls_failed":
                    host = str(line.get("host"))
                    telling.refused[host] = telling.refused.get(host, 0) + 1
            except _LineError as error:
                if raw.strip():
                    torn = "" if raw.endswith(b"\n") else " (torn: the recorder was stopped in mid-line)"
                    telling.lost.append(f"{where}{torn}: {error}")


def _lines(file: Path, name: str) -> Iterator[tuple[int, bytes]]:
    """Every line with its offset."""
    try:
        with file.open("rb") as stream:
            _require_recording(stream, name)
            offset = 0
            while raw := stream.readline(MAX_LINE_BYTES):
                yield offset, raw
                offset += len(raw)
    except OSError as error:
        raise TrafficFileError(name, f"cannot be read: {error.strerror or error}") from error


def _require_recording(stream: BinaryIO, name: str) -> None:
    first = stream.readline(64 * 1024)
    stream.seek(0)
    try:
        line = orjson.loads(first)
    except orjson.JSONDecodeError:
        line = None
    if not isinstance(line, dict) or line.get("format") != FORMAT:
        raise TrafficFileError(name, f'no recording of our add-on: its first line has no "format": "{FORMAT}"')
    if line.get("version") != VERSION:
        told = f"version {line.get('version')!r} of its format; this finad reads version {VERSION}"
        raise TrafficFileError(name, f"{told}: update finad, or record with the add-on of this one")


class _LineError(Exception):
    """Why a line is no record."""


def _line_of(raw: bytes) -> dict[str, Any]:
    try:
        line = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _LineError(f"not JSON: {error}") from error
    if not isinstance(line, dict) or line.get("format") != FORMAT or not isinstance(line.get("kind"), str):
        raise _LineError("no record of our add-on")
    return line


def _exchange_of(line: dict[str, Any]) -> Exchange:
    try:
        return Exchange(
            url=line["url"],
            method=line["method"],
            request_headers=tuple((name, value) for name, value in line["request_headers"]),
            request_body=_bytes(line["request_body"]),
            status=line["status"],
            reason=line["reason"],
            http_version=line["http_version"],
            headers=tuple((name, value) for name, value in line["headers"]),
            body=_bytes(line["body"]),
            is_body_decoded=line["decoded"],
            problem=line["problem"] or line["request_problem"],
            started_at=_moment(line["started"]),
            finished_at=None if line["finished"] is None else _moment(line["finished"]),
            ip=line["server_ip"],
            certificate=line["certificate"],
        )
    except KeyError as error:
        raise _LineError(f"no {error.args[0]!r}") from error
    except (TypeError, ValueError) as error:
        raise _LineError(str(error)) from error


def _bytes(text: Any) -> bytes | None:
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as error:
        raise _LineError(f"a body that is no base64: {error}") from error


def _moment(seconds: Any) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise _LineError(f"{seconds!r} is no time")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise _LineError(f"{seconds!r} is no time") from error


class _Pictures(Mapping[str, bytes]):
    """The pictures of a recording, read when asked for: an app may load one long before it shows the ad, or after."""

    def __init__(self, files: list[Path], name: str) -> None:
        self._places: dict[str, tuple[Path, int]] = {}
        for file in files:
            for offset, raw in _lines(file, name):
                try:
                    line = _line_of(raw)
                    if line["kind"] == "flow" and _is_picture_line(line):
                        self._places.setdefault(picture_key(str(line["url"])), (file, offset))
                except (_LineError, KeyError, TypeError, ValueError):
                    continue  # told when the exchanges are read

    def __getitem__(self, key: str) -> bytes:
        file, offset = self._places[key]
        with file.open("rb") as stream:
            stream.seek(offset)
            raw = stream.readline(MAX_LINE_BYTES)
        try:
            return pictures_of([_exchange_of(_line_of(raw))])[key]
        except _LineError as error:
            raise KeyError(key) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _is_picture_line(line: dict[str, Any]) -> bool:
    if not line["body"]:
        return False
    kinds = [value for name, value in line["headers"] if name.lower() == "content-type"]
    return not kinds or kinds[0].lower().startswith(("image/", "application/octet-stream", "binary/"))
