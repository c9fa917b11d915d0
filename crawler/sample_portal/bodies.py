"""Bodies that are slow, endless, huge or compressed beyond measure.

Knows nothing of sockets.
"""

import gzip
import itertools
import time
import zlib
from collections.abc import Iterator
from functools import cache

from crawler.sample_portal.answer import Answer, Question

BOMB_BYTES = 1 << 28
"""What the compression bomb grows to."""
_SEGMENT_BYTES = 1 << 20
_PACE_S = 0.25


def slowly(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Let ``pieces`` go one by one, with a pause after each."""
    for piece in pieces:
        yield piece
        time.sleep(_PACE_S)


def slow_never(_: Question) -> Answer:
    """A page that trickles and never ends."""
    head = "<!DOCTYPE html><html><head><title>永远在加载</title></head><body><p>".encode()
    return Answer(stream=slowly(itertools.chain([head], itertools.repeat("…".encode()))))


def endless(_: Question) -> Answer:
    """A page without end, as fast as it is taken."""
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>写不完的页</title></head><body>'.encode()
    paragraph = "<p>今日要闻持续更新中，请稍候。</p>\n".encode() * 1024
    return Answer(stream=itertools.chain([head], itertools.repeat(paragraph)))


def huge(_: Question) -> Answer:
    """A page of 256 MiB that says so beforehand."""

    def body() -> Iterator[bytes]:
        for _ in range(4096):
            yield b" " * 65536

    return Answer(stream=body(), claimed_length=4096 * 65536)


@cache
def _bomb_body() -> bytes:
    # One megabyte of blanks, flushed so that it can stand anywhere and any number of times in one deflate stream.
    blanks = b" " * _SEGMENT_BYTES
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    head_text = "<!DOCTYPE html><html><body><p>正在加载".encode()
    head = compressor.compress(head_text) + compressor.flush(zlib.Z_FULL_FLUSH)
    segment = compressor.compress(blanks) + compressor.flush(zlib.Z_FULL_FLUSH)
    times = BOMB_BYTES // _SEGMENT_BYTES
    check = zlib.crc32(head_text)
    for _ in range(times):
        check = zlib.crc32(blanks, check)
    size = (len(head_text) + BOMB_BYTES) & 0xFFFFFFFF
    trailer = check.to_bytes(4, "little") + size.to_bytes(4, "little")
    return gzip.compress(b"", mtime=0)[:10] + head + segment * times + compressor.flush() + trailer


def bomb(_: Question) -> Answer:
    """A page of a few hundred kilobytes that grows to ``BOMB_BYTES``."""
    return Answer(body=_bomb_body(), headers=(("Content-Encoding", "gzip"),), is_compressed=True)
