"""Finds out how a text file is encoded: UTF-8, UTF-16 with a mark, or GB18030 (which holds GBK and GB2312).

Knows nothing of rows or ads. Never guesses into mojibake: other bytes are refused with their position.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crawler.errors import EncodingError

_PAGE_CODECS = frozenset(
    {"big5", "big5hkscs", "euc_jp", "euc_kr", "cp949", "iso2022_jp", "shift_jis", "cp932", "koi8-r", "koi8-u"}
)
_PAGE_CODEC_FAMILIES = ("iso8859-", "cp125")
"""Encodings that a web page may declare, by Python's names; UTF-8 and GB18030 are found out without it."""
_CHUNK_BYTES = 1024 * 1024
_SAMPLE_BYTES = 256 * 1024
# UTF-32 first: its little-endian mark begins like that of UTF-16.
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Function characters and finance words too frequent to be missing from fifty characters of real Chinese.
_FREQUENT = frozenset("的一不是有在人了大中为上个国我以要他时来用们生到作地于出就分对成会可主发年金资理财高")

# Chinese ad copy in GBK consists nearly all of characters that GB2312 or Big5 counts as common; Big5, Shift-JIS and
# Latin-1 bytes read as GBK fall well short of that. Korean and EUC-JP do not, but hold next to none of the frequent
# characters, of which Chinese text of some length has several in a hundred. The limits lie in the gap on either
# side; tests/crawler/test_encoding.py holds a text of each kind against them.
_MIN_COMMON_SHARE = 0.8
_MIN_FREQUENT_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEncoding:
    """How to decode a file."""

    codec: str
    """Python codec name: ``utf-8``, ``utf-16-le``, ``utf-16-be`` or ``gb18030``."""
    bom_bytes: int
    """Length of the byte order mark to skip."""


@dataclass(slots=True)
class _Vote:
    lines: int = 0
    utf8_lines: int = 0
    gb_lines: int = 0
    first_bad_utf8: int | None = None
    first_bad_gb: int | None = None
    gb_sample: bytes = b""


def detect_encoding(path: Path, source: str) -> TextEncoding:
    """Tell the encoding of a file by reading it once, in bounded memory.

    A file mostly of one encoding is taken as that; the row reader reports its few broken lines.

    Raises:
        EncodingError: the file is in none of the encodings, or holds NUL bytes.
    """
    with path.open("rb") as stream:
        _refuse_utf32(stream.read(4), source)
        for bom, codec in _BOMS:
            stream.seek(0)
            if stream.read(len(bom)) == bom:
                if codec != "utf-8":
                    _require_decodable(stream, codec, source, offset=len(bom))
                return TextEncoding(codec=codec, bom_bytes=len(bom))
        stream.seek(0)
        if _is_clean_utf8(stream, source):
            return TextEncoding(codec="utf-8", bom_bytes=0)
        stream.seek(0)
        return TextEncoding(codec=_elect(_count_votes(stream), source), bom_bytes=0)


def decode_bytes(content: bytes, source: str, *, declared: str | None = None) -> str:
    """Decode a whole document, trusting valid UTF-8 over ``declared``, which pages often state wrongly.

    Raises:
        EncodingError: no encoding fits.
    """
    _refuse_utf32(content, source)
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return _decode_strictly(content[len(bom) :], codec, source, offset=len(bom))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_error = error
    codec = _known_codec(declared) or "gb18030"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        raise _refusal(source, utf8_error.start, codec, error.start, content) from error
    if codec == "gb18030" and (_is_damaged_utf8(content) or not _is_plausible_chinese(text)):
        raise _refusal(source, utf8_error.start, codec, None, content)
    return text


