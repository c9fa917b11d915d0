"""Reads HAR 1.2 recordings as browsers, Charles, Fiddler and Proxyman write them.

Each exchange is kept as it is recorded. HAR keeps the text of bodies, not their bytes: a body that was text in another
encoding comes back as UTF-8. Knows nothing of ads.
"""

import base64
import binascii
import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from crawler.apps.answers import AnswerReading, pictures_of
from crawler.apps.chunks import Recorder, cut, visit_of_page, visit_of_piece
from crawler.apps.declared_paths import DeclaredPath, load_declared_paths
from crawler.capture import Exchange, Via
from crawler.errors import TrafficFileError
from crawler.pages.filter_engine import FilterEngine
from crawler.readers.names import readable_name
from crawler.visit import Visit

MAX_HAR_BYTES = 1024 * 1024 * 1024
"""Longest recording that is read, unpacked: one JSON document must be in memory as a whole."""
_MOST_NAMED = 3
"""Unreadable entries that are named singly; the rest are counted."""


def visits_of_har(
    path: Path,
    *,
    app: str | None = None,
    entries: tuple[DeclaredPath, ...] | None = None,
    filters: FilterEngine | None = None,
) -> Iterator[Visit]:
    """Give one visit for each page of a recording, then one for each piece of what belongs to no page.

    ``app`` names the app that was recorded; without it the site of a page is its host. ``entries`` are the declared
    paths (ours, unless given), ``filters`` find ads in pages.

    Raises:
        TrafficFileError: the file is no HAR, is cut off or is too long.
    """
    name = readable_name(path.name)
    log = _log_of(_read(path, name), name)
    reading = AnswerReading(entries=load_declared_paths() if entries is None else entries, filters=filters)
    pages = [page for page in log.get("pages") or [] if isinstance(page, dict) and page.get("id") is not None]
    groups: dict[str | None, list[Exchange]] = {None: [], **{str(page["id"]): [] for page in pages}}
    lost: list[str] = []
    for number, entry in enumerate(log["entries"]):
        try:
            exchange = _exchange_of(entry)
        except _EntryError as error:
            lost.append(f"entry {number}: {error}")
            continue
        ref = entry.get("pageref")
        groups[str(ref) if str(ref) in groups else None].append(exchange)
    told = _told(lost)
    pictures = pictures_of(exchange for group in groups.values() for exchange in group)
    agent = _agent(log)
    if not any(groups.values()):
        raise TrafficFileError(
            name, f"no readable entries in log.entries{': ' + told[0] if told else ''}; record again"
        )
    for page in pages:
        exchanges = tuple(sorted(groups[str(page["id"])], key=_start))
        if exchanges:
            medium = "web" if app is None else "app"
            recorder = Recorder(name=name, via=Via.HAR, agent=agent, app=app, channel=medium, medium=medium)
            title = page.get("title")
            yield visit_of_page(
                exchanges,
                recorder,
                reading,
                title=title if isinstance(title, str) and title else None,
                pictures=pictures,
                lost=told,
            )
            told = ()  # said once
    recorder = Recorder(name=name, via=Via.HAR, agent=agent, app=app, channel="app", medium="app")
    for piece in cut(sorted(groups[None], key=_start)):
        yield visit_of_piece(piece, recorder, reading, pictures=pictures, lost=told)
        told = ()


def _start(exchange: Exchange) -> datetime:
    return exchange.started_at


