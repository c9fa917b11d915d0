import io

import pytest
from PIL import Image, ImageDraw

from crawler.images.opening import MAX_FRAMES, OpenedPicture, UnreadablePictureError, open_picture


def encoded(image: Image.Image, image_format: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def bars(count: int) -> list[Image.Image]:
    """Frames that differ: a bar further to the right in each."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", (320, 100), "white")
        ImageDraw.Draw(frame).rectangle((number * 20, 0, number * 20 + 15, 99), fill="black")
        frames.append(frame)
    return frames


def bar_places(picture: OpenedPicture) -> list[int]:
    return [next(x for x in range(320) if frame.getpixel((x, 50))[0] < 128) // 20 for frame in picture.frames]


def test_equal_frames_are_opened_once_in_order() -> None:
    one, two, three = bars(3)
    content = encoded(one, "GIF", save_all=True, append_images=[two, one, three, two], duration=100)
    picture = open_picture(content)
    assert (bar_places(picture), picture.problem) == ([0, 1, 2], None)


def test_of_many_frames_those_shown_longest_are_opened() -> None:
    frames = bars(15)
    durations = [1000 if number % 2 else 50 for number in range(15)]
    picture = open_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=durations))
    assert len(picture.frames) == MAX_FRAMES
    assert set(bar_places(picture)) >= {1, 3, 5, 7, 9, 11, 13}
    assert picture.problem == "15 different frames of 15; the 8 shown longest were read"


def test_of_a_broken_animation_the_frames_before_the_break_are_opened() -> None:
    frames = bars(4)
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    picture = open_picture(content[: len(content) - 30])
    assert bar_places(picture) == [0, 1, 2]
    assert picture.problem is not None
    assert picture.problem.startswith("damaged from frame 4 of 4: ")


def test_only_the_first_page_of_several_is_opened_and_said_so() -> None:
    one, two = bars(2)
    picture = open_picture(encoded(one, "TIFF", save_all=True, append_images=[two]))
    assert (bar_places(picture), picture.problem) == ([0], "a file of 2 pages; only the first was read")


def test_a_picture_turned_by_its_camera_is_opened_upright() -> None:
    exif = Image.Exif()
    exif[0x112] = 8
    picture = open_picture(encoded(Image.new("RGB", (40, 20), "red"), "JPEG", exif=exif))
    assert (picture.width, picture.height, picture.frames[0].size) == (20, 40, (20, 40))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a", "damaged|not a picture"),
        (b"BM" + b"\xff" * 60, "damaged|not a picture|too large"),
        (encoded(Image.new("RGB", (64, 64), "red"))[:60], "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "damaged|not a picture"),
    ],
)
def test_damaged_pictures_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadablePictureError, match=message):
        open_picture(content)
