"""What an address tells by its shape: whose site it is on, whether an ad server answers, whether it counts clicks.

The words are the trade's own (ad server, slot, zone, 广告 as ``gg``, 推广 as ``tuiguang``), not a list of companies:
those stand in ``own_filters.txt``. Knows nothing of pages.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.errors import MissingLibraryError

_AD_HOST_LABEL = re.compile(
    r"(?:e?ads?|adv|advert\w*|adx|ad-?(?:srv|serv\w*|net\w*|sys\w*|click\w*|cdn|imgs?|pics?|push|union|hub|view|show|track"
    r"|tech|logs?|content|delivery|exchange|media|mob|pro|rtb|api|static|creatives?)|(?:\w*-)?ads?|ads?(?:-\w+)?|dsp|ssp"
    r"|rtb|cpro|tuiguang|guanggao|ggw?|dclk|doubleclick|googlesyndication|googleadservices|adsense|adservice|adsystem"
    r"|tanx|mediav|gdt|pangolin\w*|union-?ads?|native-?ads?)\d*",
    re.IGNORECASE,
)
_AD_PATH = re.compile(
    r"(?:^|[/_.-])(?:ads?|adv|adverts?|advertis(?:e|ing|ement)s?|ad(?:_|-)?(?:serv\w*|frames?|slots?|units?|show|views?|iframe"
    r"|code|js|pos|zone|img|banner|content|box|creatives?|\d+)|(?:show|get|load|fetch)_?ads?|banners?|creatives?"
    r"|guanggao|gg|ggw|tuiguang|cpro|dsp|pagead|sponsor(?:ed|s)?|slots?|afr|deliver(?:y)?)(?=$|[/_.?-])",
    re.IGNORECASE,
)
_AD_QUERY = re.compile(
    r"(?:^|[?&;])(?:ad_?id|ad_?slot|slot(?:_?id)?|zone_?id|ad_?pos|pos_?id|ad_?unit|unit_?id|creative(?:_?id)?|ad_?type"
    r"|campaign_?id|bannerid|placement(?:_?id)?)=",
    re.IGNORECASE,
)
_CLICK_HOST_LABEL = re.compile(r"(?:clk|click|clicks|clickc?|track|trk|redir|jump|adclick|c\.?ad|cpc|cps|cpa)\d*", re.I)
_CLICK_PATH = re.compile(
    r"(?:^|[/_.-])(?:ad_?)?(?:clk|clicks?|click_?through|clickthru|aclk|redirect|redir|jump|track(?:ing)?|goto|adclick)"
    r"(?=$|[/_.?-])|/(?:go|out|link|jmp|r|c)(?:\.\w+)?$",
    re.IGNORECASE,
)
_CLICK_STEP = re.compile(r"/(?:go|goto|out|jump|jmp|redirect|redir|clk|click)/[\w-]+/?$", re.IGNORECASE)
_CLICK_QUERY = re.compile(
    r"(?:^|&)(?:url|u|to|target|dest(?:ination)?|redirect(?:_?ur[li])?|goto|link|landing(?:_?url)?|adurl|lp|jump)="
    r"(?:https?(?::|%3a)|%2f%2f|//)",
    re.IGNORECASE,
)
_STRONG_CLICK_PATH = re.compile(r"(?:^|[/_.-])(?:ad_?(?:clk|clicks?)|aclk|click_?through|clickthru)(?=$|[/_.?-])", re.I)


@lru_cache(maxsize=65_536)
def site_of(url: str) -> str:
    """The registrable domain of an address; host and port where there is none (an IP address, a bare name).

    Empty for what has no host.

    Raises:
        MissingLibraryError: ``tldextract`` is not installed.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    # Neither an address nor a bare name tells an owner: two ports are two sites.
    place = f"{host}:{port}" if port else host
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return place
    if "." not in host:
        return place
    found = _extract(host)
    if found:
        return found
    # The public suffix list's own rule for a name under no known suffix.
    return ".".join(host.split(".")[-2:])


@lru_cache(maxsize=1)
def _extractor() -> "object":
    try:
        from tldextract import TLDExtract  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("tldextract", extra="crawl") from error
    # The list that comes with the library: nothing is fetched, nothing is written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def _extract(host: str) -> str:
    found = _extractor()(host)  # type: ignore[operator]
    return str(found.top_domain_under_public_suffix)


def leads_away(url: str, page_url: str) -> bool:
    """Whether an address is on another site than the page."""
    site = site_of(url)
    return bool(site) and site != site_of(page_url)


@lru_cache(maxsize=65_536)
def ad_server_cue(url: str) -> str | None:
    """What in an address looks like an ad server's: host label, path word or query key; ``None`` if nothing does."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return None
    # The last label is the country or kind: .ad is Andorra.
    for label in labels[:-1]:
        if _AD_HOST_LABEL.fullmatch(label):
            return f"host {parts.hostname}"
    match = _AD_PATH.search(parts.path)
    if match:
        return f"path {match.group().strip('/_.-')}"
    match = _AD_QUERY.search(parts.query)
    return f"query {match.group().strip('?&;')}" if match else None


@lru_cache(maxsize=65_536)
def is_click_through(url: str) -> bool:
    """Whether an address counts a click and sends on: ``click.…``, ``/adclick?…``, ``?url=http…``."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return False
    if _STRONG_CLICK_PATH.search(parts.path) or _CLICK_STEP.search(parts.path):
        return True
    if any(_CLICK_HOST_LABEL.fullmatch(label) for label in labels[:-1]):
        return True
    if not parts.query:
        return False
    return bool(_CLICK_PATH.search(parts.path)) or bool(_CLICK_QUERY.search(parts.query) and not _is_share(parts.path))


def landing_key(landing: str, page_url: str) -> str:
    """What tells one advertiser's landing address from another's.

    The site it is on; the whole address on the page's own site and where one host sends on to many advertisers.
    """
    cue = ad_server_cue(landing)
    is_redirector = is_click_through(landing) or (cue is not None and cue.startswith("host"))
    return site_of(landing) if leads_away(landing, page_url) and not is_redirector else landing


def _is_share(path: str) -> bool:
    return re.search(r"share|login|passport|oauth|signin", path, re.IGNORECASE) is not None