def _told(lost: list[str]) -> tuple[str, ...]:
    more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
    return (f"{len(lost)} unreadable: {'; '.join(lost[:_MOST_NAMED])}{more}",) if lost else ()


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as plain:
            is_packed = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            content = (gzip.GzipFile(fileobj=plain) if is_packed else plain).read(MAX_HAR_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise TrafficFileError(name, f"damaged gzip: {error}; fetch the file again") from error
    except OSError as error:
        raise TrafficFileError(name, f"cannot be read: {error.strerror or error}") from error
    if len(content) > MAX_HAR_BYTES:
        raise TrafficFileError(name, f"longer than {MAX_HAR_BYTES} bytes unpacked; record in shorter pieces")
    return content


def _log_of(content: bytes, name: str) -> dict[str, Any]:
    try:
        document = _parsed(content)
    except UnicodeDecodeError as error:
        raise TrafficFileError(name, f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        where = " (cut off?)" if not content.rstrip().endswith(b"}") else ""
        raise TrafficFileError(name, f"not JSON{where}: {error}; record again, or export it again") from error
    log = document.get("log") if isinstance(document, dict) else None
    if not isinstance(log, dict):
        raise TrafficFileError(name, 'no HAR: no object "log" at the top; export it as "HAR"')
    if not isinstance(log.get("entries"), list):
        raise TrafficFileError(name, "no list at log.entries; export it again")
    return log


def _parsed(content: bytes) -> Any:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16").encode("utf-8", "surrogatepass")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        # Fiddler and old Charles write halves of emoji, which only the standard library lets through.
        return json.loads(content.decode("utf-8", "surrogatepass"))


def _agent(log: dict[str, Any]) -> str | None:
    for part in ("browser", "creator"):
        told = log.get(part)
        if isinstance(told, dict) and told.get("name"):
            return f"{told['name']} {told.get('version') or ''}".strip()
    return None


class _EntryError(Exception):
    """Why an entry is no exchange."""


def _exchange_of(entry: Any) -> Exchange:
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(request, dict) or not isinstance(request.get("url"), str) or not request["url"]:
        raise _EntryError("no request.url")
    started_at = _moment(entry.get("startedDateTime"))
    response = entry.get("response") if isinstance(entry.get("response"), dict) else {}
    status = response.get("status") or None
    if not isinstance(status, int) or isinstance(status, bool) or not 100 <= status <= 999:
        status = None
    took = entry.get("time")
    body, problem = _body_of(response) if status is not None else (None, _failure(entry, response))
    headers = _headers(response)
    return Exchange(
        url=_sound(request["url"]),
        method=str(request.get("method") or "GET"),
        request_headers=_headers(request),
        request_body=_request_body(request),
        status=status,
        reason=_text(response.get("statusText")),
        http_version=_version(response) or _version(request),
        headers=headers,
        body=body,
        is_body_decoded=body is not None and not body.startswith(b"\x1f\x8b"),
        problem=problem,
        started_at=started_at,
        finished_at=_finish(started_at, took),
        ip=_text(entry.get("serverIPAddress"), drop="[]"),
        certificate=_certificate(entry.get("_securityDetails")),
        resource_type=_text(entry.get("_resourceType")),
    )


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        # HAR asks for a zone; the few programs that leave it out mean UTC.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise _EntryError(f"startedDateTime {value!r} is no time") from error


def _finish(started_at: datetime, took: Any) -> datetime | None:
    if isinstance(took, bool) or not isinstance(took, int | float) or not 0 <= took < 1e9:
        return None
    return started_at + timedelta(milliseconds=took)


def _headers(message: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = message.get("headers")
    return tuple(
        (_sound(str(pair["name"])), _sound(str(pair.get("value") or "")))
        for pair in (listed if isinstance(listed, list) else [])
        if isinstance(pair, dict) and pair.get("name")
    )


def _version(message: dict[str, Any]) -> str | None:
    version = _text(message.get("httpVersion"))
    return None if version is None or version.lower() == "unknown" else version


def _text(value: Any, *, drop: str = "") -> str | None:
    return (_sound(value).strip(drop) or None) if isinstance(value, str) else None


def _sound(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _request_body(request: dict[str, Any]) -> bytes | None:
    posted = request.get("postData")
    if not isinstance(posted, dict) or not isinstance(posted.get("text"), str):
        return None
    if posted.get("encoding") == "base64":
        try:
            return base64.b64decode(posted["text"])
        except (binascii.Error, ValueError):
            pass
    return _sound(posted["text"]).encode()


def _body_of(response: dict[str, Any]) -> tuple[bytes | None, str | None]:
    content = response.get("content")
    if not isinstance(content, dict):
        return None, "the recording holds no body"
    text = content.get("text")
    if not isinstance(text, str):
        if content.get("size") == 0 and response.get("bodySize") in {0, -1, None}:
            return b"", None
        return None, _text(content.get("comment")) or "the recording holds no body"
    if content.get("encoding") != "base64":
        return _sound(text).encode(), None
    try:
        return base64.b64decode(text), None
    except (binascii.Error, ValueError) as error:
        return None, f"the body is no base64: {error}"


def _failure(entry: dict[str, Any], response: dict[str, Any]) -> str:
    told = (response.get("_error"), response.get("_failureText"), entry.get("_failureText"), entry.get("comment"))
    return next((_sound(text) for text in told if isinstance(text, str) and text), "no answer in the recording")


def _certificate(details: Any) -> str | None:
    if not isinstance(details, dict):
        return None
    parts = [
        f"{label} {details[key]}"
        for key, label in (("issuer", "issuer"), ("subjectName", "subject"))
        if details.get(key)
    ]
    return "; ".join(parts) or None
