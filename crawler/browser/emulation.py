"""Devices that the browser can pass for: their windows and what they call themselves.

Knows nothing of pages.
"""

import difflib
from collections.abc import Mapping
from typing import Any

from crawler.capture import Viewport
from crawler.errors import BrowserError, MissingLibraryError

Devices = Mapping[str, Mapping[str, Any]]
"""Playwright's descriptors, by the name of the device."""


async def load_devices() -> Devices:
    """Ask Playwright for the devices it knows (starts its driver, about half a second).

    Raises:
        MissingLibraryError: Playwright is not installed.
    """
    try:
        from playwright.async_api import async_playwright
    except ImportError as error:
        raise MissingLibraryError("playwright", extra="crawl") from error
    async with async_playwright() as playwright:
        return dict(playwright.devices)


def device_viewport(name: str, devices: Devices) -> Viewport:
    """The window of a device.

    Raises:
        BrowserError: there is no such device; names similar ones.
    """
    descriptor = descriptor_of(name, devices)
    window = descriptor["viewport"]
    return Viewport(
        width=window["width"],
        height=window["height"],
        scale=float(descriptor["device_scale_factor"]),
        is_mobile=bool(descriptor["is_mobile"]),
        device=name,
    )


def descriptor_of(name: str, devices: Devices) -> Mapping[str, Any]:
    """What Playwright knows of a device.

    Raises:
        BrowserError: there is no such device; names similar ones.
    """
    if name in devices:
        return devices[name]
    similar = difflib.get_close_matches(name, devices, n=4, cutoff=0.4)
    hint = f"did you mean {' or '.join(repr(other) for other in similar)}?" if similar else "for example 'iPhone 13'"
    raise BrowserError(f"device {name!r}: Playwright knows no such device; {hint}")
