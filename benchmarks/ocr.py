"""How well words in pictures are read: ``python benchmarks/ocr.py [--seed N] [--count N] [--threads N] [--show]``.

Draws banners from the seed (``banners.py``), every style in every size with the default count, reads them through
``crawler.images`` and prints one JSON line for the whole, for each style and for each size: character accuracy (one
less the edit distance over the characters drawn, in reading order, so that a line out of place counts), the share
without a mistake, how much of the small print was told from the rest, and milliseconds a picture. Spaces, and the
width of letters, digits and punctuation, do not count. Needs the Noto CJK fonts (Debian: ``fonts-noto-cjk``).
"""

import argparse
import json
import statistics
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from banners import FONTS, SIZES, STYLES, Banner, banners
from machine import described_machine
from rapidfuzz.distance import Levenshtein

from crawler.images import ImageReader

_LIBRARIES = ("finad", "rapidocr", "onnxruntime", "pillow", "opencv-python-headless", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    banner: Banner
    read: str
    drawn: str
    mistakes: int
    small_right: int
    ms: float


def main() -> None:
    """Draw, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=len(STYLES) * len(SIZES))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was misread")
    options = parser.parse_args()
    if not FONTS.is_dir():
        raise SystemExit(f"{FONTS} is not there; install fonts-noto-cjk")

    reader = ImageReader(threads=options.threads)
    started = time.perf_counter()
    engine = reader.engine
    load_s = time.perf_counter() - started
    results = [_measured(reader, banner) for banner in banners(options.seed, options.count)]
    print(
        json.dumps(
            {
                "benchmark": "ocr",
                "engine": engine,
                "seed": options.seed,
                "threads": options.threads,
                "load_s": round(load_s, 2),
                "machine": described_machine(_LIBRARIES),
            }
        )
    )
    print(json.dumps({"of": "all", **_summary(results)}))
    for style in STYLES:
        _print_part({"style": style}, (result for result in results if result.banner.style == style))
    for width, height in SIZES:
        size = f"{width}x{height}"
        _print_part({"size": size}, (result for result in results if result.banner.size == (width, height)))
    for result in results if options.show else ():
        if result.mistakes:
            shown = {"style": result.banner.style, "size": result.banner.size}
            print(json.dumps({**shown, "drawn": result.drawn, "read": result.read}, ensure_ascii=False))


def _measured(reader: ImageReader, banner: Banner) -> _Result:
    started = time.perf_counter()
    reading = reader.read(banner.content)
    ms = (time.perf_counter() - started) * 1000
    read = _compared(line.text for line in reading.lines)
    drawn = _compared(line.text for line in banner.lines)
    small_read = {_compared([line.text]) for line in reading.lines if line.is_small_print}
    small_drawn = {_compared([line.text]) for line in banner.lines if line.is_small}
    return _Result(
        banner=banner,
        read=read,
        drawn=drawn,
        mistakes=Levenshtein.distance(read, drawn),
        small_right=small_read == small_drawn,
        ms=ms,
    )


def _compared(lines: Iterable[str]) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", "".join(lines)) if not char.isspace())


def _print_part(of: dict[str, str], results: Iterable[_Result]) -> None:
    if part := list(results):
        print(json.dumps({**of, **_summary(part)}))


def _summary(results: list[_Result]) -> dict[str, float]:
    characters = sum(len(result.drawn) for result in results)
    mistakes = sum(result.mistakes for result in results)
    return {
        "pictures": len(results),
        "characters": characters,
        "character_accuracy": round(1 - mistakes / characters, 4),
        "without_mistake": round(sum(result.mistakes == 0 for result in results) / len(results), 3),
        "small_print_told": round(sum(result.small_right for result in results) / len(results), 3),
        "ms_median": round(statistics.median(result.ms for result in results)),
        "ms_highest": round(max(result.ms for result in results)),
    }


if __name__ == "__main__":
    main()
