"""A page as its author meant it, where a browser drew its bytes in the wrong encoding.

A browser believes what a page declares; a person who meets nonsense does not. Knows nothing of fetching.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.capture import Exchange
from crawler.pages import page_of_response, page_words
from crawler.pages.page import Page

_LEAST_CHINESE = 20
"""Chinese characters in the bytes from which a comparison tells something."""
_LEAST_SHARED = 0.5
"""Share of them that a page shows when it was drawn in the right encoding."""


def page_meant(page: Page, exchanges: Sequence[Exchange]) -> Page | None:
    """The page read from its bytes when what was drawn holds few of their Chinese characters; else ``None``.

    Raises:
        EncodingError: its bytes are in no encoding, whatever was drawn.
    """
    # The last: a page that asked for consent first was loaded again.
    answers = [item for item in exchanges if item.url == page.url and item.status is not None and item.body]
    answer = answers[-1] if answers else None
    if answer is None or answer.body is None or not _is_html(answer):
        return None
    read = page_of_response(page.url, answer.body, answer.headers)
    meant = _chinese(page_words(read))
    if len(meant) < _LEAST_CHINESE:
        return None
    shown = _chinese(page.frames[0].html)
    if len(meant & shown) >= _LEAST_SHARED * len(meant):
        return None
    return replace(page, frames=(read.frames[0], *page.frames[1:]), screenshot=None, viewport=None)


def _is_html(answer: Exchange) -> bool:
    stated = next((value for name, value in answer.headers if name.lower() == "content-type"), "text/html")
    return "html" in stated.lower()


def _chinese(text: str) -> frozenset[str]:
    return frozenset(char for char in text if "\u4e00" <= char <= "\u9fff")
