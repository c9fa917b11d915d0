"""Real recognition of real pictures; drawn ones where the font is there, the committed ones everywhere."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from crawler.ad import Creative, CreativeKind, ImageReading
from crawler.images import ImageReader, creatives_of

PICTURES = Path(__file__).parent / "pictures"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
needs_font = pytest.mark.skipif(not FONT.exists(), reason=f"{FONT} is not there; install fonts-noto-cjk")

# Words as people read them, without spaces; the small print apart.
SEEN = {
    # Type of 14 pixels above it: 12 pixels is not much smaller.
    "plain-200x200.png": (
        "衡岳贷2小时极速放款十年老牌20万用户选择覆盖120种重大疾病立即抢购过往业绩不代表未来表现",
        None,
    ),
    "gradient-300x250.png": ("泊岸置业近一年涨幅10.89%黄金交易T+0双向预约看房", "市场有风险，投资需谨慎"),
    "shadow-250x250.png": ("禾信财富最高可借50万元银行存管信息透明点击开户", "活动有效期至2019年7月28日"),
    "jpeg-336x280.jpg": (
        "瑞芷证券365天锁定期稳健增值地铁口精装小户型银行存管信息透明",
        "本产品由云杉保险承保，详见条款",
    ),
    "reverse-728x90.png": ("瑞芷证券开户即领66元红包查看详情", "基金管理人：澜石基金管理有限公司"),
    "outline-468x60.png": ("麦垛金服365天锁定期稳健增值点击开户", "市场有风险，投资需谨慎"),
    "pale-1190x90.png": ("麦垛金服365天锁定期稳健增值预约看房", "活动有效期至2019年4月12日"),
}


@pytest.fixture(scope="module")
def reader() -> ImageReader:
    return ImageReader()


@pytest.mark.parametrize("name", SEEN)
def test_a_banner_is_read_in_order_with_its_small_print_apart(reader: ImageReader, name: str) -> None:
    content = (PICTURES / name).read_bytes()
    reading = reader.read(content)
    creatives = creatives_of(reading)
    read = [(creative.kind, "".join(creative.text.split())) for creative in creatives]
    main, small = SEEN[name]
    assert read == [(CreativeKind.IMAGE_TEXT, main), *([(CreativeKind.FOOTNOTE, small)] if small else [])]
    with Image.open(io.BytesIO(content)) as image:
        assert (reading.width, reading.height) == image.size
    assert (reading.sha256, reading.engine, reading.problem) == (
        hashlib.sha256(content).hexdigest(),
        reader.engine,
        None,
    )
    assert all(line.confidence > 0.5 for line in reading.lines)
    assert all(
        line.box.x >= 0 and line.box.x + line.box.width <= image.width and line.box.y + line.box.height <= image.height
        for line in reading.lines
    )


def test_a_picture_is_read_once_whoever_asks(reader: ImageReader) -> None:
    content = (PICTURES / "outline-468x60.png").read_bytes()
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(reader.read, [content] * 8))
    assert all(reading is readings[0] or reading == readings[0] for reading in readings)
    assert reader.read(content) is reader.read(content)


def test_the_least_used_readings_are_forgotten() -> None:
    reader = ImageReader(cached=2)
    pictures = [f'<svg xmlns="http://www.w3.org/2000/svg"><text>{name}</text></svg>'.encode() for name in "甲乙丙"]
    first = reader.read(pictures[0])
    reader.read(pictures[1])
    assert reader.read(pictures[0]) is first
    reader.read(pictures[2])
    assert reader.read(pictures[0]) is first
    assert reader.read(pictures[1]).lines[0].text == "乙"


@pytest.mark.parametrize(
    ("content", "why", "problem"),
    [
        (None, None, "its bytes are not at hand"),
        (None, "the server answered 404", "the server answered 404"),
        (b"", None, "no bytes"),
        (b"<html>gone</html>", None, "not a picture: begins with b'<html>gone</'"),
        (b"\x89PNG\r\n\x1a\n", None, "not a picture: begins with b'\\x89PNG\\r\\n\\x1a\\n'"),
        (b"<svg><text>x", None, "an SVG picture that is not well-formed: no element found: line 1, column 12"),
    ],
)
def test_what_cannot_be_read_says_why(
    reader: ImageReader, content: bytes | None, why: str | None, problem: str
) -> None:
    sha256 = None if content is None else hashlib.sha256(content).hexdigest()
    reading = reader.read(content, why_missing=why)
    assert reading == ImageReading(sha256=sha256, width=None, height=None, engine=None, problem=problem)
    assert creatives_of(reading) == (Creative(kind=CreativeKind.IMAGE_TEXT, text="", image=reading),)


def test_a_picture_above_the_limit_is_refused_before_it_is_decoded() -> None:
    bomb = encoded(Image.new("1", (5000, 5000)))
    assert ImageReader(max_pixels=1_000_000).read(bomb).problem == (
        "too large: 5000 × 5000 pixels; the limit is 1,000,000 pixels"
    )
    huge = encoded(Image.new("1", (20_000, 20_000)))
    problem = ImageReader().read(huge).problem
    assert problem is not None
    assert problem.startswith("too large: ")
    assert problem.endswith("; the limit is 80,000,000 pixels")


def test_a_picture_without_words_is_read_and_holds_none(reader: ImageReader) -> None:
    for image in (Image.new("RGB", (1, 1)), Image.new("RGB", (300, 250), "red"), Image.radial_gradient("L")):
        reading = reader.read(encoded(image))
        assert (reading.lines, reading.problem, reading.engine) == ((), None, reader.engine)


def test_of_a_truncated_picture_what_arrived_is_read(reader: ImageReader) -> None:
    content = (PICTURES / "gradient-300x250.png").read_bytes()
    reading = reader.read(content[: len(content) * 3 // 4])
    assert reading.problem == "truncated (image file is truncated); only the part that had arrived was read"
    assert reading.lines[0].text == "泊岸置业"


@needs_font
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_picture_on_its_side_or_head_is_turned(reader: ImageReader, turn: Image.Transpose) -> None:
    image = banner("禾信贷款", "三分钟到账", "贷款有风险 请理性借贷")
    upright = reader.read(encoded(image))
    turned = reader.read(encoded(image.transpose(turn)))
    assert words(turned) == words(upright) == ["禾信贷款", "三分钟到账", "贷款有风险请理性借贷"]
    width, height = image.transpose(turn).size
    assert all(line.box.x + line.box.width <= width and line.box.y + line.box.height <= height for line in turned.lines)


@needs_font
@pytest.mark.parametrize("mode", ["CMYK", "LA", "P", "1", "exif", "dark on nothing", "light on nothing", "16 bit"])
def test_every_kind_of_pixel_is_shown_as_a_person_sees_it(reader: ImageReader, mode: str) -> None:
    image = banner("禾信贷款", "三分钟到账", "")
    match mode:
        case "CMYK":
            content = encoded(image.convert("CMYK"), "JPEG", quality=90)
        case "exif":
            exif = Image.Exif()
            exif[0x112] = 6
            content = encoded(image.rotate(90, expand=True), "JPEG", quality=90, exif=exif)
        case "dark on nothing" | "light on nothing":
            ink = (0, 0, 0, 255) if mode.startswith("dark") else (255, 255, 255, 255)
            image = Image.new("RGBA", (300, 250), (255, 255, 255, 0) if mode.startswith("light") else (0, 0, 0, 0))
            write(image, ["禾信贷款", "三分钟到账"], ink)
            content = encoded(image)
        case "16 bit":
            grey = image.convert("L")
            content = encoded(Image.frombytes("I;16", grey.size, b"".join(bytes((0, v // 4)) for v in grey.tobytes())))
        case "1":
            content = encoded(image.convert("L").convert("1", dither=Image.Dither.NONE))
        case _:
            content = encoded(image.convert(mode))
    assert words(reader.read(content)) == ["禾信贷款", "三分钟到账"]


@needs_font
@pytest.mark.parametrize("image_format", ["GIF", "WEBP"])
def test_an_animation_is_read_frame_by_frame_where_frames_differ(reader: ImageReader, image_format: str) -> None:
    frames = [banner("禾信贷款", text, "") for text in ("新客专享", "月息三厘", "立即申请", "新客专享")]
    content = encoded(frames[0], image_format, save_all=True, append_images=frames[1:], duration=400)
    reading = reader.read(content)
    assert (words(reading), reading.problem) == (["禾信贷款", "新客专享", "月息三厘", "立即申请"], None)


@needs_font
def test_a_tall_poster_is_read_in_bands_without_a_line_twice_or_cut(reader: ImageReader) -> None:
    image = Image.new("RGB", (600, 4800), (255, 240, 230))
    pen = ImageDraw.Draw(image)
    pen.text((20, 20), "稳盈", font=ImageFont.truetype(str(FONT), 260, index=2), fill=(190, 0, 0))
    drawn = ["稳盈"]
    y = 420
    while y < 4700:
        size = (24, 34, 52)[len(drawn) % 3]
        drawn.append(f"第{len(drawn)}项日结{len(drawn) * 7}元")
        pen.text((30, y), drawn[-1], font=ImageFont.truetype(str(FONT), size, index=2), fill=(40, 20, 20))
        y += size * 4
    assert words(reader.read(encoded(image))) == drawn


@needs_font
def test_vertical_columns_are_read_from_right_to_left(reader: ImageReader) -> None:
    image = Image.new("RGB", (400, 420), (250, 240, 220))
    pen = ImageDraw.Draw(image)
    for column, text in enumerate(["贷款不求人", "当天放款快", "利率低至三厘"]):
        for row, char in enumerate(text):
            font = ImageFont.truetype(str(FONT), 40, index=2)
            pen.text((300 - column * 90, 40 + row * 46), char, font=font, fill=(180, 0, 0))
    reading = reader.read(encoded(image))
    assert words(reading) == ["贷款不求人", "当天放款快", "利率低至三厘"]
    told = reader.read(encoded(image), is_vertical=False)
    assert words(told) == ["利率低至三厘", "当天放款快", "贷款不求人"]


def test_svg_text_needs_no_recognition(reader: ImageReader) -> None:
    text = '<text x="10" y="30" font-size="20">稳盈宝</text>'
    reading = reader.read(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 50">{text}</svg>'.encode())
    assert (reading.width, reading.height, reading.engine, reading.problem) == (320, 50, "svg text", None)
    assert [(line.text, line.confidence, line.is_small_print) for line in reading.lines] == [("稳盈宝", 1.0, False)]


def test_creatives_carry_the_lines_that_they_are_made_of(reader: ImageReader) -> None:
    reading = reader.read((PICTURES / "reverse-728x90.png").read_bytes())
    main, small = creatives_of(reading)
    assert main.image == replace(reading, lines=tuple(line for line in reading.lines if not line.is_small_print))
    assert small.image == replace(reading, lines=tuple(line for line in reading.lines if line.is_small_print))


def banner(headline: str, line: str, small: str) -> Image.Image:
    image = Image.new("RGB", (300, 250), (200, 20, 30))
    write(image, [headline, line], (255, 255, 255))
    font = ImageFont.truetype(str(FONT), 12, index=2)
    ImageDraw.Draw(image).text((20, 220), small, font=font, fill=(255, 220, 220))
    return image


def write(image: Image.Image, lines: list[str], ink: tuple[int, ...]) -> None:
    font = ImageFont.truetype(str(FONT), 36, index=2)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((20, 30 + row * 80), line, font=font, fill=ink)


def encoded(image: Image.Image, image_format: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def words(reading: ImageReading) -> list[str]:
    return ["".join(line.text.split()) for line in reading.lines]
