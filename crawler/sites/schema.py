"""What an entry of ``sites.yaml`` may hold, and how it becomes a ``Site``.

Knows nothing of files: ``loading`` reads them and says where a mistake stands.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from selectolax.lexbor import LexborHTMLParser

from crawler.capture import Viewport
from crawler.errors import SiteError
from crawler.pages.ad_rule import AdRule
from crawler.sites.addresses import host_of
from crawler.sites.kinds import PAGE_KINDS
from crawler.sites.schedule import schedule_problem
from crawler.sites.site import DESKTOP, Robots, Site

_HOST = re.compile(r"\.?[^\s/:@?#*]+(?:\.[^\s/:@?#*]+)*\.?")


def _listed(value: Any) -> Any:
    """One value where a list is meant is a list of one."""
    if value is None:  # a key with nothing after it
        return []
    return value if isinstance(value, list) else [value]


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"no regular expression: {error}") from error
    return value


def _address(value: str) -> str:
    if host_of(value) is None:
        raise ValueError("no address; write it in full, such as https://www.example.cn/")
    return value


def _host(value: str) -> str:
    if _HOST.fullmatch(value) is None:
        raise ValueError("no host name; write www.example.cn, or .example.cn for it and all its subdomains")
    return value.lower()


def _selector(value: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(value)
    except Exception as error:
        raise ValueError(f"no CSS selector: {error}") from error
    return value


_Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(?:.*\S)?$")]
_Pattern = Annotated[str, Field(min_length=1), AfterValidator(_pattern)]
_Selector = Annotated[str, Field(min_length=1), AfterValidator(_selector)]
_Patterns = Annotated[list[_Pattern], BeforeValidator(_listed)]


class _Schema(BaseModel):
    # Unknown keys are errors, so that a misspelt key is never ignored; a number in quotes is no number.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ViewportEntry(_Schema):
    """``viewport: {width: 1366, height: 900}``."""

    width: int = Field(default=DESKTOP.width, ge=200, le=4000)
    height: int = Field(default=DESKTOP.height, ge=200, le=4000)
    scale: float = Field(default=DESKTOP.scale, ge=0.5, le=4)
    mobile: bool = False
    device: _Words | None = None

    def viewport(self) -> Viewport:
        """As the crawler takes it."""
        return Viewport(
            width=self.width, height=self.height, scale=self.scale, is_mobile=self.mobile, device=self.device
        )


_NAMED_VIEWPORTS = {
    "desktop": ViewportEntry(),
    "mobile": ViewportEntry(width=412, height=839, scale=2.625, mobile=True, device="Pixel 7"),
}
"""``mobile`` is a phone whose own browser is the one we run."""


def viewport_named(name: str) -> Viewport:
    """The window of that name, ``desktop`` or ``mobile``, or of that size: ``1920x1080``.

    Raises:
        SiteError: neither.
    """
    named = _NAMED_VIEWPORTS.get(name)
    sides = re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", name, re.ASCII)
    if named is None and sides is not None:
        try:
            named = ViewportEntry(width=int(sides[1]), height=int(sides[2]))
        except ValidationError as error:
            raise SiteError(f"viewport {name!r} is out of range; a side has 200 to 4000 pixels") from error
    if named is None:
        raise SiteError(f"no viewport is named {name!r}; it is desktop, mobile or a size such as 1366x900")
    return named.viewport()


def _viewport_entry(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in _NAMED_VIEWPORTS:
        raise ValueError("no viewport; it is desktop, mobile or {width: 1366, height: 900}")
    return _NAMED_VIEWPORTS[value]


class AdEntry(_Schema):
    """One of ``ads``: a selector alone, or with selectors of the ad's parts."""

    selector: _Selector
    label: _Words | None = None
    title: _Selector | None = None
    body: _Selector | None = None
    footnote: _Selector | None = None
    button: _Selector | None = None
    advertiser: _Selector | None = None


def _ad_entry(value: Any) -> Any:
    return {"selector": value} if isinstance(value, str) else value


class SiteEntry(_Schema):
    """One entry of ``sites``."""

    name: _Words
    start: Annotated[list[Annotated[str, AfterValidator(_address)]], BeforeValidator(_listed), Field(min_length=1)]
    follow: _Patterns = []
    skip: _Patterns = []
    hosts: Annotated[list[Annotated[str, AfterValidator(_host)]], BeforeValidator(_listed)] = []
    depth: int = Field(default=3, ge=0, le=100)
    max_pages: int = Field(default=1_000, ge=1)
    max_pages_per_shape: int = Field(default=100, ge=1)
    max_page_bytes: int = Field(default=20_000_000, ge=1_000)
    schedule: str | None = None
    viewport: Annotated[ViewportEntry, BeforeValidator(_viewport_entry)] = ViewportEntry()
    render: bool = True
    robots: Literal["obey", "ignore"] = "obey"
    robots_reason: Annotated[_Words | None, Field(validate_default=True)] = None
    delay: float = Field(default=0.5, ge=0, le=3600, allow_inf_nan=False)
    concurrency: int = Field(default=2, ge=1, le=64)
    timeout: float = Field(default=30.0, gt=0, le=600, allow_inf_nan=False)
    landing: bool = True
    scrolls: int = Field(default=8, ge=0, le=200)
    kind: str | None = None
    ads: Annotated[list[Annotated[AdEntry, BeforeValidator(_ad_entry)]], BeforeValidator(_listed)] = []
    channel: _Words = "web"

    @field_validator("schedule")
    @classmethod
    def _check_schedule(cls, value: str | None) -> str | None:
        problem = None if value is None else schedule_problem(value)
        if problem is not None:
            raise ValueError(problem)
        return value

    @field_validator("kind")
    @classmethod
    def _check_kind(cls, value: str | None) -> str | None:
        known = [kind.name for kind in PAGE_KINDS]
        if value is not None and value not in known:
            raise ValueError(f"no kind of page; it is one of {', '.join(known)}, or left out")
        return value

    @field_validator("robots_reason")
    @classmethod
    def _check_reason(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("robots") == "ignore":
            raise ValueError("needed beside robots: ignore; say who authorised it in writing, and when")
        return value

    def site(self) -> Site:
        """As the crawler takes it."""
        return Site(
            name=self.name,
            start_urls=tuple(self.start),
            follow=tuple(self.follow),
            skip=tuple(self.skip),
            hosts=tuple(self.hosts),
            depth=self.depth,
            max_pages=self.max_pages,
            max_pages_per_shape=self.max_pages_per_shape,
            max_page_bytes=self.max_page_bytes,
            schedule=self.schedule,
            viewport=self.viewport.viewport(),
            is_rendered=self.render,
            robots=Robots(self.robots),
            robots_reason=self.robots_reason,
            delay_s=self.delay,
            concurrency=self.concurrency,
            timeout_s=self.timeout,
            follows_landing=self.landing,
            max_scrolls=self.scrolls,
            page_kind=self.kind,
            ad_rules=tuple(AdRule(**entry.model_dump()) for entry in self.ads),
            channel=self.channel,
        )
