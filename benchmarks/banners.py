"""Draws banners as portals and apps show them, with the words that stand on them: same seed, same banners.

Firms, products and figures are invented. Knows nothing of any reader of pictures.
"""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED = 2
"""Index of the mainland Chinese face in a collection of Noto CJK."""

SIZES = (
    (200, 200),
    (250, 250),
    (300, 250),
    (336, 280),
    (120, 600),
    (160, 600),
    (300, 600),
    (468, 60),
    (728, 90),
    (950, 90),
    (1190, 90),
    (320, 50),
    (640, 100),
    (640, 360),
    (1200, 400),
    (750, 1334),
)
"""CSS pixels: those that ads are sold in, a phone's splash screen, and a wide lead picture."""
STYLES = (
    "plain",
    "reverse",
    "gradient",
    "outline",
    "shadow",
    "gold",
    "noise",
    "photo",
    "serif",
    "jpeg",
    "pale",
    "tiny",
    "dither",
    "soft",
    "slant",
)
"""``tiny``: small print of 10 pixels; ``jpeg``: quality 35; ``dither``: 24 colours, as in a GIF; ``soft``: scaled down
to 70 % and up again; ``slant``: four degrees askew."""

_BRANDS = ("禾信财富", "澜石基金", "衡岳贷", "云杉保险", "麦垛金服", "泊岸置业", "启棠信托", "青禾小贷", "瑞芷证券")
_HEADLINES = (
    "新手专享{rate}%年化",
    "{days}天锁定期 稳健增值",
    "最高可借{amount}万元",
    "每天{coins}元 守护全家",
    "定投{coins}元起步",
    "首付{share}成 轻松上车",
    "{hours}小时极速放款",
    "开户即领{coins}元红包",
    "近一年涨幅{rate}%",
    "百万医疗 {coins}元起投保",
)
_LINES = (
    "当日计息 随时赎回",
    "仅凭身份证 无需抵押",
    "覆盖120种重大疾病",
    "地铁口精装小户型",
    "银行存管 信息透明",
    "黄金交易 T+0双向",
    "月供低至{coins}元",
    "十年老牌 {amount}万用户选择",
    "基金申购费率一折",
    "额度循环 随借随还",
)
_BUTTONS = ("立即抢购", "马上申请", "免费测额", "预约看房", "点击开户", "查看详情", "领取红包")
_SMALL = (
    "市场有风险，投资需谨慎",
    "过往业绩不代表未来表现",
    "贷款年化利率{rate}%-24%，具体以审批为准",
    "本产品由云杉保险承保，详见条款",
    "基金管理人：澜石基金管理有限公司",
    "广告图片仅供参考，不作为要约",
    "活动有效期至2019年{month}月{day}日",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line of words on a banner."""

    text: str
    size: int
    """Of the type, pixels."""
    x: int
    y: int
    is_button: bool = False
    is_small: bool = False
    """Whether it is the small print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A drawn banner."""

    style: str
    size: tuple[int, int]
    """Width and height asked for; one drawn askew is larger."""
    content: bytes
    """PNG, or JPEG for the style of that name."""
    lines: tuple[DrawnLine, ...]
    """The words on it, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Palette:
    start: tuple[int, int, int]
    end: tuple[int, int, int]
    ink: tuple[int, int, int]
    small_ink: tuple[int, int, int]


def banners(seed: int, count: int) -> Iterator[Banner]:
    """Draw so many banners; styles and sizes take turns, so that every pair comes up."""
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        style = STYLES[number % len(STYLES)]
        # Sizes advance once more after each round of the styles: the two counts share no divisor otherwise needed.
        width, height = SIZES[(number + number // (len(STYLES) * len(SIZES))) % len(SIZES)]
        yield _banner(style, width, height, draw)


def _banner(style: str, width: int, height: int, draw: random.Random) -> Banner:
    small = 10 if style == "tiny" else 12
    lines = (_strip if width > 3 * height else _stack)(width, height, small, draw)
    palette = _palette(style, draw)
    image = _ground(style, width, height, palette, draw)
    pen = ImageDraw.Draw(image)
    face = "Serif" if style == "serif" else "Sans"
    for line in lines:
        weight = "Regular" if line.is_small else draw.choice(("Bold", "Bold", "Regular"))
        font = _font(face, weight, line.size)
        if line.is_button:
            left, top, right, bottom = pen.textbbox((line.x, line.y), line.text, font=font)
            pad = line.size // 2
            pen.rounded_rectangle(
                (left - pad, top - pad // 2, right + pad, bottom + pad // 2), radius=pad, fill=palette.ink
            )
            pen.text((line.x, line.y), line.text, font=font, fill=palette.end)
            continue
        _write(image, line, font, style, palette)
        pen = ImageDraw.Draw(image)
    image = _worn(image, style, palette)
    buffer = io.BytesIO()
    if style == "jpeg":
        image.save(buffer, "JPEG", quality=35)
    else:
        image.save(buffer, "PNG")
    return Banner(
        style=style,
        size=(width, height),
        content=buffer.getvalue(),
        lines=tuple(lines),
    )


def _write(image: Image.Image, line: DrawnLine, font: ImageFont.FreeTypeFont, style: str, palette: _Palette) -> None:
    pen = ImageDraw.Draw(image)
    place = (line.x, line.y)
    if line.is_small:
        pen.text(place, line.text, font=font, fill=palette.small_ink)
    elif style == "outline":
        pen.text(
            place,
            line.text,
            font=font,
            fill=palette.ink,
            stroke_width=max(1, line.size // 14),
            stroke_fill=(90, 10, 10),
        )
    elif style == "shadow":
        shadow = Image.new("RGBA", image.size, (0, 0, 0, 0))
        offset = max(1, line.size // 16)
        ImageDraw.Draw(shadow).text((line.x + offset, line.y + offset), line.text, font=font, fill=(0, 0, 0, 180))
        image.paste(shadow, mask=shadow.filter(ImageFilter.GaussianBlur(offset)))
        pen.text(place, line.text, font=font, fill=palette.ink)
    else:
        pen.text(place, line.text, font=font, fill=palette.ink)


def _worn(image: Image.Image, style: str, palette: _Palette) -> Image.Image:
    match style:
        case "dither":
            return image.quantize(24).convert("RGB")
        case "soft":
            width, height = image.size
            return image.resize((width * 7 // 10, height * 7 // 10), Image.Resampling.BICUBIC).resize((width, height))
        case "slant":
            return image.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=palette.start)
        case _:
            return image


def _palette(style: str, draw: random.Random) -> _Palette:
    def near(*color: int) -> tuple[int, int, int]:
        red, green, blue = (min(255, max(0, part + draw.randint(-18, 18))) for part in color)
        return red, green, blue

    warm, cool = near(205, 30, 40), near(30, 80, 190)
    match style:
        case "plain" | "serif" | "tiny":
            return _Palette(
                start=(255, 255, 255), end=(255, 255, 255), ink=near(200, 40, 30), small_ink=(120, 120, 120)
            )
        case "pale":
            return _Palette(
                start=near(245, 240, 230), end=near(245, 240, 230), ink=near(190, 140, 90), small_ink=(150, 145, 140)
            )
        case "gold":
            return _Palette(
                start=near(60, 20, 20), end=near(110, 25, 25), ink=near(240, 205, 120), small_ink=near(200, 170, 110)
            )
        case "gradient" | "jpeg" | "soft":
            return _Palette(start=warm, end=near(245, 140, 40), ink=(255, 255, 255), small_ink=(255, 235, 215))
        case "noise":
            return _Palette(
                start=near(225, 235, 245), end=near(200, 215, 235), ink=near(20, 50, 110), small_ink=(70, 80, 100)
            )
        case "photo":
            return _Palette(
                start=near(40, 70, 90), end=near(120, 120, 90), ink=(255, 255, 255), small_ink=(235, 235, 235)
            )
        case "outline" | "shadow":
            return _Palette(start=near(235, 170, 60), end=warm, ink=(255, 250, 225), small_ink=(255, 245, 235))
        case _:
            return _Palette(start=draw.choice((warm, cool)), end=cool, ink=(255, 255, 255), small_ink=(225, 225, 235))


def _ground(style: str, width: int, height: int, palette: _Palette, draw: random.Random) -> Image.Image:
    image = Image.new("RGB", (width, height), palette.start)
    if palette.start != palette.end and style != "reverse":
        slope = Image.linear_gradient("L").resize((width, height))
        image.paste(palette.end, mask=slope)
    if style == "noise":
        grain = Image.effect_noise((width, height), 38).convert("RGB")
        image = Image.blend(image, grain, 0.18)
    if style == "photo":
        pen = ImageDraw.Draw(image)
        for _ in range(24):
            x, y, reach = (
                draw.randrange(width),
                draw.randrange(height),
                draw.randint(8, max(10, min(width, height) // 2)),
            )
            shade = tuple(max(0, part + draw.randint(-35, 35)) for part in palette.start)
            pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=shade)
        image = image.filter(ImageFilter.GaussianBlur(max(2, min(width, height) // 60)))
    return image


def _filled(pattern: str, draw: random.Random) -> str:
    return pattern.format(
        rate=f"{draw.uniform(2, 19):.{draw.choice((1, 2))}f}",
        days=draw.choice((7, 30, 90, 180, 365)),
        amount=draw.choice((5, 20, 30, 50, 200)),
        coins=draw.choice((1, 10, 66, 99, 199, 888, 1680)),
        share=draw.choice("一二三"),
        hours=draw.choice((2, 3, 24)),
        month=draw.randint(1, 12),
        day=draw.randint(1, 28),
    )


def _stack(width: int, height: int, small: int, draw: random.Random) -> list[DrawnLine]:
    """Brand, headline, lines, button and small print one below another, broken where the width asks for it."""
    margin = max(6, width // 20)
    room = width - 2 * margin
    type_size = max(18, min(width // 9, height // 7))
    small = min(22, max(small, width // 32))
    lines: list[DrawnLine] = []
    y = margin
    foot = _broken(_filled(draw.choice(_SMALL), draw), small, room)
    floor = height - margin - len(foot) * (small + 4)
    wanted = [
        (draw.choice(_BRANDS), max(14, type_size * 2 // 3), False),
        (_filled(draw.choice(_HEADLINES), draw), type_size, False),
        *(
            (_filled(text, draw), max(14, type_size * 5 // 8), False)
            for text in draw.sample(_LINES, draw.choice((1, 2)))
        ),
        (draw.choice(_BUTTONS), max(14, type_size * 5 // 8), True),
    ]
    for text, size, is_button in wanted:
        for part in _broken(text, size, room):
            pad = size // 2 if is_button else 0
            if y + pad + size * 3 // 2 > floor:
                continue
            lines.append(DrawnLine(text=part, size=size, x=margin + pad, y=y + pad // 2, is_button=is_button))
            y += size * 3 // 2 + pad
    lines.extend(
        DrawnLine(text=part, size=small, x=margin, y=floor + place * (small + 4), is_small=True)
        for place, part in enumerate(foot)
    )
    return lines


def _strip(width: int, height: int, small: int, draw: random.Random) -> list[DrawnLine]:
    """Brand at the left, headline over a line of small print in the middle, button at the right."""
    big = height * 2 // 5
    small = max(small, height // 8)
    side = max(14, height // 4)
    lines = [
        DrawnLine(text=(brand := draw.choice(_BRANDS)), size=side, x=height // 6, y=(height - side) // 2 - side // 4)
    ]
    x = height // 6 + side * len(brand) + height // 3
    button = draw.choice(_BUTTONS)
    end = width - side * len(button) - height // 3
    parts = _broken(_filled(draw.choice(_HEADLINES), draw), big, end - x - height // 4)[:1]
    foot = _broken(_filled(draw.choice(_SMALL), draw), small, end - x - height // 4)[:1]
    lines.extend(DrawnLine(text=part, size=big, x=x, y=height // 12) for part in parts)
    lines.extend(
        DrawnLine(text=part, size=small, x=x, y=height - small * 3 // 2 - height // 16, is_small=True) for part in foot
    )
    lines.append(DrawnLine(text=button, size=side, x=end, y=(height - side) // 2 - side // 4, is_button=True))
    return lines


def _broken(text: str, size: int, room: int) -> list[str]:
    font = _font("Sans", "Bold", size)
    parts = [""]
    for char in text:
        if font.getlength(parts[-1] + char) > room and parts[-1]:
            parts.append("")
        parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _font(face: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"Noto{face}CJK-{weight}.ttc"), size, index=_SIMPLIFIED)
