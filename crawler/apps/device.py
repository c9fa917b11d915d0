"""Watches a live device through an Appium server that the user runs: dump and screenshot, scroll, again.

Installs nothing and taps nothing. Knows nothing of ads beyond what a dump gives.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.apps.views import visit_of_screen
from crawler.errors import AppiumError, MissingLibraryError, TrafficFileError
from crawler.visit import Visit

if TYPE_CHECKING:
    from appium.webdriver.webdriver import WebDriver

_SWIPE_MS = 600


def observe_device(
    server_url: str,
    capabilities: Mapping[str, Any],
    *,
    screens: int = 20,
    swipe: float | None = 0.6,
    app: str | None = None,
) -> Iterator[Visit]:
    """Give a visit for each screen, scrolling down until nothing new comes up or ``screens`` were seen.

    ``capabilities`` are those of a W3C session (``platformName``, ``appium:automationName``, ``appium:appPackage``, …);
    ``swipe`` is how far to scroll, as a share of the screen's height, ``None`` for one screen as it stands.

    Raises:
        AppiumError: the server does not answer, refuses the session, or loses the device.
        MissingLibraryError: appium-python-client is not installed.
    """
    driver = _connected(server_url, capabilities)
    try:
        yield from _screens(driver, server_url, screens=screens, swipe=swipe, app=app)
    finally:
        # A session that is already lost cannot be ended; what led to it has been told.
        with suppress(*_failures()):
            driver.quit()


def _connected(server_url: str, capabilities: Mapping[str, Any]) -> "WebDriver":
    try:
        from appium import webdriver  # noqa: PLC0415 - of the extra device
        from appium.options.common import AppiumOptions  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError("appium-python-client", extra="device") from error
    options = AppiumOptions()
    options.load_capabilities(dict(capabilities))
    try:
        return webdriver.Remote(server_url, options=options)
    except _failures() as error:
        raise AppiumError(
            f"{server_url}: no session: {_told(error)}; is the server running (appium), is the device listed "
            "(adb devices) and the driver installed (appium driver list)?"
        ) from error


def _screens(
    driver: "WebDriver", server_url: str, *, screens: int, swipe: float | None, app: str | None
) -> Iterator[Visit]:
    seen: set[str] = set()
    agent = _agent(driver)
    actions: tuple[str, ...] = ()
    for number in range(1, screens + 1):
        try:
            dump = driver.page_source.encode("utf-8", "replace")
            screenshot = driver.get_screenshot_as_png()
        except _failures() as error:
            raise AppiumError(
                f"{server_url}: screen {number} was lost: {_told(error)}; is the device awake?"
            ) from error
        digest = hashlib.sha256(dump).hexdigest()
        if digest in seen:
            return
        seen.add(digest)
        try:
            yield visit_of_screen(
                dump,
                screenshot,
                source=f"screen {number}",
                seen_at=datetime.now(UTC),
                app=app,
                agent=agent,
                actions=actions,
            )
        except TrafficFileError as error:
            raise AppiumError(f"{server_url}: {error}") from error
        if swipe is None:
            return
        actions = (*actions, f"scrolled down {swipe:g} of the screen's height")
        _scroll(driver, server_url, swipe)


def _scroll(driver: "WebDriver", server_url: str, share: float) -> None:
    try:
        size = driver.get_window_size()
        middle, height = size["width"] // 2, size["height"]
        start = round(height * (0.5 + share / 2))
        driver.swipe(middle, start, middle, round(height * (0.5 - share / 2)), _SWIPE_MS)
    except _failures() as error:
        raise AppiumError(f"{server_url}: cannot scroll: {_told(error)}; is the device awake?") from error


def _failures() -> tuple[type[Exception], ...]:
    """What the client raises when the server or the device fails."""
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415 - of the extra device
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - of the extra device

    return WebDriverException, HTTPError, OSError


def _agent(driver: "WebDriver") -> str | None:
    stated = driver.capabilities
    parts = (
        stated.get("deviceModel") or stated.get("deviceName"),
        stated.get("platformName"),
        stated.get("platformVersion"),
    )
    return " ".join(str(part) for part in parts if part) or None


def _told(error: Exception) -> str:
    return (str(getattr(error, "msg", None) or error).strip().splitlines() or [type(error).__name__])[0][:300]
