"""From a page to the ads on it: pure functions."""

from crawler.pages.decoding import page_of_response
from crawler.pages.filter_engine import FilterEngine, load_filters
from crawler.pages.finding import find_ads
from crawler.pages.reading import emptiness, landing_pieces, page_words, title_of

__all__ = [
    "FilterEngine",
    "emptiness",
    "find_ads",
    "landing_pieces",
    "load_filters",
    "page_of_response",
    "page_words",
    "title_of",
]
