"""What a label stands for beyond the item it stands in: the boxes below a heading, the part between two notes.

Knows nothing of how a label is told.
"""

from itertools import islice, takewhile

from crawler.pages.addresses import landing_key
from crawler.pages.label_words import is_closing, is_opening
from crawler.pages.shape import is_away, shown_pictures
from crawler.pages.tree import FRAME_TAGS, SILENT_TAGS, Element, PageTree, words_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "caption"})
_MAX_PART = 12
_MAX_HEADING = 8
_MAX_LETTERS = 600
_MAX_SITES = 12


def announced(tree: PageTree, note: Element) -> list[Element]:
    """What stands below a note that a paid part begins: all up to the note that it ends, else the next element."""
    following = _following(note)
    end = next((place for place, one in enumerate(following) if is_closing(words_of(one, limit=80))), None)
    part = following[: 1 if end is None else end]
    offers = [one for one in part if _leads(tree, one) and one.letters <= _MAX_LETTERS]
    return offers or [one for one in part if one.letters <= _MAX_LETTERS and shown_pictures(tree, one)]


def headed(tree: PageTree, label: Element) -> list[Element]:
    """The boxes alike that a label heads, or the one list below it, where each of them leaves the site."""
    block = label
    while block.parent is not None and _says_no_more(tree, block.parent, label):
        block = block.parent
    following = _following(block)
    if not following or block.parent is None:
        return []
    first = following[0]
    before = islice((one for one in block.parent.elements() if one.index < block.index), 400)
    if any(_look(one) == _look(first) for one in before):
        # An entry among its like: the label stands for it alone.
        return []
    boxes = list(takewhile(lambda one: _look(one) == _look(first) and _leaves(tree, one), following))
    if len(boxes) >= 2 and len({key for box in boxes for key in _keys(tree, box)}) >= len(boxes):
        return boxes
    is_list = block.tag in _HEADINGS and _leaves(tree, first) and 2 <= len(_keys(tree, first)) <= _MAX_SITES
    return [first] if is_list else []


def is_note(element: Element) -> bool:
    """Whether an element announces a paid part below it."""
    return 0 < element.letters <= 24 and is_opening(words_of(element, limit=80))


def _says_no_more(tree: PageTree, outer: Element, label: Element) -> bool:
    # A heading says what it is over besides: 品牌推荐 AD.
    is_bare = outer.letters <= label.letters + _MAX_HEADING and outer.tag not in {"body", "html", *FRAME_TAGS}
    return is_bare and not tree.pictures_in(outer) and not tree.frames_in(outer) and not _leads(tree, outer)


def _following(block: Element) -> list[Element]:
    """The siblings after an element in which something is to be seen."""
    if block.parent is None:
        return []
    after = (one for one in block.parent.elements() if one.index > block.index)
    seen = (one for one in after if not one.is_hidden and one.tag not in SILENT_TAGS | {"br", "hr"})
    return list(islice((one for one in seen if one.letters or one.children or one.tag == "img"), _MAX_PART))


def _look(element: Element) -> tuple[str, str]:
    return element.tag, element.attributes.get("class", "")


def _leads(tree: PageTree, element: Element) -> list[str]:
    return [landing for link in tree.links_in(element) if (landing := tree.landing_of(link))]


def _leaves(tree: PageTree, element: Element) -> bool:
    """Whether an element is an offer, or a list of offers, from elsewhere."""
    leads = _leads(tree, element)
    return bool(leads) and element.letters <= _MAX_LETTERS and all(is_away(tree, landing) for landing in leads)


def _keys(tree: PageTree, element: Element) -> set[str]:
    return {landing_key(landing, tree.page.url) for landing in _leads(tree, element)}
