"""Gives each ad the key of the campaign whose copies it is most like, as the ads come in.

Two ads are copies when

* the folded words are equal (4 characters or more), or
* their character pairs agree to 0.45 (Jaccard; 12 characters or more), or
* a picture of one is a copy of a picture of the other (both hashes at most 10 bits of 64 apart), unless the words of
  both are long enough to compare and agree to less than 0.2: then the picture is a logo, a stock photo or a template.

Measured on the ads of ``tests/crawler/campaigns``: copies with swapped names, amounts, numbers, emoji, traditional
characters and separators agree to 0.63 and more, one with a disguise in every clause to 0.49; different ads of one
product agree to 0.16 at most. Of 28 banners drawn with those ads, 193 of 196 copies (scaled, compressed, brightened,
stamped, cropped by a few pixels, with another amount) are at most 10 bits apart and all at most 14; two different
banners are 16 and more. Banners of one template are as near as copies, so where nobody reads their words they fall into
one campaign. The same landing address alone makes no campaign.

An ad that is like two campaigns joins the one it is most like, and never joins them with each other: campaigns that
once differ stay apart, whatever comes between them. Which of two campaigns it joins can therefore hang on which ads
came before. :mod:`crawler.campaigns.merging` groups a finished set of ads in no order at all. Knows nothing of files.
"""

from array import array
from collections.abc import Iterable, Sequence

from crawler.ad import Ad
from crawler.campaigns.lookup import PictureLookup, SketchLookup
from crawler.campaigns.pictures import MOST_APART, PictureHash
from crawler.campaigns.signature import Signature, signature_of

LEAST_ALIKE = 0.45
"""Share of character pairs, of all that either of two texts has, from which they are copies."""
LEAST_BESIDE_PICTURE = 0.2
"""The same share where a picture is common to both."""

_BITS = 64
_NO_SKETCH = -1


class CampaignIndex:
    """The campaigns seen so far. Not safe to share between threads.

    Holds about 2 KB for each ad that differs from all before it in its folded words or its pictures, else nothing.
    """

    def __init__(self) -> None:
        self._keys: list[str] = []
        """By number of the ad kept, as everything here."""
        self._sketch_numbers = array("i")
        self._pictures_of: dict[int, frozenset[PictureHash]] = {}
        self._of_content: dict[str, int] = {}
        self._sketches = SketchLookup()
        self._pictures = PictureLookup()

    def __len__(self) -> int:
        """Ads kept to compare with."""
        return len(self._keys)

    def key_of(self, ad: Ad, pictures: Sequence[bytes] = ()) -> str:
        """Key of the campaign that the ad belongs to; the ad is kept for those that come after.

        Args:
            ad: with the words read in its pictures, where they were read.
            pictures: the bytes of its pictures. What cannot be opened is passed over.

        Raises:
            MissingLibraryError: datasketch, or for pictures ImageHash, is not installed.
        """
        return self.join(signature_of(ad, pictures))

    def join(self, signature: Signature) -> str:
        """The same for an ad whose signature is made already."""
        nearest = self._of_content.get(signature.content)
        if nearest is None:
            alike = self.alike(signature)
            nearest = min(alike, key=lambda number: (-alike[number], number), default=None)
        key = own_key(signature) if nearest is None else self._keys[nearest]
        self.keep(signature, key)
        return key

    def restore(self, known: Iterable[tuple[str, Signature]]) -> None:
        """Take up ads that were given these keys before, in the same order."""
        for key, signature in known:
            self.keep(signature, key)

    def keep(self, signature: Signature, key: str) -> int:
        """Keep an ad under a key, whatever it is like; returns its number, that of an equal one if there is one."""
        known = self._of_content.get(signature.content)
        if known is not None and self._pictures_of.get(known, frozenset()).issuperset(signature.pictures):
            return known
        number = len(self._keys)
        self._keys.append(key)
        if known is not None:
            self._sketch_numbers.append(self._sketch_numbers[known])
        elif (numbers := signature.numbers) is not None:
            self._sketch_numbers.append(self._sketches.add(numbers, number))
        else:
            self._sketch_numbers.append(_NO_SKETCH)
        if signature.pictures:
            self._pictures_of[number] = frozenset(signature.pictures)
        for picture in signature.pictures:
            self._pictures.add(picture, number)
        self._of_content.setdefault(signature.content, number)
        return number

    def key_at(self, number: int) -> str:
        """Key under which the ad of that number is kept."""
        return self._keys[number]

    def alike(self, signature: Signature) -> dict[int, float]:
        """Numbers of the ads kept that are copies of this one, with how alike they are, 0 to 1."""
        equal = self._of_content.get(signature.content)
        found: dict[int, float] = {} if equal is None else {equal: 1.0}
        for picture in signature.pictures:
            for number, bits in self._pictures.near(picture, most=MOST_APART).items():
                if self._do_words_allow(signature, number):
                    found[number] = max(1 - bits / _BITS, found.get(number, 0.0))
        if (numbers := signature.numbers) is not None:
            for number, share in self._sketches.near(numbers, least=LEAST_ALIKE).items():
                found[number] = max(share, found.get(number, 0.0))
        return found

    def _do_words_allow(self, signature: Signature, number: int) -> bool:
        """Whether the words of both speak against a picture's making copies of them."""
        sketch_number = self._sketch_numbers[number]
        if signature.numbers is None or sketch_number == _NO_SKETCH:
            return True
        return self._sketches.similarity(sketch_number, signature.numbers) >= LEAST_BESIDE_PICTURE


def own_key(signature: Signature) -> str:
    """Key of the campaign that begins with an ad."""
    return f"c-{signature.content}"
