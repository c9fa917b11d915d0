import gzip

import pytest

from crawler.ad import Box
from crawler.images.opening import UnreadablePictureError
from crawler.images.svg import SvgLine, SvgReading, is_svg, read_svg

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
PICTURE = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- 横幅 -->
<svg {NAMESPACE} viewBox="0 0 640 100">
  <title>不是画面文字</title><defs><text>也不是</text></defs><rect width="640" height="100" fill="red"/>
  <g transform="translate(20 10) scale(2)">
    <text x="10" y="40" font-size="16">稳盈<tspan fill="gold">宝</tspan>上线
      <tspan x="10" dy="20" style="font-size: 6px">投资需谨慎 &amp; 风险自担</tspan></text>
  </g>
  <text x="600" y="50" text-anchor="end" font-size="1.5em">AB<!-- 注 --></text>
  <text style="display: none">看不见</text><text opacity="0">也看不见</text>
</svg>""".encode()
READ = SvgReading(
    width=640,
    height=100,
    lines=(
        SvgLine(text="稳盈宝上线", box=Box(x=40.0, y=62.8, width=160.0, height=32.0)),
        SvgLine(text="投资需谨慎 & 风险自担", box=Box(x=40.0, y=119.8, width=126.0, height=12.0)),
        SvgLine(text="AB", box=Box(x=576.0, y=29.6, width=24.0, height=24.0)),
    ),
    problem=None,
)


@pytest.mark.parametrize(
    "content",
    [
        PICTURE,
        gzip.compress(PICTURE, mtime=0),
        b"\xef\xbb\xbf" + PICTURE,
        PICTURE.decode().replace("utf-8", "utf-16").encode("utf-16"),
    ],
    ids=["plain", "compressed", "with a mark", "utf-16"],
)
def test_shown_text_is_read_with_its_place(content: bytes) -> None:
    assert is_svg(content)
    assert read_svg(content) == READ


def test_shapes_alone_may_be_words_that_are_not_read() -> None:
    reading = read_svg(f'<svg {NAMESPACE} width="20px" height="10"><path d="M0 0"/></svg>'.encode())
    assert reading == SvgReading(
        width=20,
        height=10,
        lines=(),
        problem="an SVG picture without text nodes; words in it, if any, are drawn as shapes or pictures",
    )


def test_an_empty_picture_holds_no_words() -> None:
    assert read_svg(f"<svg {NAMESPACE}/>".encode()) == SvgReading(width=None, height=None, lines=(), problem=None)


def test_any_depth_of_nesting_is_read() -> None:
    depth = 20_000
    content = f"<svg {NAMESPACE}>{'<g>' * depth}<text>深</text>{'</g>' * depth}</svg>".encode()
    assert [line.text for line in read_svg(content).lines] == ["深"]


def expanding(levels: int) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "保本" * 10}">' for n in range(levels))
    return f"<!DOCTYPE svg [{entities}]><svg {NAMESPACE}><text>{f'&e{levels - 1};' * 10}</text></svg>".encode()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (PICTURE[:300], "not well-formed"),
        (b"<svg>&unknown;</svg>", "undefined entity"),
        (gzip.compress(PICTURE, mtime=0)[:60] + b"\xff" * 60, "damaged|not well-formed"),
        (gzip.compress(b"<svg>" + b" " * 20_000_000, mtime=0), "more than 16,777,216 bytes"),
        (expanding(7), "amplification"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "unknown encoding"),
    ],
    ids=["cut", "entity", "damaged", "bomb", "expanding", "encoding"],
)
def test_a_hostile_picture_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(UnreadablePictureError, match=problem):
        read_svg(content)


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>svg</body></html>", b"\x1f\x8bnonsense", b"\x89PNG\r\n\x1a\n", b"svg"]
)
def test_other_bytes_are_no_svg(content: bytes) -> None:
    assert not is_svg(content)
