"""How often the texts of a stream repeat, word for word and but for what differs between copies.

Knows nothing of what is saved by that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.cascade.near_repeats import written_alike
from classifier.cascade.recent import Recent
from classifier.normalizing.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRates:
    """Shares of texts that a memory of a given size knows."""

    texts: int
    exact: float
    """Known as they are."""
    normalised: float
    """Known when width, case, script and the like do not count."""
    near: float
    """Known when numbers to call, links and names do not count either."""


def repeat_rates(texts: Iterable[str], *, most: int) -> RepeatRates:
    """Run ``texts``, in their order, past memories of ``most`` entries."""
    exact: Recent[str, bool] = Recent(most)
    normalised: Recent[str, bool] = Recent(most)
    near: Recent[str, bool] = Recent(most)
    count = 0
    for text in texts:
        count += 1
        folded = fold(text).text
        for memory, key in ((exact, text), (normalised, folded), (near, written_alike(folded))):
            memory.find([key])
            memory.keep([(key, True)])
    return RepeatRates(texts=count, exact=exact.hits.share, normalised=normalised.hits.share, near=near.hits.share)
