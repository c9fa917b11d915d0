"""Saved pages as trees, and found ads in the short form that the cases write down."""

from collections.abc import Callable, Sequence

import pytest

from crawler.pages.found import FoundAd, PicturePiece
from crawler.pages.page import Frame, Page
from crawler.pages.tree import PageTree

Shown = tuple[str, ...]


@pytest.fixture
def tree_of() -> Callable[[str, str], PageTree]:
    def read(html: str, url: str) -> PageTree:
        return PageTree(Page(url=url, frames=(Frame(url=url, html=html, parent=None),)))

    return read


@pytest.fixture
def shown() -> Callable[[Sequence[FoundAd]], list[Shown]]:
    """Each ad as its pieces, ``kind: text`` or ``picture: address``."""

    def show(ads: Sequence[FoundAd]) -> list[Shown]:
        return [
            tuple(
                f"picture: {piece.url}" if isinstance(piece, PicturePiece) else f"{piece.kind}: {piece.text}"
                for piece in ad.pieces
            )
            for ad in ads
        ]

    return show
