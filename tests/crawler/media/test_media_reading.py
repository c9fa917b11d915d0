"""Handed-in files as visits. PDFs are written by hand here, so that every byte of them is known."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from crawler.ad import Box, CreativeKind, FoundBy
from crawler.capture import Observation, Problem, Via
from crawler.errors import EncodingError, InputFileError, UnknownFormatError
from crawler.media import MediaDetails, MediaKind, Medium, is_media, kind_of, recording_beside, visits_of_media
from crawler.media.details import Block
from crawler.pages.found import FoundAd, PicturePiece, TextPiece
from crawler.visit import Visit

SRT = """1
00:00:01,000 --> 00:00:04,000
禾信财富 年化百分之九

2
00:00:40,000 --> 00:00:45,000
云杉保险 每天一元
"""
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 64


def picture(width: int = 200, height: int = 100, image_format: str = "PNG", **options: object) -> bytes:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill="red")
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def pdf(texts: list[list[tuple[int, int, str]]], *, encrypted: bool = False) -> bytes:
    """A PDF of pages of 200 × 100 points with Chinese words at places from the lower left corner."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(texts)} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(texts)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
    ]
    for number, words in enumerate(texts):
        shown = "".join(f"BT /F 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in words)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
    lock = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
        lock = f"/Encrypt {len(objects)} 0 R /ID [<{'43' * 16}> <{'43' * 16}>]"
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {lock} >>\n"
    return content + trailer.encode() + f"startxref\n{len(content)}\n%%EOF\n".encode()


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def documents(visit: Visit) -> list[tuple[str, str]]:
    return [(document.name, document.media_type) for document in visit.observation.documents]


def texts(visit: Visit) -> list[list[str]]:
    return [[piece.text for piece in ad.pieces if isinstance(piece, TextPiece)] for ad in visit.ads]


def test_a_transcript_gives_a_visit_with_the_file_the_sidecar_and_its_ads(tmp_path: Path) -> None:
    path = write(tmp_path, "spot.srt", SRT.encode("gb18030"))
    write(tmp_path, "spot.yaml", "channel: 海州交通广播\nmedium: 广播\ndate: 2017-03-02 07:15\nplace: 海州\n")
    (visit,) = visits_of_media(path)
    seen = visit.observation
    assert seen == Observation(
        site="海州交通广播",
        via=Via.FILE,
        requested_url=None,
        final_url=None,
        status=None,
        started_at=seen.started_at,
        finished_at=seen.started_at,
        documents=seen.documents,
        title="spot.srt",
    )
    assert seen.started_at.tzinfo is UTC
    assert documents(visit) == [("spot.srt", "application/x-subrip"), ("spot.yaml", "application/yaml")]
    assert seen.documents[0].content == path.read_bytes()

    def ad(text: str, times: str, number: int) -> FoundAd:
        return FoundAd(
            pieces=(TextPiece(kind=CreativeKind.BODY, text=text),),
            found_by=(FoundBy.HANDED_IN,),
            proof=f"handed in: transcript spot.srt, part {number} of 2, marked by pause",
            selector=times,
        )

    assert visit == Visit(
        observation=seen,
        ads=(
            ad("禾信财富 年化百分之九", "00:00:01–00:00:04", 1),
            ad("云杉保险 每天一元", "00:00:40–00:00:45", 2),
        ),
        channel="海州交通广播",
        medium="radio",
        place="海州",
        published_at=datetime(2017, 3, 1, 23, 15, tzinfo=UTC),
    )


def test_of_what_nobody_says_nothing_is_made_up(tmp_path: Path) -> None:
    (visit,) = visits_of_media(write(tmp_path, "words.txt", "衡岳贷，三小时放款"))
    assert (visit.channel, visit.medium, visit.place, visit.published_at) == ("handed_in", None, None, None)
    assert [(ad.advertiser_raw, ad.selector) for ad in visit.ads] == [(None, None)]


def test_the_caller_s_details_go_before_the_sidecar(tmp_path: Path) -> None:
    path = write(tmp_path, "a.png", picture())
    write(tmp_path, "a.yaml", "medium: leaflet\nadvertiser: 泊岸置业")
    (visit,) = visits_of_media(path, MediaDetails(medium=Medium.OUTDOOR, place="海州路口"))
    assert (visit.channel, visit.medium, visit.place) == ("outdoor", "outdoor", "海州路口")
    assert visit.ads == (
        FoundAd(
            pieces=(PicturePiece(url=None, content=path.read_bytes(), box=None),),
            found_by=(FoundBy.HANDED_IN,),
            proof="handed in: page 1 of 1 of a.png, by its picture",
            advertiser_raw="泊岸置业",
            selector="page 1",
        ),
    )


def test_each_page_of_a_pdf_is_an_ad_with_its_text_layer_and_its_picture(tmp_path: Path) -> None:
    path = write(tmp_path, "paper.pdf", pdf([[(10, 70, "启棠信托"), (10, 40, "年化百分之八")], []]))
    (visit,) = visits_of_media(path)
    assert texts(visit) == [["启棠信托\n年化百分之八"], []]
    assert [(ad.selector, ad.proof) for ad in visit.ads] == [
        ("page 1", "handed in: page 1 of 2 of paper.pdf, by its text layer of 11 characters and its picture"),
        ("page 2", "handed in: page 2 of 2 of paper.pdf, by its picture"),
    ]
    assert documents(visit) == [
        ("paper.pdf", "application/pdf"),
        ("paper.pdf-page-1.png", "image/png"),
        ("paper.pdf-page-2.png", "image/png"),
    ]
    assert visit.observation.title == "paper.pdf, pages 1–2 of 2"
    for ad, document in zip(visit.ads, visit.observation.documents[1:], strict=True):
        assert ad.pieces[-1] == PicturePiece(url=None, content=document.content, box=None)
        with Image.open(io.BytesIO(document.content)) as image:
            assert image.size == (556, 278)


def test_marked_ads_of_a_page_are_cut_out_with_their_words(tmp_path: Path) -> None:
    path = write(tmp_path, "paper.pdf", pdf([[(10, 70, "启棠信托"), (110, 20, "云杉保险")], [(10, 70, "第二版")]]))
    upper = Block(page=1, x=0, y=0, width=50, height=50)
    lower = Block(page=1, x=50, y=50, width=50, height=50, advertiser="云杉保险")
    (visit,) = visits_of_media(path, MediaDetails(advertiser="启棠信托", blocks=(upper, lower)))
    assert texts(visit) == [["启棠信托"], ["云杉保险"], ["第二版"]]
    assert [(ad.advertiser_raw, ad.box, ad.selector) for ad in visit.ads] == [
        ("启棠信托", Box(x=0, y=0, width=278, height=139), "page 1"),
        ("云杉保险", Box(x=278, y=139, width=278, height=139), "page 1"),
        ("启棠信托", None, "page 2"),
    ]
    assert [name for name, _ in documents(visit)] == [
        "paper.pdf",
        "paper.pdf-page-1.png",
        "paper.pdf-page-1-ad-1.png",
        "paper.pdf-page-1-ad-2.png",
        "paper.pdf-page-2.png",
    ]


def test_a_marked_ad_of_a_photo_is_its_part_of_the_picture(tmp_path: Path) -> None:
    path = write(tmp_path, "a.bmp", picture(200, 100, "BMP"))
    block = Block(page=1, x=25, y=40, width=75, height=80)
    (visit,) = visits_of_media(path, MediaDetails(blocks=(block,)))
    (ad,) = visit.ads
    assert ad.box == Box(x=50, y=40, width=150, height=60)
    piece = ad.pieces[0]
    assert isinstance(piece, PicturePiece)
    assert piece.content is not None
    with Image.open(io.BytesIO(piece.content)) as image:
        assert (image.size, image.getpixel((0, 0)), image.getpixel((60, 0))) == ((150, 60), (255, 0, 0), (255,) * 3)


def test_a_long_scan_gives_a_visit_for_each_sixteen_pages(tmp_path: Path) -> None:
    path = write(tmp_path, "paper.pdf", pdf([[] for _ in range(18)]))
    visits = list(visits_of_media(path))
    assert [len(visit.ads) for visit in visits] == [16, 2]
    assert [visit.observation.title for visit in visits] == [
        "paper.pdf, pages 1–16 of 18",
        "paper.pdf, pages 17–18 of 18",
    ]
    assert all(visit.observation.documents[0].content == path.read_bytes() for visit in visits)
    assert [ad.selector for visit in visits for ad in visit.ads] == [f"page {number}" for number in range(1, 19)]


def test_each_page_of_a_tiff_is_an_ad(tmp_path: Path) -> None:
    image = Image.new("1", (60, 40), 1)
    content = picture(60, 40, "TIFF", save_all=True, append_images=[image])
    (visit,) = visits_of_media(write(tmp_path, "fax.tif", content))
    assert [ad.selector for ad in visit.ads] == ["page 1", "page 2"]
    assert [name for name, _ in documents(visit)] == ["fax.tif", "fax.tif-page-1.png", "fax.tif-page-2.png"]


def test_of_a_truncated_photo_what_arrived_is_kept_and_said(tmp_path: Path) -> None:
    content = picture(400, 300, "JPEG", quality=95)
    path = write(tmp_path, "a.jpg", content[: len(content) * 2 // 3])
    (visit,) = visits_of_media(path)
    assert (visit.observation.is_complete, visit.observation.problem) == (False, None)
    assert visit.observation.problem_detail is not None
    assert visit.observation.problem_detail.startswith("page 1: truncated (")
    assert len(visit.ads) == 1


def test_a_recording_alone_says_that_nothing_of_it_was_read(tmp_path: Path) -> None:
    (visit,) = visits_of_media(write(tmp_path, "spot.mp4", MP4))
    assert visit.ads == ()
    assert visit.observation.problem is Problem.UNREADABLE
    assert visit.observation.problem_detail == (
        "no transcript beside it (spot.srt, spot.vtt, spot.txt); what is said in it was not read"
    )
    assert not visit.observation.is_complete
    assert documents(visit) == [("spot.mp4", "video/mp4")]


def test_a_recording_is_read_by_what_lies_beside_it(tmp_path: Path) -> None:
    recording = write(tmp_path, "spot [1].mp4", MP4)
    transcript = write(tmp_path, "spot [1].vtt", "WEBVTT\n\n00:01.000 --> 00:03.000\n首付一成\n")
    poster = write(tmp_path, "spot [1].PNG", picture())
    write(tmp_path, "spot [1].more.srt", SRT)
    (visit,) = visits_of_media(recording)
    assert visit.observation.problem is None
    assert documents(visit) == [
        ("spot [1].mp4", "video/mp4"),
        ("spot [1].vtt", "text/vtt"),
        ("spot [1].PNG", "image/png"),
    ]
    assert [ad.pieces for ad in visit.ads] == [
        (
            PicturePiece(url=None, content=poster.read_bytes(), box=None),
            TextPiece(kind=CreativeKind.BODY, text="首付一成"),
        )
    ]
    assert [recording_beside(path) for path in (transcript, poster, recording)] == [recording, recording, None]


def test_a_poster_of_several_ads_is_an_ad_of_its_own(tmp_path: Path) -> None:
    recording = write(tmp_path, "spot.mp4", MP4)
    write(tmp_path, "spot.srt", SRT)
    write(tmp_path, "spot.jpg", picture(image_format="JPEG"))
    (visit,) = visits_of_media(recording)
    assert [ad.proof for ad in visit.ads] == [
        "handed in: transcript spot.srt, part 1 of 2, marked by pause",
        "handed in: transcript spot.srt, part 2 of 2, marked by pause",
        "handed in: poster spot.jpg",
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.srt", b"", "the file is empty"),
        ("locked.pdf", pdf([[]], encrypted=True), "encrypted with a password; save it without one"),
        ("broken.pdf", pdf([[]])[:200], "cannot be read as a PDF: "),
        ("page.pdf", b"<html></html>", "cannot be read as a PDF: "),
        ("none.pdf", pdf([]), "cannot be read as a PDF: "),
        ("photo.jpg", b"oops", "not a picture: begins with b'oops'; open it in a viewer"),
        ("fax.tif", picture(60, 40, "TIFF")[:30], "(not a picture|damaged|page 1 cannot be read)"),
        ("spot.srt", "保本保息".encode(), "not SRT: "),
        ("blank.txt", b"\n\n", "the transcript holds no words"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_name(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(InputFileError, match=rf"^{name}: {message}"):
        list(visits_of_media(write(tmp_path, name, content)))


def test_other_refusals_name_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"^gone\.pdf: no such file"):
        list(visits_of_media(tmp_path / "gone.pdf"))
    with pytest.raises(InputFileError, match="no regular file"):
        list(visits_of_media(tmp_path))
    with pytest.raises(UnknownFormatError, match=r"^a\.bin: no transcript, scan, photo or recording"):
        list(visits_of_media(write(tmp_path, "a.bin", b"\1\2")))
    with pytest.raises(EncodingError, match=r"^a\.srt: not UTF-8 from byte 0"):
        list(visits_of_media(write(tmp_path, "a.srt", b"\xff\xff\xff\xff")))
    path = write(tmp_path, "a.pdf", pdf([[]]))
    with pytest.raises(InputFileError, match=r"an ad is marked on page 3, but there are 1 page"):
        list(visits_of_media(path, MediaDetails(blocks=(Block(page=3, x=0, y=0, width=1, height=1),))))
    with pytest.raises(InputFileError, match=r"the ad marked on page 1 at 100, 0 % holds no pixel"):
        list(visits_of_media(path, MediaDetails(blocks=(Block(page=1, x=100, y=0, width=1, height=1),))))


def test_a_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    path = write(tmp_path, "\udcb9\udce3.srt", SRT)
    (visit,) = visits_of_media(path)
    visit.observation.documents[0].name.encode()
    assert visit.observation.title == visit.observation.documents[0].name


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.srt", SRT.encode(), MediaKind.SRT),
        ("a.vtt", b"WEBVTT\n", MediaKind.VTT),
        ("track", b"\xef\xbb\xbfWEBVTT\n", MediaKind.VTT),
        ("a.txt", "[00:01:20] 甲\n[00:01:25] 乙".encode("gb18030"), MediaKind.TIMED_TEXT),
        ("a.txt", "20:15:03 甲\r\n20:15:09 乙".encode("utf-16"), MediaKind.TIMED_TEXT),
        ("ads.txt", "12:30 前到店有礼\n年化百分之九".encode(), None),
        ("a.PDF", b"junk", MediaKind.PDF),
        ("scan", b"\n\n%PDF-1.4", MediaKind.PDF),
        ("photo.dat", picture(), MediaKind.PICTURE),
        ("photo", picture(image_format="WEBP"), MediaKind.PICTURE),
        ("a.mov", b"", MediaKind.RECORDING),
        ("sound", b"ID3\x04", MediaKind.RECORDING),
        ("ads.csv", "text\n年化百分之九".encode(), None),
        ("page.html", b"<!doctype html>", None),
        ("traffic.har", b"{}", None),
    ],
)
def test_kinds_are_told_by_first_bytes_then_by_name(
    tmp_path: Path, name: str, content: bytes, kind: MediaKind | None
) -> None:
    path = write(tmp_path, name, content)
    assert (kind_of(path), is_media(path)) == (kind, kind is not None)


def test_reading_twice_gives_the_same_but_for_the_time(tmp_path: Path) -> None:
    path = write(tmp_path, "paper.pdf", pdf([[(10, 70, "启棠信托")]]))
    (one,), (two,) = visits_of_media(path), visits_of_media(path)
    when = one.observation.started_at
    assert replace(two, observation=replace(two.observation, started_at=when, finished_at=when)) == one
