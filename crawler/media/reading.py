"""Handed-in files of broadcast, press and outdoor ads as visits: what was seen, and the ads in it.

Knows nothing of how pictures are read: it hands them on as they are.
"""

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from mimetypes import MimeTypes
from pathlib import Path

from crawler.ad import Box, CreativeKind, FoundBy
from crawler.capture import Document, Observation, Problem, Via
from crawler.errors import InputFileError, UnknownFormatError
from crawler.images.video import decoded_track
from crawler.media.details import MediaDetails, Sidecar, sidecar_of
from crawler.media.kinds import MediaKind, kind_of
from crawler.media.pages import Cutting, ScannedPage, pages_of_pdf, pages_of_picture
from crawler.media.transcripts import parts_of
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.readers.names import readable_name
from crawler.visit import Visit

_MAX_BYTES = 512 * 1024 * 1024
_PAGES_A_VISIT = 16
"""Pages held in memory at once; a longer file gives several visits, each with the file."""
_TRANSCRIPT_SUFFIXES = (".srt", ".vtt", ".txt")
_POSTER_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif")
_OWN_TYPES = {
    MediaKind.SRT: "application/x-subrip",
    MediaKind.VTT: "text/vtt",
    MediaKind.TIMED_TEXT: "text/plain",
    MediaKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file handed in, with what is known of it."""

    path: Path
    source: str
    kind: MediaKind | None
    content: bytes
    sidecar: Sidecar | None
    details: MediaDetails


def visits_of_media(path: Path, details: MediaDetails | None = None) -> Iterator[Visit]:
    """Read one file: a transcript, a scan or photo, or a recording with what lies beside it.

    ``details`` go before those of the file's sidecar. One visit a file; a scan of more than 16 pages gives one for
    each 16, all with the file itself.

    Raises:
        UnknownFormatError: neither the first bytes nor the name tell what it is.
        InputFileError: it cannot be used: missing, empty, encrypted, broken, too large, or a wrong sidecar.
        EncodingError: a transcript in no encoding we can tell.
        MissingLibraryError: a library of the extra ``crawl`` is not installed.
    """
    file = _opened(path, details or MediaDetails())
    blocks = file.details.blocks
    match file.kind:
        case MediaKind.PDF:
            yield from _scan_visits(file, pages_of_pdf(file.content, blocks, file.source))
        case MediaKind.PICTURE:
            yield from _scan_visits(file, pages_of_picture(file.content, blocks, file.source))
        case MediaKind.RECORDING:
            yield _recording_visit(file)
        case _:
            yield _visit(file, _spoken_ads(file.content, file.kind, file.source, file.details))


def recording_beside(path: Path) -> Path | None:
    """The recording that a transcript or poster belongs to; whoever walks a folder reads it with that, not alone."""
    if path.suffix.lower() not in (*_TRANSCRIPT_SUFFIXES, *_POSTER_SUFFIXES):
        return None
    return next((other for other in _beside(path) if kind_of(other) is MediaKind.RECORDING), None)


def _opened(path: Path, details: MediaDetails) -> _File:
    source = readable_name(path.name)
    if not path.is_file():
        raise InputFileError(source, "no such file" if not path.exists() else "no regular file")
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise InputFileError(source, f"{size:,} bytes; at most {_MAX_BYTES:,}: cut the ads out of the file")
        content, kind = path.read_bytes(), kind_of(path)
    except OSError as error:
        raise InputFileError(source, f"cannot be opened: {error.strerror}") from error
    if not content:
        raise InputFileError(source, "the file is empty")
    # A text file without times is no transcript by itself, but whoever hands it in as one says so.
    if kind is None and path.suffix.lower() != ".txt":
        raise UnknownFormatError(source, "no transcript, scan, photo or recording by its first bytes or its name")
    sidecar = sidecar_of(path)
    known = details if sidecar is None else details.over(sidecar.details)
    return _File(path=path, source=source, kind=kind, content=content, sidecar=sidecar, details=known)


def _visit(
    file: _File,
    ads: Sequence[FoundAd],
    *,
    documents: Sequence[Document] = (),
    title: str | None = None,
    problem: Problem | None = None,
    lack: str | None = None,
) -> Visit:
    """``lack`` says what could not be seen; with a ``problem``, nothing could."""
    details = file.details
    now = datetime.now(UTC)
    own = [Document(name=file.source, media_type=_type_of(file.path, file.kind), content=file.content)]
    if file.sidecar is not None:
        name = readable_name(file.sidecar.path.name)
        own.append(Document(name=name, media_type="application/yaml", content=file.sidecar.content))
    channel = details.channel or details.medium or "handed_in"
    observation = Observation(
        site=str(channel),
        via=Via.FILE,
        requested_url=None,
        final_url=None,
        status=None,
        started_at=now,
        finished_at=now,
        documents=(*own, *documents),
        problem=problem,
        problem_detail=lack,
        title=title or file.source,
        is_complete=lack is None,
    )
    return Visit(
        observation=observation,
        ads=tuple(ads),
        channel=str(channel),
        medium=None if details.medium is None else str(details.medium),
        place=details.place,
        published_at=details.published_at,
    )


def _found(
    pieces: Sequence[TextPiece | PicturePiece],
    proof: str,
    place: str | None,
    advertiser: str | None,
    box: Box | None = None,
) -> FoundAd:
    return FoundAd(
        pieces=tuple(pieces),
        found_by=(FoundBy.HANDED_IN,),
        proof=f"handed in: {proof}",
        advertiser_raw=advertiser,
        selector=place,
        box=box,
    )


def _spoken_ads(content: bytes, kind: MediaKind | None, source: str, details: MediaDetails) -> list[FoundAd]:
    parts = parts_of(decoded_track(content, source), kind, source)
    ads = []
    for number, part in enumerate(parts, start=1):
        proof = f"transcript {source}"
        if part.marked_by is not None:
            proof += f", part {number} of {len(parts)}, marked by {part.marked_by}"
        piece = TextPiece(kind=CreativeKind.BODY, text=part.text)
        ads.append(_found((piece,), proof, part.times, details.advertiser))
    return ads


def _scan_visits(file: _File, pages: Iterator[ScannedPage]) -> Iterator[Visit]:
    while group := list(islice(pages, _PAGES_A_VISIT)):
        ads: list[FoundAd] = []
        documents: list[Document] = []
        for page in group:
            # Begins with the file's own name, so that it is no other file's.
            stem = f"{file.source}-page-{page.number}"
            if not page.picture_is_file:
                documents.append(Document(name=f"{stem}.png", media_type="image/png", content=page.picture))
            for number, cutting in enumerate(page.cuttings, start=1):
                if cutting.block is not None:
                    name = f"{stem}-ad-{number}.png"
                    documents.append(Document(name=name, media_type="image/png", content=cutting.picture))
                ads.append(_printed_ad(file, page, cutting))
        title = file.source
        if group[0].count > 1:
            title += f", pages {group[0].number}–{group[-1].number} of {group[0].count}"
        lacks = [f"page {page.number}: {page.problem}" for page in group if page.problem is not None]
        yield _visit(file, ads, documents=documents, title=title, lack="; ".join(lacks) or None)


def _printed_ad(file: _File, page: ScannedPage, cutting: Cutting) -> FoundAd:
    pieces: list[TextPiece | PicturePiece] = []
    read_from = "its picture"
    if cutting.text_layer:
        pieces.append(TextPiece(kind=CreativeKind.BODY, text=cutting.text_layer))
        read_from = f"its text layer of {len(cutting.text_layer)} characters and its picture"
    pieces.append(PicturePiece(url=None, content=cutting.picture, box=None))
    proof = f"page {page.number} of {page.count} of {file.source}, by {read_from}"
    advertiser = file.details.advertiser
    block = cutting.block
    if block is not None:
        proof += f"; marked at {block.x:g}, {block.y:g}, {block.width:g} × {block.height:g} % of the page"
        advertiser = block.advertiser or advertiser
    return _found(pieces, proof, f"page {page.number}", advertiser, cutting.box)


def _recording_visit(file: _File) -> Visit:
    ads: list[FoundAd] = []
    documents: list[Document] = []
    lacks: list[str] = []
    transcript = _first_beside(file.path, _TRANSCRIPT_SUFFIXES)
    if transcript is None:
        wanted = ", ".join(file.path.stem + suffix for suffix in _TRANSCRIPT_SUFFIXES)
        lacks.append(f"no transcript beside it ({wanted}); what is said in it was not read")
    else:
        beside = _opened(transcript, file.details)
        documents.append(_document_of(beside))
        ads.extend(_spoken_ads(beside.content, beside.kind, beside.source, file.details))
    poster = _first_beside(file.path, _POSTER_SUFFIXES)
    if poster is not None:
        beside = _opened(poster, file.details)
        documents.append(_document_of(beside))
        piece = PicturePiece(url=None, content=beside.content, box=None)
        if len(ads) == 1:
            ads = [replace(ads[0], pieces=(piece, *ads[0].pieces), proof=f"{ads[0].proof}; poster {beside.source}")]
        else:
            # Which of several ads a poster shows is not known.
            ads.append(_found((piece,), f"poster {beside.source}", None, file.details.advertiser))
    problem = None if ads else Problem.UNREADABLE
    return _visit(file, ads, documents=documents, problem=problem, lack="; ".join(lacks) or None)


def _document_of(file: _File) -> Document:
    return Document(name=file.source, media_type=_type_of(file.path, file.kind), content=file.content)


def _first_beside(path: Path, suffixes: Sequence[str]) -> Path | None:
    found = {other.suffix.lower(): other for other in reversed(_beside(path))}
    return next((found[suffix] for suffix in suffixes if suffix in found), None)


def _beside(path: Path) -> list[Path]:
    """Other files of the same name but for the suffix, in order of their names."""
    others = path.parent.glob(f"{glob.escape(path.stem)}.*")
    return sorted(other for other in others if other.stem == path.stem and other != path and other.is_file())


def _type_of(path: Path, kind: MediaKind | None) -> str:
    guessed = MimeTypes().guess_type(path.name, strict=False)[0]
    return (_OWN_TYPES.get(kind) if kind is not None else "text/plain") or guessed or "application/octet-stream"
