"""An ad together with what was found in it, and the step from the one to the other.

Knows nothing of files or screens.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from classifier.finding import Verdict, Versions
from classifier.text import AdCopy, Passage, PassageKind
from crawler.ad import CHINA_TIME, Ad


class AdScanner(Protocol):
    """The part of the classifier's scanner that bulk work needs."""

    @property
    def versions(self) -> Versions:
        """What the verdicts depend on besides the ad."""
        ...

    def scan(self, ad_copy: AdCopy, /) -> Verdict:
        """Judge one ad."""
        ...

    def scan_many(self, ad_copies: Iterable[AdCopy], /) -> Iterator[Verdict]:
        """Judge ads, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryName:
    """What a category is called."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedAd:
    """An ad's text as it was judged, and the verdict."""

    ad_copy: AdCopy
    verdict: Verdict


def ad_copy_of(ad: Ad) -> AdCopy:
    """Hand an ad to the classifier.

    A passage is called after its kind (``body``); the second of a kind is ``body_2``. The day of publication
    is the day in China.
    """
    counts: Counter[str] = Counter()
    passages = []
    for creative in ad.creatives:
        counts[creative.kind.value] += 1
        count = counts[creative.kind.value]
        passage_id = creative.kind.value if count == 1 else f"{creative.kind.value}_{count}"
        kind = PassageKind(creative.kind.value)
        passages.append(Passage(passage_id=passage_id, kind=kind, text=creative.text))
    return AdCopy(
        copy_id=ad.ad_id,
        passages=tuple(passages),
        advertiser=ad.advertiser_raw,
        published_on=ad.published_at.astimezone(CHINA_TIME).date() if ad.published_at else None,
        channel=ad.channel,
    )
