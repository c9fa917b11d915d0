"""Tells the small print of a picture from its other words by the height of the type.

The main type is the tallest in which, counted from the top down, at least five letters or Chinese characters are set;
figures and signs do not count, so that a giant ``8.8%`` does not make the words under it small. Small print is

- at most 45 % as tall as the main type, or
- at most 17.5 pixels tall (a found line of 12-pixel type is 15 to 20) and at most 60 % as tall as the main type.

Where such lines are more than a dozen and hold over three quarters of the letters, they are the body of a page
under its headlines, and small print is measured against their median height instead. Knows nothing of what is said.
"""

from collections.abc import Sequence

_MAIN_LETTERS = 5
_SMALL_SHARE = 0.45
_LEGIBLE_HEIGHT = 17.5
_LEGIBLE_SHARE = 0.6
_BODY_LINES = 12
_BODY_SHARE = 0.75


def small_print(heights: Sequence[float], texts: Sequence[str]) -> tuple[bool, ...]:
    """Which lines are small print, by their heights in pixels; of ``texts`` only the letters are counted."""
    if not heights:
        return ()
    letters = [sum(map(str.isalpha, text)) for text in texts]
    small = _smaller_than(_main_height(heights, letters), heights)
    small_letters = sum(count for count, is_small in zip(letters, small, strict=True) if is_small)
    if sum(small) > _BODY_LINES and small_letters > _BODY_SHARE * sum(letters):
        body = sorted(height for height, is_small in zip(heights, small, strict=True) if is_small)
        return _smaller_than(body[len(body) // 2], heights)
    return small


def _main_height(heights: Sequence[float], letters: Sequence[int]) -> float:
    counted = 0
    for height, count in sorted(zip(heights, letters, strict=True), reverse=True):
        counted += count
        if counted >= _MAIN_LETTERS:
            return height
    return max(heights)


def _smaller_than(main: float, heights: Sequence[float]) -> tuple[bool, ...]:
    return tuple(
        height <= _SMALL_SHARE * main or (height <= _LEGIBLE_HEIGHT and height <= _LEGIBLE_SHARE * main)
        for height in heights
    )
