"""What the user says of files and devices.

Knows nothing of their formats.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What the user says of files and devices, which say little of themselves."""

    channel: str | None = None
    medium: str | None = None
    """``tv``, ``radio``, ``newspaper``, ``magazine``, ``leaflet``, ``outdoor``, ``video`` or ``other``."""
    place: str | None = None
    advertiser: str | None = None
    published_at: datetime | None = None
    """Aware, UTC."""
    app: str | None = None
    """Name of the app that was recorded."""
    capabilities: Mapping[str, str] = field(default_factory=dict)
    """Of the session with a live device."""
    declared_paths: tuple[Path, ...] = ()
    filter_lists: tuple[Path, ...] = ()
    """For pages in recordings of app traffic."""
    mitmdump: Path | None = None
    screens: int = 20
    """Screens to look at on a live device."""
