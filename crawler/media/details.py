"""What is known of a handed-in file beyond its bytes: channel, medium, date, place, advertiser, where its ads are.

It comes from the caller and from a YAML file beside it. Knows nothing of the file's own format.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from crawler.errors import EncodingError, InputFileError
from crawler.readers.encoding import decode_bytes
from crawler.readers.names import readable_name
from crawler.readers.published import published_at_of

_MAX_BYTES = 256 * 1024


class Medium(StrEnum):
    """What an ad was carried by."""

    TV = "tv"
    RADIO = "radio"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    LEAFLET = "leaflet"
    OUTDOOR = "outdoor"
    VIDEO = "video"
    OTHER = "other"


_CHINESE = {
    "电视": Medium.TV,
    "广播": Medium.RADIO,
    "电台": Medium.RADIO,
    "报纸": Medium.NEWSPAPER,
    "报刊": Medium.NEWSPAPER,
    "杂志": Medium.MAGAZINE,
    "期刊": Medium.MAGAZINE,
    "传单": Medium.LEAFLET,
    "宣传单": Medium.LEAFLET,
    "印刷品": Medium.LEAFLET,
    "户外": Medium.OUTDOOR,
    "视频": Medium.VIDEO,
    "短视频": Medium.VIDEO,
    "其他": Medium.OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One ad on a page, marked by whoever handed it in."""

    page: int
    """From 1."""
    x: float
    y: float
    width: float
    height: float
    """Percent of the page's width and height, from its upper left corner."""
    advertiser: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaDetails:
    """What the caller or the file beside says; ``None`` for what nobody says."""

    channel: str | None = None
    """Name of the station, paper or site of the hoarding."""
    medium: Medium | None = None
    published_at: datetime | None = None
    """Aware, UTC; a day counts from midnight in China."""
    place: str | None = None
    advertiser: str | None = None
    blocks: tuple[Block, ...] = ()

    def over(self, other: "MediaDetails") -> "MediaDetails":
        """These details, with what they leave open taken from ``other``."""
        return MediaDetails(
            **{field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(MediaDetails)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The file beside, as read."""

    path: Path
    content: bytes
    details: MediaDetails


def _medium_of(value: object) -> object:
    return _CHINESE.get(value.strip(), value.strip().lower()) if isinstance(value, str) else value


def _moment_of(value: object) -> object:
    if isinstance(value, str | date | datetime):
        return published_at_of(value)
    raise ValueError(f"{value!r} is no date; write it as 2021-05-01 or 2021-05-01T20:15+08:00")


_Text = Annotated[str, Field(min_length=1, max_length=500)]
_Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
_Extent = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class _BlockEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    page: Annotated[int, Field(ge=1)] = 1
    x: _Percent
    y: _Percent
    width: _Extent
    height: _Extent
    advertiser: _Text | None = None


class SidecarEntry(BaseModel):
    """Keys of the file beside; ``docs/media.md`` explains them."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    channel: _Text | None = None
    medium: Annotated[Medium, BeforeValidator(_medium_of)] | None = None
    date: Annotated[datetime, BeforeValidator(_moment_of)] | None = None
    place: _Text | None = None
    advertiser: _Text | None = None
    ads: Annotated[list[_BlockEntry], Field(max_length=1000)] = []


def sidecar_of(path: Path) -> Sidecar | None:
    """Read ``NAME.SUFFIX.yaml`` or ``NAME.yaml`` beside a file, the first that is there.

    Raises:
        InputFileError: it cannot be read, or a key or value is wrong; the message names it.
    """
    for candidate in (path.with_name(path.name + ".yaml"), path.with_suffix(".yaml")):
        if candidate.is_file():
            return _read(candidate)
    return None


def _read(path: Path) -> Sidecar:
    source = readable_name(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputFileError(source, f"cannot be opened: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise InputFileError(source, f"{len(content):,} bytes; details of a file have at most {_MAX_BYTES:,}")
    try:
        loaded: Any = yaml.safe_load(decode_bytes(content, source))
    except EncodingError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputFileError(source, f"not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, dict | None):
        known = ", ".join(SidecarEntry.model_fields)
        raise InputFileError(source, f"holds {type(loaded).__name__}, not keys with values; the keys are {known}")
    try:
        entry = SidecarEntry.model_validate(loaded or {})
    except ValidationError as error:
        raise InputFileError(source, _described(error)) from error
    details = MediaDetails(
        channel=entry.channel,
        medium=entry.medium,
        published_at=entry.date,
        place=entry.place,
        advertiser=entry.advertiser,
        blocks=tuple(Block(**block.model_dump()) for block in entry.ads),
    )
    return Sidecar(path=path, content=content, details=details)


def _described(error: ValidationError) -> str:
    known = ", ".join(SidecarEntry.model_fields)
    problems = []
    for item in error.errors()[:5]:
        place = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            problems.append(f"{place}: no such key; the keys are {known}")
        else:
            problems.append(f"{place}: {item['msg']}, not {item['input']!r:.80}")
    return "; ".join(problems)
