"""Places of a word for which a table lists substitutes.

Knows nothing of what the table holds.
"""

from classifier.text import Span
from labeled_data.disguising.places import Place
from labeled_data.disguising.table_set import Substitutions


def listed_places(text: str, word: Span, table: Substitutions) -> list[Place]:
    """Return every piece of ``word`` that is an original of ``table``; pieces may overlap."""
    longest = max(map(len, table), default=0)
    return [
        Place(start=start, end=end, options=table[text[start:end]])
        for start in range(word.start, word.end)
        for end in range(start + 1, min(start + longest, word.end) + 1)
        if text[start:end] in table
    ]
