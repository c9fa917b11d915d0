"""Visits out of files, folders and devices, each with the key under which it is known after a restart.

Knows nothing of collecting.
"""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

from crawler.errors import InputFileError, SiteError
from crawler.sources.handed_in import HandedIn
from crawler.sources.telling import Source, SourceKind, tell_source
from crawler.visit import Visit


def keyed_visits(
    source: Source,
    handed_in: HandedIn,
    *,
    watches: bool = False,
    stop: threading.Event | None = None,
) -> Iterator[tuple[str, Visit]]:
    """Yield each visit of a file, folder or device with its key.

    Raises:
        InputFileError: a file cannot be used.
        AppiumError: the device does not answer.
        SiteError: a folder holds nothing that can be read.
    """
    match source.kind:
        case SourceKind.DEVICE:
            yield from _of_device(source.argument, handed_in)
        case SourceKind.FOLDER:
            yield from _of_folder(source.path, handed_in, watches=watches, stop=stop)
        case _:
            yield from _of_file(source, handed_in)


def _of_folder(
    folder: Path,
    handed_in: HandedIn,
    *,
    watches: bool,
    stop: threading.Event | None,
) -> Iterator[tuple[str, Visit]]:
    here = sorted(path for path in folder.rglob("*") if path.is_file() and _is_readable(path))
    if not here and not watches:
        raise SiteError(f"{folder}: holds no recording, screen dump, transcript or scan; --watch waits for them")
    for path in here:
        yield from _of_file(tell_source(str(path)), handed_in)
    if watches:
        from crawler.sites.watching import watch  # noqa: PLC0415

        for path in watch(folder, done=here, stop=stop or threading.Event()):
            if _is_readable(path):
                yield from _of_file(tell_source(str(path)), handed_in)


def _is_readable(path: Path) -> bool:
    from crawler.media.kinds import is_media  # noqa: PLC0415
    from crawler.media.reading import recording_beside  # noqa: PLC0415

    kind = tell_source(str(path)).kind
    # The transcript or poster of a recording is read with it.
    return kind is SourceKind.APP_FILE or (
        kind is SourceKind.MEDIA and is_media(path) and recording_beside(path) is None
    )


def _of_file(source: Source, handed_in: HandedIn) -> Iterator[tuple[str, Visit]]:
    path = source.path
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputFileError(str(path), f"cannot be opened: {error.strerror}") from error
    for number, visit in enumerate(_visits_of(source, handed_in)):
        yield f"file:{digest}#{number}", visit


def _visits_of(source: Source, handed_in: HandedIn) -> Iterator[Visit]:
    match source.kind:
        # Each reader is imported when its kind comes: a transcript needs no filter engine.
        case SourceKind.APP_FILE:
            from crawler.apps.declared_paths import load_declared_paths  # noqa: PLC0415
            from crawler.apps.reading import visits_of_app_file  # noqa: PLC0415
            from crawler.pages import load_filters  # noqa: PLC0415

            return visits_of_app_file(
                source.path,
                app=handed_in.app,
                mitmdump=str(handed_in.mitmdump) if handed_in.mitmdump is not None else None,
                entries=load_declared_paths(handed_in.declared_paths),
                filters=load_filters(handed_in.filter_lists),
            )
        case _:
            from crawler.media.details import MediaDetails, Medium  # noqa: PLC0415
            from crawler.media.reading import visits_of_media  # noqa: PLC0415

            details = MediaDetails(
                channel=handed_in.channel,
                medium=Medium(handed_in.medium) if handed_in.medium is not None else None,
                place=handed_in.place,
                advertiser=handed_in.advertiser,
                published_at=handed_in.published_at,
            )
            return visits_of_media(source.path, details)


def _of_device(address: str, handed_in: HandedIn) -> Iterator[tuple[str, Visit]]:
    from crawler.apps.device import observe_device  # noqa: PLC0415 - needs the extra "device"

    server = address.replace("appium+https://", "https://", 1).replace("appium://", "http://", 1)
    for visit in observe_device(server, handed_in.capabilities, screens=handed_in.screens, app=handed_in.app):
        # A live screen is seen once: its time is part of what it is.
        yield f"device:{address}@{visit.observation.started_at.isoformat()}", visit
