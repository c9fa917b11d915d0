"""Reads dumps of an app's screen, each with the screenshot beside it, into visits.

Knows nothing of live devices beyond what they hand over.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.apps.ad_views import items_of_screen
from crawler.apps.cropping import Screenshot, UnreadableScreenshotError, open_screenshot
from crawler.apps.screen import MAX_DUMP_BYTES, screen_of_dump
from crawler.apps.view_parts import ad_of_item
from crawler.capture import Document, Observation, Via, Viewport
from crawler.errors import TrafficFileError
from crawler.readers.names import readable_name
from crawler.visit import Visit

_PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


def visits_of_dump(path: Path, *, app: str | None = None) -> Iterator[Visit]:
    """Give the visit of one screen: ``NAME.xml`` with ``NAME.png`` (or JPEG, WebP) beside it, if there is one.

    ``app`` names the app; without it the site is the package in front. The time is that of the file, as a dump states
    none.

    Raises:
        TrafficFileError: the dump cannot be read; a screenshot that cannot be opened is told in the visit.
    """
    name = readable_name(path.name)
    try:
        with path.open("rb") as stream:
            dump = stream.read(MAX_DUMP_BYTES + 1)
        seen_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        picture = _picture_of(path)
        screenshot = picture.read_bytes() if picture is not None else None
    except OSError as error:
        raise TrafficFileError(name, f"cannot be read: {error.strerror or error}") from error
    yield visit_of_screen(
        dump,
        screenshot,
        source=name,
        seen_at=seen_at,
        app=app,
        picture_type=_PICTURE_TYPES[picture.suffix.lower()] if picture is not None else "image/png",
    )


def visit_of_screen(  # noqa: PLR0913
    dump: bytes,
    screenshot: bytes | None,
    *,
    source: str,
    seen_at: datetime,
    app: str | None = None,
    agent: str | None = None,
    actions: tuple[str, ...] = (),
    picture_type: str = "image/png",
) -> Visit:
    """Make the visit of one screen.

    Raises:
        TrafficFileError: the dump cannot be read.
    """
    documents = [Document(name="views.xml", media_type="application/xml", content=dump)]
    picture, problem = _opened(screenshot)
    if screenshot is not None:
        suffix = picture_type.removeprefix("image/").replace("jpeg", "jpg")
        documents.append(Document(name=f"screenshot.{suffix}", media_type=picture_type, content=screenshot))
    screen = screen_of_dump(dump, source, picture_size=(picture.width, picture.height) if picture else None)
    ads = (ad_of_item(screen, item, picture) for item in items_of_screen(screen))
    return Visit(
        observation=Observation(
            site=app or screen.package or source,
            via=Via.UI_DUMP,
            requested_url=None,
            final_url=None,
            status=None,
            started_at=seen_at,
            finished_at=seen_at,
            documents=tuple(documents),
            viewport=Viewport(width=round(screen.width), height=round(screen.height), is_mobile=True),
            agent=agent,
            actions=actions,
            problem_detail=problem,
            is_complete=problem is None,
        ),
        ads=tuple(ad for ad in ads if ad is not None),
        channel="app",
        medium="app",
    )


def _opened(screenshot: bytes | None) -> tuple[Screenshot | None, str | None]:
    if screenshot is None:
        return None, "no screenshot beside the dump: pictures were not seen"
    try:
        return open_screenshot(screenshot), None
    except UnreadableScreenshotError as error:
        return None, f"the screenshot cannot be opened: {error}"


def _picture_of(path: Path) -> Path | None:
    beside = {file.name.lower(): file for file in path.parent.iterdir() if file.stem == path.stem}
    wanted = (beside.get(f"{path.stem}{suffix}".lower()) for suffix in _PICTURE_TYPES)
    return next((file for file in wanted if file is not None and file.is_file()), None)