def _known_codec(declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    if name in {"gb2312", "gbk", "gb18030"}:
        return "gb18030"
    # Python calls much else a codec: compression, escapes, host names.
    return name if name in _PAGE_CODECS or name.startswith(_PAGE_CODEC_FAMILIES) else None


def _refuse_utf32(head: bytes, source: str) -> None:
    if head.startswith(_UTF32_BOMS):
        raise EncodingError(source, "UTF-32 by its byte order mark; save it as UTF-8", byte_position=0)


def _decode_strictly(content: bytes, codec: str, source: str, *, offset: int) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(source, codec, offset + error.start) from error


def _require_decodable(stream: BinaryIO, codec: str, source: str, *, offset: int) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    while True:
        chunk = stream.read(_CHUNK_BYTES)
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise _broken(source, codec, offset - pending + error.start) from error
        nul = text.find("\0")
        if nul >= 0:
            position = offset - pending + len(text[:nul].encode(codec))
            message = f"NUL character at byte {position}: a binary file; save the text as UTF-8"
            raise EncodingError(source, message, byte_position=position)
        if not chunk:
            return
        offset += len(chunk)


def _is_clean_utf8(stream: BinaryIO, source: str) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    is_clean = True
    while True:
        chunk = stream.read(_CHUNK_BYTES)
        nul = chunk.find(b"\0")
        if nul >= 0:
            raise EncodingError(
                source,
                f"NUL byte at byte {offset + nul}: a binary file, or UTF-16 without a byte order mark; "
                "save it as UTF-8",
                byte_position=offset + nul,
            )
        if is_clean:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                is_clean = False
        if not chunk:
            return is_clean
        offset += len(chunk)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.readline(_CHUNK_BYTES):
        yield piece


def _count_votes(stream: BinaryIO) -> _Vote:
    vote = _Vote()
    offset = 0
    for piece in _pieces(stream):
        if not piece.isascii():
            vote.lines += 1
            bad_utf8 = _first_bad(piece, "utf-8")
            bad_gb = _first_bad(piece, "gb18030")
            if bad_utf8 is None or _is_damaged_utf8(piece):
                vote.utf8_lines += 1
            elif bad_gb is None:
                vote.gb_lines += 1
                if len(vote.gb_sample) < _SAMPLE_BYTES:
                    vote.gb_sample += piece
            if bad_utf8 is not None and vote.first_bad_utf8 is None:
                vote.first_bad_utf8 = offset + bad_utf8
            if bad_gb is not None and vote.first_bad_gb is None:
                vote.first_bad_gb = offset + bad_gb
        offset += len(piece)
    return vote


def _elect(vote: _Vote, source: str) -> str:
    # A tie goes to UTF-8: GB text is next to never valid UTF-8, so one good line tells more than one bad one.
    if vote.utf8_lines > 0 and vote.lines <= 2 * vote.utf8_lines and vote.gb_lines <= vote.utf8_lines:
        return "utf-8"
    if vote.lines < 2 * vote.gb_lines and _is_plausible_chinese(vote.gb_sample.decode("gb18030", "ignore")):
        return "gb18030"
    raise _refusal(source, vote.first_bad_utf8 or 0, "gb18030", vote.first_bad_gb, vote.gb_sample)


def _first_bad(piece: bytes, codec: str) -> int | None:
    try:
        piece.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_damaged_utf8(piece: bytes) -> bool:
    """Whether most multi-byte sequences are valid UTF-8, which GB18030 would turn into mojibake."""
    decoded = piece.decode("utf-8", "replace")
    bad = decoded.count("�")
    good = sum(1 for char in decoded if char > "\x7f") - bad
    return bad < good


def _is_common(char: str) -> bool:
    """Whether simplified or traditional Chinese uses the character often, or it is Chinese punctuation."""
    try:
        lead, trail = char.encode("gb2312")
        if lead in {0xA1, 0xA3} or 0xB0 <= lead <= 0xD7:
            return True
    except (UnicodeEncodeError, ValueError):
        pass
    try:
        lead, trail = char.encode("big5")
    except (UnicodeEncodeError, ValueError):
        return char in "·—…￥①②③④⑤⑥⑦⑧⑨⑩€℃★☆■□"
    # Rows A4 to C6 hold the frequent characters, less the end of row C6, which holds kana.
    return 0xA4 <= lead <= 0xC5 or (lead == 0xC6 and trail < 0xA1)


def _is_plausible_chinese(text: str) -> bool:
    chars = [char for char in text if char > "\x7f"]
    if len(chars) < 4:
        return True
    common = sum(map(_is_common, chars))
    if common < _MIN_COMMON_SHARE * len(chars):
        return False
    return len(chars) < 50 or _MIN_FREQUENT_SHARE * len(chars) <= sum(char in _FREQUENT for char in chars)


def _broken(source: str, codec: str, position: int) -> EncodingError:
    return EncodingError(
        source,
        f"the byte order mark says {codec}, but byte {position} is not; the file is damaged",
        byte_position=position,
    )


def _refusal(source: str, bad_utf8: int, codec: str, bad_other: int | None, sample: bytes) -> EncodingError:
    other = f"{codec} from byte {bad_other}" if bad_other is not None else f"{codec} either: it would read as nonsense"
    return EncodingError(
        source,
        f"not UTF-8 from byte {bad_utf8}, nor {other}{_likely_encoding(sample)}; convert the file to UTF-8",
        byte_position=bad_utf8,
    )


def _likely_encoding(sample: bytes) -> str:
    # Only a hint inside an error message; statistics are too weak on short Chinese text to decode by them.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(sample[:_SAMPLE_BYTES]).best() if sample else None
    return f" (perhaps {best.encoding})" if best is not None and best.encoding != "utf_8" else ""
