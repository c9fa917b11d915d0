from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import EncodingError
from crawler.readers.encoding import TextEncoding, decode_bytes, detect_encoding

SIMPLIFIED = (
    "本产品由某某公司提供，年化收益率以合同约定为准，投资有风险，请您根据自身的承受能力谨慎选择，咨询电话见门店。"
)
TRADITIONAL = (
    "本產品由某某公司提供，年化收益率以合同約定為準，投資有風險，請您根據自身的承受能力謹慎選擇，諮詢電話見門店。"
)
JAPANESE = "元本保証で月利五分の投資信託、今すぐお申し込みください。お客様の資産を安全に運用いたします。"
KOREAN = (
    "원금 보장 월 수익 투자 상품 지금 바로 신청하세요 위험이 없습니다 "
    "고객님의 자산을 안전하게 운용해 드립니다 매장에서 문의하세요"
)


@pytest.mark.parametrize(
    ("text", "written_as", "codec", "bom_bytes"),
    [
        (SIMPLIFIED, "utf-8", "utf-8", 0),
        (SIMPLIFIED, "utf-8-sig", "utf-8", 3),
        (SIMPLIFIED, "gbk", "gb18030", 0),
        (TRADITIONAL, "gb18030", "gb18030", 0),
        ("𠮷田财富：保本理财，收益稳健", "gb18030", "gb18030", 0),
        (SIMPLIFIED, "utf-16", "utf-16-le", 2),
        ("plain ascii", "ascii", "utf-8", 0),
        ("", "ascii", "utf-8", 0),
    ],
)
def test_encoding_is_told(tmp_path: Path, text: str, written_as: str, codec: str, bom_bytes: int) -> None:
    path = tmp_path / "ads.txt"
    content = text.encode(written_as)
    path.write_bytes(content)
    assert detect_encoding(path, "ads.txt") == TextEncoding(codec=codec, bom_bytes=bom_bytes)
    assert content[bom_bytes:].decode(codec) == text


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        ("café déjà vu naïve résumé", "latin-1"),
    ],
)
def test_other_encodings_are_refused_and_never_read_as_nonsense(tmp_path: Path, text: str, written_as: str) -> None:
    content = text.encode(written_as, "ignore")
    path = tmp_path / "ads.txt"
    path.write_bytes(content)
    with pytest.raises(EncodingError) as error:
        detect_encoding(path, "ads.txt")
    first_high = next(index for index, byte in enumerate(content) if byte > 0x7F)
    assert error.value.byte_position == first_high
    assert f"byte {first_high}" in str(error.value)
    with pytest.raises(EncodingError):
        decode_bytes(content, "ads.txt")


def test_nul_bytes_are_refused_with_their_position(tmp_path: Path) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("保本\n".encode("utf-16-le"))
    with pytest.raises(EncodingError, match="UTF-16 without a byte order mark") as error:
        detect_encoding(path, "ads.txt")
    assert error.value.byte_position == 5


@pytest.mark.parametrize("written_as", ["utf-32-le", "utf-32-be"])
def test_utf32_is_refused_and_not_taken_for_utf16(tmp_path: Path, written_as: str) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("\ufeff保本".encode(written_as))
    with pytest.raises(EncodingError, match="UTF-32 by its byte order mark"):
        detect_encoding(path, "ads.txt")
    with pytest.raises(EncodingError, match="UTF-32 by its byte order mark"):
        decode_bytes(path.read_bytes(), "page")


def test_a_nul_character_in_utf16_is_refused_with_its_position(tmp_path: Path) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("保本\0保本".encode("utf-16"))
    with pytest.raises(EncodingError, match="NUL character at byte 6"):
        detect_encoding(path, "ads.txt")


@pytest.mark.parametrize("declared", ["hex", "zlib", "idna", "punycode", "unicode_escape", "undefined", "utf-16"])
def test_a_page_that_declares_no_encoding_of_text_is_read_as_if_it_declared_none(declared: str) -> None:
    assert decode_bytes(SIMPLIFIED.encode("gbk"), "page", declared=declared) == SIMPLIFIED


@pytest.mark.parametrize("filler", [0, 1024 * 1024 - 3])
def test_damaged_utf16_is_refused_with_the_position_in_the_file(tmp_path: Path, filler: int) -> None:
    text = "a" * (filler // 2)
    content = b"\xff\xfe" + text.encode("utf-16-le") + b"\x00\xd8" + b"a\x00"
    path = tmp_path / "ads.txt"
    path.write_bytes(content)
    with pytest.raises(EncodingError) as error:
        detect_encoding(path, "ads.txt")
    assert error.value.byte_position == len(content) - 4


def test_one_broken_line_does_not_turn_utf8_into_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes("稳健理财\n".encode() * 3 + "保本".encode()[:-1] + b"\n")
    assert detect_encoding(path, "ads.txt").codec == "utf-8"


def test_one_broken_line_does_not_make_a_gb_file_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "ads.txt"
    path.write_bytes(f"{SIMPLIFIED}\n".encode("gbk") * 3 + b"\xff\xff\n")
    assert detect_encoding(path, "ads.txt").codec == "gb18030"


def test_valid_utf8_wins_over_what_a_page_declares() -> None:
    assert decode_bytes(SIMPLIFIED.encode(), "page", declared="gb2312") == SIMPLIFIED


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    assert decode_bytes(TRADITIONAL.encode("big5"), "page", declared="big5") == TRADITIONAL
    assert decode_bytes(SIMPLIFIED.encode("gbk"), "page", declared="gb2312") == SIMPLIFIED
    assert decode_bytes(SIMPLIFIED.encode("gbk"), "page", declared="no-such-thing") == SIMPLIFIED


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff"), max_size=60))
def test_any_utf8_text_is_read_back(text: str) -> None:
    assert decode_bytes(text.encode(), "page") == text


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40))
def test_gb18030_text_is_read_back_or_refused_but_never_garbled(han: str) -> None:
    content = han.encode("gb18030")
    try:
        decoded = decode_bytes(content, "page")
    except EncodingError:
        return
    # Only bytes that are valid UTF-8 as well can be read as something else, and no decoder could tell.
    assert decoded == han or content.decode("utf-8") == decoded
