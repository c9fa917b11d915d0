"""The pages of the portal that are files: ``site/<host>/<path>``.

Addresses in them carry no port; whoever serves them adds his. Knows nothing of sockets.
"""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from crawler.sample_portal.answer import Answer, Question, redirect

SITE = Path(__file__).parent / "site"
"""The pages of the sample portal; another folder of the same layout is another portal."""
_MEDIA_TYPES_FILE = "media_types.json"
"""``Content-Type`` of the files whose suffix does not tell it: other encodings, wrong ones, none."""
_SUFFIXES = {
    ".html": "text/html; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".pdf": "application/pdf",
    ".webm": "video/webm",
}
# An address of the portal's hosts, plain or percent-encoded inside another address, that states no port.
_PLAIN_HOST = re.compile(rb"(//[a-z0-9.-]+\.test)(?![a-z0-9.:-])")
_ENCODED_HOST = re.compile(rb"(?i:(%2F%2F[a-z0-9.-]+\.test))(?![a-z0-9.-]|%3A)")


@cache
def hosts(site: Path = SITE) -> tuple[str, ...]:
    """All host names of the portal."""
    return tuple(sorted(folder.name for folder in site.iterdir() if folder.is_dir()))


@cache
def _media_types(site: Path) -> dict[str, str | None]:
    declared: dict[str, str | None] = json.loads((site / _MEDIA_TYPES_FILE).read_bytes())
    return declared


def file_answer(question: Question, site: Path = SITE) -> Answer | None:
    """The file that a question asks for; ``None`` when there is none."""
    found = find_file(question.host, question.path, question.query, site)
    if found is None:
        if find_file(question.host, question.path + "/", {}, site) is not None:
            return redirect(question.path + "/", 301)
        return None
    name = found.relative_to(site).as_posix()
    default = _SUFFIXES.get(found.suffix, "application/octet-stream")
    return Answer(media_type=_media_types(site).get(name, default), body=found.read_bytes())


def find_file(host: str, path: str, query: dict[str, str], site: Path = SITE) -> Path | None:
    """The file of an address: ``/a/`` is ``a/index.html``, ``/a`` is ``a.html``, ``/a?pn=10`` is ``a.pn-10.html``
    where there is one."""
    folder = site / host
    plain = path.lstrip("/")
    if ".." in plain.split("/") or "\0" in plain or "\\" in plain:
        return None
    if not plain or plain.endswith("/"):
        plain += "index"
    named = ((key, quote(value, safe="")) for key, value in query.items())
    candidates = [f"{plain}.{key}-{value}.html" for key, value in named if key.isidentifier() and len(value) < 100]
    candidates += [plain, f"{plain}.html"]
    for candidate in candidates:
        file = folder / candidate
        if file.is_file():
            return file
    return None


def with_port(content: bytes, port: int) -> bytes:
    """``content`` with the port in every address of the portal's hosts."""
    if port == 80:
        return content
    content = _PLAIN_HOST.sub(rb"\1:%d" % port, content)
    return _ENCODED_HOST.sub(rb"\1%%3A%d" % port, content)
