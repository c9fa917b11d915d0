"""Groups a finished set of ads into campaigns, as when the folders of several workers are put together.

Knows nothing of folders.
"""

from collections.abc import Mapping

from crawler.campaigns.index import CampaignIndex, own_key
from crawler.campaigns.signature import Signature


def group(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """Key of each ad's campaign, by whatever the ads are called; the same in whatever order they come.

    Ads are one campaign when copies lead from one to the other, so an ad that is like two campaigns makes them one
    here; :class:`CampaignIndex` keeps them apart. The key is the smallest that any ad of the campaign would begin with.
    """
    index = CampaignIndex()
    above: list[int] = []
    """Number of an ad to one of its campaign with a smaller number, or to itself (union-find)."""
    numbers: dict[str, int] = {}
    # Sorted by key, so that the first ad of a campaign is the one that names it.
    for name in sorted(signatures, key=lambda name: (signatures[name].content, signatures[name].pictures, name)):
        signature = signatures[name]
        alike = index.alike(signature)
        number = numbers[name] = index.keep(signature, own_key(signature))
        if number == len(above):
            above.append(number)
        tops = {_top(above, other) for other in (number, *alike)}
        for top in tops:
            above[top] = min(tops)
    return {name: index.key_at(_top(above, numbers[name])) for name in signatures}


def _top(above: list[int], number: int) -> int:
    while above[number] != number:
        above[number] = above[above[number]]
        number = above[number]
    return number
