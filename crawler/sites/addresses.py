"""Addresses in one form: canonical, without what only tells who clicked where.

Knows nothing of pages.
"""

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from crawler.errors import MissingLibraryError

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_URL_LENGTH = 4_096
"""Longer addresses are not followed: servers refuse them, and only traps grow that long."""

_TRACKING = re.compile(
    r"(?:utm_\w+|spm(?:_id_from|id)?|scm|from|fr|gclid|fbclid|msclkid|bd_vid|qhclickid|yclid|wxfid|hmsr|hmpl|hmcu|hmkw"
    r"|hmci|tracelog|trackid|track_id|click_?id|share_?(?:token|source|medium|from|tag)|sharefrom|isappinstalled"
    r"|nsukey|chksm|scene|clicktime|enterid|wfr|_wv"
    # Sessions: another value at each visit, the same page.
    r"|(?:php|asp|j)?sess(?:ion)?_?id|aspsessionid\w+|cfid|cftoken)",
    re.IGNORECASE,
)
_SOURCE_NAMES = frozenset({"from", "fr", "scene"})
_QUANTITY = re.compile(r"\d[\d\-/.:T ]*")
_PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host_of(url: str) -> str | None:
    """Host of an absolute http or https address, in small letters without its port; ``None`` for any other."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no port
        url.encode()
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or any(char.isspace() for char in parts.netloc):
        return None
    return parts.hostname.rstrip(".") or None


def canonical_url(url: str, *, encoding: str = "utf-8") -> str | None:
    """The address as the crawler keeps it, or ``None`` for what is no http or https address.

    Sorted query, escapes in one form, no tracking or session parameters, no default port, no fragment but ``#!…``,
    which old script sites use as an address.

    Args:
        url: absolute.
        encoding: of the page it stood in; browsers write the letters of a query in it.
    """
    try:
        from w3lib.url import canonicalize_url  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("w3lib", extra="crawl") from error
    host = host_of(url)
    if host is None or len(url) > MAX_URL_LENGTH:
        return None
    parts = urlsplit(url)
    query = "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    netloc = parts.netloc
    if parts.port == _DEFAULT_PORTS[parts.scheme]:
        netloc = netloc.rpartition(":")[0]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    bare = urlunsplit((parts.scheme, netloc, _PATH_SESSION.sub("", parts.path), query, fragment))
    try:
        return canonicalize_url(bare, keep_fragments=bool(fragment), encoding=encoding)
    except (ValueError, LookupError):
        return None


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if _TRACKING.fullmatch(name) is None:
        return False
    # from=2024-01-01 chooses what is shown; from=timeline only tells who sent the link.
    return name.lower() not in _SOURCE_NAMES or not value or _QUANTITY.fullmatch(value) is None


def same_site(host: str, other: str) -> bool:
    """Whether two hosts belong to one registrable domain, by the public suffix list that tldextract carries."""
    if host == other:
        return True
    domain = _domain_of(host)
    return domain is not None and domain == _domain_of(other)


def _domain_of(host: str) -> str | None:
    parts = _extractor()(host)
    if parts.suffix or parts.ipv4 or parts.ipv6:
        return parts.top_domain_under_public_suffix or None
    # By the list's own rule an ending that it does not know, such as one of a closed network, is one label long.
    return ".".join(host.split(".")[-2:])


@cache
def _extractor() -> "TLDExtract":
    try:
        from tldextract import TLDExtract  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("tldextract", extra="crawl") from error
    # Neither the network nor a folder outside is touched.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
