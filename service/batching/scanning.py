"""A batcher over a scanner: ads in, verdicts out.

Knows nothing of how batches are made.
"""

from collections.abc import Callable, Sequence

from classifier.finding import Verdict
from classifier.text import AdCopy
from service.batching.batcher import Batcher
from service.batching.settings import BatchingSettings
from service.scanned_ad import AdScanner


def cost_in_characters(ad_copy: AdCopy) -> int:
    """About as many tokens as a model reads: one a code point, one to end each passage, one to begin."""
    return 1 + sum(len(passage.text) + 1 for passage in ad_copy.passages)


def scanning_batcher(
    scanner: AdScanner,
    settings: BatchingSettings | None = None,
    *,
    cost: Callable[[AdCopy], int] = cost_in_characters,
) -> Batcher[AdCopy, Verdict]:
    """Make a batcher that judges by ``scanner``, which several threads share where there are several workers."""

    def judge(copies: Sequence[AdCopy]) -> Sequence[Verdict]:
        return list(scanner.scan_many(copies))

    return Batcher(judge, cost=cost, settings=settings)
