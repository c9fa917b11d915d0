"""Short lines of words in a page, and the plain copy of a part of it.

Knows nothing of kinds of pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.ad import CreativeKind
from crawler.pages.found import TextPiece
from crawler.pages.parts import pieces_of
from crawler.pages.tree import SILENT_TAGS, Element, PageTree, words_of


def lines_in(elements: Iterable[Element], *, longest: int) -> Iterator[tuple[Element, str]]:
    """Visible elements of at most ``longest`` letters with their words: what a label may stand in.

    Of elements that hold the same words the innermost comes alone; a page that nests ten thousand of them costs no
    more than one.
    """
    for element in elements:
        if not 0 < element.letters <= longest or element.is_hidden or element.tag in SILENT_TAGS:
            continue
        if not any(child.letters == element.letters for child in element.elements()):
            yield element, words_of(element)


def with_same_words(element: Element) -> Iterator[Element]:
    """The element and what holds nothing but it, from the inside out."""
    yield element
    for outer in element.ancestors():
        if outer.letters > element.letters or outer.tag in {"body", "html"}:
            return
        yield outer


def copy_in(tree: PageTree, element: Element) -> list[TextPiece]:
    """The words of a part of a page, block by block, none of them a title: the whole has a title of its own."""
    return [
        replace(piece, kind=CreativeKind.BODY) if piece.kind is CreativeKind.TITLE else piece
        for piece in pieces_of(tree, element)
        if isinstance(piece, TextPiece)
    ]
