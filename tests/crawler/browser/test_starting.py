"""Finding a browser, how it is started, and cutting its pictures."""

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from crawler.ad import Box
from crawler.browser.emulation import device_viewport, load_devices
from crawler.browser.finding import Browser, context_options, find_browser, launch_options
from crawler.capture import Viewport
from crawler.errors import BrowserError
from crawler.images.cropping import crop


def test_the_browser_named_is_taken(program):
    assert find_browser(program) == Browser(executable=program)


def test_a_browser_that_is_not_there_is_told_with_the_way_out(tmp_path, monkeypatch):
    with pytest.raises(BrowserError, match="nowhere' does not exist; run 'playwright install chromium'"):
        find_browser(tmp_path / "nowhere")
    (tmp_path / "text").write_text("no program")
    with pytest.raises(BrowserError, match="text' is not a program that can be run"):
        find_browser(tmp_path / "text")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(BrowserError, match=r"no browser: .* or 'apt-get install chromium'"):
        find_browser(None)


def test_the_systems_browser_is_found_when_playwright_has_none(program, monkeypatch):
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(program.parent / "none"))
    monkeypatch.setenv("PATH", str(program.parent))
    program.rename(program.with_name("google-chrome"))

    assert find_browser(None) == Browser(executable=program.with_name("google-chrome"))


def test_the_sandbox_is_off_for_root_alone_and_names_are_mapped():
    own = launch_options(Browser(executable=None), resolve={}, is_root=False)
    root = launch_options(
        Browser(executable=Path("/opt/chromium")), resolve={"portal.test": "127.0.0.1", "*.cn": "::1"}, is_root=True
    )

    assert "executable_path" not in own
    assert "--no-sandbox" not in own["args"]
    assert not [arg for arg in own["args"] if "resolver" in arg]
    assert root["executable_path"] == "/opt/chromium"
    assert root["args"][-2:] == [
        "--no-sandbox",
        "--host-resolver-rules=MAP portal.test 127.0.0.1, MAP *.cn [::1]",
    ]
    with pytest.raises(BrowserError, match="'a b, MAP'"):
        launch_options(Browser(executable=None), resolve={"a b, MAP": "127.0.0.1"}, is_root=False)


def test_a_window_is_asked_for_as_the_viewport_says():
    devices = asyncio.run(load_devices())
    telephone = device_viewport("iPhone 13", devices)

    desk = context_options(Viewport(width=1366, height=900), "finad/0.1")
    phone = context_options(telephone, "finad/0.1", devices=devices)

    assert (desk["viewport"], desk["user_agent"], desk["is_mobile"]) == (
        {"width": 1366, "height": 900},
        "finad/0.1",
        False,
    )
    assert (desk["locale"], desk["timezone_id"]) == ("zh-CN", "Asia/Shanghai")
    assert (desk["service_workers"], desk["accept_downloads"]) == ("block", False)
    assert "user_agent" not in context_options(Viewport(width=1, height=1), None)
    assert telephone == Viewport(width=390, height=664, scale=3.0, is_mobile=True, device="iPhone 13")
    assert (phone["is_mobile"], phone["has_touch"], phone["device_scale_factor"]) == (True, True, 3.0)
    assert "iPhone" in phone["user_agent"]
    assert phone["user_agent"].endswith(" finad/0.1")
    with pytest.raises(BrowserError, match="'iPhone 31': Playwright knows no such device; did you mean 'iPhone"):
        device_viewport("iPhone 31", devices)


def test_a_part_is_cut_out_of_a_picture(coloured_png):
    whole = coloured_png(200, 100, (1, 2, 3))

    def size_of(box: Box, scale: float = 1.0) -> tuple[int, int] | None:
        part = crop(whole, box, scale=scale)
        return None if part is None else Image.open(BytesIO(part)).size

    assert size_of(Box(x=10, y=20, width=30, height=40)) == (30, 40)
    assert size_of(Box(x=10, y=20, width=30, height=20), scale=2.0) == (60, 40)
    assert size_of(Box(x=-10, y=90, width=30, height=40)) == (20, 10)
    assert size_of(Box(x=200, y=0, width=10, height=10)) is None
    assert size_of(Box(x=0, y=0, width=0, height=10)) is None
    assert size_of(Box(x=float("nan"), y=0, width=5, height=10)) is None
    assert crop(b"\x89PNG broken", Box(x=0, y=0, width=5, height=5), scale=1.0) is None
    assert crop(b"", Box(x=0, y=0, width=5, height=5), scale=1.0) is None
