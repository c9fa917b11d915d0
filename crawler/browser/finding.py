"""Finds a browser and says how it is to be started.

Knows nothing of pages.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.browser.emulation import Devices, descriptor_of
from crawler.capture import Viewport
from crawler.errors import BrowserError, MissingLibraryError

_SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_WAY_OUT = "run 'playwright install chromium' or 'apt-get install chromium', or name the program of one"
_HOST = re.compile(r"[\w*.-]+|\[?[0-9a-fA-F:.]+\]?")
_MOBILE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """A Chromium that can be started."""

    executable: Path | None
    """``None`` for the one that Playwright installed for itself."""


def find_browser(named: Path | None) -> Browser:
    """Find the browser: the one that is named, else Playwright's own, else the system's.

    Raises:
        BrowserError: there is none, or the one named cannot be run.
        MissingLibraryError: Playwright is not installed.
    """
    if named is not None:
        found = shutil.which(named)
        if found is None:
            state = "is not a program that can be run" if named.exists() else "does not exist"
            raise BrowserError(f"browser {str(named)!r} {state}; {_WAY_OUT}")
        return Browser(executable=Path(found))
    if _has_own_browser():
        return Browser(executable=None)
    for name in _SYSTEM_NAMES:
        if (found := shutil.which(name)) is not None:
            return Browser(executable=Path(found))
    raise BrowserError(f"no browser: neither Playwright's own nor {', '.join(_SYSTEM_NAMES)} in PATH; {_WAY_OUT}")


def _has_own_browser() -> bool:
    """Whether the browser of this very release of Playwright is installed, as its command line says."""
    try:
        import playwright  # noqa: F401
    except ImportError as error:
        raise MissingLibraryError("playwright", extra="crawl") from error
    command = [sys.executable, "-m", "playwright", "install", "--dry-run", "chromium"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=os.environ).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    folders = [Path(path.strip()) for path in re.findall(r"Install location:\s*(.+)", told)]
    browsers = [folder for folder in folders if "chromium" in folder.name]
    return bool(browsers) and all(folder.is_dir() for folder in browsers)


def launch_options(browser: Browser, *, resolve: Mapping[str, str], is_root: bool) -> dict[str, Any]:
    """Say how to start it: what ``chromium.launch`` takes, and ``PLAYWRIGHT_LAUNCH_OPTIONS``.

    ``resolve`` maps host names (``*`` is a wildcard) to addresses, whatever the name servers say; ``is_root`` turns
    the browser's sandbox off, which it cannot have when the super-user runs it.

    Raises:
        BrowserError: a name or address of ``resolve`` is none.
    """
    args = [
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-quic",  # every answer is recorded alike
        "--dns-prefetch-disable",
        "--no-pings",
        "--mute-audio",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # no packets past the guard
        "--font-render-hinting=none",  # the same picture on every machine with the same fonts
        "--force-color-profile=srgb",
        "--lang=zh-CN",
        "--run-all-compositor-stages-before-draw",  # no picture with parts not painted yet
        # All frames of a page in one process: one DevTools session then sees every request of every frame (``guard``),
        # and a page with forty ad frames takes one process. A crawler has no log-ins for a site to steal from another.
        "--disable-site-isolation-trials",
    ]
    if is_root:
        args.append("--no-sandbox")
    if resolve:
        for name in (*resolve, *resolve.values()):
            if not _HOST.fullmatch(name):
                raise BrowserError(f"host to resolve: {name!r} is neither a name nor an address; write name=address")
        rules = ", ".join(
            f"MAP {host} [{address}]"
            if re.fullmatch(r"[\da-fA-F:.]*:[\da-fA-F:.]*", address)
            else f"MAP {host} {address}"
            for host, address in resolve.items()
        )
        args.append(f"--host-resolver-rules={rules}")
    options: dict[str, Any] = {"headless": True, "args": args}
    if browser.executable is not None:
        options["executable_path"] = str(browser.executable)
    return options


def context_options(viewport: Viewport, user_agent: str | None, *, devices: Devices | None = None) -> dict[str, Any]:
    """Say how pages are to be shown: what ``browser.new_context`` takes, and ``playwright_context_kwargs``.

    The size is the viewport's own. A mobile one names itself as its device does (``devices`` of
    ``emulation.load_devices``; a plain Android without), else sites show it their desktop pages, with ``user_agent``
    behind it, so that they know who asks all the same.

    Raises:
        BrowserError: the viewport names a device that ``devices`` lacks.
    """
    options: dict[str, Any] = {
        "viewport": {"width": viewport.width, "height": viewport.height},
        "screen": {"width": viewport.width, "height": viewport.height},
        "device_scale_factor": viewport.scale,
        "is_mobile": viewport.is_mobile,
        "has_touch": viewport.is_mobile,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "service_workers": "block",  # what they answer was never asked of the site
        "accept_downloads": False,
        "reduced_motion": "reduce",  # the picture does not depend on the moment
        "color_scheme": "light",
    }
    own = _MOBILE if viewport.is_mobile else None
    if viewport.device is not None and devices is not None:
        descriptor = descriptor_of(viewport.device, devices)
        own = descriptor["user_agent"]
        options["has_touch"] = bool(descriptor["has_touch"])
    if agent := " ".join(part for part in (own, user_agent) if part):
        options["user_agent"] = agent
    return options
